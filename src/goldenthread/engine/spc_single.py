"""The table of XmR charts, and series charted one at a time by the rules."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

import numpy as np
import pyarrow as pa

from goldenthread.engine.kernel.answer import Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.rules.comparator import SeriesKey
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import places, plain
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Question
from goldenthread.rules.process import Stretch, split
from goldenthread.rules.series import Series
from goldenthread.rules.variation import variation_word

NUMBERS: Final = ("value", "mean", "lower_limit", "upper_limit", "moving_range")
KEYS: Final = ("measure", "area", "period", "group")
CHART: Final = pa.schema(
    [(name, pa.string()) for name in (*KEYS, *NUMBERS, "rules", "verdict", "reason", "marks")]
)
"""One row for each point. `rules` are those that flag it, in their order; where there are no limits `reason`
says why. Numbers are text with all their places."""

Row = dict[str, str | None]


def charted_singly(
    frame: Frame,
    chosen: Ints,
    measures: Mapping[str, Measure],
    rebased: Mapping[SeriesKey, Sequence[Period]],
    question: Question,
) -> tuple[Ints, list[pa.Table]]:
    """The chart of these series, and the row of the frame that each of its rows is."""
    at: list[int] = []
    charted: list[Row] = []
    for series in chosen.tolist():
        first = int(frame.first[series])
        rows = frame.read(np.arange(first, frame.last[series] + 1))
        place = {row.period: first + step for step, row in enumerate(rows)}
        key = (rows[0].measure, rows[0].area, rows[0].group)
        for period, row in _charted(rows, measures[key[0]], rebased.get(key, ()), question):
            at.append(place[period])
            charted.append(row)
    tables = [pa.Table.from_pylist(charted, schema=CHART)] if charted else []
    return np.array(at, np.int64), tables


def _charted(
    rows: Sequence[Observation], measure: Measure, rebased: Sequence[Period], question: Question
) -> Iterator[tuple[Period, Row]]:
    """The rows of one series, with as many places as its values have where the measure states none."""
    valued = [row for row in rows if not row.silence]
    delivered = max((places(row.value) for row in valued if row.value is not None), default=0)
    series = Series(tuple(rows), delivered if measure.decimals is None else measure.decimals)
    lines = groupby(sorted(valued, key=lambda row: row.period.duration), lambda row: row.period.duration)
    for _, line in lines:
        for stretch in split(series, list(line), rebased, question):
            yield from _stretch(series, stretch, measure.polarity)


def _stretch(series: Series, stretch: Stretch, polarity: str) -> Iterator[tuple[Period, Row]]:
    limits = stretch.limits
    shown: Row = dict.fromkeys(NUMBERS[1:])
    if limits:
        of = {"mean": limits.mean, "lower_limit": limits.lower, "upper_limit": limits.upper}
        shown |= {name: plain(stretch.shown(limit)) for name, limit in of.items()}
    before: Decimal | None = None
    for row, found in zip(stretch.rows, stretch.signals, strict=True):
        value = series.decimal(row)
        exact = None if row.is_censored else value
        moved = None if exact is None or before is None else abs(exact - before)
        before = exact
        yield (
            row.period,
            {
                "measure": row.measure,
                "area": row.area,
                "period": str(row.period),
                "group": row.group,
                **shown,
                "value": None if value is None else plain(value),
                "moving_range": None if moved is None else plain(moved),
                "rules": ";".join(found.rules),
                "verdict": variation_word(found.way, polarity) if limits else "",
                "reason": stretch.reason,
                "marks": ";".join(stretch.marks),
            },
        )
