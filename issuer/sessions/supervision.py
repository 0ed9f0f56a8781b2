"""Decisions from outside: the plan's, cancelling, holding, releasing, voiding, waiving, ordering evidence (E2, E28)."""

from assessment.codes import LATE_RULES, EventCode
from assessment.records import PlanDecision, Reason
from issuer.sessions.draft import Draft
from issuer.sessions.errors import SessionError
from issuer.sessions.salts import fresh_salt
from issuer.sessions.words import clean_text

REASONED = (
    EventCode.SESSION_CANCELLED,
    EventCode.HOLD,
    EventCode.RELEASE,
    EventCode.VOID,
    EventCode.LATENESS_WAIVED,
    EventCode.EVIDENCE_ORDERED,
)
"""Events whose record is a code and a reason."""


def plan_decision_draft(*, approved: bool, reasons: str) -> Draft:
    """Return the regulator's approval or rejection of a plan."""
    record = PlanDecision(salt=fresh_salt(), approved=approved, reasons=clean_text(reasons, "the reasons"))
    return Draft(EventCode.PLAN_APPROVED if approved else EventCode.PLAN_REJECTED, {}, (record,))


def reason_draft(code: EventCode, number: int, text: str) -> Draft:
    """Return one of the events `REASONED`; `number` is the reason's code, or the rule of a waiver.

    Raises `SessionError`.
    """
    if code is EventCode.LATENESS_WAIVED and number not in LATE_RULES:
        listed = ", ".join(f"R{rule}" for rule in LATE_RULES)
        raise SessionError(f"only the lateness of {listed} is waived, not that of R{number}")
    record = Reason(salt=fresh_salt(), code=number, text=clean_text(text, "the reason"))
    name = "rule" if code is EventCode.LATENESS_WAIVED else "code"
    return Draft(code, {name: number}, (record,))
