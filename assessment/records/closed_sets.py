"""The closed sets of words that records use (docs/evidence.md, section 1); JSON has the names."""

from enum import Enum


class RelationKind(Enum):
    """How a person of the staff and a candidate know each other."""

    RELATIVE = 1
    TRAINER = 2
    EMPLOYER = 3
    OTHER = 4


class CheckinResult(Enum):
    """What the identity check found."""

    PASS = 1
    FAIL = 2
    ABSENT = 3
    REFUSED = 4


class CheckinMethod(Enum):
    """How identity was checked; NONE for somebody who did not come."""

    NONE = 0
    ID_READER = 1
    FACE_MATCH = 2
    TWO_PERSON = 3


class IncidentDisposition(Enum):
    """How an incident ended; the value is the public figure."""

    NONE = 0
    WARNED = 1
    EXTRA_TIME = 2
    DEFERRED = 3
    DISQUALIFIED = 4


class ResponseKind(Enum):
    """What a candidate left behind."""

    ANSWER = 1
    SHEET = 2
    MEDIA = 3


class PartDisposition(Enum):
    """What became of one part that a candidate owed (R32)."""

    SCORE = 1
    CARRIED = 2
    ABSENT = 3
    DISQUALIFIED = 4
    DEFERRED = 5


class ResultKind(Enum):
    """What became of a candidate (R31)."""

    PASS = 1
    FAIL = 2
    DEFERRED = 3


class AppealOutcome(Enum):
    """What a panel decided; the value is the public figure."""

    REFUSED = 0
    UPHELD = 1
    UPHELD_FOR_ALL = 2


class DecisionKind(Enum):
    """What the certification officer decided for one candidate."""

    GRANTED = 1
    REFUSED = 2
    DEFERRED = 3


class ReportKind(Enum):
    """What a report to the authority is; the value is the public figure."""

    NEW = 1
    CORRECTION = 2
    LATE = 3
