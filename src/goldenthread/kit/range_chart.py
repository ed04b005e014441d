"""A plan by year with its likely range, beside what it comes to under other sets of assumptions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.kit.figure import Caption, DataTable, Figure
from goldenthread.kit.format import cell, sign_of, with_unit
from goldenthread.kit.line_chart import DESK, PHONE
from goldenthread.kit.line_parts import Frame, end_labels, gridlines, under_axis
from goldenthread.kit.palette import BAND, GREY_LINE, INK, PAPER, SERIES
from goldenthread.kit.scale import Axis, axis
from goldenthread.kit.svg import drawing, element, line, path, polyline, width_of, words
from goldenthread.kit.telling import with_heading
from goldenthread.rules.tongue import say

MOST_NAMED = 3
"""Other courses told apart by colour and shape; where there are more, all of them are grey."""

KEY_ROW = 24.0
LABEL = 17


@dataclass(frozen=True, slots=True)
class Course:
    """A named value for each period, None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]

    def known(self) -> list[tuple[int, Decimal]]:
        """The values that there are, each with the number of its period."""
        return [(at, value) for at, value in enumerate(self.values) if value is not None]


@dataclass(frozen=True, slots=True)
class Spread:
    """A likely range in each period, None where there is none; `name` says how likely."""

    name: str
    ranges: tuple[tuple[Decimal, Decimal] | None, ...]


def range_chart(
    caption: Caption,
    periods: Sequence[str],
    central: Course,
    others: Sequence[Course] = (),
    spread: Spread | None = None,
) -> Figure:
    """The central course dark, its spread as a band, the others each with a colour and a shape.

    Every course has a value, or None, for each period. Of more than three others all are grey: the table
    tells them apart.
    """
    told = _told(caption, periods, central, others, spread)
    scale = axis(_values([central, *others], spread), zero=False)
    desk, phone = (
        _drawn(f"{caption.key}{end}", caption, told, scale, size, periods, central, others, spread)
        for end, size in (("", DESK), ("-phone", PHONE))
    )
    notes: tuple[str, ...] = ()
    if not scale.from_zero:
        least = with_unit(Decimal(str(scale.least)), caption.unit, scale.places)
        notes = (say("The scale starts at {figure}, not at zero.", figure=least),)
    table = _table(caption, periods, central, others, spread)
    return Figure(
        caption.key, caption.title, caption.subtitle, told, desk, phone, table, notes, caption.source
    )


def _values(courses: Sequence[Course], spread: Spread | None) -> list[float]:
    every = [float(value) for course in courses for _, value in course.known()]
    ranges = [each for each in spread.ranges if each] if spread else []
    return every + [float(end) for each in ranges for end in each]


def _drawn(
    key: str,
    caption: Caption,
    told: str,
    scale: Axis,
    size: tuple[float, float],
    periods: Sequence[str],
    central: Course,
    others: Sequence[Course],
    spread: Spread | None,
) -> str:
    ticks = [with_unit(Decimal(str(tick)), sign_of(caption.unit), scale.places) for tick in scale.ticks]
    # On a phone the figure stands without its unit, which the subtitle says.
    unit = caption.unit if size == DESK else sign_of(caption.unit)
    labels = [
        (with_unit(value, unit, caption.decimals), float(value), "main") for _, value in central.known()[-1:]
    ]
    right = max([width_of(text, LABEL) for text, *_ in labels] + [10]) + 12
    rows = list(_key(central, others, spread))
    height = size[1] + KEY_ROW * len(rows)
    frame = Frame(
        (size[0], height),
        max(width_of(tick) for tick in ticks) + 10,
        right,
        scale,
        0,
        max(len(periods) - 1, 0),
        bottom=34 + KEY_ROW * len(rows),
    )
    at = [(frame.x(n), period) for n, period in enumerate(periods)]
    parts = [_band(frame, spread) if spread else "", gridlines(frame, ticks), under_axis(frame, at)]
    parts += [_course(frame, course, look) for course, look in _looks(others)]
    parts += [_course(frame, central, Look(SERIES[0], 0, 3)), end_labels(frame, labels)]
    parts += [
        drawn + words(34, y + 5, text, fill=INK, class_="gt-ink")
        for n, (mark, text) in enumerate(rows)
        for y in [frame.base + 46 + KEY_ROW * n]
        for drawn in [mark(y)]
    ]
    return drawing(key, (size[0], height), caption.title, told, *parts)


@dataclass(frozen=True, slots=True)
class Look:
    """How a course is drawn: its colour, the number of its shape (0 is a circle), and how thick."""

    colour: str
    shape: int
    thick: float = 2


def _looks(others: Sequence[Course]) -> list[tuple[Course, Look]]:
    if len(others) > MOST_NAMED:
        return [(course, Look(GREY_LINE, 0, 1.5)) for course in others]
    return [(course, Look(SERIES[n], n)) for n, course in enumerate(others, 1)]


