"""A clean session from the provisional results to the archive."""

import hashlib
from datetime import date

from assessment.codes import EventCode
from assessment.records import (
    Appeal,
    AppealDecision,
    AppealOutcome,
    Decision,
    DecisionKind,
    Document,
    Report,
    ReportKind,
    Result,
    ResultKind,
)
from assessment.rules.case import Issued
from tests.simulator.certificates import number_of
from tests.simulator.days import at, workday
from tests.simulator.session import RESTS_ON_LATEST, Session, local_date

DOCUMENTS = ("ANSWERS", "DECISION", "PAPERS", "PLAN", "ROSTER", "SCORES", "SIGN_IN")
DAY = 86_400


def finish(session: Session) -> None:
    """Add notice, appeal, decision, certificates, report and archive."""
    locked = local_date(session.step(EventCode.SCORES_LOCKED).claimed_at)
    published = workday(locked, 1)
    closed = workday(published, 6)
    session.add(EventCode.PROVISIONAL_PUBLISHED, "manager", at(published, 10), until=at(closed, 9))
    if session.shape.eventful and session.shape.candidates > 4:
        _appeal(session, published)
    session.add(EventCode.NOTICE_CLOSED, "manager", at(closed, 10))
    passed = _decide(session, closed)
    if session.shape.report_before_issue:
        _report(session, at(closed, 14), passed)
        _issue(session, at(closed, 15), passed)
    else:
        _issue(session, at(closed, 15), passed)
        _report(session, at(workday(closed, 1), 10), passed)
    archived = at(workday(closed, 3), 11)
    documents = [
        Document(kind, hashlib.sha256(f"{session.shape.seed}|{kind}".encode()).hexdigest(), salt=session.salt())
        for kind in DOCUMENTS
    ]
    session.add(
        EventCode.SESSION_ARCHIVED,
        "manager",
        archived,
        documents,
        documents=len(documents),
        until=archived + 2200 * DAY,
    )
    session.moment = archived + DAY


def _appeal(session: Session, published: date) -> None:
    who = session.shape.candidate(2)
    session.add(
        EventCode.APPEAL_LODGED,
        "registrar",
        at(workday(published, 1), 14),
        [Appeal(1, who, "请求复核技能考核成绩", salt=session.salt())],
        number=1,
    )
    panel = tuple(session.person(f"panel-{place}") for place in (1, 2, 3))
    refused = AppealDecision(1, who, AppealOutcome.REFUSED, panel, (), "评分无误", salt=session.salt())
    session.add(
        EventCode.APPEAL_DECIDED,
        "panel-1",
        at(workday(published, 3), 16),
        [refused],
        number=1,
        outcome=AppealOutcome.REFUSED.value,
    )


def _decide(session: Session, closed: date) -> list[str]:
    results = [one for one in session.step(EventCode.SCORES_LOCKED).records if isinstance(one, Result)]
    passed = [one.candidate for one in results if one.result is ResultKind.PASS]
    decisions = [
        Decision(
            one.candidate,
            DecisionKind.GRANTED if one.result is ResultKind.PASS else DecisionKind.REFUSED,
            RESTS_ON_LATEST,
            salt=session.salt(),
        )
        for one in results
    ]
    session.add(
        EventCode.DECISION_RECORDED,
        "officer",
        at(closed, 11),
        decisions,
        granted=len(passed),
        refused=len(results) - len(passed),
        deferred=0,
    )
    return passed


def _issue(session: Session, moment: int, passed: list[str]) -> None:
    if not passed:
        return
    shape, day = session.shape, local_date(moment)
    family = hashlib.sha256(shape.family.encode()).digest()
    step = session.add(EventCode.CERTS_ISSUED, "issuer", moment)
    step.claimed_at = step.recorded_at
    step.issued = [
        Issued(
            who,
            number_of(shape, day.year, shape.first_serial + place),
            shape.version,
            family,
            shape.level,
            day,
            place,
        )
        for place, who in enumerate(passed)
    ]


def _report(session: Session, moment: int, passed: list[str]) -> None:
    file = hashlib.sha256(f"{session.shape.seed}|report".encode()).hexdigest()
    report = Report(ReportKind.NEW, tuple(passed), file, salt=session.salt())
    session.add(EventCode.BATCH_REPORTED, "manager", moment, [report], n=len(passed), type=ReportKind.NEW.value)
