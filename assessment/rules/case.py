"""One session with everything that the rules may ask about it; values only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Protocol, TypeVar

from assessment.codes import EventCode
from assessment.event import Event
from assessment.parameters import Parameters
from assessment.records import Record
from assessment.registry import Registry, StandardEntry

R = TypeVar("R", bound=Record)


class Status(Enum):
    """How far the records of one event can be relied on (docs/evidence.md, section 3)."""

    VERIFIED = "verified"
    MISSING = "missing"
    ERASED = "erased"
    TAMPERED = "tampered"


@dataclass(frozen=True, slots=True)
class Opened:
    """The records of one event in the order of their leaves, empty unless VERIFIED; `expected` were committed."""

    status: Status
    records: tuple[Record, ...] = ()
    expected: int = 1


@dataclass(frozen=True, slots=True)
class Issued:
    """One certificate of a CERTS_ISSUED event, read from the document whose leaf lies in the anchored root."""

    candidate: str
    number: str
    version: bytes
    family: bytes
    level: int
    issued: date
    leaf: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """A part that a candidate sat, or a person served at, in some session: `start` to `end` in Unix seconds."""

    session: bytes
    part: str
    start: int
    end: int
    site: int
    role: str = "CANDIDATE"


@dataclass(frozen=True, slots=True)
class Panel:
    """Who examined in an earlier session of the same organisation and site."""

    session: bytes
    family: bytes
    start: int
    examiners: frozenset[int]


class Elsewhere(Protocol):
    """What other sessions say; each answer leaves out the session that asks."""

    def candidates_locked(self, organisation: int, since: int, until: int) -> int:
        """Count the candidates an organisation locked in (since, until] in other sessions (R5)."""

    def sittings_of_candidate(self, candidate: str) -> tuple[Sitting, ...]:
        """Tell where else this pseudonym sat (R10)."""

    def sittings_of_person(self, person: int) -> tuple[Sitting, ...]:
        """Tell where else this person was assigned (R16)."""

    def panels(self, organisation: int, site: int, before: int) -> tuple[Panel, ...]:
        """List earlier panels of the pair, latest first (R15)."""

    def unsealed(self, content: str) -> tuple[bytes, ...]:
        """List the other sessions that unsealed a paper with this content hash (R21)."""

    def numbers(self, number: str) -> tuple[bytes, ...]:
        """List the other sessions that issued a certificate with this number (R36)."""

    def live_certificates(self, candidate: str, family: bytes, level: int, by: int) -> tuple[str, ...]:
        """List the numbers of this person's live certificates of the family and level, anchored up to `by` (R11, R36).

        `by` in Unix seconds, that second included: who came second can only have known of what was there.
        """

    def locked_score(self, session: bytes, candidate: str, part: str) -> tuple[int, int, int] | None:
        """Return (score, locked at, level) of an earlier passed part of the same family, or None (R31)."""

    def passes(self, family: bytes, level: int, organisation: int | None, since: int, until: int) -> tuple[int, int]:
        """Count (passes, candidates) of the other sessions locked in that time (R40)."""

    def marked(self, organisation: int, family: bytes, since: int, until: int) -> Mapping[int, int]:
        """Count the candidates that each person marked, this session included (R47)."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What a drawn panel is recomputed from: hash of the block after ROSTER_LOCKED and who was eligible (R17)."""

    block_hash: bytes
    eligible: frozenset[int]


@dataclass(frozen=True, slots=True)
class Case:
    """One session under audit at `moment` (time of the audited block, Unix seconds).

    `opened` holds the records by number of the event, `issued` the certificates of CERTS_ISSUED events; `intact` tells
    whether the recomputed head is the ledger's, None if nobody could compare (R48).
    """

    session: bytes
    organisation: int
    events: tuple[Event, ...]
    opened: Mapping[int, Opened]
    parameters: Parameters | None
    standard: StandardEntry | None
    registry: Registry
    elsewhere: Elsewhere
    moment: int
    issued: Mapping[int, tuple[Issued, ...]] = field(default_factory=dict)
    intact: bool | None = True
    erasures: Mapping[int, str] = field(default_factory=dict)
    draw: Draw | None = None

    def all(self, *codes: EventCode) -> tuple[Event, ...]:
        """Return the events of these codes in the order of the ledger."""
        return tuple(event for event in self.events if event.code in codes)

    def first(self, code: EventCode) -> Event | None:
        """Return the first event of this code."""
        return next(iter(self.all(code)), None)

    def last(self, code: EventCode) -> Event | None:
        """Return the last event of this code."""
        return next(reversed(self.all(code)), None)

    def records(self, kind: type[R], *codes: EventCode) -> Iterator[tuple[Event, int, R]]:
        """Yield (event, leaf, record) of every record of these codes' events.

        Raises `UnavailableError` at the first event whose records cannot be relied on: the rule is UNKNOWN or ERASED.
        """
        for event in self.all(*codes):
            yield from self.records_of(kind, event)

    def records_of(self, kind: type[R], event: Event) -> Iterator[tuple[Event, int, R]]:
        """Yield (event, leaf, record) of every record of one event; raises as `records` does."""
        opened = self.opened.get(event.number, Opened(Status.MISSING))
        if opened.status is not Status.VERIFIED:
            raise UnavailableError(event, opened.status)
        for leaf, record in enumerate(opened.records):
            if isinstance(record, kind):
                yield event, leaf, record


class UnavailableError(Exception):
    """The records of `event` are missing, erased or tampered with: a rule that needs them gives no PASS."""

    def __init__(self, event: Event, status: Status) -> None:
        super().__init__(f"the records of event {event.number} ({event.code.name}) are {status.value}")
        self.event = event
        self.status = status
