"""A measure's line with its target, its limits and its benchmark."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from goldenthread.engine.area import AreaRegister
from goldenthread.kit.figure import Figure, Line
from goldenthread.kit.line_chart import Guides, line_chart
from goldenthread.kit.series import points_of
from goldenthread.kit.telling import in_unit, span_of
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.rules.measure import Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.thread.judged import Judged
from goldenthread.thread.place import name_of


def group_name(group: str) -> str:
    """`sex=female;age=16-17` as "female, 16-17"; everyone where it is empty."""
    return ", ".join(pair.partition("=")[2] for pair in group.split(";")) if group else _("Everyone")


def chart(
    sheet: MeasureSheet,
    rows: Sequence[Observation],
    england: Sequence[Observation],
    targets: Sequence[Target],
    first: Judged | None,
    register: AreaRegister,
) -> Figure | None:
    """The line with its target, limits and benchmark; None where there is nothing to draw."""
    if not rows:
        return None
    measure = sheet.measure
    area, group = rows[0].area, rows[0].group
    where = name_of(area, register)
    named = where if not group else f"{where}, {group_name(group)}"
    points = points_of(rows, measure.year_type)
    return line_chart(
        "series",
        measure.title,
        points,
        subtitle=in_unit(measure.unit, named, span_of(points)),
        unit=measure.unit,
        decimals=measure.decimals,
        guides=guides(sheet, rows, england, () if group else targets),
        verdict=f"{first.word}" if first and first.verdict.verdict != "cannot_judge" else "",
        source=sheet.publisher or measure.source,
        zero=False,
    )


def guides(
    sheet: MeasureSheet,
    rows: Sequence[Observation],
    england: Sequence[Observation],
    targets: Sequence[Target],
) -> Guides:
    """What counts now, or is aimed for next, and England's line where the measure has one."""
    latest = aimed_at(targets, rows)
    benchmark = Line(_("England"), points_of(england, sheet.measure.year_type)) if england else None
    if latest is None:
        return Guides(benchmark=benchmark)
    when = latest.period.label(sheet.measure.year_type)
    return Guides(
        target=latest.target,
        floor=latest.floor,
        expected=(latest.lower, latest.upper)
        if latest.lower is not None and latest.upper is not None
        else None,
        benchmark=benchmark,
        target_label=_("Target for {period}").format(period=when),
        floor_label=_("Ceiling") if sheet.measure.polarity == "low_is_good" else _("Floor standard"),
    )


def aimed_at(targets: Sequence[Target], rows: Sequence[Observation]) -> Target | None:
    """The target that counts for the latest figure, as it is judged; before the first, the first there is."""
    begun = [each for each in targets if each.period.end <= rows[-1].period.end]
    return max(begun, key=_dated, default=None) or min(targets, key=_dated, default=None)


def _dated(target: Target) -> Period:
    return target.period
