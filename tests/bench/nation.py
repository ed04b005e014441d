"""A nation of invented percentages, as large as is asked for, for the benchmarks of the engine.

It is a compact file, as `engine/compact.py` describes it, with `v` in tenths of a percent. England is the sum
of the other areas, and always there. Of the other rows 3% are suppressed and 2% are not there; a tenth of the
series start late, and half of the measures lack the latest year or the two latest.
"""

import math
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine.area import area_register
from goldenthread.engine.compact import STATUSES, TYPES, Legend
from goldenthread.engine.compact_sheet import Sheet
from goldenthread.engine.compact_write import ROWS_IN_GROUP
from goldenthread.engine.kernel.aim import FIGURES, PLACES, AimTable
from goldenthread.engine.kernel.frame import Frame
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import Period, read_period

ENGLAND = "E92000001"
FIRST_YEAR = 2005
SUPPRESSED, ABSENT, LATE = 0.03, 0.02, 0.1
LACKING = (0.5, 0.3, 0.2)
"""How likely a measure's last figures are those of the latest year, of the year before, and of two before."""
PRESENT = 0.919
"""The share of all measures, areas and years that then has a row."""
MEASURES_AT_ONCE = 100
POLARITIES = ("high_is_good", "low_is_good", "no_judgement")
COLUMNS = ("m", "a", "p", "v", "num", "den", "s")
ROWS = pa.schema([(name, TYPES[name]) for name in COLUMNS])


def measures_for(rows: int, areas: int = 400, periods: int = 20) -> int:
    """How many measures have about so many rows, never fewer."""
    return math.ceil(rows / (PRESENT * (areas + 1) * periods)) + 1


@cache
def areas(count: int = 400) -> tuple[str, ...]:
    """England and so many councils, in order of their codes."""
    kinds = ("E06", "E07", "E08", "E09", "E10", "N09", "S12", "W06")
    councils = [code for code in sorted(area_register()) if code.startswith(kinds)]
    if len(councils) < count:
        raise ValueError(f"there are {len(councils)} councils, not {count}")
    return tuple(sorted((ENGLAND, *councils[:count])))


@cache
def periods(count: int = 20) -> tuple[Period, ...]:
    """Years on end."""
    return tuple(read_period(str(FIRST_YEAR + at)) for at in range(count))


def measures(count: int) -> dict[str, Measure]:
    """Percentages of every polarity in turn."""
    named = (f"m{at:06}" for at in range(count))
    return {
        ref: Measure(
            ref,
            unit="%",
            statistic="proportion",
            multiplier=Decimal(100),
            polarity=POLARITIES[at % len(POLARITIES)],
            decimals=1,
        )
        for at, ref in enumerate(named)
    }


def ways(count: int) -> npt.NDArray[np.int8]:
    """By measure: 1 where high is good, -1 where low is, 0 where neither is."""
    return np.resize(np.array([1, -1, 0], np.int8), count)


def targets(count: int, periods_held: int = 20) -> list[Target]:
    """One council's targets for every measure, with floor standards, for the latest year of all."""
    latest = periods(periods_held)[-1]
    return [
        Target(ref, areas()[0], latest, target=Decimal(20 + at % 60), floor=Decimal(15 + at % 60))
        for at, ref in enumerate(measures(count))
    ]


def aims(frame: Frame) -> AimTable:
    """Two targets with floor standards for every series: one in force since 2010, one for 2030.

    They are a measure's own, in whichever frame it stands.
    """
    place = np.arange(len(frame.refs) * len(frame.places) * 2)
    measure, rest = np.divmod(place, len(frame.places) * 2)
    area, late = np.divmod(rest, 2)
    dates = np.array([[read_period(year).start, read_period(year).end] for year in ("2010", "2030")])
    days = np.array([[each.toordinal() for each in pair] for pair in dates], np.int64)
    own = np.array([int(ref[1:]) for ref in frame.refs])[measure]
    aim = (20 + (own + area) % 60 + late) * 10**PLACES
    none = np.zeros(len(place), np.int64)
    figures = dict.fromkeys(FIGURES, none) | {"target": aim, "floor": aim - 5 * 10**PLACES}
    there = {name: np.full(len(place), name in ("target", "floor")) for name in FIGURES}
    odd = np.zeros(len(place), bool)
    return AimTable(
        frame.refs, frame.places, measure, area, days[late, 0], days[late, 1], figures, there, odd
    )


def neighbours(count: int = 400, each: int = 20) -> dict[str, tuple[str, ...]]:
    """For every council the next ones of the list, the nearest first."""
    councils = [code for code in areas(count) if code != ENGLAND]
    twice = councils * 2
    near = min(each, len(councils) - 1)
    return {code: tuple(twice[at + 1 : at + 1 + near]) for at, code in enumerate(councils)}


