"""Stories of R36 to R39: certificates, dates, reports, archive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from assessment.codes import EventCode
from assessment.records import Decision, DecisionKind, Report, ReportKind, ResultKind
from assessment.rules.finding import Outcome
from tests.simulator.days import at, workday
from tests.simulator.session import RESTS_ON_LATEST, Session, local_date
from tests.simulator.shape import Shape
from tests.simulator.stories.changes import DISPUTED, by_result, edit_of
from tests.simulator.story import Story

BEFORE_ISSUE = Shape(report_before_issue=True)


def _certificate(session: Session, place: int = 0, **changes: Any) -> None:
    step = session.step(EventCode.CERTS_ISSUED)
    step.issued[place] = replace(step.issued[place], **changes)


def _number(session: Session, change: str) -> None:
    """`change` replaces the end of the first certificate's number."""
    number = session.step(EventCode.CERTS_ISSUED).issued[0].number
    _certificate(session, number=number[: -len(change)] + change)


def _number_of_the_next(session: Session) -> None:
    _certificate(session, number=session.step(EventCode.CERTS_ISSUED).issued[1].number)


def _number_elsewhere(session: Session) -> None:
    number = session.step(EventCode.CERTS_ISSUED).issued[0].number
    session.elsewhere.numbers_elsewhere[number] = (bytes(32),)


def _live_elsewhere(session: Session, level: int, later: int = 0) -> None:
    """Another session's certificate, anchored `later` seconds than this session's."""
    step = session.step(EventCode.CERTS_ISSUED)
    one, anchored = step.issued[0], step.recorded_at + later
    session.elsewhere.live[one.candidate, one.family, level] = {"S000099000001251000001": anchored}


def _to_who_failed(session: Session) -> None:
    _certificate(session, candidate=session.shape.candidate(by_result(session, ResultKind.FAIL)[0]))


def _exchanged(session: Session) -> None:
    """Who failed is granted in the place of who passed: the counts stay."""
    passed, failed = by_result(session, ResultKind.PASS)[0], by_result(session, ResultKind.FAIL)[0]
    edit_of(session, EventCode.DECISION_RECORDED, passed, decision=DecisionKind.REFUSED)
    edit_of(session, EventCode.DECISION_RECORDED, failed, decision=DecisionKind.GRANTED)


def _without_scores(session: Session) -> None:
    session.drop(EventCode.SCORES_LOCKED)


def _printed(session: Session, days: int) -> None:
    _certificate(session, issued=session.step(EventCode.CERTS_ISSUED).issued[0].issued + timedelta(days=days))


def _anchored_the_day_after(session: Session) -> None:
    """Signed in the afternoon, anchored at seven in the morning: the printed date is the day of the decision."""
    session.step(EventCode.CERTS_ISSUED).delay(16 * 3600)


def _anchored_two_days_after(session: Session) -> None:
    session.step(EventCode.CERTS_ISSUED).delay(40 * 3600)
    for code in (EventCode.BATCH_REPORTED, EventCode.SESSION_ARCHIVED):
        session.step(code).delay(4 * 86_400)


def _closed_after_print(session: Session) -> None:
    """Notice closed, decided and anchored a day after the date that is printed."""
    for code in (EventCode.NOTICE_CLOSED, EventCode.DECISION_RECORDED):
        session.step(code).delay(86_400)
    session.step(EventCode.CERTS_ISSUED).delay(86_400)
    for code in (EventCode.BATCH_REPORTED, EventCode.SESSION_ARCHIVED):
        session.step(code).delay(4 * 86_400)


def _closed_on(session: Session) -> date:
    return local_date(session.step(EventCode.NOTICE_CLOSED).recorded_at)


def _reported_after(session: Session, days: int) -> None:
    report = session.step(EventCode.BATCH_REPORTED)
    report.claimed_at = at(workday(_closed_on(session), days), 16)
    report.recorded_at = report.claimed_at + 30
    archive = session.step(EventCode.SESSION_ARCHIVED)
    archive.claimed_at, archive.recorded_at = report.claimed_at + 3600, report.recorded_at + 3600
    session.moment = archive.recorded_at


def _not_reported(session: Session, days: int) -> None:
    session.drop(EventCode.BATCH_REPORTED)
    session.drop(EventCode.SESSION_ARCHIVED)
    session.moment = at(workday(_closed_on(session), days), 23)


def _named(session: Session, candidates: Sequence[str]) -> None:
    report = session.step(EventCode.BATCH_REPORTED)
    report.edit(0, candidates=tuple(candidates))
    report.figures["n"] = len(candidates)


def _names(session: Session) -> list[str]:
    record = session.step(EventCode.BATCH_REPORTED).records[0]
    assert isinstance(record, Report)
    return list(record.candidates)


