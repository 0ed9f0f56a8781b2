"""Answers anyone who asks whether a certificate is genuine and current: library, HTTP interface and pages.

app = create_app(config)              # verifier.app, a WSGI application
answer = verify_file(data, reader, policy, now)   # verifier.files, behind `xcert verify`
"""