def _band(frame: Frame, spread: Spread) -> str:
    """The likely range; of one period alone an upright bar."""
    known = [(frame.x(n), *each) for n, each in enumerate(spread.ranges) if each]
    if not known:
        return ""
    if len(known) == 1:
        x, low, high = known[0]
        known = [(x - 16, low, high), (x + 16, low, high)]
    edge = [(x, frame.y(high)) for x, _, high in known]
    edge += [(x, frame.y(low)) for x, low, _ in reversed(known)]
    return element("path", d=path(edge, closed=True), fill=BAND, class_="gt-band")


def _course(frame: Frame, course: Course, look: Look) -> str:
    known = course.known()
    places = [(frame.x(n), frame.y(value)) for n, value in known]
    drawn: dict[str, str | float] = {"stroke": look.colour, "stroke_width": look.thick, "class_": "gt-line"}
    joined = polyline(places, **drawn) if len(places) > 1 else ""
    return joined + "".join(_mark(x, y, look) for x, y in places)


def _mark(x: float, y: float, look: Look) -> str:
    """A circle, a square, a diamond or a triangle, so that no course is known by colour alone."""
    worn: dict[str, str | float] = {
        "fill": look.colour,
        "stroke": PAPER,
        "stroke_width": 1,
        "class_": "gt-point",
    }
    if look.shape == 0:
        return element("circle", cx=x, cy=y, r=3.5 + look.thick / 2, **worn)
    corners = (
        [(-5, -5), (5, -5), (5, 5), (-5, 5)],
        [(0, -7), (7, 0), (0, 7), (-7, 0)],
        [(0, -7), (6.5, 5), (-6.5, 5)],
    )[look.shape - 1]
    return element("path", d=path([(x + dx, y + dy) for dx, dy in corners], closed=True), **worn)


@dataclass(frozen=True, slots=True)
class KeyMark:
    """What stands before a name in the key, drawn at a height."""

    look: Look | None

    def __call__(self, y: float) -> str:
        if self.look is None:
            return element("rect", x=2, y=y - 7, width=24, height=14, fill=BAND, class_="gt-band")
        stroke = line(2, y, 26, y, stroke=self.look.colour, stroke_width=self.look.thick, class_="gt-line")
        return stroke + _mark(14, y, self.look)


def _key(central: Course, others: Sequence[Course], spread: Spread | None) -> Iterator[tuple[KeyMark, str]]:
    yield KeyMark(Look(SERIES[0], 0, 3)), central.name
    looks = _looks(others)
    if len(others) > MOST_NAMED:
        yield KeyMark(looks[0][1]), say("Each of the {count} others", count=len(others))
    else:
        yield from ((KeyMark(look), course.name) for course, look in looks)
    if spread:
        yield KeyMark(None), spread.name


def _told(
    caption: Caption,
    periods: Sequence[str],
    central: Course,
    others: Sequence[Course],
    spread: Spread | None,
) -> str:
    known = central.known()
    if not known:
        return say("There are no figures to show.")
    at, value = known[-1]
    said = [
        say("{period}: {name} {figure}.", period=periods[at], name=central.name, figure=_said(value, caption))
    ]
    reach = spread.ranges[at] if spread else None
    if spread and reach:
        low, high = (_said(end, caption) for end in reach)
        said.append(say("{name}: {low} to {high}.", name=spread.name, low=low, high=high))
    ends = sorted((each, course.name) for course in others if (each := course.values[at]) is not None)
    if len(ends) == 1:
        name, figure = ends[0][1], _said(ends[0][0], caption)
        said.append(say("{name}: {figure}.", name=name, figure=figure))
    elif ends:
        low, high = (f"{name}, {_said(each, caption)}" for each, name in (ends[0], ends[-1]))
        said.append(say("Highest {high}; lowest {low}.", high=high, low=low))
    return " ".join(said)


def _said(value: Decimal, caption: Caption) -> str:
    return with_unit(value, caption.unit, caption.decimals)


def _table(
    caption: Caption,
    periods: Sequence[str],
    central: Course,
    others: Sequence[Course],
    spread: Spread | None,
) -> DataTable:
    courses = [central, *others]
    headings = [say("Year"), *(with_heading(course.name, caption.unit) for course in courses)]
    headings += [f"{spread.name}: {end}" for end in (say("lower end"), say("upper end"))] if spread else []
    rows = []
    for at, period in enumerate(periods):
        reach = (spread.ranges[at] or (None, None)) if spread else ()
        figures = [*(course.values[at] for course in courses), *reach]
        rows.append((period, *(cell(figure, caption.unit, caption.decimals) for figure in figures)))
    return DataTable(caption.title, tuple(headings), tuple(rows), tuple(range(1, len(headings))))
