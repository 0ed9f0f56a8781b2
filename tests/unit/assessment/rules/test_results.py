"""R31 against exact fractions: the one result that the pass rule gives is kept, every other one is broken."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.codes import EventCode
from assessment.records import PartDisposition, ResultKind
from assessment.rules.finding import Outcome
from assessment.rules.results import pass_decision
from certificate.pass_rule import AllParts, PassRule, WeightedWithFloors
from tests.simulator.clean import clean_session
from tests.simulator.session import Session
from tests.simulator.shape import Shape
from tests.simulator.stories.changes import edit_of, set_part

WHO = 4


def passed(rule: PassRule, scores: dict[str, Fraction]) -> bool:
    """Marks as fractions of a mark; nothing is rounded."""
    if isinstance(rule, AllParts):
        return all(scores[least.part] >= Fraction(least.mark, 100) for least in rule.pass_marks if least.part in scores)
    weighted = sum((Fraction(one.permille, 1000) * scores[one.part] for one in rule.weights), Fraction(0))
    floors = rule.floors if isinstance(rule, WeightedWithFloors) else ()
    kept = all(scores[floor.part] >= Fraction(floor.mark, 100) for floor in floors)
    return kept and weighted >= Fraction(rule.pass_mark, 100)


def locked(family: str, scores: list[int], result: ResultKind) -> Session:
    session = clean_session(Shape(family=family, eventful=False))
    for part, score in zip(session.shape.standard.parts_due(1), scores, strict=False):
        set_part(session, WHO, part.code, score)
    edit_of(session, EventCode.SCORES_LOCKED, WHO, result=result)
    step = session.step(EventCode.SCORES_LOCKED)
    step.figures["passed"] = sum(getattr(record, "result", None) is ResultKind.PASS for record in step.records)
    return session


@settings(max_examples=60, deadline=None)
@given(
    family=st.sampled_from(["X-BIM", "X-PY", "N-AI"]),
    scores=st.lists(st.integers(5_900, 6_100) | st.integers(0, 10_000), min_size=3, max_size=3),
)
def test_a_result_is_kept_if_it_is_the_pass_rules(family: str, scores: list[int]) -> None:
    standard = Shape(family=family).standard
    marks = {part.code: Fraction(score, 100) for part, score in zip(standard.parts_due(1), scores, strict=False)}
    right = ResultKind.PASS if passed(standard.pass_rule, marks) else ResultKind.FAIL
    for result in ResultKind:
        outcome = pass_decision(locked(family, scores, result).case()).outcome
        assert (outcome is Outcome.PASS) is (result is right)


@pytest.mark.parametrize(
    ("disposition", "result"),
    [
        (PartDisposition.ABSENT, ResultKind.FAIL),
        (PartDisposition.DISQUALIFIED, ResultKind.FAIL),
        (PartDisposition.DEFERRED, ResultKind.DEFERRED),
    ],
)
@pytest.mark.parametrize("claimed", list(ResultKind))
def test_without_a_score_nobody_passes(disposition: PartDisposition, result: ResultKind, claimed: ResultKind) -> None:
    session = locked("X-PY", [100_00, 100_00], claimed)
    set_part(session, WHO, "W", 0, disposition)
    finding = pass_decision(session.case())
    assert (finding.outcome is Outcome.PASS) is (claimed is result)


@pytest.mark.parametrize(
    ("score", "disposition", "reason"),
    [
        (100_50, PartDisposition.SCORE, "mark-does-not-fit"),
        (50, PartDisposition.ABSENT, "mark-does-not-fit"),
        (100_00, PartDisposition.SCORE, ""),
    ],
)
def test_marks_that_no_pass_rule_applies_to(score: int, disposition: PartDisposition, reason: str) -> None:
    session = locked("X-BIM", [80_00, 80_00], ResultKind.PASS)
    set_part(session, WHO, "W", score, disposition)
    found = {evidence.fact for evidence in pass_decision(session.case()).evidence}
    assert found == ({reason} if reason else set())
