"""A map of equal tiles: every district has the same weight, and its figure stands inside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.kit.figure import DataTable, Figure
from goldenthread.kit.format import cell, no_figure, sign_of, with_unit
from goldenthread.kit.palette import INK, ON_STEPS, QUIET, RULE, STEPS
from goldenthread.kit.palette import NO_FIGURE as NO_FIGURE_COLOUR
from goldenthread.kit.svg import drawing, element, width_of, words
from goldenthread.kit.telling import extremes, with_heading
from goldenthread.rules.tongue import say


@dataclass(frozen=True, slots=True)
class Tile:
    """An area's place in the grid; `lines` is its name broken for a tile, `letters` its name on a phone."""

    code: str
    name: str
    column: int
    row: int
    lines: tuple[str, ...]
    letters: str


# Laid out by hand: neighbours stay neighbours, the estuary along the top, Thanet in the north-east corner.
KENT_AND_MEDWAY: tuple[Tile, ...] = (
    Tile("E07000107", "Dartford", 0, 0, ("Dartford",), "Dar"),
    Tile("E07000109", "Gravesham", 1, 0, ("Gravesham",), "Gra"),
    Tile("E06000035", "Medway", 2, 0, ("Medway",), "Med"),
    Tile("E07000113", "Swale", 3, 0, ("Swale",), "Swa"),
    Tile("E07000106", "Canterbury", 4, 0, ("Canterbury",), "Can"),
    Tile("E07000114", "Thanet", 5, 0, ("Thanet",), "Tha"),
    Tile("E07000111", "Sevenoaks", 0, 1, ("Sevenoaks",), "Sev"),
    Tile("E07000115", "Tonbridge and Malling", 1, 1, ("Tonbridge", "and Malling"), "Ton"),
    Tile("E07000110", "Maidstone", 2, 1, ("Maidstone",), "Mai"),
    Tile("E07000105", "Ashford", 3, 1, ("Ashford",), "Ash"),
    Tile("E07000112", "Folkestone and Hythe", 4, 1, ("Folkestone", "and Hythe"), "Fol"),
    Tile("E07000108", "Dover", 5, 1, ("Dover",), "Dov"),
    Tile("E07000116", "Tunbridge Wells", 1, 2, ("Tunbridge", "Wells"), "Tun"),
)


@dataclass(frozen=True, slots=True)
class Classes:
    """Five equal classes from `least` to `most`; `limits` are the four figures between them."""

    least: Decimal
    most: Decimal
    limits: tuple[Decimal, ...]

    def step(self, value: Decimal) -> int:
        return sum(1 for limit in self.limits if value >= limit)


def five_classes(values: list[Decimal]) -> Classes:
    """Equal parts of the range, so that the colour says how far apart areas are, not only their order."""
    least, most = (min(values), max(values)) if values else (Decimal(0), Decimal(0))
    part = (most - least) / 5
    return Classes(least, most, tuple(least + part * n for n in range(1, 5)) if part else ())


def tile_map(
    key: str,
    title: str,
    values: Mapping[str, Decimal | None],
    *,
    subtitle: str = "",
    unit: str = "",
    decimals: int | None = None,
    layout: tuple[Tile, ...] = KENT_AND_MEDWAY,
    chosen: str = "",
    source: str = "",
) -> Figure:
    """A tile for each area of `layout`, coloured in five steps. A code without a value has no figure."""
    known = {tile.code: value for tile in layout if (value := values.get(tile.code)) is not None}
    classes = five_classes(list(known.values()))
    told = told_map([(tile.name, values.get(tile.code)) for tile in layout], unit, decimals)
    desk, phone = (
        _drawn(f"{key}{end}", title, told, layout, values, classes, width, unit, decimals, chosen)
        for end, width in (("", 640.0), ("-phone", 360.0))
    )
    table = map_table(title, [(tile.name, values.get(tile.code)) for tile in layout], unit, decimals)
    notes = [say("Each area is one tile of the same size, near its neighbours. Darker is higher.")]
    if len(known) < len(layout):
        notes.append(say("A dash is an area without a figure."))
    return Figure(key, title, subtitle, told, desk, phone, table, tuple(notes), source)


