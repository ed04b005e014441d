"""Figures in which nothing happens: years of one and the same chance, and what each question says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pyarrow as pa

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.judge import judge
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.measure import Measure
from goldenthread.rules.policy import Policy

SEED: Final = 20170525
YEARS: Final = 24
COUNCILS: Final = 100
NEIGHBOURS: Final = 20
NATION: Final = "E92000001"
LEVEL: Final = 0.3
PEOPLE: Final = 2000
"""How many each figure is out of. A nation's own figure is out of so many that it does not move at all."""

QUIET: Final = (
    "no_clear_trend",
    "no_significant_change",
    "not_significant",
    "common_cause",
    "similar",
    "cannot_judge",
)
"""Verdicts that claim nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is asked of noise: the rate of false alarms that theory gives, and why."""

    question: str
    parameters: Mapping[str, Any]
    theory: float
    why: str

    @property
    def said(self) -> str:
        words = ", ".join(f"{name} {value}" for name, value in self.parameters.items())
        return f"{self.question} ({words})" if words else self.question


# The working. Phi is the normal distribution's; every test is two-sided. Counts are whole, so that what is
# found lies a little to one side of what is worked out.
#   regression      95% by construction: 5%.
#   recent_trend    99.8% by construction is 0.2%; the outlier rule only takes away.
#   significance    a pooled z at 95%: 5%. Two intervals that do not meet, both of 1.96 standard errors: the
#                   difference has root 2 of them, so 2 * (1 - Phi(2 * 1.96 / 1.414)) = 0.56%.
#   variation       the latest of 24. Beyond 3 sigma 0.27%, and more, as limits are estimated from 24 points.
#                   The last 7 on one side of the mean 2 / 2**7 = 1.56%, and less, as the mean is theirs too.
#                   Six steps one way 2 / 7! = 0.04%. Two of three beyond 2 sigma, the latest one of them and
#                   all on one side, 2 * 0.0228 * 0.25 * (1 - (1 - 0.0456)**2) = 0.10%. Together at most 2.0%.
#   benchmark       a fixed figure outside an interval of 95%: 5%, also where 99.8% is told apart.
#   neighbours      20 others move as well: 2 * (1 - Phi(1.96 / root(1 + 1 / 20))) = 5.6%.
ALARMS: Final = (
    Asked("regression", {}, 0.05, "a t test at 95%"),
    Asked("recent_trend", {}, 0.002, "at most: 99.8%, and no one year may make it"),
    Asked("recent_trend", {"proportions": "weighted"}, 0.002, "about: weights move with the figures"),
    Asked("significance_1y", {}, 0.05, "a pooled z test at 95%"),
    Asked("significance_1y", {"method": "overlap"}, 0.0056, "two intervals of 95% that do not meet"),
    Asked("variation", {}, 0.020, "at most: limits, shift, run and two of three"),
    Asked("variation", {"screen": False}, 0.020, "the same with no moving range left out"),
    Asked("benchmark", {}, 0.05, "an interval of 95% beside a fixed figure"),
    Asked("benchmark", {"method": "two_intervals"}, 0.05, "the same with 99.8% told apart"),
    Asked("benchmark", {"method": "spc_proportion"}, 0.05, "limits of 95% about the benchmark"),
    Asked("neighbours", {}, 0.056, "an interval of 95% beside 20 others' sum"),
)


def areas() -> list[str]:
    return [f"E07{at:06}" for at in range(COUNCILS)]


def measures(count: int) -> dict[str, Measure]:
    return {
        f"m{at:04}": Measure(
            f"m{at:04}", unit="%", statistic="proportion", multiplier=Decimal(100), decimals=2
        )
        for at in range(count)
    }


def observations(count: int, seed: int = SEED) -> pa.Table:
    """So many measures of every council and the nation, 24 years each: percentages of binomial counts."""
    dice = np.random.default_rng(seed)
    parts = []
    for area in (*areas(), NATION):
        still = area == NATION
        people = PEOPLE * 10**6 if still else PEOPLE
        shape = (count, YEARS)
        cases = np.full(shape, round(people * LEVEL)) if still else dice.binomial(people, LEVEL, shape)
        parts += [_rows(ref, area, row, people) for ref, row in zip(measures(count), cases, strict=True)]
    return pa.concat_tables(parts)


def _rows(ref: str, area: str, cases: np.ndarray[Any, Any], people: int) -> pa.Table:
    rows = [
        {
            "measure": ref,
            "area": area,
            "period": f"{2000 + at}-01-01/P1Y",
            "value": (Decimal(100 * number) / people).quantize(Decimal("0.01")),
            "numerator": Decimal(number),
            "denominator": Decimal(people),
            "group": "",
            "status": "normal",
            "qualifier": "",
            "note": "",
        }
        for at, number in enumerate(cases.tolist())
    ]
    return pa.Table.from_pylist(rows, schema=OBSERVATIONS)


def beside() -> Comparators:
    """The nation as the benchmark, and the next 20 councils as everyone's neighbours."""
    ring = areas() * 2
    near = {area: tuple(ring[at + 1 : at + 1 + NEIGHBOURS]) for at, area in enumerate(areas())}
    return Comparators(benchmarks={"": NATION}, groups={"near": near}, model="near")


def alarms(count: int, asked: Sequence[Asked] = ALARMS, seed: int = SEED) -> list[float]:
    """The share of the councils' series of which each question claims something."""
    table, facts = observations(count, seed), measures(count)
    rates = []
    for each in asked:
        policy = Policy.from_mapping(
            {"ref": "noise", "questions": {each.question: {"parameters": dict(each.parameters)}}}
        )
        judged = judge(table, facts, (), policy, comparators=beside())
        said = Counter(
            verdict
            for area, verdict in zip(judged["area"].to_pylist(), judged["verdict"].to_pylist(), strict=True)
            if area != NATION
        )
        rates.append(1 - sum(said[word] for word in QUIET) / said.total())
    return rates
