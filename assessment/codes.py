"""Events, roles and states of a session, as docs/assessment.md numbers them."""

from enum import Enum

from certificate.facts import SessionState as State

# A verifier reads the same states of a session, so there is one enum of them, on the lower floor.
__all__ = ["LATE_RULES", "EventCode", "Role", "State"]


class EventCode(Enum):
    """What happened; the value is the code in messages."""

    PLAN_FILED = 1
    PLAN_APPROVED = 2
    PLAN_REJECTED = 3
    REG_OPENED = 4
    REG_CLOSED = 5
    ELIGIBILITY_DECIDED = 6
    ROSTER_LOCKED = 7
    STAFF_ASSIGNED = 8
    COI_DECLARED = 9
    PAPER_SEALED = 10
    SUPERVISOR_CHECKIN = 11
    SUPERVISOR_CHECKOUT = 12
    SESSION_OPENED = 13
    PAPER_UNSEALED = 14
    CHECKIN_BATCH = 15
    PART_STARTED = 16
    PART_ENDED = 17
    INCIDENT = 18
    INCIDENT_CLOSED = 19
    RESPONSES_SEALED = 20
    SCORE_COMMIT = 21
    SCORE_REVEAL = 22
    ADJUDICATED = 23
    SCORES_LOCKED = 24
    PROVISIONAL_PUBLISHED = 25
    APPEAL_LODGED = 26
    APPEAL_DECIDED = 27
    SCORE_CORRECTED = 28
    NOTICE_CLOSED = 29
    DECISION_RECORDED = 30
    CERTS_ISSUED = 31
    BATCH_REPORTED = 32
    SESSION_ARCHIVED = 33
    SESSION_CANCELLED = 34
    HOLD = 35
    RELEASE = 36
    VOID = 37
    LATENESS_WAIVED = 38
    EVIDENCE_ORDERED = 39


class Role(Enum):
    """What a person may sign; the value is the bit in the registry's mask."""

    MANAGER = 0
    REGISTRAR = 1
    PAPER_SETTER = 2
    SITE_LEAD = 3
    INVIGILATOR = 4
    EXAMINER = 5
    ADJUDICATOR = 6
    SCORE_CONTROLLER = 7
    CERTIFICATION_OFFICER = 8
    SUPERVISOR = 9
    APPEAL_PANEL = 10
    CANDIDATE = 14
    REGULATOR = 15


LATE_RULES = (8, 19, 20, 25, 26)
"""The rules whose deadlines set a LATE bit, in the order of the bits."""
