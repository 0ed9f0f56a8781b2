"""Stories of R30 to R32: corrections, the pass rule, a result for everybody."""

from dataclasses import replace
from datetime import date

from assessment.codes import EventCode, Role
from assessment.records import (
    AppealOutcome,
    Candidate,
    Carried,
    PartDisposition,
    PartResult,
    Relation,
    RelationKind,
    Result,
    ResultKind,
    Trainer,
)
from assessment.rules.finding import Outcome
from tests.simulator.days import at
from tests.simulator.planning import CARRIED_SCORE, EARLIER
from tests.simulator.session import Session
from tests.simulator.shape import Shape
from tests.simulator.stories.changes import (
    DISPUTED,
    by_result,
    correct,
    decide_appeal,
    edit_of,
    final_of,
    give_record,
    give_role,
    result_of,
    set_part,
)
from tests.simulator.story import Story

CARRYING = 1
AFTER = 72_00
"""What the appeal brings: two marks more, and nobody passes by it who had not."""
ROSTER = at(date(2026, 4, 7), 10) + 30
EARLIEST = at(date(2024, 4, 7), 10) + 30
"""Twenty-four months before the lock of the roster, to the second."""


def _upheld(session: Session, outcome: AppealOutcome = AppealOutcome.UPHELD) -> None:
    decide_appeal(session, outcome)


def _corrected(session: Session) -> None:
    _upheld(session)
    correct(session, {DISPUTED: AFTER})


def _corrected_after_refusal(session: Session) -> None:
    correct(session, {DISPUTED: AFTER})


def _another_as_well(session: Session) -> None:
    _upheld(session)
    who = by_result(session, ResultKind.PASS)[0]
    correct(session, {DISPUTED: AFTER, who: final_of(session, who, "P") + 50})


def _affected_as_well(session: Session) -> None:
    who = by_result(session, ResultKind.PASS)[0]
    decide_appeal(session, AppealOutcome.UPHELD_FOR_ALL, [who])
    correct(session, {DISPUTED: AFTER, who: final_of(session, who, "P") + 50})


def _error(session: Session, reference: int) -> None:
    correct(session, {DISPUTED: AFTER}, ground=2, reference=reference)


def _before_the_appeal(session: Session) -> None:
    _corrected(session)
    session.step(EventCode.SCORE_CORRECTED).delay(-3 * 3600)


def _one_approver(session: Session) -> None:
    _corrected(session)
    session.step(EventCode.SCORE_CORRECTED).second = "controller-2"


def _approved_by_marker(session: Session) -> None:
    _corrected(session)
    give_role(session, "examiner-0-1", Role.SCORE_CONTROLLER)
    session.step(EventCode.SCORE_CORRECTED).second = "examiner-0-1"


def _approved_by_relative(session: Session, who: int) -> None:
    _corrected(session)
    relation = Relation(session.shape.candidate(who), RelationKind.RELATIVE)
    give_record(session, "manager", relations=(relation,))


def _approved_by_trainer(session: Session) -> None:
    _corrected(session)
    trainer = Trainer(session.person("controller-2"), at(date(2025, 6, 1), 9))
    session.step(EventCode.ELIGIBILITY_DECIDED).edit(DISPUTED, trainers=(trainer,))


def _on_other_scores(session: Session) -> None:
    edit_of(session, EventCode.DECISION_RECORDED, 3, scores="ab" * 32)


def _on_uncorrected_scores(session: Session) -> None:
    """The decision rests on the results as they were locked, although they were corrected since."""
    _corrected(session)
    commitments = {step.code: commitment for _, step, commitment, _ in session.numbered()}
    locked = commitments[EventCode.SCORES_LOCKED].hex()
    step = session.step(EventCode.DECISION_RECORDED)
    step.records = [replace(record, scores=locked) for record in step.records]  # type: ignore[call-arg]


