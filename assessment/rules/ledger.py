"""R48: the session's events are whole and linked, and every opened record is the one that was committed."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from assessment.codes import EventCode
from assessment.event import NO_COMMITMENT, Event
from assessment.records import RECORD_OF
from assessment.rules.case import Case, Opened, Status, UnavailableError
from assessment.rules.certificates import issues_of, missing_in
from assessment.rules.finding import Evidence
from assessment.rules.rule import Rule, UnknownFactError, rule


@rule(48)
def intact(case: Case) -> Iterator[Evidence]:
    """R48: no gap, no broken link, no record that hashes to something else; what is missing is UNKNOWN."""
    yield from _links(case)
    for event in case.events:
        if event.code in RECORD_OF and event.commitment == NO_COMMITMENT:
            # Who commits to nothing could open anything, or nothing, later on.
            yield Evidence("nothing-committed", {"code": event.code.value}, (event.number,))
        elif _status(case, event) is Status.TAMPERED:
            yield Evidence("record-not-as-committed", {"code": event.code.value}, (event.number,))
    _require_opened(case)


def _links(case: Case) -> Iterator[Evidence]:
    for place, event in enumerate(case.events):
        if event.number != place:
            yield Evidence("events-with-a-gap", {"expected": place}, (event.number,))
            break
    for earlier, later in pairwise(case.events):
        if later.recorded_at < earlier.recorded_at:
            yield Evidence("events-out-of-order", {}, (earlier.number, later.number))
    if case.intact is False:
        yield Evidence("head-differs", {}, tuple(event.number for event in case.events[-1:]))


def _status(case: Case, event: Event) -> Status:
    """Return how far the event's records can be relied on; one without records of its own has nothing to doubt."""
    own = Status.MISSING if event.code in RECORD_OF else Status.VERIFIED
    return case.opened.get(event.number, Opened(own)).status


def _require_opened(case: Case) -> None:
    if case.intact is None:
        raise UnknownFactError(Evidence("head-not-compared"))
    missing = tuple(event.number for event in case.events if _status(case, event) is Status.MISSING)
    if missing:
        raise UnknownFactError(Evidence("records-missing", {"events": len(missing)}, missing))
    missing_in(case, issues_of(case))
    for event in case.all(*EventCode):
        if _status(case, event) is Status.ERASED:
            raise UnavailableError(event, Status.ERASED)


RULES: Final[dict[int, Rule]] = {48: intact}
