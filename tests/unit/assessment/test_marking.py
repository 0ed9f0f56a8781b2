"""Marks to results: vectors worked out by hand (rules R28, R29, R31, R32)."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.marking import MarkingError, final_mark, mean_mark, result_of, scores_add_up, within_tolerance
from assessment.records import PartDisposition, PartResult, ResultKind
from certificate.bilingual import Bilingual
from certificate.pass_rule import AllParts, Part, PartMark, PartWeight, Weighted, WeightedWithFloors
from certificate.standard import Level, Occupation, Reassessment, Standard

D = PartDisposition


@pytest.mark.parametrize(
    ("totals", "mean"),
    [
        ([70_00], 70_00),
        ([70_00, 70_50], 70_50),
        ([70_00, 70_49], 70_00),
        ([70_24], 70_00),
        ([70_25], 70_50),
        ([70_00, 71_00, 71_00], 70_50),
        ([0, 0, 50], 0),
        ([59_50, 60_00, 60_00], 60_00),
    ],
)
def test_the_mean_goes_half_up_to_half_a_mark(totals: list[int], mean: int) -> None:
    assert mean_mark(totals) == mean


@given(st.lists(st.integers(0, 100_00), min_size=1, max_size=7))
def test_the_mean_is_the_one_of_exact_fractions(totals: list[int]) -> None:
    halves = Fraction(sum(totals), len(totals) * 50)
    assert mean_mark(totals) == int(halves + Fraction(1, 2)) * 50


@pytest.mark.parametrize(
    ("totals", "holds"), [([70_00, 80_00], True), ([70_00, 80_01], False), ([75_00, 70_00, 80_01], False), ([3], True)]
)
def test_the_tolerance_is_a_share_of_the_maximum(totals: list[int], *, holds: bool) -> None:
    assert within_tolerance(totals, maximum=100_00, permille=100) is holds


@pytest.mark.parametrize(
    ("scores", "maxima", "total", "holds"),
    [
        ((10, 20), (10, 20), 30, True),
        ((11, 20), (10, 20), 31, False),
        ((10, 20), (10, 20), 31, False),
        ((10,), (10, 20), 10, False),
        ((-1, 20), (10, 20), 19, False),
        ((), (), 0, True),
    ],
)
def test_criteria_add_up(scores: tuple[int, ...], maxima: tuple[int, ...], total: int, *, holds: bool) -> None:
    assert scores_add_up(scores, maxima, total) is holds


def test_an_adjudicated_mark_stands_as_it_is() -> None:
    assert final_mark([60_00, 80_00], 71_25, maximum=100_00, permille=100) == 71_25
    assert final_mark([60_00, 61_00], None, maximum=100_00, permille=100) == 60_50


@pytest.mark.parametrize(
    ("totals", "adjudicated", "reason"),
    [
        ([60_00, 80_00], None, "has to settle"),
        ([60_00, 61_00], 60_00, "nothing to adjudicate"),
        ([60_00, 80_00], 100_01, "outside"),
        ([], None, "no mark"),
    ],
)
def test_a_final_mark_without_ground_is_refused(totals: list[int], adjudicated: int | None, reason: str) -> None:
    with pytest.raises(MarkingError, match=reason):
        final_mark(totals, adjudicated, maximum=100_00, permille=100)


STANDARD = Standard(
    family="X-TEST",
    title=Bilingual("测试", "Test"),
    occupation=Occupation("4-04-05-04", Bilingual("测试", "Test")),
    levels=(Level(Bilingual("初级", "One"), 10), Level(Bilingual("中级", "Two"), 10)),
    parts=(
        Part("W", Bilingual("理论", "Written"), 100_00, 90),
        Part("P", Bilingual("实操", "Practical"), 100_00, 60),
    ),
    pass_rule=AllParts((PartMark("W", 60_00), PartMark("P", 60_00))),
    reassessment=Reassessment(36, 6, 3),
    difficulty_permille=1000,
)
WEIGHTS = (PartWeight("W", 400), PartWeight("P", 600))
WEIGHTED = replace(STANDARD, pass_rule=Weighted(60_00, WEIGHTS))
FLOORS = replace(STANDARD, pass_rule=WeightedWithFloors(60_00, WEIGHTS, (PartMark("W", 50_00), PartMark("P", 50_00))))


def parts(written: tuple[D, int], practical: tuple[D, int]) -> tuple[PartResult, ...]:
    return PartResult("W", *written), PartResult("P", *practical)


@pytest.mark.parametrize(
    ("standard", "written", "practical", "expected"),
    [
        (STANDARD, (D.SCORE, 60_00), (D.SCORE, 60_00), ResultKind.PASS),
        (STANDARD, (D.SCORE, 59_50), (D.SCORE, 100_00), ResultKind.FAIL),
        (STANDARD, (D.CARRIED, 60_00), (D.SCORE, 60_00), ResultKind.PASS),
        (STANDARD, (D.CARRIED, 59_99), (D.SCORE, 60_00), ResultKind.FAIL),
        (STANDARD, (D.ABSENT, 0), (D.SCORE, 100_00), ResultKind.FAIL),
        (STANDARD, (D.DISQUALIFIED, 0), (D.DEFERRED, 0), ResultKind.FAIL),
        (STANDARD, (D.DEFERRED, 0), (D.SCORE, 0), ResultKind.DEFERRED),
        (WEIGHTED, (D.SCORE, 0), (D.SCORE, 100_00), ResultKind.PASS),
        (WEIGHTED, (D.SCORE, 59_99), (D.SCORE, 60_00), ResultKind.FAIL),
        (WEIGHTED, (D.ABSENT, 0), (D.SCORE, 100_00), ResultKind.FAIL),
        (FLOORS, (D.SCORE, 50_00), (D.SCORE, 66_67), ResultKind.PASS),
        (FLOORS, (D.SCORE, 49_99), (D.SCORE, 100_00), ResultKind.FAIL),
    ],
)
def test_a_result_follows_the_standards_rule(
    standard: Standard, written: tuple[D, int], practical: tuple[D, int], expected: ResultKind
) -> None:
    assert result_of(standard, 1, parts(written, practical)) is expected


@pytest.mark.parametrize(
    ("standard", "entries", "reason"),
    [
        (STANDARD, parts((D.SCORE, 1), (D.SCORE, 1))[:1], "each part due"),
        (STANDARD, (*parts((D.SCORE, 1), (D.SCORE, 1)), PartResult("P", D.SCORE, 1)), "each part due"),
        (STANDARD, (PartResult("W", D.SCORE, 1), PartResult("R", D.SCORE, 1)), "each part due"),
        (STANDARD, parts((D.SCORE, 100_01), (D.SCORE, 1)), "do not fit"),
        (STANDARD, parts((D.ABSENT, 1), (D.SCORE, 1)), "beside ABSENT"),
        (STANDARD, parts((D.DISQUALIFIED, 60_00), (D.SCORE, 60_00)), "beside DISQUALIFIED"),
        (WEIGHTED, parts((D.CARRIED, 60_00), (D.SCORE, 60_00)), "carried only"),
        (FLOORS, parts((D.CARRIED, 60_00), (D.SCORE, 60_00)), "carried only"),
    ],
)
def test_marks_that_belong_to_nothing_are_refused(
    standard: Standard, entries: tuple[PartResult, ...], reason: str
) -> None:
    with pytest.raises(MarkingError, match=reason):
        result_of(standard, 1, entries)
