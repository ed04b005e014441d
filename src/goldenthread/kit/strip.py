"""One area among all: a dot for each on one axis, the chosen one dark, England marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.kit.figure import Place
from goldenthread.kit.format import is_money, ordinal, sign_of, with_unit
from goldenthread.kit.palette import GREY_LINE, INK, MAIN, PAPER, QUIET, RULE
from goldenthread.kit.scale import Axis, between, snug
from goldenthread.kit.svg import FONT, element, line, width_of, words
from goldenthread.kit.telling import extremes
from goldenthread.rules.figure import no_figure
from goldenthread.rules.tongue import say

WIDTH, HEIGHT, ROOM = 320.0, 58.0, 10.0
AXIS = 26.0
Benchmark = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class Strip:
    """A small picture, and the sentence beside it that says all it shows: the picture is not read out."""

    svg: str
    sentence: str


def ranked_strip(
    places: Sequence[Place],
    chosen: str,
    *,
    unit: str = "",
    decimals: int | None = None,
    benchmark: Benchmark | None = None,
) -> Strip:
    """A strip of `places`; `chosen` is the code of the area picked out. It fits 320 pixels."""
    known = sorted(
        (place for place in places if place.value is not None),
        key=lambda place: (-(place.value or 0), place.name),
    )
    values = [float(place.value or 0) for place in known] + ([float(benchmark[1])] if benchmark else [])
    drawn = _drawn(known, chosen, snug(values), unit, decimals, benchmark) if known else ""
    return Strip(drawn, _told(known, places, chosen, unit, decimals, benchmark))


def _drawn(
    known: Sequence[Place],
    chosen: str,
    scale: Axis,
    unit: str,
    decimals: int | None,
    benchmark: Benchmark | None,
) -> str:
    def x(value: Decimal | None) -> float:
        return between(float(value or 0), scale, ROOM, WIDTH - ROOM)

    others = "".join(
        element("circle", cx=x(place.value), cy=AXIS, r=5) for place in known if place.code != chosen
    )
    parts = [
        line(ROOM, AXIS, WIDTH - ROOM, AXIS, stroke=RULE, class_="gt-grid"),
        element("g", others, fill=GREY_LINE, fill_opacity=0.55, stroke=PAPER, class_="gt-others"),
        *(_end(place, x(place.value), unit, decimals) for place in (known[-1], known[0])),
    ]
    if benchmark:
        parts.append(_benchmark(benchmark[0], x(benchmark[1])))
    own = next((place for place in known if place.code == chosen), None)
    if own:
        dot: dict[str, str | float] = {"fill": MAIN, "stroke": PAPER, "stroke_width": 2, "class_": "gt-point"}
        parts.append(element("circle", cx=x(own.value), cy=AXIS, r=8, **dot))
    return element(
        "svg",
        "".join(parts),
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        width=WIDTH,
        height=HEIGHT,
        class_="gt-strip",
        aria_hidden="true",
        focusable="false",
        font_family=FONT,
        font_size="13",
        fill=QUIET,
    )


def _end(place: Place, x: float, unit: str, decimals: int | None) -> str:
    """The figure of the place with the least or the most, under its dot."""
    text = with_unit(place.value, sign_of(unit), decimals)
    return words(_within(x, text), HEIGHT - 4, text, text_anchor="middle", class_="gt-quiet")


def _within(x: float, text: str) -> float:
    """Where a centred text stands, moved as little as needed to stay on the paper."""
    half = width_of(text, 13) / 2
    return max(half, min(x, WIDTH - half))


def _benchmark(name: str, x: float) -> str:
    rule = line(x, AXIS - 12, x, AXIS + 12, stroke=INK, stroke_width=2, class_="gt-level")
    return rule + words(_within(x, name), 11, name, text_anchor="middle", fill=INK, class_="gt-ink")


def _told(
    known: Sequence[Place],
    places: Sequence[Place],
    chosen: str,
    unit: str,
    decimals: int | None,
    benchmark: Benchmark | None,
) -> str:
    """The unit is left to the figure beside the picture, save its sign."""
    own = next((place for place in places if place.code == chosen), None)
    unit = unit if is_money(unit) else sign_of(unit)
    if not known:
        return say("There are no figures to show.")
    said = ""
    if own and own.value is not None:
        higher = sum(1 for place in known if (place.value or 0) > own.value)
        lower = any((place.value or 0) < own.value for place in known)
        rank = say("{rank} highest", rank=ordinal(higher + 1)) if higher and lower else _which_end(higher)
        said = say("{rank} of {count}.", rank=rank, count=len(known)) + " "
    elif own:
        said = f"{own.name}: {no_figure()}. "
    most, least = known[0], known[-1]
    said += extremes((most.name, most.value), (least.name, least.value), unit, decimals)
    return said + (f" {benchmark[0]} {with_unit(benchmark[1], unit, decimals)}." if benchmark else "")


def _which_end(higher: int) -> str:
    """Which end a place stands at, where `higher` places are above it."""
    return say("Lowest") if higher else say("Highest")
