"""Which assumption matters most: how far each alone moves a result when it is at its low and at its high."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from goldenthread.kit.figure import Caption, DataTable, Figure
from goldenthread.kit.format import cell, sign_of, with_unit
from goldenthread.kit.palette import INK, MAIN, PAPER, QUIET
from goldenthread.kit.scale import Axis, axis, between
from goldenthread.kit.svg import drawing, element, line, width_of, words
from goldenthread.kit.telling import with_heading
from goldenthread.rules.tongue import say

DESK, PHONE = 640.0, 360.0
TOP = 30.0


@dataclass(frozen=True, slots=True)
class Swing:
    """What the result is with one assumption at its low, and at its high, all others being central.

    `taken_low` and `taken_high` say in words what the assumption was taken to be.
    """

    name: str
    low: Decimal
    high: Decimal
    taken_low: str
    taken_high: str

    @property
    def width(self) -> Decimal:
        """How far apart the two are."""
        return abs(self.high - self.low)


def widest_first(swings: Sequence[Swing]) -> list[Swing]:
    """The assumption that matters most first; of equals, by name."""
    return sorted(swings, key=lambda each: (-each.width, each.name))


def tornado_chart(caption: Caption, central: Decimal, swings: Sequence[Swing], central_name: str) -> Figure:
    """A bar for each assumption across the central result, the widest first."""
    ordered = widest_first(swings)
    told = _told(caption, ordered)
    desk, phone = (
        _drawn(f"{caption.key}{end}", caption, told, central, ordered, central_name, width)
        for end, width in (("", DESK), ("-phone", PHONE))
    )
    notes = (
        say("The solid part of a bar is the assumption at its high, the hollow part at its low."),
        say("Each is moved alone; together they may do more or less."),
    )
    table = _table(caption, ordered)
    return Figure(
        caption.key, caption.title, caption.subtitle, told, desk, phone, table, notes, caption.source
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """Bars run from `left` to `right`; names end at `names`, or stand above their bars where it is zero."""

    width: float
    names: float
    left: float
    right: float
    row: float
    scale: Axis

    def x(self, value: Decimal) -> float:
        return between(float(value), self.scale, self.left, self.right)


def _paper(swings: Sequence[Swing], figures: Sequence[str], scale: Axis, width: float) -> Paper:
    stacked = width < 500
    names = 0.0 if stacked else min(max([width_of(each.name, 14.5) for each in swings] + [20]), width * 0.4)
    room = max([width_of(text, 14) for text in figures] + [20]) + 10
    return Paper(width, names, names + room + 4, width - room, 50.0 if stacked else 32.0, scale)


def _drawn(
    key: str,
    caption: Caption,
    told: str,
    central: Decimal,
    swings: Sequence[Swing],
    central_name: str,
    width: float,
) -> str:
    if width == PHONE:  # figures stand without their unit, which the subtitle says
        caption = replace(caption, unit=sign_of(caption.unit))
    ends = [end for each in swings for end in (each.low, each.high)]
    scale = axis([float(end) for end in (*ends, central)], zero=False)
    paper = _paper(swings, [_said(end, caption) for end in ends], scale, width)
    base = TOP + paper.row * len(swings)
    middle = paper.x(central)
    text = f"{central_name} {_said(central, caption)}"
    half = width_of(text) / 2
    parts = [
        words(max(half, min(middle, width - half)), 16, text, text_anchor="middle", fill=INK, class_="gt-ink")
    ]
    parts += [_bar(each, central, TOP + paper.row * n, paper, caption) for n, each in enumerate(swings)]
    parts += [_rule(middle, *span) for span in _beside_names(paper, base, len(swings))]
    return drawing(key, (width, base + 8), caption.title, told, *parts)


def _beside_names(paper: Paper, base: float, count: int) -> list[tuple[float, float]]:
    """From where to where the central rule runs: where names stand above the bars, past each bar alone."""
    if paper.names:
        return [(TOP - 6, base)]
    return [(TOP + paper.row * n + 19, TOP + paper.row * n + 46) for n in range(count)]


def _rule(x: float, start: float, end: float) -> str:
    return line(x, start, x, end, stroke=QUIET, stroke_width=1.5, class_="gt-level")


def _bar(swing: Swing, central: Decimal, y: float, paper: Paper, caption: Caption) -> str:
    look: dict[str, str | float] = {"fill": INK, "class_": "gt-ink"}
    if paper.names:
        drawn = words(paper.names, y + 19, swing.name, text_anchor="end", **look)
    else:
        drawn = words(0, y + 14, swing.name, **look)
        y += 18
    drawn += _part(paper, swing.low, central, y, hollow=True)
    drawn += _part(paper, swing.high, central, y, hollow=False)
    least, most = min(swing.low, swing.high), max(swing.low, swing.high)
    left, right = min(paper.x(least), paper.x(central)), max(paper.x(most), paper.x(central))
    drawn += words(left - 6, y + 19, _said(least, caption), text_anchor="end", **look)
    return drawn + words(right + 6, y + 19, _said(most, caption), **look)


def _part(paper: Paper, value: Decimal, central: Decimal, y: float, *, hollow: bool) -> str:
    """From the central result to the one with the assumption at its end."""
    if value == central:
        return ""
    start, end = sorted((paper.x(central), paper.x(value)))
    return element(
        "rect",
        x=start,
        y=y + (6 if hollow else 4),
        width=max(end - start, 0.5),
        height=17 if hollow else 21,
        fill=PAPER if hollow else MAIN,
        stroke=MAIN,
        stroke_width=2 if hollow else 0,
        class_="gt-point gt-point--hollow" if hollow else "gt-bar",
    )


def _said(value: Decimal, caption: Caption) -> str:
    return with_unit(value, caption.unit, caption.decimals)


def _told(caption: Caption, swings: Sequence[Swing]) -> str:
    if not swings:
        return say("There are no figures to show.")
    first = swings[0]
    return say(
        "{name} matters most: {low} where it is {taken_low}, {high} where it is {taken_high}.",
        name=first.name,
        low=_said(first.low, caption),
        taken_low=first.taken_low,
        high=_said(first.high, caption),
        taken_high=first.taken_high,
    )


def _table(caption: Caption, swings: Sequence[Swing]) -> DataTable:
    headings = (
        say("Assumption"),
        say("Its low"),
        with_heading(say("With it"), caption.unit),
        say("Its high"),
        with_heading(say("With it"), caption.unit),
        say("Apart"),
    )
    rows = tuple(
        (
            each.name,
            each.taken_low,
            cell(each.low, caption.unit, caption.decimals),
            each.taken_high,
            cell(each.high, caption.unit, caption.decimals),
            cell(each.width, caption.unit, caption.decimals),
        )
        for each in swings
    )
    return DataTable(caption.title, headings, rows, (1, 2, 3, 4, 5))
