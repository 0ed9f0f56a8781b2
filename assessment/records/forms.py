"""Records as bytes: JCS, closed, told apart by `type`."""

import json
from collections.abc import Mapping
from typing import Any, Final

from assessment.codec import Codec
from assessment.codes import EventCode
from assessment.errors import RecordError
from assessment.records.base import Record
from assessment.records.outcome import (
    Adjudication,
    Appeal,
    AppealDecision,
    Decision,
    Document,
    Mark,
    Reason,
    Report,
    Result,
)
from assessment.records.preparation import Assignment, Candidate, Declaration, Eligibility, Paper, Plan, PlanDecision
from assessment.records.registered import PersonRecord, SiteRecord
from assessment.records.sitting import (
    Checkin,
    Checklist,
    Disposition,
    Incident,
    Response,
    Run,
    RunEnd,
    Unsealing,
)
from certificate.errors import MalformedError
from certificate.jcs import JsonValue, write_jcs

RECORD_OF: Final[Mapping[EventCode, type[Record]]] = {
    EventCode.PLAN_FILED: Plan,
    EventCode.PLAN_APPROVED: PlanDecision,
    EventCode.PLAN_REJECTED: PlanDecision,
    EventCode.ELIGIBILITY_DECIDED: Eligibility,
    EventCode.ROSTER_LOCKED: Candidate,
    EventCode.STAFF_ASSIGNED: Assignment,
    EventCode.COI_DECLARED: Declaration,
    EventCode.PAPER_SEALED: Paper,
    EventCode.SUPERVISOR_CHECKIN: Checklist,
    EventCode.SUPERVISOR_CHECKOUT: Checklist,
    EventCode.PAPER_UNSEALED: Unsealing,
    EventCode.CHECKIN_BATCH: Checkin,
    EventCode.PART_STARTED: Run,
    EventCode.PART_ENDED: RunEnd,
    EventCode.INCIDENT: Incident,
    EventCode.INCIDENT_CLOSED: Disposition,
    EventCode.RESPONSES_SEALED: Response,
    EventCode.SCORE_COMMIT: Mark,
    EventCode.ADJUDICATED: Adjudication,
    EventCode.SCORES_LOCKED: Result,
    EventCode.APPEAL_LODGED: Appeal,
    EventCode.APPEAL_DECIDED: AppealDecision,
    EventCode.SCORE_CORRECTED: Result,
    EventCode.DECISION_RECORDED: Decision,
    EventCode.BATCH_REPORTED: Report,
    EventCode.SESSION_ARCHIVED: Document,
    EventCode.SESSION_CANCELLED: Reason,
    EventCode.HOLD: Reason,
    EventCode.RELEASE: Reason,
    EventCode.VOID: Reason,
    EventCode.LATENESS_WAIVED: Reason,
    EventCode.EVIDENCE_ORDERED: Reason,
}
"""What an event's leaves are; an event that is not here has no records of its own."""

_CLASSES: Final[tuple[type[Record], ...]] = tuple(dict.fromkeys([*RECORD_OF.values(), PersonRecord, SiteRecord]))
_BY_CLASS: Final[Mapping[type[Record], Codec[Any]]] = {cls: Codec(cls, {"type": cls.TYPE}) for cls in _CLASSES}
_BY_TYPE: Final[Mapping[str, Codec[Any]]] = {cls.TYPE: _BY_CLASS[cls] for cls in _CLASSES}


def read_record(value: object) -> Record:
    """Take a record apart that was read from JSON; raises `RecordError` for anything that is not in its closed form."""
    kind = value.get("type") if isinstance(value, dict) else None
    codec = _BY_TYPE.get(kind) if isinstance(kind, str) else None
    if codec is None:
        raise RecordError(f"type is none of {', '.join(_BY_TYPE)}")
    try:
        record: Record = codec.read(value)
    except RecordError as error:
        raise RecordError(f"{kind}: {error}") from error
    return record


def record_json(record: Record) -> dict[str, JsonValue]:
    """Return the JSON object of `record`; raises `RecordError` for what a reader would refuse."""
    try:
        return _BY_CLASS[type(record)].write(record)
    except RecordError as error:
        raise RecordError(f"{record.TYPE}: {error}") from error


def write_record(record: Record) -> bytes:
    """Write `record` as JCS, the bytes that are committed; raises `RecordError` for what a reader would refuse."""
    try:
        return write_jcs(record_json(record))
    except MalformedError as error:
        raise RecordError(f"{record.TYPE}: {error}") from error


def parse_record(data: bytes) -> Record:
    """Read a record from its one spelling; raises `RecordError` for anything that `write_record` would not write."""
    try:
        record = read_record(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise RecordError(f"the record is not JSON: {error}") from error
    if write_record(record) != data:
        raise RecordError("the record is not in its canonical spelling (RFC 8785)")
    return record
