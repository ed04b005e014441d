"""A measure's figures, part by part, cut out of the columns before any of them becomes a value."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import Field

from goldenthread.api.parameter import Day, PageAsked
from goldenthread.api.value import number
from goldenthread.measures.figures import read_figures
from goldenthread.measures.reading import distinct, observations, plain
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period, read_period
from goldenthread.thread.reader import Reader


class FiguresAsked(PageAsked):
    """Which figures of the measure."""

    area: str = Field("", max_length=40, description="Only this area.", examples=["E10000016"])
    group: str | None = Field(
        None, max_length=300, description="Only this group; empty for everyone, and without it every group.",
        examples=["sex=female"],
    )  # fmt: skip
    from_: Day | None = Field(
        None,
        alias="from",
        description="Only periods that begin on this day or later.",
        examples=["2014-04-01"],
    )
    to: Day | None = Field(
        None, description="Only periods that end on this day or earlier.", examples=["2017-03-31"]
    )
    as_known_on: Day | None = Field(
        None, description="As they were known at the end of this day.", examples=["2026-03-31"]
    )


def figure_rows(sheet: MeasureSheet, asked: FiguresAsked, reader: Reader) -> tuple[list[dict[str, Any]], int]:
    """The part asked for, by area, group and period; and how many rows there are in all."""
    areas = [asked.area] if asked.area else None
    table = read_figures(reader.sight, [sheet], areas, asked.as_known_on).table
    periods = {text: read_period(text) for text in distinct(table, "period")}
    order = sorted(periods, key=periods.__getitem__)
    wanted = [text for text in order if _is_within(periods[text], asked.from_, asked.to)]
    keys = _keys(table, pa.array(order, pa.string()))
    keep = pc.is_in(keys.column("period"), pa.array(wanted, pa.string()))
    if asked.group is not None:
        keep = pc.and_(keep, pc.equal(keys.column("group"), asked.group))
    keys = keys.filter(keep)
    ranked = pc.sort_indices(
        keys, sort_keys=[("area", "ascending"), ("group", "ascending"), ("rank", "ascending")]
    )
    cut = pc.take(keys.column("at"), ranked.slice(asked.offset, asked.limit))
    rows = sorted(observations(table.take(cut)), key=lambda row: (row.area, row.group, row.period))
    return [_row(row, sheet.measure) for row in rows], keys.num_rows


def _is_within(period: Period, since: date | None, until: date | None) -> bool:
    """Whether all of the period lies between the days; its end is the day after its last."""
    last = period.end - timedelta(days=1)
    return (since is None or period.start >= since) and (until is None or last <= until)


def _keys(table: pa.Table, order: pa.Array) -> pa.Table:
    """What rows are chosen and put in order by, with where each stands in the table."""
    period = plain(table, "period")
    return pa.table(
        {
            "area": plain(table, "area"),
            "group": pc.fill_null(plain(table, "group"), ""),
            "period": period,
            "rank": pc.index_in(period, order),
            "at": pa.array(np.arange(table.num_rows)),
        }
    )


def _row(row: Observation, measure: Measure) -> dict[str, Any]:
    def shown(value: Decimal | None) -> str | None:
        # A figure that is suppressed is not told by the counts that it was made of either.
        return None if row.silence else number(value)

    return {
        "measure": row.measure,
        "area": row.area,
        "period": str(row.period),
        "period_label": row.period.label(measure.year_type),
        "value": shown(row.value),
        "numerator": shown(row.numerator),
        "denominator": shown(row.denominator),
        "lower": shown(row.lower),
        "upper": shown(row.upper),
        "group": row.group,
        "status": row.status,
        "qualifier": row.qualifier,
        "note": row.note,
        "unit": measure.unit,
    }