def blocks(count: int, councils: int = 400, years: int = 20, seed: int = 1) -> Iterator[pa.Table]:
    """The rows of so many measures, a hundred measures at a time, sorted by measure, area and year."""
    for start in range(0, count, MEASURES_AT_ONCE):
        yield _block(start, min(MEASURES_AT_ONCE, count - start), councils, years, seed)


def _block(start: int, width: int, councils: int, years: int, seed: int) -> pa.Table:
    dice = np.random.default_rng((seed, start))
    shape = (width, councils + 1, years)
    england = areas(councils).index(ENGLAND)
    num, den = _counts(dice, shape)
    num[:, england], den[:, england] = 0, 0
    num[:, england], den[:, england] = num.sum(axis=1), den.sum(axis=1)
    there, hidden = _there(dice, shape, england)
    rows = np.flatnonzero(there)
    hidden = hidden.ravel()[rows]
    num, den = num.ravel()[rows], den.ravel()[rows]
    series, year = np.divmod(rows, years)
    measure, area = np.divmod(series, councils + 1)
    keys = [pa.array(key.astype(np.int32)) for key in (measure + start, area, year)]
    figures = [
        pa.array(figure, mask=hidden) for figure in (np.rint(num * 1000 / den).astype(np.int64), num, den)
    ]
    said = np.where(hidden, STATUSES.index("suppressed"), STATUSES.index("normal"))
    return pa.table([*keys, *figures, pa.array(said.astype(np.uint8))], schema=ROWS)


def _counts(
    dice: np.random.Generator, shape: tuple[int, int, int]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Numerators and denominators: a level for each measure, drifting and shaking in each area."""
    width, places, years = shape
    level = dice.uniform(0.05, 0.9, (width, 1, 1)).astype(np.float32)
    apart = dice.normal(0, 0.05, (width, places, 1)).astype(np.float32)
    drift = dice.normal(0, 0.004, (width, places, 1)).astype(np.float32)
    shaken = dice.standard_normal(shape, np.float32) * np.float32(0.015)
    rate = np.clip(level + apart + drift * np.arange(years, dtype=np.float32) + shaken, 0, 1)
    size = np.exp(dice.normal(8.5, 1.0, (width, places, 1))).astype(np.float32)
    grown = size * (1 + np.float32(0.01) * dice.standard_normal(shape, np.float32))
    den = np.maximum(grown, 20).astype(np.int64)
    num = np.rint(rate * den).astype(np.int64)
    return np.minimum(num, den), den


def _there(
    dice: np.random.Generator, shape: tuple[int, int, int], england: int
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which rows there are, and which of them are suppressed."""
    width, places, years = shape
    chance = dice.random(shape, np.float32)
    late = np.where(
        dice.random((width, places, 1)) < LATE, dice.integers(1, years // 2 + 1, (width, places, 1)), 0
    )
    late[:, england] = 0
    chance[:, england] = 1
    ends = years - dice.choice(len(LACKING), (width, 1, 1), p=LACKING)
    at = np.arange(years)
    there = (chance >= ABSENT) & (at >= late) & (at < ends)
    return there, chance < ABSENT + SUPPRESSED


def legend(count: int, councils: int = 400, years: int = 20) -> Legend:
    """What the codes of such a nation stand for."""
    return Legend(
        refs=tuple(measures(count)),
        places=areas(councils),
        groups=("",),
        periods=tuple(str(period) for period in periods(years)),
        notes=("",),
        value_scale=(1,) * count,
        count_scale=(0,) * count,
        limit_scale=(0,) * count,
    )


def nation(path: Path, count: int, councils: int = 400, years: int = 20, seed: int = 1) -> int:
    """Write the rows of so many measures to one compact file, and return how many there are."""
    part, rows = path.with_suffix(".part"), 0
    sheet = Sheet(part, list(COLUMNS), "m", ROWS_IN_GROUP)
    for block in blocks(count, councils, years, seed):
        sheet.add(block)
        rows += block.num_rows
    sheet.close(legend(count, councils, years))
    part.replace(path)
    return rows


def cached(rows: int, seed: int = 1) -> Path:
    """A file of about so many rows, never fewer: made once, and kept in the machine's temporary folder."""
    made_of = repr((rows, seed, SUPPRESSED, ABSENT, LATE, LACKING, MEASURES_AT_ONCE))
    name = f"nation-{rows}-{crc32(made_of.encode()):08x}"
    path = Path(gettempdir()) / "goldenthread-nation" / f"{name}.parquet"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        nation(path, measures_for(rows), seed=seed)
    return path
