"""The pictures of a comparison: a measure's areas as small lines on one scale, and in order."""

from django.utils.translation import gettext as _

from goldenthread.kit.figure import Caption, Figure, Panel, Peer
from goldenthread.kit.rank_chart import rank_chart
from goldenthread.kit.series import points_of
from goldenthread.kit.small_multiples import small_multiples
from goldenthread.kit.telling import in_unit
from goldenthread.rules.counts import as_judged
from goldenthread.rules.polarity import better, one_way
from goldenthread.thread.compare_table import Compared, ComparedMeasure
from goldenthread.thread.here import interval_shown

MOST_PICTURED = 4
"""Measures of which one page draws pictures."""


def pictures(table: Compared) -> tuple[Figure, ...]:
    """The lines of the first few measures that have figures; of a single measure its areas in order too."""
    held = [row for row in table.rows if any(cell.rows for cell in row.cells)]
    lines = tuple(_lines(n, row) for n, row in enumerate(held[:MOST_PICTURED]))
    if len(table.rows) != 1 or not held:
        return lines
    ranked = _ranked(held[0])
    return (ranked, *lines) if ranked else lines


def _lines(number: int, row: ComparedMeasure) -> Figure:
    measure = row.sheet.measure
    panels = [
        Panel(cell.area_name, points_of(cell.rows, measure.year_type)) for cell in row.cells if cell.rows
    ]
    return small_multiples(
        f"lines-{number}",
        row.sheet.title,
        panels,
        subtitle=in_unit(measure.unit),
        unit=measure.unit,
        decimals=measure.decimals,
        source=row.sheet.publisher or measure.source,
    )


def _ranked(row: ComparedMeasure) -> Figure | None:
    """The areas whose latest figure is of the newest period, in order; None of fewer than two."""
    measure = row.sheet.measure
    last = max(cell.rows[-1].period for cell in row.cells if cell.rows)
    peers = []
    for cell in row.cells:
        latest = cell.rows[-1] if cell.rows else None
        if latest is None or latest.period != last or latest.known_value is None:
            continue
        lower, upper = interval_shown(latest, measure) or (None, None)
        peers.append(Peer(cell.area_name, as_judged(latest.known_value, measure), lower, upper))
    if len(peers) < 2:
        return None
    told = Caption(
        "ranked",
        _("{measure}: these areas in order").format(measure=row.sheet.title),
        in_unit(measure.unit, last.label(measure.year_type)),
        measure.unit,
        measure.decimals,
        row.sheet.publisher or measure.source,
    )
    order = better(1, measure.polarity) if one_way(measure.polarity) else 0
    return rank_chart(told, peers, None, best_first=order)
