"""Observations from the store, as one viewer may read them: later releases win, gaps are counted on reading.

Segments never change, so what a page reads from them is kept under their names, and a new release has a new
name. Tables of everything are not kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.gap import Gap, gap_observations
from goldenthread.engine.release import Release, current, history
from goldenthread.engine.store import ObservationStore
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import ReleaseSheet
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period, read_period

Names = tuple[str, ...]
FEW = 3
"""So many measures are read whole: a page about one asks about several of its places in turn."""

EXACT = Context(prec=60)
ONE = Decimal(1)


def read_table(
    releases: Sequence[ReleaseSheet], sheets: Sequence[MeasureSheet], areas: Iterable[str] | None = None
) -> pa.Table:
    """OBSERVATIONS of these measures, from these releases in their order; `areas` None means every area."""
    gaps = tuple(sheet.gap for sheet in sheets if sheet.gap is not None)
    plain = tuple(sorted({sheet.ref for sheet in sheets if sheet.gap is None}))
    needed = {*plain, *(gap.of for gap in gaps)}
    places = None if areas is None else tuple(sorted(set(areas)))
    known, folder = _holding(releases, needed), str(settings.OBSERVATIONS)
    if len(needed) > FEW:
        read = _read if places is None else _read_and_keep
        return read(folder, known, plain, gaps, places)
    table = _read_and_keep(folder, known, plain, gaps, None)
    if places is None:
        return table
    return table.filter(pc.is_in(_plain(table, "area"), pa.array(places, pa.string())))


def read_delivered(
    releases: Sequence[ReleaseSheet], refs: Iterable[str], areas: Iterable[str] | None = None
) -> pa.Table:
    """OBSERVATIONS of these measures as they were delivered, without gaps; `areas` None means every area."""
    wanted = tuple(sorted(set(refs)))
    places = None if areas is None else tuple(sorted(set(areas)))
    return _read(str(settings.OBSERVATIONS), _holding(releases, set(wanted)), wanted, (), places)


def _holding(releases: Sequence[ReleaseSheet], refs: set[str]) -> tuple[Release, ...]:
    """Of the releases those that hold any of the measures, as the store knows them."""
    return tuple(Release(each.segment, each.received_at) for each in releases if each.measures & refs)


def delivered_by(releases: Sequence[ReleaseSheet], sheet: MeasureSheet) -> dict[tuple[str, str, str], str]:
    """Which release gave each row of a measure, by area, period and group; a gap's rows have none."""
    if sheet.gap is not None:
        return {}
    store, known = ObservationStore(Path(settings.OBSERVATIONS)), _holding(releases, {sheet.ref})
    rows = history(store, known, measures=[sheet.ref])
    rows = rows.filter(pc.is_null(rows.column("known_to")))
    named = {release.received_at: release.ref for release in releases}
    said = (rows.column(name).to_pylist() for name in ("area", "period", "group", "known_from"))
    return {(area, period, group or ""): named[at] for area, period, group, at in zip(*said, strict=True)}


def _read(
    folder: str, releases: tuple[Release, ...], plain: Names, gaps: tuple[Gap, ...], areas: Names | None
) -> pa.Table:
    measures = tuple(sorted({*plain, *(gap.of for gap in gaps)}))
    if not releases or not measures:
        return OBSERVATIONS.empty_table()
    store = ObservationStore(Path(folder))
    if len(releases) == 1:
        delivered = store.read([releases[0].segment], measures=measures, areas=areas)
    else:
        delivered = current(store, releases, measures=measures, areas=areas)
    if not gaps:
        return delivered
    kept = delivered.filter(pc.is_in(_plain(delivered, "measure"), pa.array(plain, pa.string())))
    return pa.concat_tables([kept, *(gap_observations(delivered, gap) for gap in gaps)]).unify_dictionaries()


def areas_in(releases: Sequence[ReleaseSheet]) -> Names:
    """The codes of the areas in which these releases have a row, in order."""
    held = (_areas_of(str(settings.OBSERVATIONS), release.segment) for release in releases)
    return tuple(sorted({area for areas in held for area in areas}))


@lru_cache(maxsize=256)
def _areas_of(folder: str, segment: str) -> frozenset[str]:
    areas = pq.read_table(ObservationStore(Path(folder)).path(segment), columns=["area"]).column("area")
    return frozenset(pc.unique(areas.cast(pa.string())).to_pylist())


_read_and_keep = lru_cache(maxsize=64)(_read)


def only(table: pa.Table, **texts: str) -> pa.Table:
    """The rows whose text columns say exactly this."""
    for column, text in texts.items():
        table = table.filter(pc.equal(_plain(table, column), text))
    return table


def distinct(table: pa.Table, column: str) -> Names:
    """Every text that a column holds, in order."""
    return tuple(sorted(text for text in pc.unique(_plain(table, column)).to_pylist() if text is not None))


def last_rows(table: pa.Table) -> pa.Table:
    """The row of each series whose period is the last."""
    texts = [table.column(name).cast(pa.string()).combine_chunks() for name in ("measure", "area", "group")]
    series = np.zeros(table.num_rows, dtype=np.int64)
    for text in texts:
        codes = text.dictionary_encode()
        series = series * max(len(codes.dictionary), 1) + codes.indices.to_numpy(zero_copy_only=False)
    periods = _plain(table, "period").combine_chunks().dictionary_encode()
    names = periods.dictionary.to_pylist()
    in_order = sorted(range(len(names)), key=lambda at: read_period(names[at]))
    rank = np.zeros(len(names), dtype=np.int64)
    rank[in_order] = np.arange(len(names))
    order = np.lexsort((rank[periods.indices.to_numpy(zero_copy_only=False)], series))
    last = np.append(series[order][1:] != series[order][:-1], True)[: table.num_rows]
    return table.take(pa.array(order[last]))


def observations(table: pa.Table) -> tuple[Observation, ...]:
    """The rows as values, in the order of their periods; numbers without the noughts that say nothing."""
    said = [table.column(field.name).to_pylist() for field in OBSERVATIONS]
    periods = {text: read_period(text) for text in set(said[2])}
    return tuple(sorted((_observation(periods, *row) for row in zip(*said, strict=True)), key=_period))


def _observation(
    periods: Mapping[str, Period], measure: str, area: str, period: str, group: str | None, *rest: Any
) -> Observation:
    value, numerator, denominator, lower, upper, status, qualifier, note = rest
    return Observation(
        measure,
        area,
        periods[period],
        shorn(value),
        group or "",
        shorn(numerator),
        shorn(denominator),
        shorn(lower),
        shorn(upper),
        status or "normal",
        qualifier or "",
        note or "",
    )


def _period(observation: Observation) -> Period:
    return observation.period


def shorn(number: Decimal | None) -> Decimal | None:
    """The same number without trailing noughts or an exponent."""
    if number is None:
        return None
    short = number.normalize(EXACT)
    exponent = short.as_tuple().exponent
    return short.quantize(ONE, context=EXACT) if isinstance(exponent, int) and exponent > 0 else short


def _plain(table: pa.Table, column: str) -> pa.ChunkedArray:
    return table.column(column).cast(pa.string())
