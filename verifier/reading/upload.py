"""From bytes of unknown kind to what can be verified in them."""

from verifier.reading.errors import ReadingError, ReadingFault
from verifier.reading.found import Found, JsonBytes, QrText
from verifier.reading.image import link_in
from verifier.reading.pdf import certificate_in

MAXIMUM_UPLOAD = 12 * 1024 * 1024
"""Bytes of any upload."""

_PDF = b"%PDF-"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"


def read_upload(data: bytes) -> Found:
    """Find a certificate's file or the text of its QR code in `data`; raises `ReadingError` with its `fault`.

    The kind is told from the content alone: names and media types are the sender's words.
    """
    if not data:
        raise ReadingError(ReadingFault.MISSING)
    if len(data) > MAXIMUM_UPLOAD:
        raise ReadingError(ReadingFault.TOO_LARGE)
    if data.startswith(_PDF):
        return JsonBytes(certificate_in(data))
    if data.startswith(_IMAGES):
        return QrText(link_in(data))
    # Bytes are handed on as they came: size, spelling and byte-order mark are the certificate's rules (V1).
    if data.lstrip(_BEFORE_JSON).startswith(b"{"):
        return JsonBytes(data)
    raise ReadingError(ReadingFault.UNKNOWN_FILE_TYPE)
