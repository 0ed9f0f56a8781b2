"""Who an issuer is to the world, and what the accreditor commits to (docs/format.md, section 2)."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from certificate.encoding import from_multikey, tagged, to_multikey
from certificate.errors import MalformedError
from certificate.jcs import JsonValue, write_jcs
from certificate.text import require_text

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*"
_SEGMENT = r"[A-Za-z0-9._~-]{1,64}"
_DID_WEB = re.compile(rf"did:web:{_HOST}(?:%3A[1-9][0-9]{{1,4}})?(?::{_SEGMENT})*", re.ASCII)
_URL = re.compile(rf"https://{_HOST}(?::[1-9][0-9]{{1,4}})?(?:/{_SEGMENT})*", re.ASCII)
_MAXIMUM_URL = 120


@dataclass(frozen=True, slots=True)
class Profile:
    """An issuer's DID, display name and `https` address; raises `MalformedError` for any other spelling."""

    did: str
    name: str
    url: str

    def __post_init__(self) -> None:
        require_text(self.name, what="the issuer's name")
        if len(self.did) > _MAXIMUM_URL or not (_DID_WEB.fullmatch(self.did) or self._key_of_did()):
            raise MalformedError("the issuer's id must be did:web:host or did:key:z6Mk…")
        if len(self.url) > _MAXIMUM_URL or not _URL.fullmatch(self.url):
            raise MalformedError(
                "the issuer's url must be https://host[/path] in lower case, without a slash at the end"
            )

    def _key_of_did(self) -> bytes | None:
        if not self.did.startswith("did:key:"):
            return None
        return from_multikey(self.did.removeprefix("did:key:"))

    def verification_method(self, key: bytes) -> str:
        """Name the raw Ed25519 public `key` as a method of this DID; a did:key that is another key is refused."""
        own = self._key_of_did()
        if own is not None and own != key:
            raise MalformedError("a did:key issuer signs with that one key; use did:web to change keys")
        return f"{self.did}#{to_multikey(key)}"

    def commitment(self) -> bytes:
        """Return the 32 bytes the accreditor registers: SHA-256(`xcert/profile/v0` ‖ 00 ‖ JCS)."""
        return _commitment(self.did, self.name, self.url)


@lru_cache(maxsize=256)
def _commitment(did: str, name: str, url: str) -> bytes:
    members: JsonValue = {"id": did, "name": name, "url": url}
    return hashlib.sha256(tagged("xcert/profile/v0", write_jcs(members))).digest()
