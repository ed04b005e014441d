"""Observations from the store, as one viewer may read them: later releases win, gaps are counted on reading.

Nothing is kept between two readings.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.disclosure.mask import NOTHING, Mask
from goldenthread.engine.gap import Gap, gap_observations
from goldenthread.engine.release import Release, current, history
from goldenthread.engine.store import ObservationStore
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import ReleaseSheet
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period, read_period

Names = tuple[str, ...]
EXACT = Context(prec=60)
ONE = Decimal(1)


def read_table(
    releases: Sequence[ReleaseSheet],
    sheets: Sequence[MeasureSheet],
    areas: Iterable[str] | None = None,
    mask: Mask = NOTHING,
) -> pa.Table:
    """OBSERVATIONS of these measures, from these releases in their order; `areas` None means every area.

    `mask` takes out what the viewer is not shown, before gaps are counted.
    """
    gaps = tuple(sheet.gap for sheet in sheets if sheet.gap is not None)
    plain_refs = tuple(sorted({sheet.ref for sheet in sheets if sheet.gap is None}))
    places = None if areas is None else tuple(sorted(set(areas)))
    return _read(releases, plain_refs, gaps, places, mask)


def read_delivered(
    releases: Sequence[ReleaseSheet], refs: Iterable[str], areas: Iterable[str] | None = None
) -> pa.Table:
    """OBSERVATIONS of these measures as they were delivered, without gaps; `areas` None means every area."""
    wanted = tuple(sorted(set(refs)))
    places = None if areas is None else tuple(sorted(set(areas)))
    return _read(releases, wanted, (), places)


def observation_store() -> ObservationStore:
    """Where the installation keeps its observations."""
    return ObservationStore(settings.OBSERVATIONS)


def as_released(releases: Sequence[ReleaseSheet]) -> tuple[Release, ...]:
    """The releases as the store knows them."""
    return tuple(Release(each.segment, each.received_at, each.measures) for each in releases)


def delivered_by(releases: Sequence[ReleaseSheet], sheet: MeasureSheet) -> dict[tuple[str, str, str], str]:
    """Which release gave each row of a measure, by area, period and group; a gap's rows have none."""
    if sheet.gap is not None:
        return {}
    rows = history(observation_store(), as_released(releases), measures=[sheet.ref])
    rows = rows.filter(pc.is_null(rows.column("known_to")))
    named = {release.received_at: release.ref for release in releases}
    said = (rows.column(name).to_pylist() for name in ("area", "period", "group", "known_from"))
    return {(area, period, group or ""): named[at] for area, period, group, at in zip(*said, strict=True)}


def _read(
    releases: Sequence[ReleaseSheet],
    refs: Names,
    gaps: tuple[Gap, ...],
    areas: Names | None,
    mask: Mask = NOTHING,
) -> pa.Table:
    measures = tuple(sorted({*refs, *(gap.of for gap in gaps)}))
    if not releases or not measures:
        return OBSERVATIONS.empty_table()
    delivered = current(observation_store(), as_released(releases), measures=measures, areas=areas)
    delivered = mask.over(delivered)
    if not gaps:
        return delivered
    kept = delivered.filter(pc.is_in(plain(delivered, "measure"), pa.array(refs, pa.string())))
    return pa.concat_tables([kept, *(gap_observations(delivered, gap) for gap in gaps)]).unify_dictionaries()


def only(table: pa.Table, **texts: str) -> pa.Table:
    """The rows whose text columns say exactly this."""
    for column, text in texts.items():
        table = table.filter(pc.equal(plain(table, column), text))
    return table


def distinct(table: pa.Table, column: str) -> Names:
    """Every text that a column holds, in order."""
    return tuple(sorted(text for text in pc.unique(plain(table, column)).to_pylist() if text is not None))


def last_rows(table: pa.Table) -> pa.Table:
    """The row of each series whose period is the last."""
    series = np.zeros(table.num_rows, dtype=np.int64)
    for name in ("measure", "area", "group"):
        texts, codes = _coded(table.column(name))
        series = series * (len(texts) + 1) + codes
    names, periods = _coded(table.column("period"))
    rank = np.array(_ranks(names), dtype=np.int64)
    order = np.lexsort((rank[periods], series))
    last = np.append(series[order][1:] != series[order][:-1], True)[: table.num_rows]
    return table.take(pa.array(order[last]))


def _coded(column: pa.ChunkedArray) -> tuple[list[str], npt.NDArray[np.int64]]:
    """The distinct texts of a column, and for each row which of them it has; -1 where it has none."""
    coded = column.unify_dictionaries().combine_chunks()
    return coded.dictionary.to_pylist(), coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)


def _ranks(texts: Sequence[str]) -> list[int]:
    """Where the period that each text names stands among them all in order."""
    periods = [read_period(text) for text in texts]
    ranks = [0] * len(texts)
    for rank, at in enumerate(sorted(range(len(texts)), key=periods.__getitem__)):
        ranks[at] = rank
    return ranks


def observations(table: pa.Table) -> tuple[Observation, ...]:
    """The rows as values, in the order of their periods; numbers without the noughts that say nothing."""
    said = [_values(table.column(field.name)) for field in OBSERVATIONS]
    texts = list(dict.fromkeys(said[2]))
    periods = {text: read_period(text) for text in texts}
    ranks = dict(zip(texts, _ranks(texts), strict=True))
    rows = sorted(zip(*said, strict=True), key=lambda row: ranks[row[2]])
    return tuple(_observation(periods, *row) for row in rows)


def _values(column: pa.ChunkedArray) -> list[Any]:
    """A column as Python values; most columns of numbers beside the figure say nothing at all."""
    if column.null_count == len(column):
        return [None] * len(column)
    plainly = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    values: list[Any] = plainly.to_pylist()
    return values


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


def shorn(number: Decimal | None) -> Decimal | None:
    """The same number without trailing noughts or an exponent."""
    if number is None:
        return None
    short = number.normalize(EXACT)
    exponent = short.as_tuple().exponent
    return short.quantize(ONE, context=EXACT) if isinstance(exponent, int) and exponent > 0 else short


def plain(table: pa.Table, column: str) -> pa.ChunkedArray:
    """A column of text as text, whatever codes it is kept in."""
    return table.column(column).cast(pa.string())