def _one_forgotten(session: Session) -> None:
    _named(session, _names(session)[1:])


def _one_too_many(session: Session) -> None:
    _named(session, [*_names(session), session.shape.candidate(by_result(session, ResultKind.FAIL)[0])])


def _corrected_report(session: Session) -> None:
    names = _names(session)
    _one_too_many(session)
    report = session.step(EventCode.BATCH_REPORTED)
    again = Report(ReportKind.CORRECTION, tuple(names), "cd" * 32, salt=session.salt())
    session.add(
        EventCode.BATCH_REPORTED, "manager", report.claimed_at + 3600, [again], n=len(names), type=again.kind.value
    )


def _miscounted(session: Session) -> None:
    session.step(EventCode.BATCH_REPORTED).figures["n"] += 1


def _issued_first(session: Session) -> None:
    session.step(EventCode.BATCH_REPORTED).delay(2 * 3600)


def _archived_after(session: Session, days: int) -> None:
    archive = session.step(EventCode.SESSION_ARCHIVED)
    archive.delay(
        at(local_date(session.step(EventCode.CERTS_ISSUED).recorded_at), 11) + days * 86_400 - archive.claimed_at
    )
    session.moment = archive.recorded_at


def _not_archived(session: Session, days: int) -> None:
    session.drop(EventCode.SESSION_ARCHIVED)
    session.moment = at(local_date(session.step(EventCode.CERTS_ISSUED).recorded_at), 23) + days * 86_400


def _kept_until(session: Session, days: int) -> None:
    """Sixty months after the archive, give or take `days`."""
    archive = session.step(EventCode.SESSION_ARCHIVED)
    begin = local_date(archive.claimed_at)
    archive.figures["until"] = at(date(begin.year + 5, begin.month, begin.day), 0) + days * 86_400


def _document_missing(session: Session) -> None:
    del session.step(EventCode.SESSION_ARCHIVED).records[2]


def _late_appeal(session: Session) -> None:
    """The appeal is decided after the first certificates: its candidate is granted, certified and reported later."""
    who = session.shape.candidate(DISPUTED)
    first = session.step(EventCode.DECISION_RECORDED)
    edit_of(session, EventCode.DECISION_RECORDED, DISPUTED, decision=DecisionKind.DEFERRED)
    first.figures.update(granted=first.figures["granted"] - 1, deferred=1)
    issue = session.step(EventCode.CERTS_ISSUED)
    (own,) = (one for one in issue.issued if one.candidate == who)
    issue.issued.remove(own)
    _named(session, [one.candidate for one in issue.issued])
    morning = at(workday(_closed_on(session), 1), 9)
    appeal = session.step(EventCode.APPEAL_DECIDED)
    appeal.delay(morning - appeal.claimed_at)
    granted = Decision(who, DecisionKind.GRANTED, RESTS_ON_LATEST, salt=session.salt())
    session.add(EventCode.DECISION_RECORDED, "officer", morning + 3600, [granted], granted=1, refused=0, deferred=0)
    later = session.add(EventCode.CERTS_ISSUED, "issuer", morning + 7200)
    later.claimed_at = later.recorded_at
    later.issued = [replace(own, issued=local_date(morning), leaf=0)]
    report = Report(ReportKind.LATE, (who,), "ef" * 32, salt=session.salt())
    session.add(EventCode.BATCH_REPORTED, "manager", morning + 9000, [report], n=1, type=ReportKind.LATE.value)


def _late_report(session: Session, days: int) -> None:
    _late_appeal(session)
    decided = local_date(session.step(EventCode.DECISION_RECORDED, 1).recorded_at)
    report = session.step(EventCode.BATCH_REPORTED, 1)
    report.delay(at(workday(decided, days), 16) - report.claimed_at)
    archive = session.step(EventCode.SESSION_ARCHIVED)
    archive.delay(report.claimed_at + 3600 - archive.claimed_at)
    session.moment = archive.recorded_at


def _no_late_report(session: Session, days: int) -> None:
    _late_appeal(session)
    session.steps.remove(session.step(EventCode.BATCH_REPORTED, 1))
    session.drop(EventCode.SESSION_ARCHIVED)
    decided = local_date(session.step(EventCode.DECISION_RECORDED, 1).recorded_at)
    session.moment = at(workday(decided, days), 23)


def _certified_before_the_later_decision(session: Session) -> None:
    _late_appeal(session)
    _printed_of(session, -1)


def _printed_of(session: Session, days: int) -> None:
    later = session.step(EventCode.CERTS_ISSUED, 1)
    later.issued = [replace(one, issued=one.issued + timedelta(days=days)) for one in later.issued]


