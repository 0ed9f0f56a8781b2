"""Stories of R7 to R11: the plan and the roster."""

import hashlib
from dataclasses import replace
from datetime import date

from assessment.codes import EventCode
from assessment.records import Candidate, Checkin, Decision, Eligibility, Mark, Result, Trainer
from assessment.rules.case import Sitting
from assessment.rules.finding import Outcome
from certificate.checks import family_id
from tests.simulator.days import at
from tests.simulator.session import LAG, Session, Step
from tests.simulator.shape import Shape
from tests.simulator.story import Story

GHOST = "9" * 64
ELSEWHERE = hashlib.sha256(b"another session").digest()


def _at(step: Step, moment: int) -> None:
    """Let the ledger take a step exactly at `moment`."""
    step.recorded_at, step.claimed_at = moment, moment - LAG


def _filed_on(session: Session, day: date) -> None:
    """Examination on Thursday 9 April 2026; 4 to 6 April are Tomb-Sweeping holidays. All before the lock moves too."""
    _at(session.step(EventCode.PLAN_FILED), at(day, 23, 59))
    _at(session.step(EventCode.PLAN_APPROVED), at(day, 23, 59) + 1)
    _at(session.step(EventCode.REG_OPENED), at(day, 23, 59) + 2)
    _at(session.step(EventCode.ELIGIBILITY_DECIDED), at(day, 23, 59) + 3)
    _at(session.step(EventCode.REG_CLOSED), at(day, 23, 59) + 4)


def _never_approved(session: Session) -> None:
    session.drop(EventCode.PLAN_APPROVED)


def _approved_after_the_lock(session: Session) -> None:
    _at(session.step(EventCode.PLAN_APPROVED), session.step(EventCode.ROSTER_LOCKED).recorded_at + 1)


def _approval_of_an_older_plan(session: Session) -> None:
    approval = session.step(EventCode.PLAN_APPROVED)
    _at(approval, session.step(EventCode.PLAN_FILED).recorded_at - 60)


def _locked_at(session: Session, moment: int) -> None:
    _at(session.step(EventCode.ROSTER_LOCKED), moment)
    _at(session.step(EventCode.STAFF_ASSIGNED), moment + 1)
    for place, step in enumerate(session.all(EventCode.COI_DECLARED)):
        _at(step, moment + 2 + place)


def _begun_early(session: Session) -> None:
    """Locked exactly a day before the planned start, and then the first part begins a second early."""
    _locked_at(session, at(date(2026, 4, 8), 9))
    session.step(EventCode.PART_STARTED).claimed_at -= 1
    session.step(EventCode.PART_ENDED).claimed_at -= 1


def _locked_again(session: Session) -> None:
    first = session.step(EventCode.ROSTER_LOCKED)
    session.add(EventCode.ROSTER_LOCKED, "registrar", first.claimed_at + 60, first.records, n=12)


def _left_out_of_the_results(session: Session) -> None:
    session.step(EventCode.SCORES_LOCKED).records.pop(11)


def _ghost_checked_in(session: Session) -> None:
    step = session.step(EventCode.CHECKIN_BATCH)
    absent = next(place for place, one in enumerate(step.records) if _result_of(one) == "ABSENT")
    extra = step.records[absent]
    assert isinstance(extra, Checkin)
    step.records.append(replace(extra, candidate=GHOST, salt=session.salt()))


def _result_of(record: object) -> str:
    return record.result.name if isinstance(record, Checkin) else ""


def _ghost_marked(session: Session) -> None:
    step = session.step(EventCode.SCORE_COMMIT)
    first = step.records[0]
    assert isinstance(first, Mark)
    step.records.append(replace(first, candidate=GHOST, salt=session.salt()))


def _ghost_in_results(session: Session) -> None:
    step = session.step(EventCode.SCORES_LOCKED)
    first = step.records[0]
    assert isinstance(first, Result)
    step.records.append(replace(first, candidate=GHOST, salt=session.salt()))


def _ghost_decided(session: Session) -> None:
    step = session.step(EventCode.DECISION_RECORDED)
    refused = next(one for one in step.records if isinstance(one, Decision) and one.decision.name == "REFUSED")
    step.records.append(replace(refused, candidate=GHOST, salt=session.salt()))


