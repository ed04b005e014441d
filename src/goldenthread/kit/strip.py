"""One area among all: a dot for each on one axis, the chosen one dark, England marked."""

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.kit.figure import DataTable, Figure, Place
from goldenthread.kit.format import cell, ordinal, sign_of, with_unit
from goldenthread.kit.palette import GREY_LINE, INK, MAIN, PAPER, QUIET, RULE
from goldenthread.kit.scale import Axis, between, snug
from goldenthread.kit.svg import drawing, element, line, width_of, words
from goldenthread.kit.telling import extremes, with_heading


def ranked_strip(
    key: str,
    title: str,
    places: Sequence[Place],
    chosen: str,
    *,
    subtitle: str = "",
    unit: str = "",
    decimals: int | None = None,
    benchmark: tuple[str, Decimal] | None = None,
    source: str = "",
) -> Figure:
    """A strip of `places`; `chosen` is the code of the area picked out. The table runs from the highest."""
    known = sorted(
        (place for place in places if place.value is not None),
        key=lambda place: (-(place.value or 0), place.name),
    )
    values = [float(place.value or 0) for place in known] + ([float(benchmark[1])] if benchmark else [])
    scale = snug(values)
    told = _told(known, places, chosen, unit, decimals, benchmark)
    desk, phone = (
        drawing(
            f"{key}{end}",
            (width, 92),
            title,
            told,
            *_parts(known, chosen, scale, width, unit, decimals, benchmark),
        )
        for end, width in (("", 640.0), ("-phone", 360.0))
    )
    unknown = [place for place in places if place.value is None]
    rows = tuple((p.name, cell(p.value, unit, decimals)) for p in [*known, *unknown])
    if benchmark:
        rows += ((benchmark[0], cell(benchmark[1], unit, decimals)),)
    table = DataTable(title, ("Area", with_heading("Figure", unit)), rows, (1,))
    notes = () if scale.from_zero else ("The scale does not start at zero.",)
    return Figure(key, title, subtitle, told, desk, phone, table, notes, source)


def _parts(
    known: Sequence[Place],
    chosen: str,
    scale: Axis,
    width: float,
    unit: str,
    decimals: int | None,
    benchmark: tuple[str, Decimal] | None,
) -> list[str]:
    left, right, y = 22.0, width - 22, 46.0
    parts = [line(left, y, right, y, stroke=RULE, stroke_width=1, class_="gt-grid")]
    sign = sign_of(unit)
    for tick in scale.ticks:
        x = between(tick, scale, left, right)
        parts.append(line(x, y - 4, x, y + 4, stroke=RULE, class_="gt-grid"))
        text = with_unit(Decimal(str(tick)), sign, scale.places)
        parts.append(words(x, 84, text, text_anchor="middle", fill=QUIET, font_size=13, class_="gt-quiet"))
    own: Place | None = None
    for place in known:
        if place.code == chosen:
            own = place
        else:
            x = between(float(place.value or 0), scale, left, right)
            parts.append(
                element(
                    "circle",
                    cx=x,
                    cy=y,
                    r=6,
                    fill=GREY_LINE,
                    fill_opacity=0.55,
                    stroke=PAPER,
                    class_="gt-other",
                )
            )
    if benchmark:
        parts.append(_benchmark(benchmark, scale, (left, right), y, unit, decimals))
    if own:
        parts.append(_own(own, scale, (left, right), y, unit, decimals))
    return parts


def _benchmark(
    benchmark: tuple[str, Decimal],
    scale: Axis,
    across: tuple[float, float],
    y: float,
    unit: str,
    decimals: int | None,
) -> str:
    x = between(float(benchmark[1]), scale, *across)
    text = f"{benchmark[0]} {with_unit(benchmark[1], sign_of(unit), decimals)}"
    half = width_of(text, 13) / 2
    at = max(half, min(x, across[1] + 22 - half))
    rule = line(x, y - 14, x, y + 11, stroke=INK, stroke_width=2, class_="gt-level")
    return rule + words(at, y + 24, text, text_anchor="middle", fill=INK, font_size=13, class_="gt-ink")


def _own(
    own: Place, scale: Axis, across: tuple[float, float], y: float, unit: str, decimals: int | None
) -> str:
    x = between(float(own.value or 0), scale, *across)
    text = f"{own.name} {with_unit(own.value, sign_of(unit), decimals)}"
    half = width_of(text, 16) / 2
    at = max(half, min(x, across[1] + 22 - half))
    dot = element("circle", cx=x, cy=y, r=9, fill=MAIN, stroke=PAPER, stroke_width=2, class_="gt-point")
    return dot + words(
        at, y - 18, text, text_anchor="middle", fill=MAIN, font_weight="700", font_size=16, class_="gt-strong"
    )


def _told(
    known: Sequence[Place],
    places: Sequence[Place],
    chosen: str,
    unit: str,
    decimals: int | None,
    benchmark: tuple[str, Decimal] | None,
) -> str:
    own = next((place for place in places if place.code == chosen), None)
    if not known:
        return "There are no figures to show."
    said = ""
    if own and own.value is not None:
        higher = sum(1 for place in known if (place.value or 0) > own.value)
        rank = "highest" if not higher else f"{ordinal(higher + 1)} highest"
        said = f"{own.name} {with_unit(own.value, unit, decimals)}, {rank} of {len(known)}. "
    elif own:
        said = f"{own.name}: no figure. "
    most, least = known[0], known[-1]
    said += extremes((most.name, most.value), (least.name, least.value), unit, decimals)
    return said + (f" {benchmark[0]} {with_unit(benchmark[1], unit, decimals)}." if benchmark else "")
