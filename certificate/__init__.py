"""The certificate: its document, its proofs, its QR payload and the rules that judge it.

Pure: nothing here reads a file, a socket, the environment, the clock or randomness; time is an argument.
"""
