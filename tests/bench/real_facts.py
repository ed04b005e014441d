"""What there is of each series, counted from the observations alone, not by the engine that judged them."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from goldenthread.engine.judge import Judging
from goldenthread.rules.period import Period, read_period
from tests.bench.real import ENGLAND

KEY = ["measure", "area", "group"]
COUNTED = ("proportion", "rate", "count")
TRENDS = ("proportion", "rate", "standardised_rate")
NEIGHBOURS = 3
POINTS = 5


def facts(observations: pa.Table, asked: Judging) -> pd.DataFrame:
    """One row for each series, by measure, area and group; every column says yes or no."""
    rows = _rows(observations, asked)
    rows["limited"] = _limited(rows, asked)
    latest = rows.groupby(KEY, sort=False).tail(1).set_index(KEY)
    found = pd.DataFrame(index=latest.index)
    found["without_row"], found["withheld"] = latest.status.eq("missing"), latest.status.eq("suppressed")
    found["astray"] = latest.astray & ~latest.counted
    found["bare"] = ~latest.limited & ~latest.counted
    found["pooled"] = [_years(period) > 1 for period in latest.period]
    like = rows[rows.set_index(KEY).index.map(latest.period.map(_length)) == rows.period.map(_length).values]
    valued = like[like.valued]
    found["few"] = valued.groupby(KEY).size().reindex(found.index, fill_value=0) < POINTS
    enough = valued[~found.few.reindex(pd.MultiIndex.from_frame(valued[KEY])).to_numpy()]
    found["still"] = _still(enough).reindex(found.index, fill_value=False)
    last = valued.groupby(KEY).tail(POINTS)
    found["bare_of_five"] = (
        (~last.limited & ~last.counted)
        .groupby([last[key] for key in KEY])
        .any()
        .reindex(found.index, fill_value=False)
    )
    _look_back(found, latest, like)
    _beside(found, latest, rows, asked)
    _defined(found, asked)
    return found


def _rows(observations: pa.Table, asked: Judging) -> pd.DataFrame:
    names = [*KEY, "period", "status", "value", "numerator", "denominator", "lower", "upper"]
    rows = observations.select(names).to_pandas()
    for name in (*KEY, "period", "status"):
        rows[name] = rows[name].astype(str)
    known = {text: read_period(text) for text in rows.period.unique()}
    place = {text: at for at, text in enumerate(sorted(known, key=lambda text: known[text]))}
    rows["order"] = rows.period.map(place)
    rows["period"] = rows.period.map(known)
    decimals = rows.measure.map(lambda ref: asked.measures[ref].decimals)
    rows["valued"], rows["value"] = rows.value.notna(), rows.value.astype(float)
    for places in decimals.dropna().unique():
        rows.loc[decimals == places, "value"] = rows.value.round(int(places))
    # A figure may lie half a unit outside its limits, because it was rounded.
    half = 0.5 / 10 ** decimals.astype(float).fillna(6) + 1e-9
    lower, upper = rows.lower.astype(float), rows.upper.astype(float)
    rows["astray"] = (lower - rows.value > half) | (rows.value - upper > half)
    rows["limits"] = lower.notna() & upper.notna() & ~rows.astray
    return rows.sort_values([*KEY, "order"])


def _limited(rows: pd.DataFrame, asked: Judging) -> pd.Series:
    """Limits were published, or there are counts, or the figure is its own count."""
    statistics = rows.measure.map(lambda ref: asked.measures[ref].statistic)
    both = rows.numerator.notna() & rows.denominator.notna()
    rows["counted"] = (both & statistics.isin(COUNTED)) | statistics.eq("count")
    return rows.limits


def _length(period: Period) -> str:
    return f"{period.count}{period.unit}"


def _years(period: Period) -> float:
    return period.count if period.unit == "Y" else 0


def _still(valued: pd.DataFrame) -> pd.Series:
    """Nothing is left of the steps from point to point once those that stand out are taken away."""

    def is_still(values: pd.Series) -> bool:
        steps = np.abs(np.diff(values.to_numpy())).round(9)
        return not len(steps) or not steps[steps < 3.267 * steps.mean()].any()

    if not len(valued):
        return pd.Series(False, valued.set_index(KEY).index)
    return valued.groupby(KEY).value.apply(is_still).astype(bool)


def _look_back(found: pd.DataFrame, latest: pd.DataFrame, like: pd.DataFrame) -> None:
    """Is there a row of the same length one year before, and three or else two; and what does it say?"""
    rows: dict[tuple[str, ...], dict[Period, tuple[bool, str, bool]]] = defaultdict(dict)
    for *key, period, valued, status, bare in zip(
        *(like[key] for key in KEY), like.period, like.valued, like.status, ~like.limited & ~like.counted,
        strict=True,
    ):  # fmt: skip
        rows[tuple(key)][period] = (valued, status, bare)
    for name, spans in (("one", (1,)), ("three", (3, 2))):
        said = [
            _earlier(rows[key], period, spans) for key, period in zip(found.index, latest.period, strict=True)
        ]
        found[f"nothing_{name}"] = [each is None for each in said]
        found[f"without_row_{name}"] = [each is not None and each[1] == "missing" for each in said]
        found[f"withheld_{name}"] = [each is not None and each[1] == "suppressed" for each in said]
        found[f"bare_{name}"] = [each is not None and each[2] for each in said]
        found[f"overlaps_{name}"] = [
            period.count > spans[0] and period.unit == "Y" for period in latest.period
        ]


def _earlier(
    rows: Mapping[Period, tuple[bool, str, bool]], latest: Period, spans: tuple[int, ...]
) -> tuple[bool, str, bool] | None:
    said = None
    for span in spans:
        wanted = latest.earlier(span)
        there = rows.get(wanted)
        if there is None and latest.is_instant:
            days = {abs((period.start - wanted.start).days): row for period, row in rows.items()}
            there = days[min(days)] if min(days) <= 31 else None
        if there is not None and there[0]:
            return there
        said = said or there
    return said


def _beside(found: pd.DataFrame, latest: pd.DataFrame, rows: pd.DataFrame, asked: Judging) -> None:
    """England's figure and the neighbours' of the same period."""
    valued = rows[rows.valued]
    there = set(zip(valued.measure, valued.group, valued.order, valued.area, strict=True))
    lists, counts, england = asked.comparators, [], []
    for (measure, area, group), order in zip(found.index, latest.order, strict=True):
        england.append((measure, group, order, ENGLAND) in there)
        near = lists.neighbours_of(measure, area)
        counts.append(sum((measure, group, order, each) in there for each in near))
    areas = found.index.get_level_values("area")
    listed = {area: bool(lists.neighbours_of("", area)) for area in areas.unique()}
    found["is_england"] = areas == ENGLAND
    found["without_england"] = ~np.array(england)
    found["unlisted"] = [not listed[area] for area in areas]
    found["alone"] = np.array(counts) < NEIGHBOURS


def _defined(found: pd.DataFrame, asked: Judging) -> None:
    """What the measure is said to be, and whether it has any target."""
    facts = [asked.measures[ref] for ref in found.index.get_level_values("measure")]
    found["activity"] = [each.kind == "activity" for each in facts]
    found["other_kind"] = ~found.activity
    found["plain_count"] = [each.statistic == "count" for each in facts]
    found["untested"] = [each.statistic not in TRENDS for each in facts]
    found["aimless"] = not asked.targets
    found["disagreeing"] = ~found.bare