def _ghost_certified(session: Session) -> None:
    step = session.step(EventCode.CERTS_ISSUED)
    step.issued[0] = replace(step.issued[0], candidate=GHOST)


def _granted_more(session: Session) -> None:
    passed = session.step(EventCode.SCORES_LOCKED).figures["passed"]
    step = session.step(EventCode.DECISION_RECORDED)
    step.figures = {"granted": passed + 1, "refused": session.shape.candidates - passed - 1, "deferred": 0}


def _passed_more(session: Session) -> None:
    session.step(EventCode.SCORES_LOCKED).figures["passed"] = 13


def _issued_more(session: Session) -> None:
    step = session.step(EventCode.CERTS_ISSUED)
    last = step.issued[-1]
    step.issued.append(replace(last, number=f"{last.number[:-6]}999999", leaf=last.leaf + 1))


def _twice_on_the_roster(session: Session) -> None:
    step = session.step(EventCode.ROSTER_LOCKED)
    first = step.records[5]
    assert isinstance(first, Candidate)
    step.records.append(replace(first, salt=session.salt()))


def _sat_elsewhere(session: Session, start: int, end: int) -> None:
    who = session.shape.candidate(4)
    session.elsewhere.candidate_sittings[who] = (Sitting(ELSEWHERE, "W", start, end, 2),)


def _carried_and_elsewhere(session: Session) -> None:
    """The second candidate carries the written part, and may sit anything else on that morning."""
    who = session.shape.candidate(1)
    times = at(date(2026, 4, 9), 9), at(date(2026, 4, 9), 10)
    session.elsewhere.candidate_sittings[who] = (Sitting(ELSEWHERE, "W", *times, 2),)


def _edit_eligibility(session: Session, **changes: object) -> None:
    session.step(EventCode.ELIGIBILITY_DECIDED).edit(4, **changes)


def _decided_after_the_lock(session: Session) -> None:
    _at(session.step(EventCode.ELIGIBILITY_DECIDED), session.step(EventCode.ROSTER_LOCKED).recorded_at + 1)


def _last_decision_counts(session: Session) -> None:
    """Refused at first, and found eligible the day after."""
    step = session.step(EventCode.ELIGIBILITY_DECIDED)
    first = step.records[4]
    assert isinstance(first, Eligibility)
    again = [replace(first, salt=session.salt())]
    step.edit(4, eligible=False)
    session.add(EventCode.ELIGIBILITY_DECIDED, "registrar", step.claimed_at + 600, again, eligible=1, refused=0)


def _reviewer_trains(session: Session) -> None:
    reviewer = session.person("registrar")
    _edit_eligibility(session, trainers=(Trainer(reviewer, at(date(2025, 2, 3), 9)),))


def _prior(session: Session, *, live: bool = True, named: bool = True, later: int = 0) -> None:
    """Level 2 asks for a valid certificate of level 1, which one candidate got `later` seconds than the decision."""
    session.set_parameters(prior_level=True)
    step = session.step(EventCode.ELIGIBILITY_DECIDED)
    for place in range(session.shape.candidates):
        who, number = session.shape.candidate(place), f"S{place:021}"
        step.edit(place, prior_certificate=number)
        session.elsewhere.live[who, family_id("X-BIM"), 1] = {number: step.recorded_at}
    held = session.elsewhere.live[session.shape.candidate(4), family_id("X-BIM"), 1]
    held.update(dict.fromkeys(held, step.recorded_at + later))
    if not live:
        held.clear()
    if not named:
        step.edit(4, prior_certificate=None)


def _attempted(session: Session, moment: int) -> None:
    session.set_parameters(attempt_days=90)
    _edit_eligibility(session, last_attempt=moment)


SECOND = Shape(level=2)

