"""A measure in every place of the council's area: a map, small multiples and their tables."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.engine.area import AreaRegister
from goldenthread.kit.boundary_map import Outlines, boundary_map, outlines
from goldenthread.kit.figure import Figure, Line, Panel
from goldenthread.kit.part import Link
from goldenthread.kit.series import points_of
from goldenthread.kit.small_multiples import small_multiples
from goldenthread.kit.telling import in_unit
from goldenthread.kit.tile_map import KENT_AND_MEDWAY, tile_map
from goldenthread.measures import queries
from goldenthread.measures.figures import read_figures
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.rules.area import is_official
from goldenthread.rules.observation import Observation
from goldenthread.thread.place import ENGLAND, NEARBY, name_of
from goldenthread.thread.reader import Reader
from goldenthread.thread.updated import Updated, updated


@dataclass(frozen=True, slots=True)
class AreasPage:
    """A measure in every area of one kind: a map, small multiples and a table."""

    sheet: MeasureSheet
    chosen: str
    period: str
    figures: tuple[Figure, ...]
    places: tuple[Link, ...]
    updated: Updated


def read(slug: str, chosen: str, reader: Reader) -> AreasPage | None:
    """The measure across the districts of the council's area; None where the reader may not see it."""
    sheet = next(iter(reader.sight.told(slug=slug)), None)
    if sheet is None:
        return None
    register = queries.register()
    inside = [area.code for area in register.children(reader.council.area)]
    codes = [*inside, *NEARBY, ENGLAND]
    found = read_figures(reader.sight, [sheet], codes).series()
    rows = {area: points for (_, area, group), points in found.items() if not group}
    districts = {code: rows[code] for code in (*inside, *NEARBY) if code in rows}
    last = max((points[-1].period for points in districts.values()), default=None)
    period = last.label(sheet.measure.year_type) if last else ""
    return AreasPage(
        sheet=sheet,
        chosen=chosen,
        period=period,
        figures=area_figures(sheet, districts, rows.get(ENGLAND, ()), period, chosen, register)
        if districts
        else (),
        places=tuple(
            Link(name_of(code, register), f"{reverse('measure', args=[sheet.slug])}?area={code}")
            for code in sorted(districts, key=lambda code: name_of(code, register))
        ),
        updated=updated([sheet.ref], reader),
    )


def area_figures(
    sheet: MeasureSheet,
    districts: Mapping[str, Sequence[Observation]],
    england: Sequence[Observation],
    period: str,
    chosen: str,
    register: AreaRegister,
) -> tuple[Figure, ...]:
    """The map for the latest period that any place has, then every place's line on one scale.

    A council whose places are not on the shipped map has the lines alone.
    """
    measure = sheet.measure
    told = Told(in_unit(measure.unit), measure.unit, measure.decimals, sheet.publisher or measure.source)
    last = max(points[-1].period for points in districts.values())
    now = {
        code: value_of(points[-1]) if points[-1].period == last else None
        for code, points in districts.items()
    }
    benchmark = Line(_("England"), points_of(england, measure.year_type)) if england else None
    panels = [
        Panel(name_of(code, register), points_of(points, measure.year_type), code == chosen)
        for code, points in districts.items()
    ]
    lines = small_multiples(
        "lines",
        _("{measure} in each place").format(measure=measure.title),
        panels,
        subtitle=told.subtitle,
        unit=told.unit,
        decimals=told.decimals,
        benchmark=benchmark,
        source=told.source,
    )
    drawn = area_map(f"{measure.title}, {period}", now, told, chosen)
    return (drawn, lines) if drawn else (lines,)


@dataclass(frozen=True, slots=True)
class Told:
    """What every figure of a measure says of it."""

    subtitle: str
    unit: str
    decimals: int | None
    source: str


def area_map(title: str, values: Mapping[str, Decimal | None], told: Told, chosen: str) -> Figure | None:
    """On the installation's own boundaries where it has them, else on Kent's tiles where they fit."""
    if settings.BOUNDARIES:
        shapes = boundaries(settings.BOUNDARIES)
        if any(outline.code in values for outline in shapes.areas):
            shown = Outlines(tuple(each for each in shapes.areas if each.code in values), shapes.size)
            source = f"{told.source}. {settings.BOUNDARIES_SOURCE}".strip(". ")
            return boundary_map(
                "map",
                title,
                values,
                shown,
                subtitle=told.subtitle,
                unit=told.unit,
                decimals=told.decimals,
                chosen=chosen,
                source=source,
            )
    if values.keys().isdisjoint(tile.code for tile in KENT_AND_MEDWAY):
        return None
    return tile_map(
        "map",
        title,
        values,
        subtitle=told.subtitle,
        unit=told.unit,
        decimals=told.decimals,
        chosen=chosen,
        source=told.source,
    )


@cache
def boundaries(path: str) -> Outlines:
    """The outlines of a GeoJSON file, read once. Its codes are in the first property that holds area codes.

    Raises ValueError where no property does.
    """
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    properties = features[0]["properties"]
    codes = [name for name, value in properties.items() if isinstance(value, str) and is_official(value)]
    if not codes:
        raise ValueError(f"{path}: no property of its features holds area codes such as E07000105")
    names = [name for name, value in properties.items() if isinstance(value, str) and name != codes[0]]
    return outlines(features, codes[0], names[0] if names else codes[0])


def value_of(row: Observation | None) -> Decimal | None:
    return row.known_value if row else None