def _passes_after_all(session: Session, more: int) -> None:
    who = by_result(session, ResultKind.FAIL)[0]
    edit_of(session, EventCode.SCORES_LOCKED, who, result=ResultKind.PASS)
    session.step(EventCode.SCORES_LOCKED).figures["passed"] += more


def _fails_all_the_same(session: Session) -> None:
    who = by_result(session, ResultKind.PASS)[0]
    edit_of(session, EventCode.SCORES_LOCKED, who, result=ResultKind.FAIL)
    session.step(EventCode.SCORES_LOCKED).figures["passed"] -= 1


def _counted(session: Session) -> None:
    session.step(EventCode.SCORES_LOCKED).figures["passed"] -= 1
    session.step(EventCode.DECISION_RECORDED).figures["granted"] -= 1


def _carried(session: Session, score: int = CARRIED_SCORE, locked_at: int = EARLIEST, level: int = 1) -> None:
    where = (bytes.fromhex(EARLIER), session.shape.candidate(CARRYING), "W")
    session.elsewhere.scores[where] = (score, locked_at, level)


def _carried_from_nowhere(session: Session) -> None:
    session.elsewhere.scores.clear()


def _carried_more(session: Session) -> None:
    set_part(session, CARRYING, "W", CARRIED_SCORE + 50)


def _carried_where_weighed(session: Session) -> None:
    """The roster carries a part although the pass rule weighs; the part is sat all the same."""
    roster = session.step(EventCode.ROSTER_LOCKED)
    leaf = roster.records[3]
    assert isinstance(leaf, Candidate)
    session.elsewhere.scores[bytes.fromhex(EARLIER), leaf.candidate, "W"] = (CARRIED_SCORE, EARLIEST, 1)
    roster.edit(3, carried=(Carried("W", CARRIED_SCORE, EARLIER),))


def _part_left_out(session: Session) -> None:
    edit_of(session, EventCode.SCORES_LOCKED, 4, parts=result_of(session, 4).parts[:1])


def _part_twice(session: Session) -> None:
    parts = result_of(session, 4).parts
    edit_of(session, EventCode.SCORES_LOCKED, 4, parts=(*parts, parts[1]))


def _carried_as_scored(session: Session) -> None:
    set_part(session, CARRYING, "W", CARRIED_SCORE, PartDisposition.SCORE)


def _absent_with_marks(session: Session) -> None:
    who = by_result(session, ResultKind.FAIL)[0]
    set_part(session, who, "P", 0, PartDisposition.ABSENT)


def _above_the_maximum(session: Session) -> None:
    set_part(session, 4, "P", 100_50)


def _no_result(session: Session) -> None:
    del session.step(EventCode.SCORES_LOCKED).records[by_result(session, ResultKind.FAIL)[0]]


def _part_not_due(session: Session) -> None:
    parts = result_of(session, 4).parts
    edit_of(session, EventCode.SCORES_LOCKED, 4, parts=(*parts, PartResult("R", PartDisposition.SCORE, 80_00)))


def _deferred(session: Session) -> None:
    """A part is put off: its marks stand, the result and the decision wait."""
    who = by_result(session, ResultKind.FAIL)[0]
    set_part(session, who, "P", 0, PartDisposition.DEFERRED)
    edit_of(session, EventCode.SCORES_LOCKED, who, result=ResultKind.DEFERRED)


def _in_another_order(session: Session) -> None:
    records = session.step(EventCode.SCORES_LOCKED).records
    records[3], records[4] = records[4], records[3]


def _two_results(session: Session) -> None:
    records = session.step(EventCode.SCORES_LOCKED).records
    record = records[-1]
    assert isinstance(record, Result)
    records.append(replace(record, salt=session.salt()))


def _roster_leaves_a_part_out(session: Session) -> None:
    who = by_result(session, ResultKind.FAIL)[0]
    edit_of(session, EventCode.ROSTER_LOCKED, who, due=("W",))


