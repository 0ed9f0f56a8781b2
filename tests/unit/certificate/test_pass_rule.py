"""Pass rules against exact fractions: what passes, what fails and why, and which rules are refused."""

import doctest
import re
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import certificate.pass_rule
from certificate.bilingual import Bilingual
from certificate.errors import MalformedError
from certificate.marks import ABSENT, Mark, mark_text, parse_mark
from certificate.pass_rule import (
    AllParts,
    Lack,
    Part,
    PartMark,
    PartWeight,
    PassRule,
    Shortfall,
    Weighted,
    WeightedWithFloors,
    decide,
    require_fit,
)


def part(code: str, *, maximum: int = 100_00, from_level: int = 1) -> Part:
    return Part(code, Bilingual("科目", "Part"), maximum, 60, from_level)


W, P, R = part("W"), part("P"), part("R")
ALL = AllParts((PartMark("W", 60_00), PartMark("P", 60_00)))
ALL_THREE = AllParts((PartMark("W", 60_00), PartMark("P", 60_00), PartMark("R", 60_00)))
WEIGHTED = Weighted(60_00, (PartWeight("W", 400), PartWeight("P", 600)))
ODD_WEIGHTS = Weighted(60_00, (PartWeight("W", 333), PartWeight("P", 667)))
FLOORED = WeightedWithFloors(60_00, WEIGHTED.weights, (PartMark("W", 50_00), PartMark("P", 40_00)))

BELOW_W = Shortfall(Lack.BELOW_PASS_MARK, "W")
BELOW_P = Shortfall(Lack.BELOW_PASS_MARK, "P")
BELOW_SUM = Shortfall(Lack.BELOW_COMPOSITE, None)

PASSES: list[tuple[PassRule, str, str]] = [
    (ALL, "60", "60"),
    (ALL, "100", "60"),
    (ALL, "60.01", "100"),
    (WEIGHTED, "60", "60"),
    (WEIGHTED, "0", "100"),  # 0.4 x 0 + 0.6 x 100 = 60
    (WEIGHTED, "100", "33.34"),  # 40 + 20.004
    (WEIGHTED, "59.5", "60.34"),  # 23.8 + 36.204 = 60.004
    (ODD_WEIGHTS, "60.01", "60"),  # 60.00333
    (FLOORED, "50", "66.67"),  # 20 + 40.002
    (FLOORED, "90", "40"),  # 36 + 24
]
FAILS: list[tuple[PassRule, str, str, tuple[Shortfall, ...]]] = [
    (ALL, "59.99", "60", (BELOW_W,)),
    (ALL, "59.5", "100", (BELOW_W,)),
    (ALL, "100", "0", (BELOW_P,)),
    (ALL, "0", "0", (BELOW_W, BELOW_P)),
    (WEIGHTED, "59.99", "60", (BELOW_SUM,)),  # 59.996 would round to 60
    (WEIGHTED, "100", "33.33", (BELOW_SUM,)),  # 59.998
    (WEIGHTED, "0", "99.99", (BELOW_SUM,)),
    (ODD_WEIGHTS, "59.98", "60", (BELOW_SUM,)),  # 59.99334
    (FLOORED, "49.99", "100", (Shortfall(Lack.BELOW_FLOOR, "W"),)),
    (FLOORED, "100", "39.99", (Shortfall(Lack.BELOW_FLOOR, "P"),)),  # 63.994
    (FLOORED, "50", "50", (BELOW_SUM,)),
    (FLOORED, "40", "30", (Shortfall(Lack.BELOW_FLOOR, "W"), Shortfall(Lack.BELOW_FLOOR, "P"), BELOW_SUM)),
]


def passes_by_fractions(rule: PassRule, marks: Mapping[str, Fraction]) -> bool:
    """The rules R31 as the domain words them, in points and shares; shares no code with the implementation."""
    match rule:
        case AllParts():
            return all(marks[each.part] >= Fraction(each.mark, 100) for each in rule.pass_marks)
        case Weighted() | WeightedWithFloors():
            composite = sum((Fraction(each.permille, 1000) * marks[each.part] for each in rule.weights), Fraction(0))
            floors = rule.floors if isinstance(rule, WeightedWithFloors) else ()
            return composite >= Fraction(rule.pass_mark, 100) and all(
                marks[each.part] >= Fraction(each.mark, 100) for each in floors
            )


@pytest.mark.parametrize(("rule", "written", "practical"), PASSES)
def test_who_passes(rule: PassRule, written: str, practical: str) -> None:
    assert passes_by_fractions(rule, {"W": Fraction(written), "P": Fraction(practical)})
    decision = decide(rule, (W, P), {"W": parse_mark(written), "P": parse_mark(practical)})
    assert decision.passed
    assert decision.shortfalls == ()


@pytest.mark.parametrize(("rule", "written", "practical", "shortfalls"), FAILS)
def test_who_fails_and_why(rule: PassRule, written: str, practical: str, shortfalls: tuple[Shortfall, ...]) -> None:
    assert not passes_by_fractions(rule, {"W": Fraction(written), "P": Fraction(practical)})
    decision = decide(rule, (W, P), {"W": parse_mark(written), "P": parse_mark(practical)})
    assert not decision.passed
    assert decision.shortfalls == shortfalls


