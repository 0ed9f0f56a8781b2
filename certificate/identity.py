"""Hashed identities: what lets a holder prove a document number without showing it to everyone."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import Enum

from certificate.encoding import from_hex
from certificate.errors import MalformedError, ProofError

_PREFIX = "sha256$"
_SALT = re.compile(r"[0-9a-f]{32}")


class IdentityType(Enum):
    """Types of hashed identity with their Open Badges 3.0 `identityType`."""

    NATIONAL_IDENTITY_NUMBER = "nationalIdentityNumber"
    RESIDENCE_PERMIT = "ext:residencePermit"
    PASSPORT = "ext:passport"
    PHOTOGRAPH = "ext:photograph"


@dataclass(frozen=True, slots=True)
class HashedIdentity:
    """A salted SHA-256 of a document number or photograph (Open Badges 3.0, IdentityObject)."""

    kind: IdentityType
    digest: bytes

    def __post_init__(self) -> None:
        if len(self.digest) != 32:
            raise MalformedError("an identity hash has 32 bytes")

    @property
    def text(self) -> str:
        """The `identityHash` as it stands in the file."""
        return _PREFIX + self.digest.hex()


def parse_identity(kind: str, text: str) -> HashedIdentity:
    """Read `identityType` and `identityHash`; raises `MalformedError`."""
    try:
        identity_type = IdentityType(kind)
    except ValueError as error:
        raise MalformedError("an identityType is none of those a certificate may have") from error
    if not text.startswith(_PREFIX):
        raise MalformedError("an identityHash does not begin with sha256$")
    return HashedIdentity(identity_type, from_hex(text.removeprefix(_PREFIX), size=32))


def hash_identity(kind: IdentityType, value: bytes, *, salt: str) -> HashedIdentity:
    """Hash `value` (UTF-8 of a number, or bytes of a photograph) with `salt`, 32 secret random hexadecimal digits.

    The salt must never be written into the certificate: the space of ID numbers is searched in seconds.
    """
    if not _SALT.fullmatch(salt):
        raise MalformedError("a salt is 32 lower-case hexadecimal digits")
    return HashedIdentity(kind, hashlib.sha256(value + salt.encode("ascii")).digest())


def verify_identity(identity: HashedIdentity, value: bytes, *, salt: str) -> None:
    """Return if the holder's `value` and `salt` open `identity`; raise `ProofError` otherwise."""
    opened = hash_identity(identity.kind, value, salt=salt)
    if not hmac.compare_digest(opened.digest, identity.digest):
        raise ProofError("the number and salt given are not those of this certificate")
