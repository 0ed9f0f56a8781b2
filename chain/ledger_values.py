"""What the AssessmentLedger keeps, as plain values; times are Unix seconds (ITerms, ISessionView)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from assessment.codes import EventCode, State
from assessment.parameters import Terms


@dataclass(frozen=True, slots=True)
class PublishedTerms:
    """What the ledger enforces of an assessment's parameters, and the hash of all of them (docs/evidence.md, 6)."""

    terms: Terms
    document: bytes


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """Where a session stands: a time is None while it did not happen, `late` and `waived` as in `Assessment`."""

    organisation: int
    standard_number: int
    level: int
    state: State
    held: bool
    reported: bool
    late: int
    waived: int
    roster_locked_at: int | None
    scores_locked_at: int | None
    published_at: int | None
    decided_at: int | None
    candidates: int
    passed: int
    granted: int
    deferred: int
    certificates: int
    scores: int


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What was planned: offsets of parts 2 and 3 are minutes after the start; `terms` is their number."""

    accreditor: int
    site: int
    start: int
    seats: int
    parts: int
    offset2: int
    offset3: int
    papers: int
    terms: int


@dataclass(frozen=True, slots=True)
class SessionProgress:
    """How far a session has come; tuples are by part, `sealed_papers` is the part by paper from 0."""

    assignment: int
    declarers: int
    declared: int
    conflict: bool
    sealed_papers: Mapping[int, int]
    unsealed_papers: frozenset[int]
    open_runs: tuple[int, ...]
    present: tuple[int, ...]
    last_end: int | None
    responses_sealed_at: int | None
    unrevealed: int
    revealed_parts: frozenset[int]
    incidents: int
    open_incidents: int
    appeals: int
    open_appeals: int


class Deed(Enum):
    """What separates one person's duties from another's (rules R28, R34, R35)."""

    EXAMINED = "examined"
    ADJUDICATED = "adjudicated"
    LOCKED = "locked"
    CORRECTED = "corrected"
    DECIDED = "decided"
    APPEALED = "appealed"


@dataclass(frozen=True, slots=True)
class Participation:
    """What the person behind an account did in a session: nonces used, deeds, and the assignment it declared for.

    An assignment of 0 is none; `unrevealed` counts its commits of scores that were not revealed, by part.
    """

    nonces: frozenset[int]
    deeds: frozenset[Deed]
    assignment: int
    unrevealed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SessionHead:
    """The head of a session's chain of events, and the tree head of its locked roster; 32 bytes each."""

    head: bytes
    roster: bytes


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs an event: roles as bits of `assessment.codes.Role`, and whether two persons do."""

    code: EventCode
    roles: int
    two: bool
