"""R40: a pass rate that chance hardly explains, and the correlation that it is judged with."""

from collections.abc import Iterator, Sequence
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from assessment.rules.case import Case
from assessment.rules.finding import Evidence, Outcome
from assessment.rules.lookup import entry_of, level_of, months_from, parameters_of
from assessment.rules.rule import NOT_APPLICABLE, NOT_YET, Rule, rule
from assessment.rules.tails import beta_binomial_tails

BASE_MONTHS: Final = 24
"""How far back the base goes."""
SESSIONS_TO_ESTIMATE: Final = 50
"""With fewer sessions rho is the published parameter's default."""


def base_chance(passes: int, candidates: int) -> float:
    """Return p0 = (passes + 1) / (candidates + 2), which is never 0 or 1 (R40)."""
    return (passes + 1) / (candidates + 2)


def estimate_rho(sessions: Sequence[tuple[int, int]]) -> float | None:
    """Estimate the intra-session correlation from (passes, candidates) of sessions; None for fewer than fifty.

    The estimator is the analysis of variance's, by the method of moments: with B and W the mean squares between and
    within sessions and m = (N - sum(n * n) / N) / (k - 1) the mean size, rho = (B - W) / (B + (m - 1) W), cut to 0
    to 1. Sessions without candidates do not count. The authority publishes the estimate as the parameter `rho`; a
    report never chooses its own (R40).
    """
    groups = [(passes, size) for passes, size in sessions if size > 0]
    if len(groups) < SESSIONS_TO_ESTIMATE:
        return None
    total = sum(size for _, size in groups)
    if total == len(groups):
        return 0.0
    chance = sum(passes for passes, _ in groups) / total
    between = sum(size * (passes / size - chance) ** 2 for passes, size in groups) / (len(groups) - 1)
    within = sum(passes * (size - passes) / size for passes, size in groups) / (total - len(groups))
    size = (total - sum(size * size for _, size in groups) / total) / (len(groups) - 1)
    spread = between + (size - 1) * within
    return min(1.0, max(0.0, (between - within) / spread)) if spread > 0 else 0.0


@rule(40, Outcome.FLAG)
def unusual_pass_rate(case: Case) -> Iterator[Evidence]:
    """R40: compare the session, and the organisation as a whole, with everybody else's last 24 months."""
    locked = case.last(EventCode.SCORES_LOCKED)
    if locked is None:
        yield NOT_YET
        return
    family, level, until = entry_of(case).family, level_of(case), locked.recorded_at
    since = months_from(case, until, -BASE_MONTHS)
    everybody = case.elsewhere.passes(family, level, None, since, until)
    own = case.elsewhere.passes(family, level, case.organisation, since, until)
    others = (everybody[0] - own[0], everybody[1] - own[1])
    passed, size = locked.figures["passed"], locked.figures["n"]
    yield from _judged(case, locked, "session", (passed, size), everybody)
    if own[1]:
        yield from _judged(case, locked, "organisation", (passed + own[0], size + own[1]), others)


def _judged(case: Case, event: Event, scope: str, group: tuple[int, int], base: tuple[int, int]) -> Iterator[Evidence]:
    parameters = parameters_of(case)
    if min(group[1], base[1]) < parameters.flag_n:
        # A base of a handful says as little as a group of a handful: the first session ever would always be odd.
        yield NOT_APPLICABLE
        return
    tails = beta_binomial_tails(*group, base_chance(*base), parameters.rho / 1000)
    for fact, tail in zip(("pass-rate-low", "pass-rate-high"), tails, strict=True):
        if tail < parameters.flag_p / 1000:
            values: dict[str, int | str] = {
                "scope": scope,
                "passed": group[0],
                "candidates": group[1],
                "basePassed": base[0],
                "baseCandidates": base[1],
                "tailMillionths": round(tail * 1_000_000),
            }
            yield Evidence(fact, values, (event.number,))


RULES: Final[dict[int, Rule]] = {40: unusual_pass_rate}
