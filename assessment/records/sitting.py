"""Records of what happens at the site: supervision, papers opened, check-in, parts, incidents, responses."""

from dataclasses import dataclass
from typing import ClassVar

from assessment.codec import Hash, PartCode, Pseudonym, Time
from assessment.records.base import Record
from assessment.records.closed_sets import CheckinMethod, CheckinResult, IncidentDisposition, ResponseKind


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One line of a supervisor's checklist."""

    item: str
    done: bool


@dataclass(frozen=True, slots=True)
class Checklist(Record):
    """SUPERVISOR_CHECKIN and SUPERVISOR_CHECKOUT (R18)."""

    TYPE: ClassVar[str] = "checklist"

    person: int
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True)
class Unsealing(Record):
    """PAPER_UNSEALED: hash of what was opened, by whom, and whether the seal was intact (R20)."""

    TYPE: ClassVar[str] = "unsealing"

    paper: int
    part: PartCode
    content: Hash
    persons: tuple[int, ...]
    intact: bool


@dataclass(frozen=True, slots=True)
class Checkin(Record):
    """CHECKIN_BATCH: one candidate at one room's door (R22)."""

    TYPE: ClassVar[str] = "checkin"

    candidate: Pseudonym
    part: PartCode
    room: int
    result: CheckinResult
    method: CheckinMethod
    time: Time


@dataclass(frozen=True, slots=True)
class Run(Record):
    """PART_STARTED: one part in one room; `device` is the hash of the log."""

    TYPE: ClassVar[str] = "run"

    part: PartCode
    room: int
    present: int
    device: Hash


@dataclass(frozen=True, slots=True)
class RunEnd(Record):
    """PART_ENDED: `extra_minutes` is what was allowed beyond the timetable (R23)."""

    TYPE: ClassVar[str] = "run-end"

    part: PartCode
    room: int
    present: int
    extra_minutes: int
    device: Hash


@dataclass(frozen=True, slots=True)
class Incident(Record):
    """INCIDENT: what happened, with hashes of the evidence."""

    TYPE: ClassVar[str] = "incident"

    number: int
    category: int
    text: str
    evidence: tuple[Hash, ...]
    candidate: Pseudonym | None = None


@dataclass(frozen=True, slots=True)
class Disposition(Record):
    """INCIDENT_CLOSED: how it ended (R24)."""

    TYPE: ClassVar[str] = "disposition"

    number: int
    disposition: IncidentDisposition
    text: str
    candidate: Pseudonym | None = None


@dataclass(frozen=True, slots=True)
class Response(Record):
    """RESPONSES_SEALED: the hash of one item that a candidate left (R25)."""

    TYPE: ClassVar[str] = "response"

    candidate: Pseudonym
    part: PartCode
    kind: ResponseKind
    content: Hash
