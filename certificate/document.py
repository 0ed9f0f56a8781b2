"""What a certificate says: a frozen value, and its JSON without proofs (docs/format.md, section 2)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from certificate.address import Address
from certificate.errors import MalformedError
from certificate.identity import HashedIdentity, IdentityType
from certificate.jcs import JsonValue
from certificate.profile import Profile
from certificate.text import MAXIMUM_NARRATIVE, require_text

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
"""The contexts of every certificate, in order; never an inline one."""

MAXIMUM_LEVEL = 16
"""Levels a standard may have (the registry keeps them as 16 bits)."""

_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_FAMILY = re.compile(r"[A-Z][A-Z0-9-]{1,30}[A-Z0-9]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Achievement:
    """What was certified: family code, standard version (32 bytes), level (1 = lowest), titles, pass rule in words."""

    family: str
    version: bytes
    level: int
    title_zh: str
    title_en: str
    narrative: str

    def __post_init__(self) -> None:
        if not _FAMILY.fullmatch(self.family):
            raise MalformedError("humanCode is not the code of a standard, such as X-BIM")
        if len(self.version) != 32 or not 1 <= self.level <= MAXIMUM_LEVEL:
            raise MalformedError(f"an achievement names a version of 32 bytes and a level from 1 to {MAXIMUM_LEVEL}")
        require_text(self.title_zh, what="the Chinese title")
        require_text(self.title_en, what="the English title")
        require_text(self.narrative, what="the pass rule in words", maximum=MAXIMUM_NARRATIVE)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds it: the name in clear, the document number and, if given, the photograph as salted hashes."""

    name: str
    document: HashedIdentity
    photograph: HashedIdentity | None = None

    def __post_init__(self) -> None:
        require_text(self.name, what="the holder's name")
        if self.document.kind is IdentityType.PHOTOGRAPH:
            raise MalformedError("the holder's document cannot be a photograph")
        if self.photograph is not None and self.photograph.kind is not IdentityType.PHOTOGRAPH:
            raise MalformedError("the third identity of a holder can only be a photograph")

    @property
    def hashed(self) -> tuple[HashedIdentity, ...]:
        """The hashed identities in the order of the file."""
        return (self.document,) if self.photograph is None else (self.document, self.photograph)

    def __repr__(self) -> str:
        return "Holder(…)"  # a name must not reach a log through a traceback


@dataclass(frozen=True, slots=True)
class Term:
    """From which local day, to which (or for ever), at which fixed offset from UTC in minutes."""

    issued: date
    until: date | None
    offset_minutes: int

    def __post_init__(self) -> None:
        if abs(self.offset_minutes) > 14 * 60:
            raise MalformedError("a UTC offset is at most 14 hours")
        if self.until is not None and self.until < self.issued:
            raise MalformedError("the certificate would end before it begins")

    @property
    def valid_from(self) -> str:
        """Midnight of the first day, as `validFrom`."""
        return f"{self.issued.isoformat()}T00:00:00{self._offset}"

    @property
    def valid_until(self) -> str | None:
        """The last second of the last day, as `validUntil`."""
        return None if self.until is None else f"{self.until.isoformat()}T23:59:59{self._offset}"

    @property
    def _offset(self) -> str:
        hours, minutes = divmod(abs(self.offset_minutes), 60)
        return f"{'-' if self.offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"

    def local_day(self, utc_day: date, second_of_day: int) -> date:
        """Return the local date of a UTC instant given as day and second of that day."""
        return utc_day + timedelta(days=(second_of_day + self.offset_minutes * 60) // 86_400)


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate before any proof; `id` is a random UUID in lower case, `number` the certificate number."""

    id: str
    issuer: Profile
    address: Address
    holder: Holder
    number: str
    achievement: Achievement
    term: Term

    def __post_init__(self) -> None:
        if not _UUID4.fullmatch(self.id):
            raise MalformedError("id is not a random UUID in lower case")
        require_text(self.number, what="the certificate number")

    @property
    def urn(self) -> str:
        """The credential's `id`."""
        return f"urn:uuid:{self.id}"

    @property
    def achievement_url(self) -> str:
        """The achievement's `id`."""
        return f"{self.issuer.url}/achievements/{self.achievement.version.hex()}/{self.achievement.level}"

    @property
    def status_list_url(self) -> str:
        """The `statusListCredential`."""
        return f"{self.issuer.url}/status/{self.address.session.hex()}/{self.address.status_list}"

    def to_json(self) -> dict[str, JsonValue]:
        """Return the document without proofs; its JCS is part of what is anchored."""
        document: dict[str, JsonValue] = {
            "@context": list(CONTEXTS),
            "id": self.urn,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": {
                "id": self.issuer.did,
                "type": ["Profile"],
                "name": self.issuer.name,
                "url": self.issuer.url,
            },
            "validFrom": self.term.valid_from,
            "credentialStatus": self._status_json(),
            "credentialSubject": self._subject_json(),
        }
        if self.term.valid_until is not None:
            document["validUntil"] = self.term.valid_until
        return document

    def _status_json(self) -> Mapping[str, JsonValue]:
        return {
            "id": str(self.address),
            "type": "BitstringStatusListEntry",
            "statusPurpose": "suspension",
            "statusListIndex": str(self.address.status_index),
            "statusListCredential": self.status_list_url,
        }

    def _subject_json(self) -> Mapping[str, JsonValue]:
        identities = [_identity("name", self.holder.name, hashed=False)]
        identities += [_identity(entry.kind.value, entry.text, hashed=True) for entry in self.holder.hashed]
        return {
            "id": f"{self.urn}#holder",
            "type": ["AchievementSubject"],
            "identifier": identities,
            "licenseNumber": self.number,
            "achievement": {
                "id": self.achievement_url,
                "type": ["Achievement"],
                "achievementType": "Certification",
                "humanCode": self.achievement.family,
                "name": self.achievement.title_zh,
                "description": self.achievement.title_en,
                "criteria": {
                    "id": f"{self.achievement_url}#criteria",
                    "narrative": self.achievement.narrative,
                },
            },
        }


def _identity(kind: str, value: str, *, hashed: bool) -> Mapping[str, JsonValue]:
    return {"type": "IdentityObject", "hashed": hashed, "identityHash": value, "identityType": kind}
