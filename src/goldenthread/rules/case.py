"""A case: one series with everything that it is judged by."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.series import Series


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a series: rows of the same measure, group and period as its latest.

    `benchmark` is the benchmark area's row, None where the area is its own benchmark or there is none.
    `neighbours` are the rows of the areas it is compared with, in the order of their rank; `expected` is how
    many areas that group has, with or without a row. `level` are the rows of every area of the same level,
    its own among them. `rebased` are the periods from which limits begin anew, each by a recorded decision.
    """

    benchmark: Observation | None = None
    neighbours: tuple[Observation, ...] = ()
    expected: int = 0
    level: tuple[Observation, ...] = ()
    rebased: tuple[Period, ...] = ()


ALONE = Beside()


@dataclass(frozen=True, slots=True)
class Case:
    """One series, its measure, the targets of that measure and area, and what stands beside it."""

    series: Series
    measure: Measure
    targets: Sequence[Target] = ()
    beside: Beside = field(default=ALONE)
