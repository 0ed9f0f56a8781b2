"""Flags where a whole story would be too much: sweeps over a limit, minutes with many events, many corrections."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.codes import EventCode
from assessment.records import Result, ResultKind
from assessment.rules.case import Case
from assessment.rules.finding import Finding, Outcome
from assessment.rules.flags_conduct import upward_corrections, written_up_afterwards
from assessment.rules.flags_marks import heap_at_the_pass_mark
from assessment.rules.flags_rate import unusual_pass_rate
from tests.simulator.clean import clean_session
from tests.simulator.shape import Shape
from tests.simulator.stories.changes import correct, set_part
from tests.unit.assessment.rules import exact


def locked(passed: int, size: int, base: tuple[int, int]) -> Case:
    session = clean_session()
    session.step(EventCode.SCORES_LOCKED).figures.update(passed=passed, n=size)
    session.elsewhere.base = base
    return session.case()


@pytest.mark.parametrize("base", [(830, 1000), (29, 30), (0, 5000)])
def test_a_pass_rate_is_flagged_exactly_where_its_tail_is_below_the_limit(base: tuple[int, int]) -> None:
    weights = exact.beta_binomial(40, Fraction(base[0] + 1, base[1] + 2), Fraction(50, 1000))
    for passed in range(41):
        tail = min(exact.upper(weights, passed), exact.lower(weights, passed))
        outcome = unusual_pass_rate(locked(passed, 40, base)).outcome
        assert (outcome is Outcome.FLAG) is (tail < Fraction(5, 1000)), passed


@pytest.mark.parametrize(("passed", "size"), [(0, 0), (29, 29), (0, 29)])
def test_too_few_are_never_flagged(passed: int, size: int) -> None:
    assert unusual_pass_rate(locked(passed, size, (830, 1000))).outcome is Outcome.PASS


def test_more_passed_than_sat_raises_nothing() -> None:
    assert unusual_pass_rate(locked(2**24 - 1, 40, (830, 1000))).outcome is Outcome.FLAG


def heaped(family: str, above: int, below: int) -> Finding:
    """Locked scores alone: so many at the pass mark, so many two below."""
    session = clean_session(Shape(candidates=30, family=family, eventful=False))
    for who in range(30):
        score = 60_00 if who < above else 58_00 if who < above + below else 95_00
        for part in session.shape.standard.parts_due(1):
            set_part(session, who, part.code, score)
    return heap_at_the_pass_mark(session.case())


@pytest.mark.parametrize("family", ["X-BIM", "X-PY"])
def test_a_heap_is_flagged_exactly_where_a_coin_would_not_fall_so(family: str) -> None:
    for above in range(12, 26):
        for below in (0, 2, 5):
            odd = above + below >= 20 and exact.fair_coin(above, above + below) < Fraction(1, 1000)
            assert (heaped(family, above, below).outcome is Outcome.FLAG) is odd, (above, below)


WINDOWS = [(56_99, 0), (57_00, -1), (59_00, -1), (59_01, 0), (59_99, 0), (60_00, 1), (62_00, 1), (62_01, 0)]


@pytest.mark.parametrize(("score", "side"), WINDOWS)
def test_the_windows_of_a_heap(score: int, side: int) -> None:
    session = clean_session(Shape(candidates=30, eventful=False))
    for who in range(30):
        set_part(session, who, "W", 61_00 if who < 18 else 58_00 if who < 20 else score if who == 20 else 95_00)
        set_part(session, who, "P", 95_00)
    (evidence,) = heap_at_the_pass_mark(session.case()).evidence
    assert (evidence.values["above"], evidence.values["below"]) == (18 + (side > 0), 2 + (side < 0))


def recorded_every(seconds: int, count: int) -> Case:
    """The first events of a clean session, each recorded so many seconds after the one before."""
    case = clean_session().case()
    kinds: dict[EventCode, int] = {}
    for event in case.events:
        kinds.setdefault(event.code, event.number)
    chosen = [case.events[number] for number in list(kinds.values())[:count]]
    start = chosen[0].recorded_at
    events = [
        replace(event, number=place, claimed_at=start + seconds * place, recorded_at=start + seconds * place)
        for place, event in enumerate(chosen)
    ]
    return replace(case, events=tuple(events))


@pytest.mark.parametrize(
    ("seconds", "count", "outcome"),
    [(6, 10, Outcome.FLAG), (6, 9, Outcome.PASS), (7, 20, Outcome.PASS), (0, 10, Outcome.FLAG), (6, 20, Outcome.FLAG)],
)
def test_ten_kinds_of_events_in_one_minute(seconds: int, count: int, outcome: Outcome) -> None:
    assert written_up_afterwards(recorded_every(seconds, count)).outcome is outcome


def test_many_events_of_one_kind_are_no_bunch() -> None:
    case = clean_session().case()
    same = tuple(replace(case.events[0], number=place) for place in range(50))
    assert written_up_afterwards(replace(case, events=same)).outcome is Outcome.PASS


def test_a_session_without_events_is_no_oddity() -> None:
    assert written_up_afterwards(replace(clean_session().case(), events=())).outcome is Outcome.PASS


def corrected(upwards: int, sideways: int, size: int) -> Finding:
    session = clean_session(Shape(candidates=30, eventful=False))
    step = session.step(EventCode.SCORES_LOCKED)
    for who in range(30):
        step.edit(who, result=ResultKind.FAIL if who < upwards else ResultKind.PASS)
    step.figures["n"] = size
    session.add(EventCode.APPEAL_DECIDED, "panel-1", step.claimed_at + 60, number=1, outcome=1)
    again = correct(session, dict.fromkeys(range(upwards, upwards + sideways), 61_00))
    for who, record in enumerate(list(again.records)):
        assert isinstance(record, Result)
        again.edit(who, result=ResultKind.PASS)
    return upward_corrections(session.case())


@pytest.mark.parametrize(
    ("upwards", "sideways", "size", "outcome"),
    [
        (5, 0, 1000, Outcome.FLAG),
        (4, 0, 1000, Outcome.PASS),
        (5, 1, 1000, Outcome.PASS),
        (2, 3, 100, Outcome.PASS),
        (3, 3, 100, Outcome.FLAG),
        (0, 9, 30, Outcome.PASS),
    ],
)
def test_five_corrections_all_upwards_or_more_than_a_fiftieth(
    upwards: int, sideways: int, size: int, outcome: Outcome
) -> None:
    assert corrected(upwards, sideways, size).outcome is outcome
