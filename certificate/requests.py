"""What an organisation asks its accreditor for, as small files that people can read, send and check.

Both are closed JSON: what parses is written as the same members. Neither holds anything secret or personal.
"""

import json
from dataclasses import dataclass
from typing import Final

from certificate.encoding import decimal, from_hex, from_multikey, from_signature_text, to_multikey, to_signature_text
from certificate.errors import MalformedError
from certificate.jcs import JsonValue, read_json
from certificate.members import Members
from certificate.possession import verify_possession
from certificate.profile import Profile

MAXIMUM_REQUEST: Final = 8_192
"""Bytes of a request file."""
_ACCREDITATION: Final = "xcert/accreditation-request/v0"
_KEY: Final = "xcert/key-request/v0"


@dataclass(frozen=True, slots=True)
class AccreditationRequest:
    """An organisation asks to be accredited under `profile`, acting through two accounts of 20 bytes each.

    Raises `MalformedError` if one account would do both: whoever steals one must not have the other.
    """

    profile: Profile
    administration: bytes
    anchoring: bytes

    def __post_init__(self) -> None:
        if len(self.administration) != 20 or len(self.anchoring) != 20 or self.administration == self.anchoring:
            raise MalformedError("an organisation needs two different accounts: one to administer, one to anchor")

    def to_bytes(self) -> bytes:
        """Write the request file."""
        profile: JsonValue = {"id": self.profile.did, "name": self.profile.name, "url": self.profile.url}
        return _written(
            {
                "format": _ACCREDITATION,
                "profile": profile,
                "administration": self.administration.hex(),
                "anchoring": self.anchoring.hex(),
            }
        )


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """An organisation asks to register the raw Ed25519 public `key`, with its proof of possession."""

    chain: int
    registry: bytes
    organisation: int
    key: bytes
    possession: bytes

    def verify(self) -> None:
        """Return if the key signed this very registration; raise `ProofError` otherwise."""
        verify_possession(
            self.possession, chain=self.chain, registry=self.registry, organisation=self.organisation, key=self.key
        )

    def to_bytes(self) -> bytes:
        """Write the request file."""
        return _written(
            {
                "format": _KEY,
                "chain": str(self.chain),
                "registry": self.registry.hex(),
                "organisation": str(self.organisation),
                "key": to_multikey(self.key),
                "possession": to_signature_text(self.possession),
            }
        )


def read_accreditation_request(data: bytes) -> AccreditationRequest:
    """Read an accreditation request; raises `MalformedError`."""
    names = {"format", "profile", "administration", "anchoring"}
    members = _members(data, names, _ACCREDITATION, "an accreditation request")
    profile = members.inner("profile", {"id", "name", "url"})
    return AccreditationRequest(
        Profile(profile.text("id"), profile.text("name"), profile.text("url")),
        from_hex(members.text("administration"), size=20),
        from_hex(members.text("anchoring"), size=20),
    )


def read_key_request(data: bytes) -> KeyRequest:
    """Read a key request; raises `MalformedError`. Whether possession holds is for `KeyRequest.verify` to say."""
    names = {"format", "chain", "registry", "organisation", "key", "possession"}
    members = _members(data, names, _KEY, "a key request")
    return KeyRequest(
        _number(members.text("chain"), 2**63 - 1),
        from_hex(members.text("registry"), size=20),
        _number(members.text("organisation"), 2**32 - 1),
        from_multikey(members.text("key")),
        from_signature_text(members.text("possession")),
    )


def _members(data: bytes, names: set[str], form: str, what: str) -> Members:
    members = Members(read_json(data, limit=MAXIMUM_REQUEST), names, where=what)
    if members.text("format") != form:
        raise MalformedError(f"the file is not {what} of format {form}")
    return members


def _number(text: str, maximum: int) -> int:
    number = decimal(text, maximum=maximum)
    if number == 0:
        raise MalformedError(f"expected a whole number from 1 to {maximum}")
    return number


def _written(members: dict[str, JsonValue]) -> bytes:
    return json.dumps(members, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
