"""What is known now, or was known on a day, out of releases that came one after another.

A release states some keys (measure, area, period and group) anew. A later release wins key by key; a figure
is withdrawn by a release that says it is missing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.segment import KEY, key_order, ranks
from goldenthread.engine.store import ObservationStore

MOMENT = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, slots=True)
class Release:
    """One delivery of data: its segment, and the moment (with its time zone) from which it was known."""

    segment: str
    known_from: datetime


def current(
    store: ObservationStore,
    releases: Sequence[Release],
    *,
    as_known_on: datetime | None = None,
    measures: Collection[str] | None = None,
    areas: Collection[str] | None = None,
) -> pa.Table:
    """Each key's latest row, as OBSERVATIONS in order of the key; of what was known by then, where given.

    Releases known from the same moment count in the order given.
    """
    table = history(store, releases, measures=measures, areas=areas, as_known_on=as_known_on)
    latest = table.filter(pc.is_null(table.column("known_to")))
    return latest.select(OBSERVATIONS.names)


def history(
    store: ObservationStore,
    releases: Sequence[Release],
    *,
    as_known_on: datetime | None = None,
    measures: Collection[str] | None = None,
    areas: Collection[str] | None = None,
) -> pa.Table:
    """Every row ever released, by key and then by when it was known.

    OBSERVATIONS with `known_from` and `known_to`: the moments between which the row was what was known, the
    second null for what still is.
    """
    in_order = sorted(releases, key=lambda release: release.known_from)
    if as_known_on is not None:
        in_order = [release for release in in_order if release.known_from <= as_known_on]
    parts = [store.read([release.segment], measures=measures, areas=areas) for release in in_order]
    moments = [_moments(release, part) for release, part in zip(in_order, parts, strict=True)]
    table = pa.concat_tables([OBSERVATIONS.empty_table(), *parts])
    known_from = pa.chunked_array(moments, MOMENT).combine_chunks()
    order = key_order(table)
    table, known_from = table.take(pa.array(order)), known_from.take(pa.array(order))
    replaced = np.zeros(table.num_rows, dtype=bool)
    replaced[:-1] = _same_key_as_next(table)
    following = np.minimum(np.arange(table.num_rows) + 1, max(0, table.num_rows - 1))
    known_to = known_from.take(pa.array(following, mask=~replaced))
    return table.append_column("known_from", known_from).append_column("known_to", known_to)


def _same_key_as_next(table: pa.Table) -> npt.NDArray[np.bool_]:
    same = np.ones(max(0, table.num_rows - 1), dtype=bool)
    for column in KEY:
        codes = ranks(table, column)
        same &= codes[1:] == codes[:-1]
    return same


def _moments(release: Release, rows: pa.Table) -> pa.Array:
    moment = pa.scalar(release.known_from.astimezone(UTC), MOMENT)
    return pa.repeat(moment, rows.num_rows)
