"""The certificates of a session, as far as they were opened."""

from collections.abc import Sequence
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from assessment.rules.case import Case, Issued, Opened, Status, UnavailableError

CERTIFICATES: Final = 1
"""The kind of a submission that holds certificates; 2 holds scores."""


def issues_of(case: Case) -> tuple[Event, ...]:
    """Return the CERTS_ISSUED events that anchored certificates."""
    events = case.all(EventCode.CERTS_ISSUED)
    return tuple(event for event in events if event.issue is not None and event.issue.kind == CERTIFICATES)


def issued_in(case: Case, events: Sequence[Event]) -> tuple[tuple[Event, Issued], ...]:
    """Return the opened certificates of `events`, in their order."""
    return tuple((event, one) for event in events for one in case.issued.get(event.number, ()))


def missing_in(case: Case, events: Sequence[Event]) -> None:
    """Raise `UnavailableError` for the first of `events` of which not every certificate is opened.

    Asked last, so that what the opened ones break is found whatever is missing.
    """
    for event in events:
        size = event.issue.size if event.issue else 0
        if len(case.issued.get(event.number, ())) < size:
            status = case.opened.get(event.number, Opened(Status.MISSING)).status
            raise UnavailableError(event, Status.MISSING if status is Status.VERIFIED else status)
