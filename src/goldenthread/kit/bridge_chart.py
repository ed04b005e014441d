"""A bridge from one sum to another: what it opens with, each step up or down, and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from goldenthread.kit.figure import DataTable, Figure
from goldenthread.kit.format import money, number
from goldenthread.kit.palette import INK, MAIN, QUIET, SERIES
from goldenthread.kit.scale import Axis, between, snug
from goldenthread.kit.svg import drawing, element, line, width_of, words
from goldenthread.rules.figure import MINUS
from goldenthread.rules.tongue import say

TOP = 8.0
_MILLION = 1_000_000


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

    def x(self, value: Decimal) -> float:
        return between(float(value), self.scale, self.left, self.right)


def bridge_chart(
    key: str,
    title: str,
    opening: tuple[str, Decimal],
    steps: Sequence[tuple[str, Decimal]],
    closing: str,
    *,
    subtitle: str = "",
    source: str = "",
) -> Figure:
    """Steps in pounds, in the order given, between two upright marks. The closing sum is worked out.

    The scale does not begin at nothing, for steps would be too small to see; so the two sums are marks.
    """
    ends = tuple(accumulate((amount for _, amount in steps), initial=opening[1]))
    scale = snug([float(end) for end in ends] + ([float(ends[0]) + 1] if len(set(ends)) == 1 else []))
    told = _told(opening, steps, (closing, ends[-1]))
    rows = [(opening[0], None), *steps, (closing, None)]
    desk, phone = (
        _drawn(f"{key}{end}", title, told, rows, ends, scale, width)
        for end, width in (("", 640.0), ("-phone", 360.0))
    )
    table = _table(title, opening, steps, (closing, ends[-1]))
    notes = (say("The scale does not begin at nothing: compare the lengths of the steps, not the two sums."),)
    return Figure(key, title, subtitle, told, desk, phone, table, notes, source)


def signed_money(amount: Decimal) -> str:
    """ "+£8 million", "−£6 million"."""
    said = _pounds(amount)
    return said if said.startswith(MINUS) else f"+{said}"


def _moved(amount: Decimal) -> str:
    size = _pounds(abs(amount))
    return say("up {size}", size=size) if amount > 0 else say("down {size}", size=size)


def _pounds(amount: Decimal) -> str:
    """Whole pounds without their noughts, and never billions, beside which steps would not show."""
    if abs(amount) < _MILLION:
        return money(amount, 0 if amount == amount.to_integral_value() else None)
    sign = MINUS if amount < 0 else ""
    return say("{pounds} million", pounds=f"{sign}£{number(abs(amount) / _MILLION, 1)}")


def _drawn(
    key: str,
    title: str,
    told: str,
    rows: Sequence[tuple[str, Decimal | None]],
    ends: Sequence[Decimal],
    scale: Axis,
    width: float,
) -> str:
    paper = _paper(rows, ends, scale, width)
    parts = [
        _row(n, name, amount, ends[max(n - 1, 0)], ends[min(n, len(ends) - 1)], paper)
        for n, (name, amount) in enumerate(rows)
    ]
    return drawing(key, (width, TOP + paper.row * len(rows) + 6), title, told, *parts)


def _paper(
    rows: Sequence[tuple[str, Decimal | None]], ends: Sequence[Decimal], scale: Axis, width: float
) -> Paper:
    stacked = width < 500
    names = 0.0 if stacked else min(max(width_of(name, 14.5) for name, _ in rows), width * 0.45)
    figures = [signed_money(amount) for _, amount in rows if amount is not None]
    room = max(width_of(text, 14.5) for text in (*figures, _pounds(ends[0]), _pounds(ends[-1]))) + 10
    return Paper(width, names, names + 8 + room, width - room, 48.0 if stacked else 30.0, stacked, scale)


def _row(n: int, name: str, amount: Decimal | None, before: Decimal, after: Decimal, paper: Paper) -> str:
    y = TOP + paper.row * n
    look: dict[str, str | float] = {"fill": INK, "class_": "gt-ink"}
    if amount is None:
        look["font_weight"] = "700"
    if paper.stacked:
        label = words(0, y + 14, name, **look)
        y += 18
    else:
        label = words(paper.names, y + 19, name, text_anchor="end", **look)
    if amount is None:
        x = paper.x(after)
        mark = line(x, y + 1, x, y + 28, stroke=INK, stroke_width=3, class_="gt-level")
        return label + mark + _figure(x, x, _pounds(after), y, False, paper, look)
    start, end = paper.x(before), paper.x(after)
    bar = element(
        "rect",
        x=min(start, end),
        y=y + 4,
        width=max(abs(end - start), 0.5),
        height=21,
        fill=MAIN if amount > 0 else SERIES[1],
        **({"class_": "gt-bar"} if amount > 0 else {}),
    )
    link = line(end, y + 25, end, y + paper.row + 4, stroke=QUIET, class_="gt-grid")
    return label + link + bar + _figure(start, end, signed_money(amount), y, amount < 0, paper, look)


def _figure(
    start: float, end: float, text: str, y: float, falls: bool, paper: Paper, look: dict[str, str | float]
) -> str:
    """The sum beside its bar, on the side that the step goes to."""
    if falls:
        return words(min(start, end) - 6, y + 19, text, text_anchor="end", **look)
    return words(max(start, end) + 6, y + 19, text, **look)


def _told(
    opening: tuple[str, Decimal], steps: Sequence[tuple[str, Decimal]], closing: tuple[str, Decimal]
) -> str:
    said = say(
        "{first} {opening}; {last} {closing}.",
        first=opening[0],
        opening=_pounds(opening[1]),
        last=closing[0],
        closing=_pounds(closing[1]),
    )
    if not steps:
        return said
    name, amount = max(steps, key=lambda step: abs(step[1]))
    return f"{said} " + say("The largest step: {name}, {amount}.", name=name, amount=_moved(amount))


def _table(
    title: str,
    opening: tuple[str, Decimal],
    steps: Sequence[tuple[str, Decimal]],
    closing: tuple[str, Decimal],
) -> DataTable:
    rows = (opening, *steps, closing)
    return DataTable(
        title,
        (say("Step"), say("Pounds")),
        tuple((name, number(amount, 2)) for name, amount in rows),
        (1,),
    )
