"""A map of true boundaries from GeoJSON features, projected simply and thinned to what can be seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, radians
from typing import Any

from goldenthread.kit.figure import Figure
from goldenthread.kit.palette import INK, NO_FIGURE, PAPER, STEPS
from goldenthread.kit.svg import drawing, element, path
from goldenthread.kit.tile_map import five_classes, key_of, map_table, told_map
from goldenthread.rules.tongue import say

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """An area's rings on paper 640 wide, ready to be drawn any number of times."""

    code: str
    name: str
    data: str


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines that share one paper of `size`."""

    areas: tuple[Outline, ...]
    size: tuple[float, float]


def outlines(
    features: Iterable[Mapping[str, Any]], code: str = "area_code", name: str = "area_name"
) -> Outlines:
    """Read GeoJSON features (longitude and latitude) once; `code` and `name` are their properties' names."""
    read = [
        (str(feature["properties"][code]), str(feature["properties"][name]), _rings(feature["geometry"]))
        for feature in features
    ]
    every = [place for _, _, rings in read for ring in rings for place in ring]
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    narrow = cos(radians((south + north) / 2))
    scale = 632 / ((east - west) * narrow)

    def on_paper(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(4 + (x - west) * narrow * scale, 4 + (north - y) * scale) for x, y in ring]

    areas = tuple(
        Outline(area, title, "".join(path(thin(on_paper(ring), 0.8), closed=True) for ring in rings))
        for area, title, rings in read
    )
    return Outlines(areas, (640.0, 8 + (north - south) * scale))


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [tuple((place[0], place[1]) for place in ring) for polygon in polygons for ring in polygon]


def thin(places: list[tuple[float, float]], nearest: float) -> list[tuple[float, float]]:
    """Drop places nearer than `nearest` to the one before; a ring keeps at least four."""
    kept = places[:1]
    for x, y in places[1:-1]:
        before_x, before_y = kept[-1]
        if (x - before_x) ** 2 + (y - before_y) ** 2 >= nearest**2:
            kept.append((x, y))
    kept += places[-1:]
    return kept if len(kept) >= 4 else places


def boundary_map(
    key: str,
    title: str,
    values: Mapping[str, Decimal | None],
    shapes: Outlines,
    *,
    subtitle: str = "",
    unit: str = "",
    decimals: int | None = None,
    chosen: str = "",
    source: str = "",
) -> Figure:
    """Areas of `shapes` coloured in five steps; `source` must name the boundaries' owner too."""
    areas = [(outline.name, values.get(outline.code)) for outline in shapes.areas]
    classes = five_classes([value for _, value in areas if value is not None])
    told = told_map(areas, unit, decimals)
    drawn = []
    for outline in sorted(shapes.areas, key=lambda outline: outline.code == chosen):
        value = values.get(outline.code)
        own = outline.code == chosen
        drawn.append(
            element(
                "path",
                d=outline.data,
                fill=NO_FIGURE if value is None else STEPS[classes.step(value)],
                stroke=INK if own else PAPER,
                stroke_width=3 if own else 1,
                fill_rule="evenodd",
                class_="gt-area",
            )
        )
    width, height = shapes.size
    parts = [*drawn, key_of(classes, (width, height + 10), unit, decimals, False)]
    desk, phone = (
        drawing(f"{key}{end}", (width, height + 54), title, told, *parts) for end in ("", "-phone")
    )
    table = map_table(title, areas, unit, decimals)
    return Figure(key, title, subtitle, told, desk, phone, table, (say("Darker is higher."),), source)
