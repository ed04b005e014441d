"""Regression and Student's t are held to scipy."""

import numpy as np
import pytest
from scipy import stats

from goldenthread.rules.regression import fit
from goldenthread.rules.student_t import critical_t, probability_within


@pytest.mark.parametrize("freedom", [*range(1, 31), 58, 101])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_critical_values_are_those_of_scipy(freedom: int, confidence: float) -> None:
    assert critical_t(freedom, confidence) == pytest.approx(
        stats.t.ppf((1 + confidence) / 2, freedom), rel=1e-9
    )


@pytest.mark.parametrize("t", [0.0, 0.3, 1.96, 12.7, 400.0])
def test_probabilities_are_those_of_scipy(t: float) -> None:
    for freedom in (1, 2, 3, 10, 11, 60):
        assert probability_within(t, freedom) == pytest.approx(2 * stats.t.cdf(t, freedom) - 1, abs=1e-12)


@pytest.mark.parametrize("seed", range(40))
def test_slope_limits_and_significance_are_those_of_scipy(seed: int) -> None:
    dice = np.random.default_rng(seed)
    count = int(dice.integers(5, 13))
    days = np.sort(dice.choice(4000, count, replace=False)) + 730_000
    units = (dice.normal(0, 300, count) + days * dice.normal(0, 0.2)).round().astype(int)
    sign, low, high = fit(days.tolist(), units.tolist(), 0.95)
    line = stats.linregress(days, units)
    margin = stats.t.ppf(0.975, count - 2) * line.stderr
    assert (low, high) == pytest.approx((line.slope - margin, line.slope + margin), rel=1e-7)
    assert sign == (0 if line.pvalue >= 0.05 else np.sign(line.slope))


def test_a_line_without_scatter_is_significant_and_a_flat_one_is_not() -> None:
    assert fit([0, 365, 730, 1096, 1461], [0, 365, 730, 1096, 1461], 0.95)[0] == 1
    assert fit([0, 365, 730, 1096, 1461], [7, 7, 7, 7, 7], 0.95) == (0, 0.0, 0.0)


def test_the_published_twelve_quarters_rise_by_two_thirds_a_quarter() -> None:
    quarters = list(range(12))
    units = [680, 705, 692, 718, 709, 735, 722, 748, 736, 759, 744, 761]
    sign, low, high = fit(quarters, units, 0.95)
    slope = (low + high) / 2
    assert (sign, round(slope / 10, 2)) == (1, 0.67)
    assert round(slope / ((high - slope) / critical_t(10, 0.95)), 1) == 7.8
