"""Stories of R33 to R35: notice, appeals, separation of the decision."""

from assessment.codes import EventCode, Role
from assessment.records import AppealOutcome, Reason, Relation, RelationKind, ResultKind, Trainer
from assessment.rules.finding import Outcome
from tests.simulator.days import at, workday
from tests.simulator.session import Session, local_date
from tests.simulator.stories.changes import (
    DISPUTED,
    by_result,
    correct,
    decide_appeal,
    give_record,
    give_role,
    panel_of,
)
from tests.simulator.story import Story

PANEL = ("panel-1", "panel-2", "panel-3")


def _closed_after(session: Session, days: int) -> None:
    """Clean sessions close the notice after six working days; five are asked for."""
    published = local_date(session.step(EventCode.PROVISIONAL_PUBLISHED).claimed_at)
    step = session.step(EventCode.NOTICE_CLOSED)
    step.claimed_at = at(workday(published, days), 10)
    step.recorded_at = step.claimed_at + 30


def _held(session: Session, released: int) -> None:
    closed = session.step(EventCode.NOTICE_CLOSED).recorded_at
    for code, moment in ((EventCode.HOLD, closed - 3600), (EventCode.RELEASE, closed + released)):
        step = session.add(code, "regulator", moment - 30, [Reason(1, "核查举报", salt=session.salt())])
        step.figures = {"code": 1}


def _never_published(session: Session) -> None:
    session.drop(EventCode.PROVISIONAL_PUBLISHED)


def _never_closed(session: Session) -> None:
    session.drop(EventCode.NOTICE_CLOSED)


def _decided_within(session: Session, days: int) -> None:
    """The panel of a clean session takes two working days."""
    session.set_parameters(appeal_days=days)


def _undecided(session: Session, days: int) -> None:
    """The session stops after the notice; nobody decides the appeal, and `days` working days pass."""
    session.until(EventCode.NOTICE_CLOSED)
    session.drop(EventCode.APPEAL_DECIDED)
    lodged = local_date(session.step(EventCode.APPEAL_LODGED).recorded_at)
    session.moment = at(workday(lodged, days), 23)
    session.set_parameters(report_days=60)


def _panel_without_outsider(session: Session) -> None:
    panel_of(session, "panel-2", "panel-3")
    session.step(EventCode.APPEAL_DECIDED).actor = "panel-2"


def _outsider_trains(session: Session) -> None:
    give_record(session, "panel-1", trains=(session.shape.organisation,))


def _examiner_on_panel(session: Session, name: str) -> None:
    give_role(session, name, Role.APPEAL_PANEL)
    panel_of(session, *PANEL, name)


def _controller_on_panel(session: Session) -> None:
    give_role(session, "controller", Role.APPEAL_PANEL)
    panel_of(session, *PANEL, "controller")


def _related_on_panel(session: Session, who: int) -> None:
    relation = Relation(session.shape.candidate(who), RelationKind.OTHER)
    give_record(session, "panel-3", relations=(relation,))


def _stranger_on_panel(session: Session) -> None:
    panel_of(session, *PANEL, "manager")


def _signed_from_outside(session: Session) -> None:
    panel_of(session, "panel-1", "panel-2")
    session.step(EventCode.APPEAL_DECIDED).actor = "panel-3"


def _public_outcome(session: Session) -> None:
    session.step(EventCode.APPEAL_DECIDED).figures["outcome"] = AppealOutcome.UPHELD.value


def _for_somebody_else(session: Session) -> None:
    session.step(EventCode.APPEAL_DECIDED).edit(0, candidate=session.shape.candidate(5))


def _other_number(session: Session) -> None:
    session.step(EventCode.APPEAL_LODGED).edit(0, number=2)


def _never_lodged(session: Session) -> None:
    session.drop(EventCode.APPEAL_LODGED)


def _for_all(session: Session, *, reviewed: bool, affected: bool = True) -> None:
    who = by_result(session, ResultKind.PASS)[0]
    decide_appeal(session, AppealOutcome.UPHELD_FOR_ALL, [who] if affected else [])
    if reviewed:
        correct(session, {DISPUTED: 72_00})


def _officer_examined(session: Session) -> None:
    give_role(session, "examiner-0-1", Role.CERTIFICATION_OFFICER)
    session.step(EventCode.DECISION_RECORDED).actor = "examiner-0-1"


