"""Bars, lying down so that their names can be read, always from zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.kit.figure import Bar, DataTable, Figure
from goldenthread.kit.format import cell, with_unit
from goldenthread.kit.palette import GREY_LINE, INK, MAIN, PAPER, QUIET
from goldenthread.kit.scale import Axis, axis, between
from goldenthread.kit.svg import drawing, element, line, width_of, words
from goldenthread.kit.telling import extremes, with_heading
from goldenthread.rules.tongue import say

TOP = 8.0


def bar_chart(
    key: str,
    title: str,
    bars: Sequence[Bar],
    *,
    subtitle: str = "",
    unit: str = "",
    decimals: int | None = None,
    benchmark: tuple[str, Decimal] | None = None,
    verdict: str = "",
    source: str = "",
) -> Figure:
    """Bars in the order given. Where any is `chosen`, it is dark and the others grey.

    `benchmark` is a name and a figure, drawn as a thin labelled rule. A bar without a value says so.
    """
    values = [float(v) for b in bars for v in (b.value, b.lower, b.upper) if v is not None]
    values += [float(benchmark[1])] if benchmark else []
    scale = axis(values, zero=True)
    told = _told(bars, unit, decimals, benchmark, verdict)
    desk, phone = (
        _drawn(f"{key}{end}", title, told, bars, scale, width, unit, decimals, benchmark)
        for end, width in (("", 640.0), ("-phone", 360.0))
    )
    notes = (
        (say("The thin line on each bar is its likely range."),)
        if any(b.lower is not None for b in bars)
        else ()
    )
    return Figure(key, title, subtitle, told, desk, phone, _table(title, bars, unit, decimals), notes, source)


@dataclass(frozen=True, slots=True)
class Paper:
    """Names end at `names`, or stand above their bars on a phone; bars run from `left` to `right`."""

    width: float
    names: float
    left: float
    right: float
    row: float
    stacked: bool
    scale: Axis

    def x(self, value: Decimal | float) -> float:
        return between(float(value), self.scale, self.left, self.right)


def _paper(bars: Sequence[Bar], figures: Sequence[str], scale: Axis, width: float) -> Paper:
    stacked = width < 500
    names = 0.0 if stacked else min(max([width_of(bar.label, 14.5) for bar in bars] + [20]), width * 0.45)
    room = max([width_of(text, 14.5) for text in figures] + [20]) + 10
    left = names + (8 if names else 2) + (room if scale.least < 0 else 0)
    return Paper(width, names, left, width - room, 48.0 if stacked else 30.0, stacked, scale)


def _drawn(
    key: str,
    title: str,
    told: str,
    bars: Sequence[Bar],
    scale: Axis,
    width: float,
    unit: str,
    decimals: int | None,
    benchmark: tuple[str, Decimal] | None,
) -> str:
    figures = [with_unit(bar.value, unit, decimals) for bar in bars]
    paper = _paper(bars, figures, scale, width)
    base = TOP + paper.row * len(bars)
    zero = paper.x(0)
    parts = []
    some_chosen = any(bar.chosen for bar in bars)
    for n, (bar, figure) in enumerate(zip(bars, figures, strict=True)):
        parts.append(_bar(bar, figure, TOP + paper.row * n, paper, bar.chosen or not some_chosen))
    if not paper.stacked or scale.least < 0:
        parts.append(line(zero, TOP - 4, zero, base, stroke=QUIET, class_="gt-grid"))
    if benchmark:
        parts.append(_rule(benchmark, paper, base, with_unit(benchmark[1], unit, decimals)))
    return drawing(key, (width, base + (26 if benchmark else 6)), title, told, *parts)


def _bar(bar: Bar, figure: str, y: float, paper: Paper, dark: bool) -> str:
    look: dict[str, str | float] = {"fill": INK, "class_": "gt-ink"}
    if bar.chosen:
        look["font_weight"] = "700"
    if paper.stacked:
        label = words(0, y + 14, bar.label, **look)
        y += 18
    else:
        label = words(paper.names, y + 19, bar.label, text_anchor="end", **look)
    zero = paper.x(0)
    if bar.value is None:
        return label + words(zero + 6, y + 19, figure, fill=QUIET, class_="gt-quiet")
    end = paper.x(bar.value)
    drawn = element(
        "rect",
        x=min(zero, end),
        y=y + 4,
        width=max(abs(end - zero), 0.5),
        height=21,
        fill=MAIN if dark else GREY_LINE,
        class_="gt-bar" if dark else "gt-bar gt-bar--grey",
    )
    reach = end
    if bar.lower is not None and bar.upper is not None:
        low, high = paper.x(bar.lower), paper.x(bar.upper)
        drawn += line(low, y + 14.5, high, y + 14.5, stroke=PAPER, stroke_width=4)
        drawn += line(low, y + 14.5, high, y + 14.5, stroke=INK, stroke_width=1.5, class_="gt-level")
        reach = high if bar.value >= 0 else low
    side, x = ("start", reach + 6) if bar.value >= 0 else ("end", reach - 6)
    return label + drawn + words(x, y + 19, figure, text_anchor=side, **look)


def _rule(benchmark: tuple[str, Decimal], paper: Paper, base: float, figure: str) -> str:
    x = paper.x(benchmark[1])
    text = f"{benchmark[0]} {figure}"
    half = width_of(text) / 2
    rule = line(x, TOP - 4, x, base + 4, stroke=PAPER, stroke_width=4)
    rule += line(
        x, TOP - 4, x, base + 4, stroke=INK, stroke_width=1.5, stroke_dasharray="6 4", class_="gt-level"
    )
    at = max(half, min(x, paper.width - half))
    return rule + words(at, base + 20, text, text_anchor="middle", fill=INK, class_="gt-ink")


def _told(
    bars: Sequence[Bar],
    unit: str,
    decimals: int | None,
    benchmark: tuple[str, Decimal] | None,
    verdict: str,
) -> str:
    known = sorted((b.value, b.label) for b in bars if b.value is not None)
    if not known:
        return say("There are no figures to show.")
    (least, low), (most, high) = known[0], known[-1]
    said = extremes((high, most), (low, least), unit, decimals)
    for bar in bars:
        if bar.chosen:
            said += f" {bar.label} {with_unit(bar.value, unit, decimals)}."
    if benchmark:
        said += f" {benchmark[0]} {with_unit(benchmark[1], unit, decimals)}."
    return said + (f" {verdict.rstrip('.')}." if verdict else "")


def _table(title: str, bars: Sequence[Bar], unit: str, decimals: int | None) -> DataTable:
    interval = any(bar.lower is not None for bar in bars)
    noted = any(bar.note for bar in bars)
    headings = [say("Name"), with_heading(say("Figure"), unit)]
    headings += [say("Lower limit"), say("Upper limit")] * interval + [say("Notes")] * noted
    rows = tuple(
        (
            bar.label,
            cell(bar.value, unit, decimals),
            *((cell(bar.lower, unit, decimals), cell(bar.upper, unit, decimals)) if interval else ()),
            *((bar.note,) if noted else ()),
        )
        for bar in bars
    )
    return DataTable(title, tuple(headings), rows, (1, 2, 3) if interval else (1,))
