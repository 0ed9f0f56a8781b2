"""Tails against exact fractions, and the figures that the rule was published with (R40, R41)."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.flags_rate import SESSIONS_TO_ESTIMATE, base_chance, estimate_rho
from assessment.rules.tails import LARGEST_SUM, beta_binomial_tails, fair_coin_upper
from tests.unit.assessment.rules import exact

PUBLISHED = [
    (71, 71, "0.0053", False),
    (118, 120, "0.012", False),
    (300, 300, "0.0001", True),
    (990, 1000, "0.0007", True),
    (285, 300, "0.057", False),
]
"""Passed, of how many, the upper tail as printed for p0 = 0.833 and rho = 0.05, and whether that is a flag."""


@pytest.mark.parametrize(("passed", "total", "printed", "flag"), PUBLISHED)
def test_the_published_figures(passed: int, total: int, printed: str, flag: bool) -> None:
    _, tail = beta_binomial_tails(passed, total, 0.833, 0.05)
    digits = len(printed) - 2
    assert f"{tail:.{digits}f}" == printed
    assert (tail < 0.005) is flag
    assert tail == pytest.approx(
        float(exact.upper(exact.beta_binomial(total, Fraction(833, 1000), Fraction(1, 20)), passed))
    )


@given(total=st.integers(0, 60), share=st.integers(1, 99), rho=st.sampled_from([10, 50, 200, 900]), data=st.data())
def test_tails_are_the_exact_ones(total: int, share: int, rho: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(-1, total + 1))
    weights = exact.beta_binomial(total, Fraction(share, 100), Fraction(rho, 1000))
    low, high = beta_binomial_tails(count, total, share / 100, rho / 1000)
    assert low == pytest.approx(float(exact.lower(weights, count)), abs=1e-9)
    assert high == pytest.approx(float(exact.upper(weights, count)), abs=1e-9)


@given(total=st.integers(0, 300), share=st.floats(0.001, 0.999), rho=st.sampled_from([0.0, 0.001, 0.05, 0.999, 1.0]))
def test_tails_are_monotonic_whatever_the_group(total: int, share: float, rho: float) -> None:
    tails = [beta_binomial_tails(count, total, share, rho) for count in range(total + 1)]
    assert all(0 <= tail <= 1 for pair in tails for tail in pair)
    for (low, high), (next_low, next_high) in pairwise(tails):
        assert low <= next_low + 1e-9
        assert high >= next_high - 1e-9


@pytest.mark.parametrize("rho", [0.0, 0.05, 1.0])
def test_nobody_is_no_oddity(rho: float) -> None:
    assert beta_binomial_tails(0, 0, 0.5, rho) == pytest.approx((1, 1))


@pytest.mark.parametrize("count", [-1, 11])
def test_impossible_counts_have_one_empty_tail(count: int) -> None:
    assert sorted(beta_binomial_tails(count, 10, 0.5, 0.05)) == [0, 1]


def test_the_limit_joins_the_sum() -> None:
    total = LARGEST_SUM + 1
    summed = beta_binomial_tails(700_000, LARGEST_SUM, 0.833, 0.05)
    assert beta_binomial_tails(round(0.7 * total), total, 0.833, 0.05) == pytest.approx(summed, abs=1e-5)


@pytest.mark.parametrize("total", [0, 1, 20, 25, 60])
def test_a_fair_coin(total: int) -> None:
    for count in range(-1, total + 2):
        assert fair_coin_upper(count, total) == pytest.approx(float(exact.fair_coin(count, total)), abs=1e-12)


@given(candidates=st.integers(0, 10**7), data=st.data())
def test_the_base_is_never_certain(candidates: int, data: st.DataObject) -> None:
    passes = data.draw(st.integers(0, candidates))
    assert base_chance(passes, candidates) == pytest.approx(float(Fraction(passes + 1, candidates + 2)))
    assert 0 < base_chance(passes, candidates) < 1


def by_fractions(sessions: list[tuple[int, int]]) -> Fraction:
    """The analysis of variance once more, in fractions and from each candidate: 1 passed, 0 failed."""
    outcomes = [[1] * passed + [0] * (size - passed) for passed, size in sessions if size]
    everybody = [one for group in outcomes for one in group]
    mean = Fraction(sum(everybody), len(everybody))
    means = [Fraction(sum(group), len(group)) for group in outcomes]
    groups = list(zip(outcomes, means, strict=True))
    degrees = len(outcomes) - 1
    between = sum((len(group) * (own - mean) ** 2 for group, own in groups), Fraction(0)) / degrees
    apart = sum(((one - own) ** 2 for group, own in groups for one in group), Fraction(0))
    within = apart / (len(everybody) - len(outcomes))
    size = (len(everybody) - Fraction(sum(len(group) ** 2 for group in outcomes), len(everybody))) / degrees
    spread = between + (size - 1) * within
    return min(Fraction(1), max(Fraction(0), (between - within) / spread)) if spread else Fraction(0)


SESSION = st.integers(0, 40).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


@given(st.lists(SESSION, min_size=0, max_size=80))
def test_rho_is_the_analysis_of_variances(sessions: list[tuple[int, int]]) -> None:
    estimate = estimate_rho(sessions)
    sizes = [size for _, size in sessions if size]
    if len(sizes) < SESSIONS_TO_ESTIMATE:
        assert estimate is None
    elif sum(sizes) > len(sizes):
        assert estimate == pytest.approx(float(by_fractions(sessions)), abs=1e-9)
    else:
        assert estimate == 0


def test_rho_knows_sessions_that_hang_together_from_those_that_do_not() -> None:
    assert estimate_rho([(20, 20), (0, 20)] * 25) == pytest.approx(1)
    assert estimate_rho([(10, 20)] * 50) == 0
    assert estimate_rho([(1, 1), (0, 1)] * 25) == 0
    assert estimate_rho([(10, 20)] * 49) is None