def _drawn(
    key: str,
    title: str,
    told: str,
    layout: tuple[Tile, ...],
    values: Mapping[str, Decimal | None],
    classes: Classes,
    width: float,
    unit: str,
    decimals: int | None,
    chosen: str,
) -> str:
    columns = max(tile.column for tile in layout) + 1
    rows = max(tile.row for tile in layout) + 1
    side, gap = width / columns, 4.0
    tall = min(side, 88.0)
    small = width < 500
    parts = []
    for tile in layout:
        where = (tile.column * side, tile.row * tall, side - gap, tall - gap)
        value = values.get(tile.code)
        parts.append(_tile(tile, value, classes, where, unit, decimals, small))
    for tile in layout:
        if tile.code == chosen:
            parts.append(_outline(tile.column * side, tile.row * tall, side - gap, tall - gap))
    room = max(tile.column for tile in layout if tile.row == rows - 1) < columns / 2
    beneath = (rows - 1) * tall + 34 if room and not small else rows * tall + 14
    parts.append(key_of(classes, (width, beneath), unit, decimals, small))
    return drawing(key, (width, max(beneath + 40, rows * tall)), title, told, *parts)


def _tile(
    tile: Tile,
    value: Decimal | None,
    classes: Classes,
    where: tuple[float, float, float, float],
    unit: str,
    decimals: int | None,
    small: bool,
) -> str:
    x, y, width, height = where
    step = classes.step(value) if value is not None else None
    fill = NO_FIGURE_COLOUR if step is None else STEPS[step]
    ink = INK if step is None else ON_STEPS[step]
    box = element(
        "rect", x=x + 1, y=y + 1, width=width - 2, height=height - 2, fill=fill, stroke=RULE, class_="gt-tile"
    )
    lines = (tile.letters,) if small else tile.lines
    figure = with_unit(value, sign_of(unit), decimals) if value is not None else "–"
    middle, inked = x + width / 2, {"text_anchor": "middle", "fill": ink, "class_": "gt-tile-text"}
    start = y + height / 2 - 9 * len(lines) + (8 if small else 4)
    names = "".join(
        words(middle, start + 16 * n, text, font_size=14, **inked) for n, text in enumerate(lines)
    )
    size = 14 if small else 17
    return (
        box
        + names
        + words(middle, start + 16 * len(lines) + 5, figure, font_size=size, font_weight="700", **inked)
    )


def _outline(x: float, y: float, width: float, height: float) -> str:
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        fill="none",
        stroke=INK,
        stroke_width=4,
        class_="gt-level",
    )


def key_of(classes: Classes, where: tuple[float, float], unit: str, decimals: int | None, small: bool) -> str:
    """The five colours with the figures at their ends."""
    right, y = where
    width = 52.0 if small else 64.0
    if not classes.limits:
        return ""
    sign = sign_of(unit)
    ends = [classes.least, *classes.limits, classes.most]
    places = decimals if decimals is not None else (0 if all(end % 1 == 0 for end in ends) else 1)
    room = width_of(with_unit(ends[-1], sign, places), 13) / 2 + 2
    left = right - 5 * width - room
    parts = []
    for n, colour in enumerate(STEPS):
        parts.append(
            element(
                "rect",
                x=left + n * width,
                y=y,
                width=width,
                height=14,
                fill=colour,
                stroke=RULE,
                class_="gt-tile",
            )
        )
    for n, end in enumerate(ends):
        text = with_unit(end, sign, places)
        parts.append(
            words(
                left + n * width,
                y + 32,
                text,
                text_anchor="middle",
                font_size=13,
                fill=QUIET,
                class_="gt-quiet",
            )
        )
    return "".join(parts)


def told_map(areas: list[tuple[str, Decimal | None]], unit: str, decimals: int | None) -> str:
    """Highest and lowest area, and how many have no figure."""
    known = sorted((value, name) for name, value in areas if value is not None)
    if not known:
        return say("There are no figures to show.")
    (least, low), (most, high) = known[0], known[-1]
    said = extremes((high, most), (low, least), unit, decimals)
    absent = [name for name, value in areas if value is None]
    return said + (" " + say("No figure for {places}.", places=", ".join(absent)) if absent else "")


def map_table(
    title: str, areas: list[tuple[str, Decimal | None]], unit: str, decimals: int | None
) -> DataTable:
    ordered = sorted(areas, key=lambda area: (area[1] is None, -(area[1] or 0), area[0]))
    rows = tuple(
        (name, cell(value, unit, decimals) if value is not None else no_figure()) for name, value in ordered
    )
    return DataTable(title, (say("Area"), with_heading(say("Figure"), unit)), rows, (1,))
