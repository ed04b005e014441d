"""Confidence intervals beside the observations of a table: `rules.interval`, whole columns at a time."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.engine.kernel.code import coded
from goldenthread.engine.kernel.frame import Floats
from goldenthread.engine.kernel.interval import (
    METHODS,
    Limits,
    Values,
    counts_behind,
    limits_of_counts,
    or_published,
)
from goldenthread.engine.kernel.nearest import nearest_floats
from goldenthread.engine.kernel.units import AS_DELIVERED, scaled
from goldenthread.rules.interval import PUBLISHED_AT, interval_of
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import MOST_PLACES
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period

SILENT = ("missing", "suppressed")


def with_intervals(table: pa.Table, measures: Mapping[str, Measure], confidence: float) -> pa.Table:
    """An OBSERVATIONS table with each row's `lower`, `upper` and `method`, in the order of its rows.

    The limits are floats in the measure's unit. Without an interval they are null, and the method is empty.
    """
    refs = coded(table["measure"])
    facts = [measures[ref] for ref in refs.texts]
    values, large = _values(table, facts, refs.of_row)
    made = limits_of_counts(counts_behind(values, facts), confidence)
    if confidence == PUBLISHED_AT:
        lower, upper = _floats(table, "lower"), _floats(table, "upper")
        if lower is not None and upper is not None:
            made = or_published(made, lower, upper, values, facts)
    _by_rules(made, table, measures, np.flatnonzero(large), confidence)
    columns = {name: table[name] for name in OBSERVATIONS.names}
    columns["lower"] = pa.array(made.lower, mask=~made.there)
    columns["upper"] = pa.array(made.upper, mask=~made.there)
    columns["method"] = pa.array(METHODS, pa.string()).take(pa.array(made.method))
    return pa.table(columns)


def _values(table: pa.Table, facts: Sequence[Measure], measure: Ints) -> tuple[Values, Bools]:
    """The judged values of a table, and which rows are too large for units and are the rules' to answer."""
    status, qualifier = coded(table["status"]), coded(table["qualifier"])
    exact = _whole(table["value"])
    silent = status.flags(SILENT) | qualifier.flags(["<", ">"])
    valued = exact.is_valid().to_numpy(zero_copy_only=False) & ~silent
    declared = np.array(
        [AS_DELIVERED if each.decimals is None else each.decimals for each in facts], np.int64
    )
    decimals = declared[measure]
    units, _, large = scaled(exact, decimals, valued)
    decimals = np.where(decimals == AS_DELIVERED, MOST_PLACES, decimals)
    numerator, denominator = _floats(table, "numerator"), _floats(table, "denominator")
    return Values(units, decimals, valued & ~large, numerator, denominator, measure), large


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _floats(table: pa.Table, name: str) -> Floats | None:
    if table[name].null_count == table.num_rows:
        return None
    return nearest_floats(_whole(table[name]))


def _by_rules(
    made: Limits, table: pa.Table, measures: Mapping[str, Measure], rows: Ints, confidence: float
) -> None:
    """The few values that are too large for units, each asked of the rule itself."""
    for at, row in zip(rows.tolist(), table.take(pa.array(rows)).to_pylist(), strict=True):
        observation = Observation(
            row["measure"],
            row["area"],
            read_period(row["period"]),
            row["value"],
            row["group"] or "",
            row["numerator"],
            row["denominator"],
            row["lower"],
            row["upper"],
            row["status"] or "normal",
            row["qualifier"] or "",
        )
        found = interval_of(observation, measures[row["measure"]], confidence)
        if found is not None:
            made.lower[at], made.upper[at] = found.lower, found.upper
            made.method[at] = METHODS.index(found.method)
