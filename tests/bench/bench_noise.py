"""False alarms: 10,000 series in which nothing happens, and how often each question claims something."""

import importlib.util
from dataclasses import dataclass

import numpy as np

from tests.bench.noise import ALARMS, COUNCILS, LEVEL, PEOPLE, SEED, YEARS, alarms

SERIES = 10_000


@dataclass(frozen=True, slots=True)
class Rates:
    """What each question claimed, as a share of all series, beside what theory gives."""

    found: tuple[tuple[str, float, float, str], ...]

    def lines(self) -> list[str]:
        """A heading, then a line for each question."""
        heading = f"False alarms on {SERIES:,} series of {YEARS} years of pure noise (seed {SEED})"
        said = [heading, f"  {'question':<44}{'found':>8}{'theory':>9}  why"]
        for name, rate, theory, why in self.found:
            said.append(f"  {name:<44}{rate:>8.2%}{theory:>9.2%}  {why}")
        return said


def result() -> Rates:
    """Ask the noise every question that claims significance; Mann and Kendall's test too, where it is."""
    rates = alarms(SERIES // COUNCILS)
    found = [(each.said, rate, each.theory, each.why) for each, rate in zip(ALARMS, rates, strict=True)]
    if importlib.util.find_spec("pymannkendall"):
        found.append(("pymannkendall.original_test (a peer)", _mann_kendall(), 0.05, "a normal test at 95%"))
    return Rates(tuple(found))


def _mann_kendall() -> float:
    from pymannkendall import original_test

    values = np.random.default_rng(SEED).binomial(PEOPLE, LEVEL, (SERIES, YEARS))
    return sum(bool(original_test(row).h) for row in values) / SERIES
