"""Intervals and tests of change are held to scipy, and to formulas worked out another way."""

import math

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import brentq

from goldenthread.rules.chi_squared import chi_squared_quantile, gamma_above, gamma_below, gamma_quantile
from goldenthread.rules.interval import byar, exact, wilson
from goldenthread.rules.normal import critical_z
from goldenthread.rules.two_samples import difference_limits, two_proportions, two_rates

SHAPES = (0.01, 0.1, 0.5, 1, 1.5, 2, 3.7, 5, 9, 9.99, 10, 19.9, 20, 20.1, 50, 100.5, 1000, 99_999, 1e6)
TAILS = (0.0005, 0.001, 0.005, 0.025, 0.05, 0.2, 0.5)


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.99, 0.998, 0.9999])
def test_the_normals_critical_values_are_those_of_scipy(confidence: float) -> None:
    assert critical_z(confidence) == pytest.approx(stats.norm.isf((1 - confidence) / 2), rel=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_quantiles_of_the_gamma_are_those_of_scipy(shape: float) -> None:
    for tail in TAILS:
        assert gamma_quantile(shape, tail) == pytest.approx(
            stats.gamma.ppf(tail, shape), rel=1e-11, abs=1e-300
        )
        ours = gamma_quantile(shape, tail, upper=True)
        assert ours == pytest.approx(stats.gamma.isf(tail, shape), rel=1e-10)


@pytest.mark.parametrize("shape", SHAPES[:-1])
def test_both_tails_of_the_gamma_are_those_of_scipy(shape: float) -> None:
    for share in (0.2, 0.9, 1, 1.1, 3):
        y = shape * share
        assert gamma_below(shape, y) == pytest.approx(stats.gamma.cdf(y, shape), rel=1e-9, abs=1e-15)
        assert gamma_above(shape, y) == pytest.approx(stats.gamma.sf(y, shape), rel=1e-9, abs=1e-15)
    assert (gamma_below(shape, 0), gamma_above(shape, 0)) == (0, 1)


@pytest.mark.parametrize("below", [0.001, 0.3, 0.5, 0.8, 0.95, 0.998])
def test_quantiles_of_chi_squared_are_those_of_scipy(below: float) -> None:
    for freedom in (1, 2, 7, 30, 120):
        assert chi_squared_quantile(below, freedom) == pytest.approx(
            stats.chi2.ppf(below, freedom), rel=1e-10
        )


@pytest.mark.parametrize("count", [0, 0.3, 1, 2.5, 5, 9, 9.99])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_exact_limits_are_those_of_the_poisson_itself(count: float, confidence: float) -> None:
    limits, tail = exact(count, confidence), (1 - confidence) / 2
    assert limits is not None
    lower, upper = limits
    if count == int(count):
        assert stats.poisson.cdf(count, upper) == pytest.approx(tail, rel=1e-9)
        assert count == 0 or stats.poisson.sf(count - 1, lower) == pytest.approx(tail, rel=1e-9)
    assert (lower == 0) == (count == 0) and lower <= count < upper


def test_byars_limits_are_close_to_the_exact_ones() -> None:
    for count in (10, 15.5, 40, 1000, 1e6):
        near, true = byar(count, 0.95), exact(count, 0.95)
        assert near == pytest.approx(true, rel=0.005)


@pytest.mark.parametrize(
    ("count", "of"), [(0, 10), (1, 10), (9.5, 10), (10, 10), (3, 1e9), (1e-12, 5), (5e8, 1e9)]
)
def test_wilsons_limits_solve_the_equation_that_they_stand_for(count: float, of: float) -> None:
    z, share = critical_z(0.95), count / of
    lower, upper = wilson(count, of, 0.95)

    def beyond(p: float) -> float:
        return abs(share - p) - z * math.sqrt(p * (1 - p) / of)

    assert 0 <= lower <= share <= upper <= 1
    assert (
        lower == 0
        if count == 0
        else lower == pytest.approx(brentq(beyond, 0, min(share, 1 - 1e-9)), rel=1e-6)
    )
    assert (
        upper == 1 if count == of else upper == pytest.approx(brentq(beyond, max(share, 1e-9), 1), rel=1e-6)
    )


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_at_full_confidence_or_for_impossible_counts_there_is_no_formula(confidence: float) -> None:
    assert wilson(3, 10, 1.0) == (0, 1)
    assert exact(3, 1.0) is None and byar(30, 1.0) is None
    for count, of in ((-1, 10), (11, 10), (0, 0), (1, -1)):
        with pytest.raises(ValueError, match="0 <= count <= of"):
            wilson(count, of, confidence)
    with pytest.raises(ValueError, match="not below zero"):
        exact(-1, confidence)


def test_newcombes_limits_are_those_of_his_paper() -> None:
    """Newcombe, Statistics in Medicine 1998, table II, method 10."""
    for count, of, was, was_of, low, high in (
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (5, 56, 0, 29, -0.0381, 0.1926),
    ):
        limits = difference_limits(
            count / of, wilson(count, of, 0.95), was / was_of, wilson(was, was_of, 0.95)
        )
        assert limits == pytest.approx((low, high), abs=5e-5)


def counts(seed: int) -> tuple[int, int, int, int]:
    dice = np.random.default_rng(seed)
    of, was_of = (int(each) for each in dice.integers(20, 3000, 2))
    share = float(dice.uniform(0.01, 0.6))
    return int(dice.binomial(of, share)), of, int(dice.binomial(was_of, share * 0.9)), was_of


@pytest.mark.parametrize("seed", range(60))
def test_two_proportions_agree_with_the_chi_squared_of_their_table(seed: int) -> None:
    count, of, was, was_of = counts(seed)
    table = [[count, of - count], [was, was_of - was]]
    p = stats.chi2_contingency(table, correction=False).pvalue
    for confidence in (0.8, 0.95, 0.998):
        sign = two_proportions(count, of, was, was_of, confidence)
        assert sign == (0 if p >= 1 - confidence else np.sign(count / of - was / was_of))


@pytest.mark.parametrize("seed", range(60))
def test_two_rates_agree_with_the_binomials_normal_score(seed: int) -> None:
    """Given how many events there were in all, the later ones are a binomial share: by its time at risk."""
    count, of, was, was_of = counts(seed)
    share, events = of / (of + was_of), count + was
    z = (count - events * share) / math.sqrt(events * share * (1 - share))
    for confidence in (0.8, 0.95, 0.998):
        sign = two_rates(count, of, was, was_of, confidence)
        assert sign == (0 if abs(z) <= stats.norm.isf((1 - confidence) / 2) else np.sign(z))


def test_the_score_test_of_sixty_against_forty_events_is_that_of_statsmodels() -> None:
    """`test_poisson_2indep(60, 5000, 40, 5200, method="score")` gives 2.1965 and p = 0.02806."""
    assert two_rates(60, 5000, 40, 5200, 1 - 0.0281) == 1
    assert two_rates(60, 5000, 40, 5200, 1 - 0.0280) == 0
