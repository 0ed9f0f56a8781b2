"""Stories of R19 to R26: papers, identity, timing, incidents, responses, deadlines."""

import hashlib
from dataclasses import replace
from datetime import date

from assessment.codes import EventCode
from assessment.records import (
    Checkin,
    CheckinMethod,
    CheckinResult,
    IncidentDisposition,
    Response,
    Result,
    ResultKind,
    Unsealing,
)
from assessment.rules.finding import Outcome
from certificate.pass_rule import AllParts, PartMark
from tests.simulator.days import at
from tests.simulator.session import Session, Step
from tests.simulator.story import Story

EXAM = date(2026, 4, 9)
ELSEWHERE = hashlib.sha256(b"another session").digest()
# W is planned from 9:00 to 10:30 and takes 60 minutes at least, P from 13:00 to 15:30 and 120 at least.


def _taken(step: Step, moment: int) -> None:
    step.recorded_at = moment


def _last_seal(session: Session) -> Step:
    return session.all(EventCode.PAPER_SEALED)[-1]


def _sealed_at(session: Session, moment: int) -> None:
    """The seal comes late, and so do those who open the site."""
    _taken(_last_seal(session), moment)
    for code in (EventCode.SUPERVISOR_CHECKIN, EventCode.SESSION_OPENED):
        _taken(session.step(code), max(session.step(code).recorded_at, moment + 1))


def _sealed_by_one(session: Session) -> None:
    _last_seal(session).second = "setter-1"


def _second_missing(session: Session) -> None:

    _last_seal(session).second = None


def _never_sealed(session: Session) -> None:
    session.steps.remove(_last_seal(session))


def _sealed_for_another_part(session: Session) -> None:
    _last_seal(session).figures["part"] = 1


def _opened_at(session: Session, moment: int) -> None:
    """The paper of the written part."""
    step = session.step(EventCode.PAPER_UNSEALED)
    step.claimed_at = step.recorded_at = moment


def _opened_by_one(session: Session) -> None:
    session.step(EventCode.PAPER_UNSEALED).second = "lead"


def _one_in_the_record(session: Session) -> None:
    session.step(EventCode.PAPER_UNSEALED).edit(0, persons=(session.person("lead"),))


def _other_paper(session: Session) -> None:
    session.step(EventCode.PAPER_UNSEALED).edit(0, content="0f" * 32)


def _seal_broken(session: Session) -> None:
    session.step(EventCode.PAPER_UNSEALED).edit(0, intact=False)


def _second_paper_first(session: Session) -> None:
    """The practical paper is opened before the written part."""
    step = session.step(EventCode.PAPER_UNSEALED, 1)
    step.claimed_at = step.recorded_at = at(EXAM, 8, 50)


def _for_no_part(session: Session) -> None:
    session.step(EventCode.PAPER_UNSEALED).figures["part"] = 3


def _used_elsewhere(session: Session) -> None:
    record = session.step(EventCode.PAPER_UNSEALED).records[0]
    assert isinstance(record, Unsealing)
    session.elsewhere.unsealed_elsewhere[record.content] = (ELSEWHERE,)


def _public_tasks(session: Session) -> None:
    _used_elsewhere(session)
    session.set_parameters(public_tasks=True)


def _edit_checkin(session: Session, **changes: object) -> None:
    session.step(EventCode.CHECKIN_BATCH).edit(4, **changes)


def _failed_then_identified(session: Session) -> None:
    step = session.step(EventCode.CHECKIN_BATCH)
    first = step.records[4]
    assert isinstance(first, Checkin)
    step.records.append(replace(first, salt=session.salt()))
    step.edit(4, result=CheckinResult.FAIL, method=CheckinMethod.FACE_MATCH)


def _not_at_the_door(session: Session) -> None:
    session.step(EventCode.CHECKIN_BATCH).records.pop(4)


def _without_response(session: Session) -> None:
    """Identified for both parts, but the written paper is not among the responses."""
    step = session.step(EventCode.RESPONSES_SEALED)
    who = session.shape.candidate(5)
    step.records = [one for one in step.records if not (isinstance(one, Response) and _is(one, who, "W"))]
    step.figures["items"] -= 1


def _is(response: Response, who: str, part: str) -> bool:
    return response.candidate == who and response.part == part


def _entered_at(session: Session, seconds: int) -> None:
    """`seconds` after the start at 9:00."""
    _edit_checkin(session, time=at(EXAM, 9) + seconds)


def _started_at(session: Session, hour: int, minute: int, second: int = 0) -> None:
    """The practical part; everything else of it stays where it was."""
    step = session.step(EventCode.PART_STARTED, 1)
    step.claimed_at = at(EXAM, hour, minute) + second