def _officer_adjudicated(session: Session) -> None:
    give_role(session, "adjudicator", Role.CERTIFICATION_OFFICER)
    session.step(EventCode.DECISION_RECORDED).actor = "adjudicator"


def _officer_trained(session: Session) -> None:
    trainer = Trainer(session.person("officer"), at(workday(session.shape.day, -15), 17))
    session.step(EventCode.ELIGIBILITY_DECIDED).edit(4, trainers=(trainer,))


def _officer_locked(session: Session) -> None:
    give_role(session, "controller", Role.CERTIFICATION_OFFICER)
    session.step(EventCode.DECISION_RECORDED).actor = "controller"


def _officer_corrected(session: Session) -> None:
    decide_appeal(session, AppealOutcome.UPHELD)
    correct(session, {DISPUTED: 72_00})
    give_role(session, "manager", Role.CERTIFICATION_OFFICER)
    session.step(EventCode.DECISION_RECORDED).actor = "manager"


STORIES = (
    Story("closed after five working days", 33, lambda session: _closed_after(session, 5), outcome=Outcome.PASS),
    Story("closed after four working days", 33, lambda session: _closed_after(session, 4), "notice-too-short"),
    Story("closed under a hold", 33, lambda session: _held(session, 60), "notice-closed-under-hold"),
    Story("closed when the hold was released", 33, lambda session: _held(session, -60), outcome=Outcome.PASS),
    Story("closed without publication", 33, _never_published, "closed-without-publication"),
    Story("decided without notice", 33, _never_closed, "decided-without-notice"),
    Story("decided under appeal", 34, lambda session: session.drop(EventCode.APPEAL_DECIDED), "decided-under-appeal"),
    Story("decided in time to the day", 34, lambda session: _decided_within(session, 2), outcome=Outcome.PASS),
    Story("decided a day late", 34, lambda session: _decided_within(session, 1), "appeal-decided-late"),
    Story("undecided for twenty days", 34, lambda session: _undecided(session, 20), outcome=Outcome.PASS),
    Story("undecided for twenty-one days", 34, lambda session: _undecided(session, 21), "appeal-overdue"),
    Story("nobody from outside", 34, _panel_without_outsider, "panel-without-independent-member"),
    Story("the outsider trains for it", 34, _outsider_trains, "panel-without-independent-member"),
    Story(
        "a marker on the panel",
        34,
        lambda session: _examiner_on_panel(session, "examiner-0-1"),
        "panel-member-examined",
    ),
    Story(
        "another session's examiner on the panel",
        34,
        lambda session: _examiner_on_panel(session, "examiner-1-1"),
        outcome=Outcome.PASS,
    ),
    Story("who locked the scores on the panel", 34, _controller_on_panel, "panel-member-decided"),
    Story("a relation on the panel", 34, lambda session: _related_on_panel(session, DISPUTED), "panel-member-related"),
    Story("a relation of somebody else", 34, lambda session: _related_on_panel(session, 5), outcome=Outcome.PASS),
    Story("somebody without the role on the panel", 34, _stranger_on_panel, "panel-member-without-role"),
    Story("signed by nobody of the panel", 34, _signed_from_outside, "decided-outside-panel"),
    Story("another outcome in public", 34, _public_outcome, "appeal-decision-differs"),
    Story("decided for somebody else", 34, _for_somebody_else, "appeal-of-somebody-else"),
    Story("another number in the record", 34, _other_number, "appeal-number-differs"),
    Story("decided though never lodged", 34, _never_lodged, "decision-without-appeal"),
    Story("upheld for all and reviewed", 34, lambda session: _for_all(session, reviewed=True), outcome=Outcome.PASS),
    Story(
        "upheld for all and not reviewed",
        34,
        lambda session: _for_all(session, reviewed=False),
        "decided-before-review",
    ),
    Story(
        "upheld for all, and nobody named",
        34,
        lambda session: _for_all(session, reviewed=True, affected=False),
        "affected-not-named",
    ),
    Story("decided by an examiner", 35, _officer_examined, "decider-examined"),
    Story("decided by the adjudicator", 35, _officer_adjudicated, "decider-examined"),
    Story("decided by a trainer", 35, _officer_trained, "decider-trained"),
    Story("decided by who locked", 35, _officer_locked, "decider-locked"),
    Story("decided by who corrected", 35, _officer_corrected, "decider-corrected"),
)
