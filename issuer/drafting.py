"""From candidates who passed to certificates: pure, with numbers, UUIDs and salts handed in."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from certificate import criteria
from certificate.address import BATCH_CAPACITY, SUBMISSION_CAPACITY, Address
from certificate.document import Achievement, Certificate, Holder, Term
from certificate.errors import CertificateError
from certificate.identity import IdentityType, hash_identity
from certificate.pass_rule import Decision, decide
from certificate.profile import Profile
from certificate.standard import Standard
from issuer.errors import DraftError
from issuer.roster import Candidate, Enrolment, IdType

SUBMISSION_SIZE: Final = BATCH_CAPACITY * SUBMISSION_CAPACITY
"""Certificates in one transaction."""

_IDENTITIES: Final = {
    IdType.RESIDENT_CARD: IdentityType.NATIONAL_IDENTITY_NUMBER,
    IdType.RESIDENCE_PERMIT: IdentityType.RESIDENCE_PERMIT,
    IdType.PASSPORT: IdentityType.PASSPORT,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What all certificates of one submission have in common."""

    profile: Profile
    chain: int
    registry: bytes
    organisation: int
    session: bytes
    submission: int
    achievement: Achievement
    term: Term


@dataclass(frozen=True, slots=True)
class Draft:
    """What one certificate of a submission has of its own; `place` counts from 0 through all its batches."""

    place: int
    number: str
    uuid: str
    salt: str = field(repr=False)
    name: str = field(repr=False)
    kind: IdType
    document: str = field(repr=False)

    def __reduce__(self) -> tuple[type["Draft"], tuple[object, ...]]:
        """Be sent to a worker as the call that makes it: what a dataclass does by itself takes five times as long."""
        return Draft, (self.place, self.number, self.uuid, self.salt, self.name, self.kind, self.document)


@dataclass(frozen=True, slots=True)
class Assessed:
    """A candidate, and what the pass rule says about it."""

    candidate: Candidate
    decision: Decision


@dataclass(frozen=True, slots=True)
class Group:
    """The assessed candidates of one level of one standard, in the order of the roster."""

    standard: Standard
    level: int
    members: tuple[Assessed, ...]

    @property
    def passed(self) -> int:
        """How many passed."""
        return sum(member.decision.passed for member in self.members)


def assess(candidates: Iterable[Candidate], standard: Standard, level: int) -> Group:
    """Apply the pass rule of `standard`; raises `DraftError` for another standard or level, or a missing mark."""
    parts = standard.parts_due(level)
    members = []
    for candidate in candidates:
        if (candidate.family, candidate.level) != (standard.family, level):
            raise DraftError(f"line {candidate.line} is about {candidate.family} and not {standard.family}, {level}")
        try:
            members.append(Assessed(candidate, decide(standard.pass_rule, parts, candidate.marks)))
        except CertificateError as error:
            raise DraftError(f"line {candidate.line}: {error}") from error
    return Group(standard, level, tuple(members))


def achievement_of(standard: Standard, level: int) -> Achievement:
    """Return what a certificate of `level` says was achieved; raises `DraftError` if it cannot be said."""
    try:
        return criteria.achievement_of(standard, level)
    except CertificateError as error:
        raise DraftError(f"{standard.family}, level {level}: {error}") from error


def term_of(standard: Standard, issued: date) -> Term:
    """Return the term of a certificate issued on the local day `issued`; reassessment, not an end, limits it."""
    return Term(issued, None, standard.utc_offset_minutes)


def certificate_of(draft: Draft, frame: Frame) -> Certificate:
    """Return the certificate, with the address it will have; raises `DraftError` naming its number."""
    batch, index = divmod(draft.place, BATCH_CAPACITY)
    try:
        return Certificate(
            id=draft.uuid,
            issuer=frame.profile,
            address=Address(
                chain=frame.chain,
                registry=frame.registry,
                organisation=frame.organisation,
                session=frame.session,
                batch=frame.submission * SUBMISSION_CAPACITY + batch,
                index=index,
            ),
            holder=Holder(
                draft.name, hash_identity(_IDENTITIES[draft.kind], draft.document.encode("utf-8"), salt=draft.salt)
            ),
            number=draft.number,
            achievement=frame.achievement,
            term=frame.term,
        )
    except CertificateError as error:
        raise DraftError(f"certificate {draft.number} cannot be written: {error}") from error


def holding_of(enrolment: Enrolment, key: bytes) -> bytes:
    """Return the pseudonym of a person at one level of one standard: nobody holds two such certificates (rule R36).

    Keyed with the workspace's secret, because the space of document numbers is searched in seconds.
    """
    parts = (enrolment.document.kind.value, enrolment.document.number, enrolment.family, str(enrolment.level))
    return hmac.digest(key, b"xcert/holding/v0\x00" + "\x00".join(parts).encode("utf-8"), hashlib.sha256)


def submissions_of(passed: int) -> Sequence[range]:
    """Return how `passed` certificates are divided into submissions, as ranges of their order."""
    return [range(start, min(start + SUBMISSION_SIZE, passed)) for start in range(0, passed, SUBMISSION_SIZE)]