@given(
    rule=st.sampled_from([ALL, WEIGHTED, ODD_WEIGHTS, FLOORED]),
    written=st.integers(0, 100_00) | st.integers(59_90, 60_10),
    practical=st.integers(0, 100_00) | st.integers(59_90, 60_10),
)
def test_decisions_equal_exact_fractions(rule: PassRule, written: int, practical: int) -> None:
    marks = {"W": Fraction(written, 100), "P": Fraction(practical, 100)}
    assert decide(rule, (W, P), {"W": written, "P": practical}).passed == passes_by_fractions(rule, marks)


@pytest.mark.parametrize("rule", [ALL, WEIGHTED, FLOORED])
def test_an_absence_fails_under_every_rule(rule: PassRule) -> None:
    decision = decide(rule, (W, P), {"W": 100_00, "P": ABSENT})
    assert decision.shortfalls == (Shortfall(Lack.ABSENT, "P"),)


def test_an_absence_does_not_hide_another_failure() -> None:
    decision = decide(ALL, (W, P), {"W": 10_00, "P": ABSENT})
    assert decision.shortfalls == (BELOW_W, Shortfall(Lack.ABSENT, "P"))


def test_a_part_that_is_not_due_at_the_level_is_not_asked_for() -> None:
    assert decide(ALL_THREE, (W, P), {"W": 60_00, "P": 60_00}).passed
    lacking = decide(ALL_THREE, (W, P, R), {"W": 60_00, "P": 60_00, "R": 0}).shortfalls
    assert lacking == (Shortfall(Lack.BELOW_PASS_MARK, "R"),)


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ({"W": 60_00}, "one mark, or an absence, for each part"),
        ({"W": 60_00, "P": 60_00, "R": 60_00}, "one mark, or an absence, for each part"),
        ({"W": 60_00, "P": -1}, "the mark of part P is outside 0 to 10000"),
        ({"W": 100_01, "P": 60_00}, "the mark of part W is outside 0 to 10000"),
    ],
)
def test_incomplete_or_impossible_marks_are_refused_not_failed(marks: dict[str, Mark], reason: str) -> None:
    with pytest.raises(MalformedError, match=reason):
        decide(ALL, (W, P), marks)


@pytest.mark.parametrize(
    ("rule", "parts", "reason"),
    [
        (ALL, (W, P, R), "one pass mark for each part"),
        (ALL, (P, W), "in the order of the parts"),
        (AllParts((PartMark("W", 0),)), (W,), "the pass mark is 1 to"),
        (AllParts((PartMark("W", 100_01),)), (W,), "the pass mark is 1 to"),
        (Weighted(60_00, (PartWeight("W", 400), PartWeight("P", 599))), (W, P), "add up to 1000"),
        (Weighted(60_00, (PartWeight("W", 0), PartWeight("P", 1000))), (W, P), "are positive"),
        (Weighted(60_00, (PartWeight("W", 1000),)), (W, P), "one weight for each part"),
        (Weighted(0, WEIGHTED.weights), (W, P), "above 0 and can be reached"),
        (Weighted(100_01, WEIGHTED.weights), (W, P), "above 0 and can be reached"),
        (Weighted(80_01, WEIGHTED.weights), (part("W", maximum=50_00), P), "above 0 and can be reached"),
        (WEIGHTED, (W, part("P", from_level=2)), "every part at every level"),
        (WeightedWithFloors(60_00, WEIGHTED.weights, (PartMark("W", 0),)), (W, P), "one floor for each part"),
        (
            WeightedWithFloors(60_00, WEIGHTED.weights, (PartMark("W", 0), PartMark("P", 100_01))),
            (W, P),
            "part P: the floor is 0 to",
        ),
    ],
)
def test_rules_that_contradict_their_parts_are_refused(rule: PassRule, parts: tuple[Part, ...], reason: str) -> None:
    with pytest.raises(MalformedError, match=re.escape(reason)):
        require_fit(rule, parts)


@pytest.mark.parametrize(
    ("code", "maximum", "minutes", "title", "reason"),
    [
        ("w", 100_00, 60, "T", "one capital letter"),
        ("WW", 100_00, 60, "T", "one capital letter"),
        ("W", 0, 60, "T", "the maximum is 1 to"),
        ("W", 1_000_01, 60, "T", "the maximum is 1 to"),
        ("W", 100_00, -1, "T", "the least duration"),
        ("W", 100_00, 60, "T" * 37, "at most 36 characters"),
    ],
)
def test_impossible_parts_are_refused(code: str, maximum: int, minutes: int, title: str, reason: str) -> None:
    with pytest.raises(MalformedError, match=reason):
        Part(code, Bilingual("科目", title), maximum, minutes)


@pytest.mark.parametrize(("text", "mark"), [("0", 0), ("60", 6000), ("59.5", 5950), ("59.05", 5905), ("007", 700)])
def test_marks_are_hundredths(text: str, mark: int) -> None:
    assert parse_mark(text) == mark
    assert Fraction(mark_text(mark)) == Fraction(text)


@pytest.mark.parametrize(
    "text",
    ["", "-1", "+1", "1.", ".5", "1.234", "1e2", "6O", "６０", "²", " 60", "60\n", "1,5", "٣", "NaN", "1234567890"],
)
def test_what_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(MalformedError, match="expected a mark such as 60"):
        parse_mark(text)


@given(st.integers(0, 999_999_999_99))
def test_marks_survive_writing_and_reading(mark: int) -> None:
    assert parse_mark(mark_text(mark)) == mark


def test_the_example_in_the_documentation_runs() -> None:
    assert doctest.testmod(certificate.pass_rule).failed == 0
