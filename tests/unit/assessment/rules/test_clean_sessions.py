"""A clean session keeps every rule, whatever its shape and however far it has come."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.codes import EventCode
from assessment.rules.engine import RULES, availability, evaluate
from assessment.rules.finding import Outcome
from tests.simulator.clean import clean_session
from tests.simulator.session import Session
from tests.simulator.shape import SEATS, Shape
from tests.simulator.story import broken, facts

FAMILIES = ("N-AI", "N-SRB", "X-AUTO", "X-BIM", "X-PY")

SHAPES = st.builds(
    Shape,
    seed=st.text("abcdef", min_size=1, max_size=4),
    candidates=st.integers(1, 40),
    rooms=st.integers(2, 3),
    family=st.sampled_from(FAMILIES),
    level=st.integers(1, 3),
    day=st.dates(date(2026, 3, 23), date(2026, 11, 20)),
    turn=st.integers(0, 9),
    report_before_issue=st.booleans(),
    eventful=st.booleans(),
)


def test_the_numbers_are_those_of_the_documentation() -> None:
    assert list(RULES) == list(range(1, 49))
    assert [finding.rule for finding in evaluate(clean_session().case())] == list(range(1, 49))


@settings(max_examples=40)
@given(SHAPES)
def test_a_clean_session_breaks_no_rule(shape: Shape) -> None:
    assert broken(evaluate(clean_session(shape).case())) == {}


CLEAN = {
    "sixty": Shape(candidates=60, rooms=2),
    "uneventful": Shape(eventful=False),
    "one": Shape(candidates=1),
    "higher level": Shape(family="N-SRB", level=3),
    "reported first": Shape(report_before_issue=True),
}


@pytest.mark.parametrize("shape", CLEAN)
def test_a_clean_session_keeps_every_rule(shape: str) -> None:
    assert broken(evaluate(clean_session(CLEAN[shape]).case())) == {}


@pytest.mark.parametrize("family", ["N-AI", "X-BIM", "X-PY"])
@pytest.mark.parametrize("candidates", [12, 50, 71, 300, 500])
def test_a_clean_session_is_clean_however_many_sit(candidates: int, family: str) -> None:
    shape = Shape(candidates=candidates, rooms=-(-candidates // SEATS), family=family)
    assert broken(evaluate(clean_session(shape).case())) == {}


@pytest.mark.parametrize("code", list(EventCode))
def test_a_session_on_its_way_breaks_no_rule(code: EventCode) -> None:
    session = clean_session()
    if not session.all(code):
        return
    session.until(code)
    assert broken(evaluate(session.case())) == {}


def test_a_session_that_has_not_begun_breaks_no_rule() -> None:
    session = clean_session()
    session.steps = []
    findings = evaluate(session.case())
    assert broken(findings) == {}
    assert all(facts(findings, rule) <= {"not-yet", "not-applicable"} for rule in range(1, 27))


def test_the_same_shape_gives_the_same_session() -> None:
    shape = Shape(seed="again", candidates=20)
    assert clean_session(shape).case() == replace(clean_session(shape).case(), elsewhere=clean_session(shape).elsewhere)


def test_different_seeds_share_nobody() -> None:
    one, other = (_candidates(clean_session(Shape(seed=seed))) for seed in ("a", "b"))
    assert not one & other


def _candidates(session: Session) -> set[str]:
    return {session.shape.candidate(place) for place in range(session.shape.candidates)}


def test_everything_is_available_in_a_clean_session() -> None:
    opened, committed = availability(clean_session().case())
    assert opened == committed > 100


def test_outcomes_of_a_clean_session_are_passes() -> None:
    assert {finding.outcome for finding in evaluate(clean_session().case())} == {Outcome.PASS}
