"""Tails in exact fractions, from nothing but whole numbers: what the flags are compared with."""

from fractions import Fraction
from math import comb, lcm


def beta_binomial(total: int, mean: Fraction, rho: Fraction) -> list[Fraction]:
    """P(X = 0), ..., P(X = total): C(n, k) rising(alpha, k) rising(beta, n - k) / rising(alpha + beta, n)."""
    spread = (1 - rho) / rho
    alpha, beta = mean * spread, (1 - mean) * spread
    scale = lcm(alpha.denominator, beta.denominator)

    def rising(first: Fraction) -> list[int]:
        products = [1]
        for step in range(total):
            products.append(products[-1] * (int(first * scale) + step * scale))
        return products

    passing, failing, whole = rising(alpha), rising(beta), rising(alpha + beta)[total]
    return [Fraction(comb(total, k) * passing[k] * failing[total - k], whole) for k in range(total + 1)]


def upper(weights: list[Fraction], count: int) -> Fraction:
    return sum(weights[max(count, 0) :], Fraction(0))


def lower(weights: list[Fraction], count: int) -> Fraction:
    return sum(weights[: max(count + 1, 0)], Fraction(0))


def fair_coin(count: int, total: int) -> Fraction:
    return Fraction(sum(comb(total, k) for k in range(max(count, 0), total + 1)), 2**total)
