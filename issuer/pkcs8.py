"""Encrypted PKCS#8 for an Ed25519 key: PBES2 with scrypt and AES-256-CBC (RFC 5958, RFC 8018, RFC 7914, RFC 8410).

`cryptography` reads this form but writes only PBKDF2 with 2,048 rounds, which is far too quick to guess; so the few
bytes of the container are written here and the rest is the library's. `openssl pkey -in signing.pem` opens the file.
"""

import base64
import hashlib
import secrets
import textwrap
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from issuer.errors import KeyFileError

# 16 MiB and five passes: as strong as OWASP asks, and within the memory that OpenSSL grants by default.
_COST: Final = 2**14
_BLOCK: Final = 8
_PASSES: Final = 5
_MEMORY: Final = 64 * 2**20

_PBES2: Final = bytes.fromhex("2a864886f70d01050d")
_SCRYPT: Final = bytes.fromhex("2b06010401da47040b")
_AES256_CBC: Final = bytes.fromhex("60864801650304012a")
_SEQUENCE, _INTEGER, _OCTETS, _OBJECT = 0x30, 0x02, 0x04, 0x06
_HEAD: Final = "-----BEGIN ENCRYPTED PRIVATE KEY-----"
_FOOT: Final = "-----END ENCRYPTED PRIVATE KEY-----"


def encrypt_key(key: Ed25519PrivateKey, passphrase: bytes) -> bytes:
    """Write `key` as PEM that only `passphrase` opens."""
    salt, vector = secrets.token_bytes(16), secrets.token_bytes(16)
    secret = hashlib.scrypt(passphrase, salt=salt, n=_COST, r=_BLOCK, p=_PASSES, maxmem=_MEMORY, dklen=32)
    padder = PKCS7(AES256.block_size).padder()
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    encryptor = Cipher(AES256(secret), CBC(vector)).encryptor()
    sealed = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    return _pem(_der(_SEQUENCE, _algorithm(salt, vector), _der(_OCTETS, sealed)))


def decrypt_key(pem: bytes, passphrase: bytes, *, name: str) -> Ed25519PrivateKey:
    """Read an encrypted Ed25519 key; raises `KeyFileError` naming the file `name`, for a wrong passphrase too."""
    if _HEAD.encode("ascii") not in pem:
        raise KeyFileError(f"{name} is not an encrypted key (PKCS#8); a key without a passphrase is not accepted")
    try:
        key = load_pem_private_key(pem, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyFileError(f"{name} does not open: wrong passphrase, or a damaged file") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{name} is not an Ed25519 key; certificates are signed with no other")
    return key


def _algorithm(salt: bytes, vector: bytes) -> bytes:
    numbers = (_der(_INTEGER, value) for value in (_COST.to_bytes(2, "big"), bytes([_BLOCK]), bytes([_PASSES])))
    derivation = _der(_SEQUENCE, _der(_OBJECT, _SCRYPT), _der(_SEQUENCE, _der(_OCTETS, salt), *numbers))
    cipher = _der(_SEQUENCE, _der(_OBJECT, _AES256_CBC), _der(_OCTETS, vector))
    return _der(_SEQUENCE, _der(_OBJECT, _PBES2), _der(_SEQUENCE, derivation, cipher))


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    # Nothing in this container is longer than 255 bytes.
    length = bytes([size]) if size < 0x80 else bytes([0x81, size])
    return bytes([tag]) + length + content


def _pem(content: bytes) -> bytes:
    lines = textwrap.wrap(base64.b64encode(content).decode("ascii"), 64)
    return "\n".join([_HEAD, *lines, _FOOT, ""]).encode("ascii")
