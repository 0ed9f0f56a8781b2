"""Records of events before a session opens: plan, eligibility, roster, staff, conflicts of interest, papers."""

from dataclasses import dataclass
from typing import ClassVar

from assessment.codec import Account, Hash, LevelNumber, PartCode, Pseudonym, Time
from assessment.codes import Role
from assessment.records.base import Record
from assessment.records.closed_sets import RelationKind


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a part and the most it can bring, in centimarks."""

    code: str
    maximum: int


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One part in the timetable: `start` in Unix seconds, `judgement` if examiners judge what they see."""

    part: PartCode
    start: Time
    minutes: int
    rooms: tuple[int, ...]
    judgement: bool
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Plan(Record):
    """PLAN_FILED: the timetable; `standard` is the version hash."""

    TYPE: ClassVar[str] = "plan"

    standard: Hash
    level: LevelNumber
    site: int
    organisation: int
    parts: tuple[PlanPart, ...]


@dataclass(frozen=True, slots=True)
class PlanDecision(Record):
    """PLAN_APPROVED and PLAN_REJECTED: why."""

    TYPE: ClassVar[str] = "plan-decision"

    approved: bool
    reasons: str


@dataclass(frozen=True, slots=True)
class Trainer:
    """Who trained a candidate, and until when."""

    person: int
    until: Time


@dataclass(frozen=True, slots=True)
class Eligibility(Record):
    """ELIGIBILITY_DECIDED: one candidate's (R11); `trained_by` 0 is nobody, `age` in years."""

    TYPE: ClassVar[str] = "eligibility"

    candidate: Pseudonym
    eligible: bool
    ground: str
    reviewer: int
    trainers: tuple[Trainer, ...]
    trained_by: int
    employer: str
    age: int
    training_hours: int
    banned: bool
    prior_certificate: str | None = None
    last_attempt: Time | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A part passed earlier: `score` in centimarks, locked in `session` (R31)."""

    part: PartCode
    score: int
    session: Hash


@dataclass(frozen=True, slots=True)
class Candidate(Record):
    """ROSTER_LOCKED: one leaf; `account` may lodge an appeal for this candidate."""

    TYPE: ClassVar[str] = "candidate"

    candidate: Pseudonym
    standard: Hash
    level: LevelNumber
    due: tuple[PartCode, ...]
    carried: tuple[Carried, ...]
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class Assignment(Record):
    """STAFF_ASSIGNED: who does what where; room 0 is central."""

    TYPE: ClassVar[str] = "assignment"

    person: int
    role: Role
    part: PartCode
    room: int
    lead: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A declared relation with one candidate."""

    candidate: Pseudonym
    relation: RelationKind


@dataclass(frozen=True, slots=True)
class Declaration(Record):
    """COI_DECLARED: the relations that a person declares (R14)."""

    TYPE: ClassVar[str] = "declaration"

    person: int
    conflicts: tuple[Conflict, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Paper(Record):
    """PAPER_SEALED: hashes of the encrypted paper, of the marking scheme and of the key (R19)."""

    TYPE: ClassVar[str] = "paper"

    paper: int
    part: PartCode
    content: Hash
    scheme: Hash
    key: Hash