STORIES = (
    Story("four working days", 7, lambda session: _filed_on(session, date(2026, 4, 2)), "plan-filed-late"),
    Story("five working days", 7, lambda session: _filed_on(session, date(2026, 4, 1)), outcome=Outcome.PASS),
    Story("never approved", 7, _never_approved, "roster-before-approval"),
    Story("approved after the lock", 7, _approved_after_the_lock, "roster-before-approval"),
    Story("approved before this plan", 7, _approval_of_an_older_plan, "roster-before-approval"),
    Story(
        "a second less than a day",
        8,
        lambda session: _locked_at(session, at(date(2026, 4, 8), 9) + 1),
        "roster-locked-late",
    ),
    Story("a day to the second", 8, lambda session: _locked_at(session, at(date(2026, 4, 8), 9)), outcome=Outcome.PASS),
    Story("begun early", 8, _begun_early, "roster-locked-late"),
    Story("locked twice", 8, _locked_again, "roster-locked-again"),
    Story("left out of the results", 8, _left_out_of_the_results, "leaf-removed", entailed=frozenset({32})),
    Story("somebody new in the results", 8, _ghost_in_results, "leaf-added", entailed=frozenset({9, 27, 29})),
    Story("ghost at the door", 9, _ghost_checked_in, "ghost"),
    Story("ghost marked", 9, _ghost_marked, "ghost"),
    Story("ghost in the results", 9, _ghost_in_results, "ghost", entailed=frozenset({8, 27, 29})),
    Story("ghost decided", 9, _ghost_decided, "ghost"),
    Story("ghost certified", 9, _ghost_certified, "ghost", entailed=frozenset({36, 38})),
    Story("more passed than locked", 9, _passed_more, "more-passed-than-locked", entailed=frozenset({31})),
    Story("more granted than passed", 9, _granted_more, "more-granted-than-passed"),
    Story("more issued than granted", 9, _issued_more, "more-issued-than-granted", entailed=frozenset({36})),
    Story("twice on the roster", 10, _twice_on_the_roster, "candidate-twice"),
    Story(
        "elsewhere until a second after the start",
        10,
        lambda session: _sat_elsewhere(session, at(date(2026, 4, 9), 8), at(date(2026, 4, 9), 9) + 1),
        "candidate-double-booked",
    ),
    Story(
        "elsewhere until the start",
        10,
        lambda session: _sat_elsewhere(session, at(date(2026, 4, 9), 8), at(date(2026, 4, 9), 9)),
        outcome=Outcome.PASS,
    ),
    Story(
        "elsewhere from the end of the last part",
        10,
        lambda session: _sat_elsewhere(session, at(date(2026, 4, 9), 15, 30), at(date(2026, 4, 9), 17)),
        outcome=Outcome.PASS,
    ),
    Story("elsewhere during a carried part", 10, _carried_and_elsewhere, outcome=Outcome.PASS),
    Story(
        "refused and on the roster", 11, lambda one: _edit_eligibility(one, eligible=False), "candidate-not-eligible"
    ),
    Story("banned", 11, lambda session: _edit_eligibility(session, banned=True), "candidate-banned"),
    Story("fifteen years old", 11, lambda session: _edit_eligibility(session, age=15), "candidate-too-young"),
    Story("sixteen years old", 11, lambda session: _edit_eligibility(session, age=16), outcome=Outcome.PASS),
    Story("95 hours of 96", 11, lambda session: _edit_eligibility(session, training_hours=95), "training-too-short"),
    Story("reviewed by the trainer", 11, _reviewer_trains, "reviewed-by-trainer"),
    Story("decided after the lock", 11, _decided_after_the_lock, "eligibility-not-decided"),
    Story("refused first, then found eligible", 11, _last_decision_counts, outcome=Outcome.PASS),
    Story("lower level held", 11, _prior, outcome=Outcome.PASS, shape=SECOND),
    Story("lower level got later", 11, lambda one: _prior(one, later=1), "lower-level-not-held", shape=SECOND),
    Story("lower level revoked", 11, lambda one: _prior(one, live=False), "lower-level-not-held", shape=SECOND),
    Story(
        "lower level not named",
        11,
        lambda session: _prior(session, named=False),
        "lower-level-not-held",
        shape=SECOND,
    ),
    Story(
        "a second less than ninety days",
        11,
        lambda session: _attempted(session, at(date(2026, 1, 9), 9) + 1),
        "attempt-too-soon",
    ),
    Story(
        "ninety days since the last attempt",
        11,
        lambda session: _attempted(session, at(date(2026, 1, 9), 9)),
        outcome=Outcome.PASS,
    ),
)
