"""What several rules look up first; each question either has its answer or makes the rule UNKNOWN."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from assessment.parameters import Parameters
from assessment.records import Candidate, Plan, PlanPart, Result
from assessment.registry import StandardEntry
from assessment.rules.case import Case
from assessment.rules.finding import Evidence
from assessment.rules.known import filed, planned
from assessment.rules.rule import UnknownFactError
from assessment.working_days import working_days_between
from certificate.checks import local_day
from certificate.life_cycle import add_months
from certificate.standard import CHINA_OFFSET, Standard

DAY: Final = 86_400
"""Seconds of a calendar day."""


def parameters_of(case: Case) -> Parameters:
    """Return the parameters; raises `UnknownFactError` if nobody opened them."""
    if case.parameters is None:
        raise UnknownFactError(Evidence("parameters-unknown"))
    return case.parameters


def entry_of(case: Case) -> StandardEntry:
    """Return the registry's entry of the standard; raises `UnknownFactError` if the plan names none that there is."""
    if case.standard is None:
        raise UnknownFactError(Evidence("standard-unknown"))
    return case.standard


def document_of(case: Case) -> Standard:
    """Return the standard's own text; raises `UnknownFactError` if nobody opened it."""
    document = entry_of(case).document
    if document is None:
        raise UnknownFactError(Evidence("standard-unknown"))
    return document


def offset_of(case: Case) -> int:
    """Return the minutes ahead of UTC that local dates are counted in; China's where the standard is not opened."""
    document = case.standard.document if case.standard else None
    return document.utc_offset_minutes if document else CHINA_OFFSET


def days_between(case: Case, start: int, end: int) -> int:
    """Count working days in (date of `start`, date of `end`]; raises `CalendarError` and `UnknownFactError`."""
    return working_days_between(start, end, offset_of(case), calendar=parameters_of(case).calendar)


def day_of(case: Case, moment: int) -> date:
    """Return the local date of a moment (Unix seconds)."""
    return local_day(moment, offset_of(case))


def months_from(case: Case, moment: int, months: int) -> int:
    """Return the moment `months` calendar months on (negative: back), at the same time of day."""
    day = day_of(case, moment)
    return moment + (add_months(day, months) - day).days * DAY


def level_of(case: Case) -> int:
    """Return the level of the plan in force; raises `UnknownFactError` without a plan."""
    return filing_of(case).figures["level"]


def filing_of(case: Case) -> Event:
    """Return the event of the plan in force; raises `UnknownFactError` without one."""
    event = filed(case)
    if event is None:
        raise UnknownFactError(Evidence("plan-unknown"))
    return event


def plan_of(case: Case) -> Plan:
    """Return the plan in force; raises `UnknownFactError` without one, `UnavailableError` if it is not opened."""
    plan = planned(case)
    if plan is None:
        raise UnknownFactError(Evidence("plan-unknown"))
    return plan


def parts_of(case: Case) -> Mapping[str, PlanPart]:
    """Return the parts of the timetable by code; raises as `plan_of`."""
    return {part.part: part for part in plan_of(case).parts}


def roster_of(case: Case) -> tuple[Event | None, Mapping[str, Candidate]]:
    """Return the locking event and the candidates in their order; no event and nobody before the lock."""
    event = case.last(EventCode.ROSTER_LOCKED)
    if event is None:
        return None, {}
    return event, {record.candidate: record for _, _, record in case.records_of(Candidate, event)}


def results_of(case: Case, event: Event) -> Mapping[str, tuple[int, Result]]:
    """Return (leaf, result) by candidate of one SCORES_LOCKED or SCORE_CORRECTED event."""
    return {record.candidate: (leaf, record) for _, leaf, record in case.records_of(Result, event)}
