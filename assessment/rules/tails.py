"""How improbable a count is: tails of the beta-binomial and of the fair coin (R40, R41)."""

from math import exp

from scipy.special import bdtr, bdtrc, betainc, betaln, gammaln

LARGEST_SUM = 1_000_000
"""Beyond this many candidates the beta-binomial is its limit, the beta distribution, to six digits."""


def beta_binomial_tails(count: int, total: int, mean: float, correlation: float) -> tuple[float, float]:
    """Return (P(X <= count), P(X >= count)) of `total` candidates who pass with chance `mean`, in (0, 1).

    `correlation` (rho, 0 to 1) is what two candidates of one group have in common: alpha = mean (1 - rho) / rho and
    beta = (1 - mean) (1 - rho) / rho. At 0 this is the binomial; at 1 all pass or nobody does (R40).
    """
    if count < 0 or count > total:
        return (0.0, 1.0) if count < 0 else (1.0, 0.0)
    if correlation <= 0:
        return float(bdtr(count, total, mean)), float(bdtrc(count - 1, total, mean)) if count else 1.0
    if correlation >= 1:
        return (1.0 if count == total else 1 - mean), (1.0 if count == 0 else mean)
    spread = (1 - correlation) / correlation
    alpha, beta = mean * spread, (1 - mean) * spread
    if total > LARGEST_SUM:
        lower, upper = (float(betainc(alpha, beta, _inside((count + half) / total))) for half in (0.5, -0.5))
        return lower, 1 - upper
    if count > mean * total:
        upper = _sum(range(count, total + 1), total, alpha, beta)
        return min(1.0, 1 - upper + _sum(range(count, count + 1), total, alpha, beta)), upper
    lower = _sum(range(count + 1), total, alpha, beta)
    return lower, min(1.0, 1 - lower + _sum(range(count, count + 1), total, alpha, beta))


def fair_coin_upper(count: int, total: int) -> float:
    """Return P(X >= count) of `total` throws of a fair coin (R41)."""
    return float(bdtrc(count - 1, total, 0.5)) if count > 0 else 1.0


def _inside(share: float) -> float:
    return min(1.0, max(0.0, share))


def _sum(counts: range, total: int, alpha: float, beta: float) -> float:
    # Logarithms of gamma functions, because the coefficients of a few hundred candidates overflow a float.
    passed = list(counts)
    failed = [total - count for count in passed]
    combinations = gammaln(total + 1) - gammaln([one + 1 for one in passed]) - gammaln([one + 1 for one in failed])
    shares = betaln([one + alpha for one in passed], [one + beta for one in failed]) - betaln(alpha, beta)
    return min(1.0, float(sum(map(exp, combinations + shares))))
