"""Cancelling a session, and a supervisor's hold (E28); what a regulator does is the authority's (docs/sessions.md)."""

from assessment.codes import EventCode
from assessment.records import Reason
from issuer.sessions.draft import Draft
from issuer.sessions.salts import fresh_salt
from issuer.sessions.words import clean_text


def cancel_draft(number: int, text: str) -> Draft:
    """Return the cancelling of a session for the reason with code `number`; raises `SessionError`."""
    return _reasoned(EventCode.SESSION_CANCELLED, number, text)


def hold_draft(number: int, text: str) -> Draft:
    """Return a supervisor's hold, which only the regulator releases; raises `SessionError`."""
    return _reasoned(EventCode.HOLD, number, text)


def _reasoned(code: EventCode, number: int, text: str) -> Draft:
    record = Reason(salt=fresh_salt(), code=number, text=clean_text(text, "the reason"))
    return Draft(code, {"code": number}, (record,))