STORIES = (
    Story("number used twice", 36, _number_of_the_next, "number-used-twice"),
    Story("number of another session", 36, _number_elsewhere, "number-used-twice"),
    Story("number of last year", 36, lambda session: _number(session, "251000001"), "number-of-another-year"),
    Story("number of another level", 36, lambda session: _number(session, "2000001"), "number-of-another-level"),
    Story("number with a letter", 36, lambda session: _number(session, "00000A"), "number-malformed"),
    Story("number zero", 36, lambda session: _number(session, "000000"), "number-malformed"),
    Story("the last number", 36, lambda session: _number(session, "999999"), outcome=Outcome.PASS),
    Story("number of another block", 36, lambda session: _number(session, "2261000001"), "numbers-of-several-blocks"),
    Story(
        "certificate of another level",
        36,
        lambda session: _certificate(session, level=2),
        "certificate-of-another-level",
    ),
    Story(
        "certificate of another family",
        36,
        lambda session: _certificate(session, family=bytes(32)),
        "certificate-of-another-family",
    ),
    Story("a live certificate already", 36, lambda session: _live_elsewhere(session, 1), "second-live-certificate"),
    Story("a live certificate afterwards", 36, lambda session: _live_elsewhere(session, 1, 1), outcome=Outcome.PASS),
    Story("a live certificate of another level", 36, lambda session: _live_elsewhere(session, 2), outcome=Outcome.PASS),
    Story("issued to somebody who failed", 36, _to_who_failed, "issued-without-grant", entailed=frozenset({38})),
    Story("granted to somebody who failed", 36, _exchanged, "granted-without-pass"),
    Story("granted without any scores", 36, _without_scores, "decided-without-scores", entailed=frozenset({9})),
    Story("printed a day ahead", 37, lambda session: _printed(session, 1), outcome=Outcome.PASS),
    Story("printed two days ahead", 37, lambda session: _printed(session, 2), "printed-date-differs"),
    Story("printed a day back", 37, lambda session: _printed(session, -1), "dated-before-decision"),
    Story("anchored the day after", 37, _anchored_the_day_after, outcome=Outcome.PASS),
    Story("anchored two days after", 37, _anchored_two_days_after, "printed-date-differs"),
    Story("notice closed after the printed date", 37, _closed_after_print, "dated-before-notice"),
    Story("reported after ten working days", 38, lambda session: _reported_after(session, 10), outcome=Outcome.PASS),
    Story("reported after eleven working days", 38, lambda session: _reported_after(session, 11), "reported-late"),
    Story("not reported for ten working days", 38, lambda session: _not_reported(session, 10), outcome=Outcome.PASS),
    Story("not reported for eleven working days", 38, lambda session: _not_reported(session, 11), "not-reported"),
    Story("one forgotten", 38, _one_forgotten, "certificate-not-reported"),
    Story("one too many", 38, _one_too_many, "reported-without-certificate"),
    Story("one too many, put right", 38, _corrected_report, outcome=Outcome.PASS),
    Story("another number in public", 38, _miscounted, "report-count-differs"),
    Story("reported before the certificates", 38, lambda _: None, outcome=Outcome.PASS, shape=BEFORE_ISSUE),
    Story("issued before the report", 38, _issued_first, "issued-before-report", shape=BEFORE_ISSUE),
    Story("one granted and forgotten", 38, _one_forgotten, "certificate-not-reported", shape=BEFORE_ISSUE),
    Story("a late appeal", 38, _late_appeal, outcome=Outcome.PASS),
    Story("reported ten days after an appeal", 38, lambda session: _late_report(session, 10), outcome=Outcome.PASS),
    Story("reported eleven days after an appeal", 38, lambda session: _late_report(session, 11), "reported-late"),
    Story("to be reported for ten days", 38, lambda session: _no_late_report(session, 10), outcome=Outcome.PASS),
    Story(
        "to be reported for eleven days",
        38,
        lambda session: _no_late_report(session, 11),
        "certificate-not-reported",
    ),
    Story("printed before the later decision", 37, _certified_before_the_later_decision, "dated-before-decision"),
    Story("archived after thirty days", 39, lambda session: _archived_after(session, 30), outcome=Outcome.PASS),
    Story("archived after thirty-one days", 39, lambda session: _archived_after(session, 31), "archived-late"),
    Story("not archived for thirty days", 39, lambda session: _not_archived(session, 30), outcome=Outcome.PASS),
    Story("not archived for thirty-one days", 39, lambda session: _not_archived(session, 31), "not-archived"),
    Story("kept for sixty months", 39, lambda session: _kept_until(session, 0), outcome=Outcome.PASS),
    Story("kept a day less", 39, lambda session: _kept_until(session, -1), "kept-too-short"),
    Story("a document missing", 39, _document_missing, "document-missing"),
)
