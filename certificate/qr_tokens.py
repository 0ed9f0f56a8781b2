"""Raw bytes for what looks random in a certificate, so that a QR code carries 32 bytes and not 64 digits.

text = the file with values replaced by one byte each, bin = their raw bytes (docs/format.md, section 6).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from certificate.bundle import MAXIMUM_FILE
from certificate.encoding import (
    from_base64url,
    from_multikey,
    from_signature_text,
    to_base64url,
    to_multikey,
    to_signature_text,
)
from certificate.errors import MalformedError, UnreadableError

_REPEAT = 0x10
_MAXIMUM_VALUES = 16
_PATH_TOKEN = 6
_NODE = 32


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of value: its size in bytes and its two directions."""

    size: int
    to_bytes: Callable[[str], bytes]
    to_text: Callable[[bytes], str]


def _uuid_text(data: bytes) -> str:
    digits = data.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _uuid_bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("-", ""))


_KINDS: Final = {
    1: _Kind(32, bytes.fromhex, bytes.hex),
    2: _Kind(20, bytes.fromhex, bytes.hex),
    3: _Kind(16, _uuid_bytes, _uuid_text),
    4: _Kind(32, from_multikey, to_multikey),
    5: _Kind(64, from_signature_text, to_signature_text),
    _PATH_TOKEN: _Kind(0, from_base64url, to_base64url),
}

# In this order: a longer shape must be tried before a shorter one that could match inside it.
_SHAPES = re.compile(
    r"(?P<h32>\b[0-9a-f]{64}\b)|(?P<uuid>\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)|(?P<h20>\b[0-9a-f]{40}\b)"
    r"|(?P<key>\bz6Mk[1-9A-HJ-NP-Za-km-z]{44}\b)|(?P<sig>(?<=\"proofValue\":\")z[1-9A-HJ-NP-Za-km-z]{63,90}(?=\"))"
    r"|(?P<path>(?<=\"proofValue\":\")u[A-Za-z0-9_-]*(?=\"))",
    re.ASCII,
)
_TOKENS: Final = {"h32": 1, "h20": 2, "uuid": 3, "key": 4, "sig": 5, "path": _PATH_TOKEN}


def split(data: bytes) -> tuple[bytes, bytes]:
    """Return (text, bin) for a certificate file; raises `MalformedError` if it is not UTF-8."""
    values: list[tuple[int, str]] = []
    chunks: list[bytes] = []

    def replace(found: re.Match[str]) -> str:
        token = _TOKENS[found.lastgroup or ""]
        value = (token, found[0])
        if value in values:
            return chr(_REPEAT + values.index(value))
        raw = _raw(token, found[0])
        if raw is None or len(values) == _MAXIMUM_VALUES:
            return found[0]
        values.append(value)
        chunks.append(raw)
        return chr(token)

    try:
        text = _SHAPES.sub(replace, data.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError("the file is not UTF-8") from error
    return text, b"".join(chunks)


def join(text: bytes, binary: bytes) -> bytes:
    """Put the values of `binary` back into `text`; raises `UnreadableError`."""
    values: list[bytes] = []
    rest = memoryview(binary)
    written = bytearray()
    for byte in text:
        if byte >= 0x20:
            written.append(byte)
        elif byte in _KINDS:
            raw, rest = _take(byte, rest)
            values.append(_written(byte, raw))
            written += values[-1]
        elif _REPEAT <= byte < _REPEAT + len(values):
            written += values[byte - _REPEAT]
        else:
            raise UnreadableError("the QR code holds a value that is not there; scan it again")
        # Checked while it grows: repeats make a small code large.
        if len(written) > MAXIMUM_FILE:
            raise UnreadableError("the QR code is damaged; scan it again or upload the file")
    if rest:
        raise UnreadableError("the QR code holds values that nothing uses; scan it again")
    return bytes(written)


def _raw(token: int, text: str) -> bytes | None:
    """Return the raw bytes, or None if they would not give `text` again: then it stays as it is."""
    kind = _KINDS[token]
    try:
        raw = kind.to_bytes(text)
    except MalformedError:
        return None
    if kind.to_text(raw) != text or (kind.size and len(raw) != kind.size):
        return None
    if token == _PATH_TOKEN:
        nodes, odd = divmod(len(raw), _NODE)
        return None if odd or nodes > 255 else bytes([nodes]) + raw
    return raw


def _take(token: int, rest: memoryview) -> tuple[bytes, memoryview]:
    size = _KINDS[token].size
    if token == _PATH_TOKEN:
        if not rest:
            raise UnreadableError("the QR code lacks a value; scan it again")
        size, rest = rest[0] * _NODE, rest[1:]
    if len(rest) < size:
        raise UnreadableError("the QR code lacks a value; scan it again")
    return bytes(rest[:size]), rest[size:]


def _written(token: int, raw: bytes) -> bytes:
    return _KINDS[token].to_text(raw).encode("ascii")
