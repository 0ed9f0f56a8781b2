"""Strict text forms of bytes: hexadecimal, base64url, base58, and tags that say what is hashed or signed."""

import base64
import binascii
import re
from functools import lru_cache

import base58

from certificate.errors import MalformedError

_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_BASE58 = re.compile(r"z[1-9A-HJ-NP-Za-km-z]{1,90}")
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_ED25519_MULTICODEC = b"\xed\x01"


def tagged(tag: str, value: bytes) -> bytes:
    """Prefix `value` with what it is, so that no hash or signature can be used as one of another kind."""
    return tag.encode("ascii") + b"\x00" + value


def from_hex(text: str, *, size: int) -> bytes:
    """Read exactly `size` bytes of lower-case hexadecimal; raises `MalformedError`."""
    if len(text) != 2 * size or not _HEX.fullmatch(text):
        raise MalformedError(f"expected {size} bytes in lower-case hexadecimal")
    return bytes.fromhex(text)


def decimal(text: str, *, maximum: int) -> int:
    """Read a decimal integer from 0 to `maximum` without leading zeros; raises `MalformedError`."""
    if not _DECIMAL.fullmatch(text) or int(text) > maximum:
        raise MalformedError(f"expected a whole number from 0 to {maximum}")
    return int(text)


def to_base64url(data: bytes) -> str:
    """Write multibase base64url without padding, prefix `u`."""
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """Read multibase base64url in its one spelling; raises `MalformedError`.

    The standard decoder skips foreign characters and ignores trailing bits, so the result is
    written again and compared.
    """
    try:
        data = base64.urlsafe_b64decode(text[1:] + "=" * (-(len(text) - 1) % 4))
    except (binascii.Error, ValueError) as error:
        raise MalformedError("expected base64url without padding after 'u'") from error
    if to_base64url(data) != text:
        raise MalformedError("expected base64url in its one spelling after 'u'")
    return data


@lru_cache(maxsize=256)
def to_multikey(key: bytes) -> str:
    """Write a raw Ed25519 public key (32 bytes) as a Multikey, `z6Mk…`."""
    return "z" + base58.b58encode(_ED25519_MULTICODEC + key).decode("ascii")


@lru_cache(maxsize=256)
def from_multikey(text: str) -> bytes:
    """Read a Multikey of Ed25519 to its 32 raw bytes; raises `MalformedError`."""
    data = _from_base58(text)
    if len(data) != 34 or data[:2] != _ED25519_MULTICODEC:
        raise MalformedError("expected an Ed25519 key as a Multikey (z6Mk…)")
    return data[2:]


def to_signature_text(signature: bytes) -> str:
    """Write an Ed25519 signature (64 bytes) as multibase base58btc, prefix `z`."""
    return "z" + base58.b58encode(signature).decode("ascii")


def from_signature_text(text: str) -> bytes:
    """Read a multibase base58btc signature to its 64 bytes; raises `MalformedError`."""
    data = _from_base58(text)
    if len(data) != 64:
        raise MalformedError("expected a signature of 64 bytes in base58 after 'z'")
    return data


def _from_base58(text: str) -> bytes:
    # Reading base58 costs the square of its length; no multibase value here is longer than 90 characters.
    if not _BASE58.fullmatch(text):
        raise MalformedError("expected base58 after 'z'")
    return base58.b58decode(text[1:])
