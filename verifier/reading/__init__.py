"""Uploads: PDF, PNG, JPEG or JSON in, a certificate's bytes or the text of its QR code out.

`read_upload(b'{"id":"urn:uuid:…"}')` is a `JsonBytes` of the same bytes; a photograph gives a `QrText`. Nothing here
judges a certificate, and what cannot be read is never called a fake.
"""

from verifier.reading.errors import ReadingError, ReadingFault
from verifier.reading.found import Found, JsonBytes, QrText
from verifier.reading.upload import read_upload

__all__ = ["Found", "JsonBytes", "QrText", "ReadingError", "ReadingFault", "read_upload"]
