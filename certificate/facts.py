"""What the chain said about one certificate, as plain values read at one block.

*Absent* and *unread* are different: a batch the registry does not have is `Facts(batch=None)`; an answer that did not
come, or cannot be relied on, is `Unread`.
"""

from dataclasses import dataclass
from enum import Enum


class Trouble(Enum):
    """Why the chain could not be read; the values are reason codes of docs/verdicts.md."""

    UNREACHABLE = "chain-unreachable"
    WRONG_NETWORK = "wrong-network"
    WRONG_CONTRACT = "wrong-contract"
    WENT_BACK = "head-went-back"
    DISAGREE = "nodes-disagree"


@dataclass(frozen=True, slots=True)
class Unread:
    """No reliable answer: `trouble` and one sentence for the operator. Never evidence about a certificate."""

    trouble: Trouble
    detail: str


class Kind(Enum):
    """What a batch holds (CertificateRegistry, `Kind`)."""

    CERTIFICATE = 1
    SCORES = 2
    CORRECTION = 3


class ActionKind(Enum):
    """Recorded status actions (CertificateRegistry, `What`)."""

    SUSPEND = 1
    LIFT = 2
    REVOKE = 3
    CANCEL = 4
    SUPERSEDE = 5


class HoldSubject(Enum):
    """Whom a hold covers."""

    ORGANISATION = 1
    ACCREDITOR = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """A standard version as the registry keeps it: reassessment, make-up and lead in months, UTC offset in minutes."""

    version: bytes
    family: bytes
    interval_months: int
    makeup_months: int
    lead_months: int
    utc_offset_minutes: int


@dataclass(frozen=True, slots=True)
class Batch:
    """An anchored batch: Merkle root, leaves, kind, level, time of anchoring (Unix seconds), profile commitment."""

    root: bytes
    size: int
    kind: Kind
    level: int
    anchored_at: int
    profile: bytes
    terms: Terms


@dataclass(frozen=True, slots=True)
class Key:
    """A registered signing key: times in Unix seconds, None = never; `possession` is the 64-byte proof."""

    possession: bytes
    valid_from: int
    retired_at: int | None
    compromised_since: int | None


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold: anchors from `since` on are covered; `placed_at` and `lifted_at` in Unix seconds; `reason` a code."""

    subject: HoldSubject
    since: int
    placed_at: int
    lifted_at: int | None
    reason: int


@dataclass(frozen=True, slots=True)
class Action:
    """One status action: effective local day (days since 1970-01-01), recorded time (Unix seconds)."""

    what: ActionKind
    effective_day: int
    recorded_at: int
    by: bytes
    reason: int


class SessionState(Enum):
    """Where an assessment session stands (AssessmentLedger; docs/assessment.md, section 3)."""

    NONE = 0
    FILED = 1
    REJECTED = 2
    APPROVED = 3
    REGISTRATION = 4
    ROSTERED = 5
    IN_PROGRESS = 6
    SAT = 7
    MARKING = 8
    SCORED = 9
    PROVISIONAL = 10
    NOTICE_CLOSED = 11
    DECIDED = 12
    ISSUED = 13
    REPORTED = 14
    ARCHIVED = 15
    CANCELLED = 16
    VOIDED = 17


@dataclass(frozen=True, slots=True)
class Assessment:
    """The session that a batch came out of, as the ledger has it (docs/assessment.md, section 7).

    Arguments:
        organisation: whose session it is.
        standard: version hash of the assessed standard (32 bytes).
        level: the assessed level.
        state: where the session stands; VOIDED is for ever.
        held: whether a regulator or supervisor holds it at this block.
        roster_locked_at, scores_locked_at, published_at, decided_at: None while it did not happen.
        late, waived: the rules whose deadline was missed, as bits R8, R19, R20, R25, R26 from the lowest.
        candidates: who stood in the locked roster.
        passed, granted: how many passed, and were granted a certificate.
        certificates: how many certificates were anchored out of this session.

    Times are Unix seconds.
    """

    organisation: int
    standard: bytes
    level: int
    state: SessionState
    held: bool
    roster_locked_at: int | None
    scores_locked_at: int | None
    published_at: int | None
    decided_at: int | None
    late: int
    waived: int
    candidates: int
    passed: int
    granted: int
    certificates: int

    @property
    def voided(self) -> bool:
        """Whether the regulator declared the session void."""
        return self.state is SessionState.VOIDED


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one verification needs, read at one block of one chain.

    `accreditation` is the registry that keys and possession proofs belong to; `block_time` is in Unix seconds.
    `assessment` is None where there is no batch, or no session of the ledger behind it.
    """

    chain: int
    block_number: int
    block_time: int
    accreditation: bytes
    root_authority: bytes
    batch: Batch | None
    key: Key | None
    holds: tuple[Hold, ...] = ()
    actions: tuple[Action, ...] = ()
    assessment: Assessment | None = None