STORIES = (
    Story("corrected after an appeal", 30, _corrected, outcome=Outcome.PASS),
    Story("corrected although the appeal was refused", 30, _corrected_after_refusal, "correction-without-ground"),
    Story("corrected before the appeal was decided", 30, _before_the_appeal, "correction-without-ground"),
    Story("somebody else corrected as well", 30, _another_as_well, "correction-beyond-appeal"),
    Story("all affected corrected", 30, _affected_as_well, outcome=Outcome.PASS),
    Story("corrected for an error", 30, lambda session: _error(session, 1), outcome=Outcome.PASS),
    Story("corrected for no error in particular", 30, lambda session: _error(session, 0), "correction-without-ground"),
    Story("one person approved twice", 30, _one_approver, "two-approvers-missing", entailed=frozenset({4})),
    Story("approved by a marker", 30, _approved_by_marker, "approver-examined"),
    Story("approved by a relative", 30, lambda session: _approved_by_relative(session, DISPUTED), "approver-related"),
    Story(
        "approved by a relative of somebody else",
        30,
        lambda session: _approved_by_relative(session, 5),
        outcome=Outcome.PASS,
    ),
    Story("approved by the trainer", 30, _approved_by_trainer, "approver-related"),
    Story("decided on other scores", 30, _on_other_scores, "decided-on-other-scores"),
    Story("decided on uncorrected scores", 30, _on_uncorrected_scores, "decided-on-other-scores"),
    Story("failed and passed", 31, lambda session: _passes_after_all(session, 1), "result-differs"),
    Story("failed, passed and not counted", 31, lambda session: _passes_after_all(session, 0), "passed-count-differs"),
    Story("passed and failed", 31, _fails_all_the_same, "result-differs", entailed=frozenset({9, 36})),
    Story("counted one less", 31, _counted, "passed-count-differs", entailed=frozenset({9})),
    Story("carried for twenty-four months", 31, _carried, outcome=Outcome.PASS),
    Story(
        "carried a second longer",
        31,
        lambda session: _carried(session, locked_at=EARLIEST - 1),
        "carried-too-old",
    ),
    Story("carried from later", 31, lambda session: _carried(session, locked_at=ROSTER), "carried-from-later"),
    Story("carried from another level", 31, lambda session: _carried(session, level=2), "carried-of-another-level"),
    Story("carried with another score", 31, lambda session: _carried(session, score=70_00), "carried-score-differs"),
    Story("carried with more than the roster says", 31, _carried_more, "carried-score-differs"),
    Story("carried from nowhere", 31, _carried_from_nowhere, "carried-pass-unknown", outcome=Outcome.UNKNOWN),
    Story(
        "carried where marks are weighed",
        31,
        _carried_where_weighed,
        "carried-not-allowed",
        entailed=frozenset({32}),
        shape=Shape(family="X-PY"),
    ),
    Story("a mark above the maximum", 31, _above_the_maximum, "mark-does-not-fit", entailed=frozenset({28, 29})),
    Story("no result", 32, _no_result, "no-result", entailed=frozenset({8})),
    Story("a part that is not due", 32, _part_not_due, "part-not-due", entailed=frozenset({31})),
    Story("no disposition of a part", 32, _part_left_out, "not-one-disposition"),
    Story("two dispositions of a part", 32, _part_twice, "not-one-disposition"),
    Story("carried and scored", 32, _carried_as_scored, "carried-not-as-locked", entailed=frozenset({29})),
    Story("absent with marks", 32, _absent_with_marks, "marks-beside-disposition"),
    Story("put off", 32, _deferred, outcome=Outcome.PASS),
    Story("results in another order", 32, _in_another_order, "results-out-of-order"),
    Story("two results for one", 32, _two_results, "two-results"),
    Story("a part of the standard not on the roster", 32, _roster_leaves_a_part_out, "part-left-out"),
)