def _ended_at(session: Session, hour: int, minute: int, second: int = 0, *, extra: int = 0) -> None:
    step = session.step(EventCode.PART_ENDED)
    step.claimed_at = at(EXAM, hour, minute) + second
    step.recorded_at = step.claimed_at + 30
    step.edit(0, extra_minutes=extra)


def _never_ended(session: Session) -> None:
    session.steps.remove(session.step(EventCode.PART_ENDED))


def _never_held(session: Session) -> None:
    """The written part has neither start nor end on the ledger."""
    session.steps.remove(session.step(EventCode.PART_ENDED))
    session.steps.remove(session.step(EventCode.PART_STARTED))


def _ended_unstarted(session: Session) -> None:
    session.steps.remove(session.step(EventCode.PART_STARTED))


def _not_planned(session: Session) -> None:
    """A third part between the other two."""
    for code, minute in ((EventCode.PART_STARTED, 0), (EventCode.PART_ENDED, 30)):
        step = session.step(code)
        moment = at(EXAM, 11, minute)
        session.add(code, step.actor, moment, step.records, part=3, room=1, present=step.figures["present"])


def _not_in_the_standard(session: Session) -> None:
    """The standard that was opened has a practical part only; whoever carries the other one has no part too few."""
    document = session.shape.standard
    practical = document.parts[1:]
    rule = AllParts((PartMark("P", 60_00),))
    session.amend("standards", 1, document=replace(document, parts=practical, pass_rule=rule))


def _never_any_end(session: Session) -> None:
    session.drop(EventCode.PART_ENDED)


def _incident_open(session: Session) -> None:
    session.drop(EventCode.INCIDENT_CLOSED)


def _closed_after_the_lock(session: Session) -> None:
    step = session.step(EventCode.INCIDENT_CLOSED)
    step.recorded_at = session.step(EventCode.SCORES_LOCKED).recorded_at + 1


def _passing(session: Session) -> int:
    results = session.step(EventCode.SCORES_LOCKED).records
    return next(place for place, one in enumerate(results) if isinstance(one, Result) and one.result is ResultKind.PASS)


def _disqualified(session: Session, *, candidate: bool = True) -> None:
    """Somebody who passed and got a certificate."""
    who = session.shape.candidate(_passing(session))
    disqualified = IncidentDisposition.DISQUALIFIED
    session.step(EventCode.INCIDENT).edit(0, candidate=who if candidate else None)
    step = session.step(EventCode.INCIDENT_CLOSED)
    step.edit(0, disposition=disqualified, candidate=None)
    step.figures["disposition"] = disqualified.value


def _sealed_after(session: Session, hour: int, minute: int, second: int = 0) -> None:
    """The last part ended at 15:30."""
    step = session.step(EventCode.RESPONSES_SEALED)
    _taken(step, at(EXAM, hour, minute) + second)
    _taken(session.step(EventCode.SUPERVISOR_CHECKOUT), step.recorded_at + 60)


def _marked_in_the_same_second(session: Session) -> None:
    _taken(session.step(EventCode.SCORE_COMMIT), session.step(EventCode.RESPONSES_SEALED).recorded_at)


def _one_more_counted(session: Session) -> None:
    session.step(EventCode.RESPONSES_SEALED).figures["candidates"] += 1


def _response_of_nobody(session: Session) -> None:
    """Somebody who was absent all day is among the responses, and is counted."""
    step = session.step(EventCode.RESPONSES_SEALED)
    first = step.records[0]
    assert isinstance(first, Response)
    step.records.append(replace(first, candidate=session.shape.candidate(11), salt=session.salt()))
    step.figures["candidates"] += 1
    step.figures["items"] += 1


def _locked_after(session: Session, second: int = 0) -> None:
    """Three days after the last part: Sunday 12 April, 15:30."""
    _taken(session.step(EventCode.SCORES_LOCKED), at(date(2026, 4, 12), 15, 30) + second)


