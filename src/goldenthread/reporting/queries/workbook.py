"""What stands in the returns of one period that a person may fill: what a workbook is made from."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.delivery.queries.action import actions_named
from goldenthread.delivery.sheet import ActionSeen, MilestoneSheet
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.kit.format import day, number
from goldenthread.measures.queries import register
from goldenthread.people.access import Officer
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.reporting.access import may_fill_return
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnAction, ReturnFigure
from goldenthread.reporting.row import action_texts, figure_texts
from goldenthread.reporting.shut import why_shut
from goldenthread.reporting.standing import asks_parts, measures_of
from goldenthread.reporting.workbook.column import ACTIONS, FIGURES
from goldenthread.reporting.workbook.held import Held, Key, Line, ReturnHeld
from goldenthread.reporting.workbook.worked_out import PARTS
from goldenthread.rules.number import plain
from goldenthread.rules.period import UnknownPeriod, read_period
from goldenthread.rules.refusal import refuse
from goldenthread.rules.return_check import Asked
from goldenthread.rules.target import in_force


def held_for(who: Officer | None, period: str, now: datetime, service: str = "") -> Held:
    """Every return of the period that the person may fill, or only one service's: a dozen reads.

    Where `who` is None the keeper at the machine asks, who may fill all. Raises Refused where there is no
    such period.
    """
    row = ReportingPeriod.objects.filter(ref=period).first()
    if row is None:
        raise refuse(f"there is no reporting period '{period}'", "choose one from the list of periods")
    tree, today = services(timezone.localdate(now)), timezone.localdate(now)
    returns = list(Return.objects.filter(period=row).select_related("period"))
    own = [each for each in returns if who is None or may_fill_return(who, tree.subjects(each.service))]
    wanted = [each for each in own if service in ("", each.service)]
    figures, asked = _figures(wanted, tree)
    actions, seen = _actions(row, wanted, tree, today)
    return Held(
        ref=row.ref,
        title=row.title,
        period=row.period,
        due=row.due,
        returns={
            each.service: ReturnHeld(each.service, tree.title(each.service), each.version, why_shut(each))
            for each in own
        },
        figures=figures,
        actions=actions,
        asked=asked,
        dues={key: seen[key[1]].due for key in actions if key[1] in seen},
        milestones={
            ref: frozenset(each.ref for each in found.sheet.milestones) for ref, found in seen.items()
        },
        others=frozenset(each.service for each in returns) - {each.service for each in own},
    )


def services_to_fill(who: Officer, period: str, now: datetime) -> tuple[str, ...]:
    """The services whose return of the period the person may fill."""
    tree = services(timezone.localdate(now))
    owing = Return.objects.filter(period__ref=period).order_by("service").values_list("service", flat=True)
    return tuple(each for each in owing if may_fill_return(who, tree.subjects(each)))


def _figures(returns: Sequence[Return], tree: ServiceTree) -> tuple[dict[Key, Line], dict[Key, Asked]]:
    service_of = {each.pk: each.service for each in returns}
    rows = list(ReturnFigure.objects.filter(given_in__in=returns))
    judged, areas = measures_of(rows), register().areas
    times = Counter(row.measure for row in rows)
    lines: dict[Key, Line] = {}
    asked: dict[Key, Asked] = {}
    for row in rows:
        key = (service_of[row.given_in_id], row.measure, row.area, row.period)
        asked[key] = judged.asked(row)
        area = areas.get(row.area)
        shown = {
            "service_title": tree.title(key[0]),
            "area_title": area.name if area else row.area,
            **_around(asked[key]),
        }
        if times[row.measure] > 1:
            shown["name"] = f"{shown['title']}, {shown['area_title']}"
        lines[key] = _figure_line(row, key, asked[key], shown)
    return lines, asked


def _figure_line(row: ReturnFigure, key: Key, asked: Asked, shown: Mapping[str, str]) -> Line:
    entries = figure_texts(row)
    confirmed = frozenset(entries.pop("confirmed").split())
    has_parts = asks_parts(asked.measure) or row.numerator or row.denominator
    return Line(
        FIGURES,
        key,
        entries,
        shown,
        row.version,
        confirmed,
        row.changed_by,
        row.changed_at,
        frozenset() if has_parts else frozenset(PARTS),
    )


def _around(asked: Asked) -> dict[str, str]:
    """The words around a figure: what it is, what it was last time and what it should be."""
    measure, usual = asked.measure, asked.usual
    last = ""
    if usual is not None and usual.previous is not None:
        last = f"{number(usual.previous)} ({_label(usual.previous_period, measure.year_type)})"
    target = in_force(asked.own_targets, asked.period, lambda each: each.target is not None)
    aim = plain(target.target) if target is not None and target.target is not None else ""
    return {
        "title": measure.title,
        "period_title": asked.period.label(measure.year_type),
        "unit": measure.unit,
        "last": last,
        "target": aim,
    }


def _label(period: str, year_type: str) -> str:
    try:
        return read_period(period).label(year_type)
    except UnknownPeriod:
        return period


def _actions(
    period: ReportingPeriod, returns: Sequence[Return], tree: ServiceTree, today: date
) -> tuple[dict[Key, Line], dict[str, ActionSeen]]:
    service_of = {each.pk: each.service for each in returns}
    rows = list(ReturnAction.objects.filter(given_in__in=returns))
    refs = {row.action for row in rows}
    seen = actions_named(refs, today) if refs else {}
    before = _said_before(period, refs)
    lines: dict[Key, Line] = {}
    for row in rows:
        key = (service_of[row.given_in_id], row.action, period.period)
        told = seen.get(row.action)
        shown = {
            "service_title": tree.title(key[0]),
            "title": told.title if told else row.action,
            "due": told.due.isoformat() if told and told.due else "",
            "last": before.get(row.action, ""),
            "planned": _planned(told.sheet.milestones) if told else "",
        }
        lines[key] = Line(
            ACTIONS,
            key,
            action_texts(row),
            shown,
            row.version,
            changed_by=row.changed_by,
            changed_at=row.changed_at,
        )
    return lines, seen


def _said_before(period: ReportingPeriod, refs: Collection[str]) -> Mapping[str, str]:
    """The confidence and the sentence of the last return of each action before this period."""
    policy = read_quarter_policy()
    earlier = ReportingPeriod.objects.filter(period__lt=period.period).order_by("-period")[:1]
    rows: QuerySet[ReturnAction] = ReturnAction.objects.filter(
        given_in__period__in=list(earlier), action__in=refs
    )
    found = {}
    for ref, code, sentence in rows.order_by().values_list("action", "confidence", "sentence"):
        scale = policy.confidence(code)
        found[ref] = ": ".join(filter(None, (scale.word if scale else code, sentence)))
    return found


def _planned(milestones: Sequence[MilestoneSheet]) -> str:
    """Each milestone with its ref, as the cell beside it is to name it."""
    said = (
        f"{each.ref}: {each.title}, "
        + (f"reached {day(each.reached)}" if each.reached else f"expected {day(each.expected)}")
        for each in milestones
    )
    return "\n".join(said)
