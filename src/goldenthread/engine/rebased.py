"""Recorded decisions that a series' limits begin anew from a period, from their table."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.table import Table, read_table
from goldenthread.rules.comparator import SeriesKey
from goldenthread.rules.group import UnknownGroup, read_group
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import Period, UnknownPeriod, read_period
from goldenthread.rules.refusal import Refusal, Refused

REQUIRED = ("measure", "area", "period", "reason")
KEY = ("measure", "area", "group", "period")
Key = tuple[str, str, str, str]


def read_rebased(
    path: Path, observations: pa.Table, measures: Mapping[str, Measure]
) -> dict[SeriesKey, tuple[Period, ...]]:
    """The periods from which each series' limits begin anew, in order.

    Raises Refused with every row that gives no reason, stands twice, or names a period that its series does
    not have among the observations: a decision is about points that somebody has seen.
    """
    table = read_table(path, REQUIRED, ("group",))
    wrong: list[Refusal] = []
    found: dict[Key, Period] = {}
    rows: dict[Key, int] = {}
    for at, row in enumerate(table.data.to_pylist()):
        said = {name: (text or "").strip() for name, text in row.items()}
        period, refused = _row(table, at, said, measures)
        wrong += refused
        if period is None:
            continue
        key = (said["measure"], said["area"], str(read_group(said.get("group", ""))), str(period))
        if key in found:
            what = "the limits of this series begin anew here already"
            wrong.append(table.refuse(at, "period", what, "keep one row for each decision"))
        found[key], rows[key] = period, at
    there = _observed(observations, found)
    wrong += [_stray(table, at, key, there) for key, at in rows.items() if key not in there]
    if wrong:
        raise Refused(sorted(wrong, key=lambda refusal: refusal.row or 0))
    series: dict[SeriesKey, list[Period]] = {}
    for (measure, area, group, _), period in found.items():
        series.setdefault((measure, area, group), []).append(period)
    return {key: tuple(sorted(periods)) for key, periods in series.items()}


def _row(
    table: Table, at: int, said: Mapping[str, str], measures: Mapping[str, Measure]
) -> tuple[Period | None, list[Refusal]]:
    """The row's period, None where the row cannot be taken, and what is wrong."""
    wrong = [table.refuse(at, name, f"the {name} is empty", _DO[name]) for name in REQUIRED if not said[name]]
    try:
        read_group(said.get("group", ""))
    except UnknownGroup as error:
        do = "write it as dimension=member, pairs joined by ;"
        wrong.append(table.refuse(at, "group", str(error), do))
    measure = measures.get(said["measure"])
    period = None
    try:
        if said["period"]:
            period = read_period(said["period"], measure.year_type if measure else "")
    except UnknownPeriod as error:
        do = "write it as 2016/17, 2016/17 Q1, June 2016, or an ISO 8601 interval such as 2016-04-01/P1Y"
        wrong.append(table.refuse(at, "period", str(error), do))
    return (None if wrong else period), wrong


_DO = {
    "measure": "give the row its measure",
    "area": "give the row its area",
    "period": "name the first period of the new limits",
    "reason": "say what changed, and who decided that limits begin anew",
}


def _stray(table: Table, at: int, key: Key, there: set[Key]) -> Refusal:
    what = f"the series has no {key[3]}"
    return table.refuse(at, "period", what, "name a period that the observations have for this series")


def _observed(observations: pa.Table, keys: Mapping[Key, Period]) -> set[Key]:
    """Which of the keys the observations have."""
    mask = None
    for place, name in enumerate(KEY):
        among = pc.is_in(
            observations[name], value_set=pa.array(sorted({key[place] for key in keys}), pa.string())
        )
        mask = among if mask is None else pc.and_(mask, among)
    near = observations.select(KEY).filter(mask).to_pylist()
    seen = {(row["measure"], row["area"], row["group"] or "", row["period"]) for row in near}
    return seen & set(keys)
