"""R38 and R39: who was reported to the authority and when, and what was archived."""

from collections.abc import Iterator, Mapping
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from assessment.records import Document, Report, ReportKind
from assessment.rules.case import Case
from assessment.rules.certificates import issued_in, issues_of, missing_in
from assessment.rules.decision import granted_in
from assessment.rules.finding import Evidence
from assessment.rules.lookup import day_of, days_between, parameters_of
from assessment.rules.rule import NOT_YET, Rule, rule
from certificate.life_cycle import add_months


@rule(38)
def reported(case: Case) -> Iterator[Evidence]:
    """R38: the report came in time, and names exactly those who got a certificate, or were granted one."""
    closed = case.last(EventCode.NOTICE_CLOSED)
    if closed is None:
        yield NOT_YET
        return
    reports = case.all(EventCode.BATCH_REPORTED)
    first = parameters_of(case).report_before_issue
    issues = issues_of(case)
    yield from _first_in_time(case, closed, reports, due=bool(case.all(EventCode.DECISION_RECORDED)))
    if first and issues and (not reports or reports[0].number > issues[0].number):
        yield Evidence("issued-before-report", {}, (issues[0].number, *(one.number for one in reports[:1])))
    if not reports:
        yield NOT_YET
        return
    granted = granted_in(case)
    named = _named(case)
    owed = granted if first else {one.candidate: event for event, one in issued_in(case, issues)}
    yield from _differences(case, named, owed, granted)
    if not first:
        missing_in(case, issues)


def _first_in_time(case: Case, closed: Event, reports: tuple[Event, ...], *, due: bool) -> Iterator[Evidence]:
    most = parameters_of(case).report_days
    end = reports[0] if reports else None
    if end is None and not due:
        return
    days = days_between(case, closed.recorded_at, end.recorded_at if end else case.moment)
    if days > most:
        where = (closed.number, end.number) if end else (closed.number,)
        yield Evidence("reported-late" if end else "not-reported", {"days": days, "most": most}, where)


def _named(case: Case) -> Mapping[str, Event]:
    """Return the first report that names each candidate; a correction states the whole list anew."""
    named: dict[str, Event] = {}
    for event, _, record in case.records(Report, EventCode.BATCH_REPORTED):
        if record.kind is ReportKind.CORRECTION:
            named = {candidate: named.get(candidate, event) for candidate in record.candidates}
        else:
            named |= {candidate: event for candidate in record.candidates if candidate not in named}
    return named


def _differences(
    case: Case, named: Mapping[str, Event], owed: Mapping[str, Event], granted: Mapping[str, Event]
) -> Iterator[Evidence]:
    for event, _, record in case.records(Report, EventCode.BATCH_REPORTED):
        if len(record.candidates) != event.figures["n"]:
            values: dict[str, int | str] = {"public": event.figures["n"], "named": len(record.candidates)}
            yield Evidence("report-count-differs", values, (event.number,), 0)
    # Before the first certificate a report runs ahead of it; afterwards it must not name anybody without one.
    for candidate, event in named.items() if owed else ():
        if candidate not in owed:
            yield Evidence("reported-without-certificate", {"candidate": candidate}, (event.number,), 0)
    decisions = case.all(EventCode.DECISION_RECORDED)
    for candidate, event in owed.items():
        decided = granted.get(candidate)
        later = decided is not None and decided.number != decisions[0].number
        report = named.get(candidate)
        if report is None and not (later and _still_time(case, decided)):
            yield Evidence("certificate-not-reported", {"candidate": candidate}, (event.number,))
        elif (
            report is not None and later and _days(case, decided, report.recorded_at) > parameters_of(case).report_days
        ):
            yield Evidence("reported-late", {"candidate": candidate}, (report.number,), 0)


def _days(case: Case, decided: Event | None, moment: int) -> int:
    """Count from the later decision: who was deferred by an appeal could not be reported with the others."""
    return days_between(case, decided.recorded_at, moment) if decided else 0


def _still_time(case: Case, decided: Event | None) -> bool:
    return _days(case, decided, case.moment) <= parameters_of(case).report_days


@rule(39)
def archived(case: Case) -> Iterator[Evidence]:
    """R39: the session was archived in time, with every mandatory document, for long enough."""
    issues = issues_of(case)
    if not issues:
        yield NOT_YET
        return
    parameters, last = parameters_of(case), issues[-1]
    event = case.last(EventCode.SESSION_ARCHIVED)
    days = (day_of(case, event.recorded_at if event else case.moment) - day_of(case, last.recorded_at)).days
    if days > parameters.archive_days:
        where = (last.number, event.number) if event else (last.number,)
        fact = "archived-late" if event else "not-archived"
        yield Evidence(fact, {"days": days, "most": parameters.archive_days}, where)
    if event is None:
        yield NOT_YET
        return
    # A signature given before midnight and relayed after it does not shorten what was promised.
    begin = day_of(case, min(event.claimed_at, event.recorded_at))
    until = day_of(case, event.figures["until"])
    if until < add_months(begin, parameters.retention_months):
        values: dict[str, int | str] = {"until": until.isoformat(), "months": parameters.retention_months}
        yield Evidence("kept-too-short", values, (event.number,))
    kinds = {record.kind for _, _, record in case.records(Document, EventCode.SESSION_ARCHIVED)}
    missing = sorted(set(parameters.documents) - kinds)
    if missing:
        yield Evidence("document-missing", {"kinds": ",".join(missing)}, (event.number,))


RULES: Final[dict[int, Rule]] = {38: reported, 39: archived}
