"""The QR code's text: the exact signed certificate, not a second format (docs/format.md, section 6).

https://VERIFIER/v#1/<base41 of the payload>
"""

import hashlib
import re
import zlib

from certificate.base41 import from_base41, to_base41
from certificate.bundle import MAXIMUM_FILE
from certificate.dictionary import D1, D1_NUMBER
from certificate.errors import MalformedError, UnreadableError
from certificate.qr_tokens import join, split

VERSION = 0
"""The payload's first byte; 0 while the format is version 0."""
MAXIMUM_PAYLOAD = 4_096
"""Bytes of a payload; the largest QR code carries fewer."""

_CHECKSUM = 4
_HEADER = 1 + 2 + _CHECKSUM + 2
_MARK = "/v#1/"
_VERIFIER = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,100}(?:/[A-Za-z0-9._~-]{1,64})*", re.ASCII)
# Base41 of the largest payload, and the longest verifier address before it.
_MAXIMUM_LINK = 400 + MAXIMUM_PAYLOAD * 3 // 2 + 2


def encode_payload(data: bytes) -> bytes:
    """Pack a certificate file; raises `MalformedError` if it cannot be packed or does not come back identical."""
    text, binary = split(data)
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, D1)
    packed = compressor.compress(text) + compressor.flush()
    checksum = hashlib.sha256(data).digest()[:_CHECKSUM]
    header = bytes([VERSION]) + D1_NUMBER.to_bytes(2, "big") + checksum + len(binary).to_bytes(2, "big")
    payload = header + binary + packed
    payload += b"\x00" if len(payload) % 2 == 0 else b""
    if len(payload) > MAXIMUM_PAYLOAD or decode_payload(payload) != data:
        raise MalformedError("the certificate cannot be carried by a QR code")
    return payload


def decode_payload(payload: bytes) -> bytes:
    """Unpack the certificate file; raises `UnreadableError` for anything that is not exactly a payload."""
    if not _HEADER < len(payload) <= MAXIMUM_PAYLOAD or len(payload) % 2 == 0:
        raise UnreadableError("the QR code is cut off or not a certificate; scan it again")
    if payload[0] != VERSION or int.from_bytes(payload[1:3], "big") != D1_NUMBER:
        raise UnreadableError("the QR code was made by a later version; update the verifier or upload the file")
    size = int.from_bytes(payload[_HEADER - 2 : _HEADER], "big")
    binary, packed = payload[_HEADER : _HEADER + size], payload[_HEADER + size :]
    data = join(_inflate(packed), binary)
    if len(data) > MAXIMUM_FILE or hashlib.sha256(data).digest()[:_CHECKSUM] != payload[3 : 3 + _CHECKSUM]:
        raise UnreadableError("the QR code is damaged; scan it again or upload the file")
    return data


def encode_link(data: bytes, *, verifier: str) -> str:
    """Return the QR text of a certificate file; `verifier` is `https://host[/path]` without a slash at the end.

    Raises `MalformedError`.
    """
    if not _VERIFIER.fullmatch(verifier):
        raise MalformedError("the verifier's address must be https://host[/path] without a slash at the end")
    return verifier + _MARK + to_base41(encode_payload(data))


def decode_link(text: str) -> bytes:
    """Return the certificate file in a QR text; the address before `/v#1/` is ignored: it chooses nothing.

    Raises `UnreadableError`.
    """
    address, mark, digits = text.strip().partition(_MARK)
    if len(text) > _MAXIMUM_LINK or not mark or not _VERIFIER.fullmatch(address):
        raise UnreadableError("this is not the QR text of a certificate (https://…/v#1/…)")
    return decode_payload(from_base41(digits))


def _inflate(packed: bytes) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS, D1)
    try:
        # One byte more than allowed shows that there was more; a bomb is never unpacked whole.
        text = inflater.decompress(packed, MAXIMUM_FILE + 1)
    except zlib.error as error:
        raise UnreadableError("the QR code is damaged; scan it again or upload the file") from error
    if len(text) > MAXIMUM_FILE or not inflater.eof or inflater.unused_data not in {b"", b"\x00"}:
        raise UnreadableError("the QR code is damaged; scan it again or upload the file")
    return text
