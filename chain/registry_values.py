"""What the registries keep, as plain values; times are Unix seconds, `levels` has bit 0 for level 1."""

from dataclasses import dataclass
from enum import Enum

from certificate.facts import Action, Hold, Kind


class Standing(Enum):
    """Where an accreditor or an organisation stands; WITHDRAWN is for ever."""

    NONE = 0
    ACTIVE = 1
    SUSPENDED = 2
    WITHDRAWN = 3


class Role(Enum):
    """What an account may do for its organisation; one account never has both."""

    NONE = 0
    ADMINISTRATION = 1
    ANCHORING = 2


@dataclass(frozen=True, slots=True)
class StandardTerms:
    """What the registry keeps of a standard: levels (bit 0 = level 1), months, UTC offset in minutes, first second."""

    levels: int
    interval_months: int
    makeup_months: int
    lead_months: int
    utc_offset_minutes: int
    in_force_from: int


@dataclass(frozen=True, slots=True)
class Accreditor:
    """An accreditor: acts through `account` while `start <= now < end`; `held_until` is None without an open hold."""

    account: bytes
    start: int
    end: int
    standing: Standing
    reason: int
    held_until: int | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: `cap` is certificates in a rolling year, None for no cap."""

    accreditor: int
    start: int
    end: int
    standing: Standing
    reason: int
    profile_number: int
    cap: int | None
    held_until: int | None


@dataclass(frozen=True, slots=True)
class RegisteredProfile:
    """A public issuer profile: the commitment that docs/format.md defines, and the DID."""

    commitment: bytes
    did: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What an organisation may certify in a family, while `start <= now < end`."""

    levels: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PublishedStandard:
    """A published version: its number, who published it (an accreditor, 0 = root), its end if superseded, its terms."""

    number: int
    publisher: int
    in_force_until: int | None
    terms: StandardTerms
    family: bytes


@dataclass(frozen=True, slots=True)
class AnchoredSubmission:
    """A submission on the chain: when, what, under which standard and profile number, and how many batches."""

    anchored_at: int
    kind: Kind
    level: int
    standard_number: int
    profile_number: int
    roots: int
    last_size: int


@dataclass(frozen=True, slots=True)
class SessionTotals:
    """How many leaves of each kind an organisation anchored in a session."""

    certificates: int
    scores: int
    corrections: int


@dataclass(frozen=True, slots=True)
class BatchAction:
    """One entry of a batch's status history, and the indices it is about."""

    action: Action
    indices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlacedHold:
    """A hold, and whether the root authority placed it."""

    hold: Hold
    by_root: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A notice that was given: by whom, when, whether it is closed, and whose replies were recorded."""

    given_by: bytes
    given_at: int
    closed: bool
    replied: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """A person of assessments, under one account: `employer` 0 is independent, `roles` are bits of `Role`."""

    number: int
    account: bytes
    accreditor: int
    employer: int
    roles: int
    start: int
    end: int
    compromised_since: int | None


@dataclass(frozen=True, slots=True)
class RegisteredSite:
    """An assessment site: may be planned with while it is active and `start <= now < end`."""

    number: int
    accreditor: int
    start: int
    end: int
    standing: Standing
    reason: int
    commitment: bytes
