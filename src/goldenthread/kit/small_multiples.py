"""Many small lines on one scale, the chosen one dark, a benchmark in each; and a bare line for a cell."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from goldenthread.kit.figure import DataTable, Figure, Line, Panel, Point
from goldenthread.kit.format import cell, count_of, sign_of, with_unit
from goldenthread.kit.line_chart import runs
from goldenthread.kit.palette import GREY_LINE, GRID, INK, MAIN, QUIET
from goldenthread.kit.scale import Axis, between, snug
from goldenthread.kit.svg import drawing, element, line, polyline, words
from goldenthread.kit.telling import extremes, with_heading
from goldenthread.rules.tongue import say

HEIGHT = 112.0


def small_multiples(
    key: str,
    title: str,
    panels: Sequence[Panel],
    *,
    subtitle: str = "",
    unit: str = "",
    decimals: int | None = None,
    benchmark: Line | None = None,
    source: str = "",
) -> Figure:
    """A small line for each panel, sorted by latest value, highest first, all on one scale.

    With a `chosen` panel that one is dark and the rest grey. `benchmark` runs thin and grey through each.
    """
    ordered = sorted(panels, key=lambda panel: (-(_latest(panel.points) or Decimal("-Infinity")), panel.name))
    every = [p.value for panel in panels for p in panel.points if p.value is not None]
    every += [p.value for p in benchmark.points if p.value is not None] if benchmark else []
    scale = snug([float(value) for value in every])
    told = _told(ordered, unit, decimals)
    desk, phone = (
        _drawn(f"{key}{end}", title, told, ordered, benchmark, scale, width, columns, unit, decimals)
        for end, width, columns in (("", 640.0, 4), ("-phone", 360.0, 2))
    )
    notes = [say("The thin grey line in each panel is {name}.", name=benchmark.name)] if benchmark else []
    if every:
        notes.append(say("All panels share one scale, {range}.", range=_ends(every, unit, decimals)))
    return Figure(
        key,
        title,
        subtitle,
        told,
        desk,
        phone,
        _table(title, ordered, benchmark, unit, decimals),
        tuple(notes),
        source,
    )


def sparkline(points: Sequence[Point]) -> str:
    """A bare line, 96 by 24, for a cell whose row carries the figures: decoration, not read out."""
    values = [float(point.value) for point in points if point.value is not None]
    scale, days = Axis(min(values, default=0), max(values, default=1), (), 0), _days(points)
    box = (4.0, 3.0, 88.0, 21.0)
    inside = "".join(
        polyline(_places(run, scale, days, box), stroke=MAIN, stroke_width=2, class_="gt-line")
        for run in runs(points)
        if len(run) > 1
    )
    last = next((point for point in reversed(points) if point.value is not None), None)
    if last:
        x, y = _places([last], scale, days, box)[0]
        inside += element("circle", cx=x, cy=y, r=3, fill=MAIN, class_="gt-point")
    return element(
        "svg",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 96 24",
        width="96",
        height="24",
        class_="gt-sparkline",
        aria_hidden="true",
        focusable="false",
    )


def _latest(points: Sequence[Point]) -> Decimal | None:
    return next((point.value for point in reversed(points) if point.value is not None), None)


def _days(points: Sequence[Point]) -> tuple[int, int]:
    days = [point.at.toordinal() for point in points]
    return min(days, default=0), max(days, default=1)


def _places(
    points: Sequence[Point], scale: Axis, days: tuple[int, int], box: tuple[float, float, float, float]
) -> list[tuple[float, float]]:
    left, top, right, base = box
    first, last = days
    span = (last - first) or 1
    return [
        (
            left + (point.at.toordinal() - first) / span * (right - left),
            between(float(point.value or 0), scale, base, top),
        )
        for point in points
    ]


def _drawn(
    key: str,
    title: str,
    told: str,
    panels: Sequence[Panel],
    benchmark: Line | None,
    scale: Axis,
    width: float,
    columns: int,
    unit: str,
    decimals: int | None,
) -> str:
    across = width / columns
    days = _days([point for panel in panels for point in panel.points])
    some_chosen = any(panel.chosen for panel in panels)
    parts = []
    for n, panel in enumerate(panels):
        x, y = n % columns * across, n // columns * HEIGHT
        dark = panel.chosen or not some_chosen
        parts.append(_panel(panel, benchmark, scale, days, (x, y, across - 16), dark, unit, decimals))
    height = max(1, ceil(len(panels) / columns)) * HEIGHT
    return drawing(key, (width, height), title, told, *parts)


def _panel(
    panel: Panel,
    benchmark: Line | None,
    scale: Axis,
    days: tuple[int, int],
    where: tuple[float, float, float],
    dark: bool,
    unit: str,
    decimals: int | None,
) -> str:
    x, y, width = where
    box = (x, y + 46, x + width - 6, y + 94)
    figure = with_unit(_latest(panel.points), sign_of(unit), decimals)
    weight = {"font_weight": "700"} if dark else {}
    parts = [
        words(x, y + 16, panel.name, fill=INK, font_size=13, class_="gt-ink", **weight),
        words(x, y + 34, figure, fill=MAIN if dark else QUIET, font_size=15, class_="gt-strong", **weight),
        line(x, box[3], x + width, box[3], stroke=GRID, class_="gt-grid"),
    ]
    if benchmark:
        inside = [p for p in benchmark.points if days[0] <= p.at.toordinal() <= days[1]]
        parts += _lines(inside, scale, days, box, GREY_LINE, 1.2, "gt-grey")
    colour = MAIN if dark else QUIET
    parts += _lines(panel.points, scale, days, box, colour, 2.2, "gt-line" if dark else "gt-other")
    known = [point for point in panel.points if point.value is not None]
    if known:
        end_x, end_y = _places(known[-1:], scale, days, box)[0]
        parts.append(element("circle", cx=end_x, cy=end_y, r=3.5, fill=colour, class_="gt-point"))
    return "".join(parts)


def _lines(
    points: Sequence[Point],
    scale: Axis,
    days: tuple[int, int],
    box: tuple[float, float, float, float],
    colour: str,
    thick: float,
    name: str,
) -> list[str]:
    return [
        polyline(_places(run, scale, days, box), stroke=colour, stroke_width=thick, class_=name)
        for run in runs(points)
        if len(run) > 1
    ]


def _ends(values: Sequence[Decimal], unit: str, decimals: int | None) -> str:
    sign = sign_of(unit)
    lower, upper = (with_unit(end, sign, decimals) for end in (min(values), max(values)))
    return say("{lower} to {upper}", lower=lower, upper=upper)


def _told(panels: Sequence[Panel], unit: str, decimals: int | None) -> str:
    known = [(panel.name, value) for panel in panels if (value := _latest(panel.points)) is not None]
    if not known:
        return say("There are no figures to show.")
    (high, most), (low, least) = known[0], known[-1]
    if len(known) == 1:
        return f"{say('1 place, latest figure.')} {high} {with_unit(most, unit, decimals)}."
    ends = extremes((high, most), (low, least), unit, decimals)
    return say("{places}, latest figures.", places=count_of(len(known), "place")) + f" {ends}"


def _table(
    title: str, panels: Sequence[Panel], benchmark: Line | None, unit: str, decimals: int | None
) -> DataTable:
    """Places down, periods across, the benchmark last."""
    lines = [(panel.name, panel.points) for panel in panels]
    lines += [(benchmark.name, benchmark.points)] if benchmark else []
    labels = {point.at: point.label for _, points in lines for point in points}
    periods = sorted(labels)
    rows = []
    for name, points in lines:
        at = {point.at: point for point in points}
        figures = (
            cell(at[p].value, unit, decimals, at[p].qualifier) if p in at else cell(None) for p in periods
        )
        rows.append((name, *figures))
    headings = (with_heading(say("Area"), unit), *(labels[period] for period in periods))
    return DataTable(title, headings, tuple(rows), tuple(range(1, len(headings))))
