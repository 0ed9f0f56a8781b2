"""How a rule is written: a function that yields what breaks it, and what becomes of that.

>>> @rule(7)
... def filed_and_approved(case: Case) -> Iterator[Evidence]:
...     if case.first(EventCode.PLAN_APPROVED) is None:
...         yield NOT_YET

A rule that yields nothing, or only notes, is a PASS. What it yielded before the evidence ran out still counts: a breach
is a breach, whatever else is missing.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Final, TypeAlias

from assessment.errors import AssessmentError, CalendarError
from assessment.rules.case import Case, Status, UnavailableError
from assessment.rules.finding import Evidence, Finding, Outcome
from certificate.errors import CertificateError

Rule: TypeAlias = Callable[[Case], Finding]
"""One audit rule, total: it raises nothing that a record or an event could bring about."""

NOT_YET: Final = Evidence("not-yet")
"""The events that the rule judges have not happened."""
NOT_APPLICABLE: Final = Evidence("not-applicable")
"""The terms of the session do not ask for what the rule judges."""
_NOTES: Final = frozenset({NOT_YET.fact, NOT_APPLICABLE.fact})


class UnknownFactError(Exception):
    """Something other than an event's records is missing, such as the parameters: a rule that needs it is UNKNOWN."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(evidence.fact)
        self.evidence = evidence


GAPS: Final = (
    UnavailableError,
    UnknownFactError,
    AssessmentError,
    CertificateError,
    ArithmeticError,
    LookupError,
    ValueError,
)
"""What ends a rule early. All but the first two and `CalendarError` stand for records that contradict themselves beyond
what a rule foresaw: a hostile organisation must not be able to keep the report from being written."""


def rule(number: int, breach: Outcome = Outcome.FAIL) -> Callable[[Callable[[Case], Iterator[Evidence]]], Rule]:
    """Make R`number` of a function that yields its breaches; `breach` is what they amount to (FAIL, or FLAG)."""

    def decorate(breaches: Callable[[Case], Iterator[Evidence]]) -> Rule:
        @wraps(breaches)
        def judge(case: Case) -> Finding:
            found: list[Evidence] = []
            gap = None
            try:
                for evidence in breaches(case):
                    found.append(evidence)  # noqa: PERF402 - what came before an exception must be kept
            except GAPS as error:
                gap = gap_of(error)
            return _finding(number, breach, found, gap)

        return judge

    return decorate


def gap_of(error: Exception) -> tuple[Outcome, Evidence]:
    """Say what one of the `GAPS` means for the rule that met it."""
    match error:
        case UnavailableError(event=event, status=Status.ERASED):
            return Outcome.ERASED, Evidence("records-erased", {}, (event.number,))
        case UnavailableError(event=event, status=status):
            return Outcome.UNKNOWN, Evidence(f"records-{status.value}", {}, (event.number,))
        case UnknownFactError(evidence=evidence):
            return Outcome.UNKNOWN, evidence
        case CalendarError():
            return Outcome.UNKNOWN, Evidence("calendar-unknown")
        case _:
            return Outcome.UNKNOWN, Evidence("facts-contradict")


def _finding(number: int, breach: Outcome, found: list[Evidence], gap: tuple[Outcome, Evidence] | None) -> Finding:
    broken = [evidence for evidence in found if evidence.fact not in _NOTES]
    if broken:
        return Finding(number, breach, (*broken, gap[1]) if gap else tuple(broken))
    if gap:
        return Finding(number, gap[0], (gap[1],))
    return Finding(number, Outcome.PASS, tuple(found))
