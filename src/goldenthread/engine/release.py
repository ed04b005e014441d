"""What is known now, or was known on a day, out of releases that came one after another.

A release states some keys (measure, area, period and group) anew. A later release wins key by key; a figure
is withdrawn by a release that says it is missing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa

from goldenthread.engine import compaction
from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.segment import key_order, latest, same_as_next
from goldenthread.engine.store import ObservationStore

MOMENT = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, slots=True)
class Release:
    """One delivery of data: its segment, and the moment (with its time zone) from which it was known."""

    segment: str
    known_from: datetime
    measures: frozenset[str] | None = None
    """The measures that it holds, where that is known: it is not opened for others."""

    def holds(self, measures: Collection[str] | None) -> bool:
        """Whether it may hold any of these measures."""
        return measures is None or self.measures is None or not self.measures.isdisjoint(measures)


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
    parts, later = _compacted(store, in_order(releases, as_known_on), measures, areas)
    compacted = bool(parts)
    wanted = [each.segment for each in later if each.holds(measures)]
    parts += [store.read([each], measures=measures, areas=areas) for each in wanted]
    parts = [part for part in parts if part.num_rows]
    if not parts:
        return OBSERVATIONS.empty_table()
    if len(parts) > 1:
        return latest(pa.concat_tables(parts))
    return parts[0].take(pa.array(key_order(parts[0]))) if compacted else parts[0]


def _compacted(
    store: ObservationStore,
    releases: list[Release],
    measures: Collection[str] | None,
    areas: Collection[str] | None,
) -> tuple[list[pa.Table], list[Release]]:
    """What the best compaction says of the first releases, where there is one; and the releases after it."""
    held = compaction.found(store, [release.segment for release in releases])
    if held is None:
        return [], releases
    try:
        return [held.read(measures, areas)], releases[held.releases :]
    except OSError:  # swept since by whoever made a better one: the releases say the same
        return [], releases


def in_order(releases: Sequence[Release], as_known_on: datetime | None = None) -> list[Release]:
    """The releases known by then, the earliest first."""
    return [
        release
        for release in sorted(releases, key=lambda release: release.known_from)
        if as_known_on is None or release.known_from <= as_known_on
    ]


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
    known = [each for each in in_order(releases, as_known_on) if each.holds(measures)]
    parts = [store.read([release.segment], measures=measures, areas=areas) for release in known]
    moments = [_moments(release, part) for release, part in zip(known, parts, strict=True)]
    table = pa.concat_tables([OBSERVATIONS.empty_table(), *parts])
    known_from = pa.chunked_array(moments, MOMENT).combine_chunks()
    order = key_order(table)
    table, known_from = table.take(pa.array(order)), known_from.take(pa.array(order))
    replaced = np.zeros(table.num_rows, dtype=bool)
    replaced[:-1] = same_as_next(table)
    following = np.minimum(np.arange(table.num_rows) + 1, max(0, table.num_rows - 1))
    known_to = known_from.take(pa.array(following, mask=~replaced))
    return table.append_column("known_from", known_from).append_column("known_to", known_to)


def _moments(release: Release, rows: pa.Table) -> pa.Array:
    moment = pa.scalar(release.known_from.astimezone(UTC), MOMENT)
    return pa.repeat(moment, rows.num_rows)