STORIES = (
    Story("sealed an hour before", 19, lambda one: _sealed_at(one, at(EXAM, 8)), outcome=Outcome.PASS),
    Story("a second less than an hour", 19, lambda one: _sealed_at(one, at(EXAM, 8) + 1), "paper-sealed-late"),
    Story("sealed by one", 19, _sealed_by_one, "paper-sealed-by-one", entailed=frozenset({4})),
    Story("second signature missing", 19, _second_missing, "paper-sealed-by-one", entailed=frozenset({4})),
    Story("never sealed", 19, _never_sealed, "paper-not-sealed", entailed=frozenset({20})),
    Story("sealed for another part", 19, _sealed_for_another_part, "paper-opened-unsealed"),
    Story("opened half an hour before", 20, lambda one: _opened_at(one, at(EXAM, 8, 30)), outcome=Outcome.PASS),
    Story(
        "a second more than half an hour", 20, lambda one: _opened_at(one, at(EXAM, 8, 30) - 1), "paper-opened-early"
    ),
    Story("opened at the start", 20, lambda session: _opened_at(session, at(EXAM, 9)), outcome=Outcome.PASS),
    Story("opened a second after the start", 20, lambda one: _opened_at(one, at(EXAM, 9) + 1), "paper-opened-late"),
    Story("second part's paper before the first part", 20, _second_paper_first, "paper-opened-early"),
    Story("never opened", 20, lambda session: session.drop(EventCode.PAPER_UNSEALED), "paper-never-opened"),
    Story("opened by one", 20, _opened_by_one, "paper-opened-by-one", entailed=frozenset({4})),
    Story("one person in the record", 20, _one_in_the_record, "opened-by-one-person"),
    Story("another paper opened", 20, _other_paper, "other-paper-opened"),
    Story("seal broken", 20, _seal_broken, "seal-broken"),
    Story("opened for no part of the plan", 20, _for_no_part, "paper-of-no-part", entailed=frozenset({19})),
    Story("paper used elsewhere", 21, _used_elsewhere, "paper-reused"),
    Story("public tasks used elsewhere", 21, _public_tasks, outcome=Outcome.PASS),
    Story(
        "identity refused",
        22,
        lambda one: _edit_checkin(one, result=CheckinResult.FAIL),
        "not-identified",
    ),
    Story(
        "without a method", 22, lambda one: _edit_checkin(one, method=CheckinMethod.NONE), "identified-without-method"
    ),
    Story("failed, then identified", 22, _failed_then_identified, outcome=Outcome.PASS),
    Story("fifteen minutes late", 22, lambda session: _entered_at(session, 900), outcome=Outcome.PASS),
    Story("a second more", 22, lambda session: _entered_at(session, 901), "checked-in-late"),
    Story("not at the door", 22, _not_at_the_door, "not-checked-in"),
    Story("checked in for another room", 22, lambda session: _edit_checkin(session, room=9), "checked-in-elsewhere"),
    Story("identified without a response", 22, _without_response, "neither-response-nor-absence"),
    Story("half an hour late", 23, lambda session: _started_at(session, 13, 30), outcome=Outcome.PASS),
    Story("half an hour and a second late", 23, lambda one: _started_at(one, 13, 30, 1), "part-started-off-plan"),
    Story(
        "an hour early",
        23,
        lambda session: _started_at(session, 12, 0),
        "part-started-off-plan",
        entailed=frozenset({22}),
    ),
    Story("sixty minutes", 23, lambda session: _ended_at(session, 10, 0), outcome=Outcome.PASS),
    Story("a second less than sixty minutes", 23, lambda one: _ended_at(one, 9, 59, 59), "part-too-short"),
    Story("a second longer than planned", 23, lambda session: _ended_at(session, 10, 30, 1), "part-too-long"),
    Story("extra minutes used up", 23, lambda one: _ended_at(one, 10, 40, extra=10), outcome=Outcome.PASS),
    Story("extra minutes exceeded", 23, lambda one: _ended_at(one, 10, 40, 1, extra=10), "part-too-long"),
    Story("never ended", 23, _never_ended, "part-not-ended"),
    Story("never held", 23, _never_held, "part-not-held"),
    Story("ended and never started", 23, _ended_unstarted, "part-ended-unstarted"),
    Story("a part that is not planned", 23, _not_planned, "part-not-planned", entailed=frozenset({2})),
    Story(
        "a part that is not in the standard",
        23,
        _not_in_the_standard,
        "part-not-in-standard",
        entailed=frozenset({29, 31}),
    ),
    Story("incident left open", 24, _incident_open, "incident-open"),
    Story("incident closed after the lock", 24, _closed_after_the_lock, "incident-open"),
    Story("disqualified and passed", 24, _disqualified, "disqualified-but-not-failed"),
    Story("disqualified and certified", 24, _disqualified, "disqualified-but-certified"),
    Story("nobody named", 24, lambda session: _disqualified(session, candidate=False), "disqualified-nobody"),
    Story("two hours after the end", 25, lambda session: _sealed_after(session, 17, 30), outcome=Outcome.PASS),
    Story("a second more than two hours", 25, lambda one: _sealed_after(one, 17, 30, 1), "responses-sealed-late"),
    Story("sealed before any part ended", 25, _never_any_end, "sealed-without-end", entailed=frozenset({23})),
    Story("marked in the second of the seal", 25, _marked_in_the_same_second, "marked-before-seal"),
    Story("one more counted than present", 25, _one_more_counted, "responses-not-of-all-present"),
    Story(
        "responses of somebody absent",
        25,
        _response_of_nobody,
        "responses-not-of-all-present",
        entailed=frozenset({22}),
    ),
    Story("three days to the second", 26, _locked_after, outcome=Outcome.PASS),
    Story("three days and a second", 26, lambda session: _locked_after(session, 1), "scores-locked-late"),
)
