"""The register of risks and opportunities, the matrix, and how each was rated through time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from goldenthread.delivery.access import may_see_risks
from goldenthread.delivery.models import Risk
from goldenthread.delivery.risk_sheet import RatedThen, RiskActionSheet, RiskSheet, rating
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.people.access import Viewer
from goldenthread.people.queries.service import ServiceTree
from goldenthread.people.queries.trail import acts_on
from goldenthread.rules.quarter import QuarterPolicy
from goldenthread.rules.subject import Subject

RATED = ("likelihood", "impact")
MOST_REVIEWS = 500


@dataclass(frozen=True, slots=True)
class RiskFilter:
    """Which part of the register. A service stands for itself and all beneath it; empty asks for any."""

    kind: str = ""
    state: str = "open"
    level: str = ""
    service: str = ""
    owner: str = ""
    words: str = ""


def risks(
    viewer: Viewer,
    services: ServiceTree,
    wanted: RiskFilter | None = None,
    policy: QuarterPolicy | None = None,
) -> tuple[RiskSheet, ...]:
    """The register, the highest rated first; nothing for whom it is not for. Three reads."""
    if not may_see_risks(viewer):
        return ()
    rows = _wanted(Risk.objects.all(), wanted or RiskFilter(), services)
    found = _sheets(rows, services, policy or read_quarter_policy())
    return tuple(sorted(found, key=lambda risk: (-risk.rating.score, -risk.rating.impact, risk.ref)))


def every_risk(services: ServiceTree) -> tuple[RiskSheet, ...]:
    """The whole register by ref, closed risks with it, for the keeper at the machine."""
    return tuple(_sheets(Risk.objects.all(), services, read_quarter_policy()))


def risk(viewer: Viewer, ref: str, services: ServiceTree) -> RiskSheet | None:
    """One risk, open or closed, or None where there is none that the reader may see."""
    if not may_see_risks(viewer):
        return None
    return next(iter(_sheets(Risk.objects.filter(ref=ref), services, read_quarter_policy())), None)


def risks_of_items(
    viewer: Viewer, plan: str, items: Iterable[str], services: ServiceTree
) -> dict[str, tuple[RiskSheet, ...]]:
    """The open risks and opportunities on each of these items of a plan, those with none left out."""
    asked = set(items)
    if not may_see_risks(viewer):
        return {}
    rows = Risk.objects.filter(state="open", links__plan=plan, links__item__in=asked).distinct()
    found: dict[str, list[RiskSheet]] = {}
    for sheet in _sheets(rows, services, read_quarter_policy()):
        for each, item in sheet.items:
            if each == plan and item in asked:
                found.setdefault(item, []).append(sheet)
    return {item: tuple(held) for item, held in found.items()}


def ratings_of(ref: str) -> tuple[RatedThen, ...]:
    """How a risk was rated when it was raised and at each review, the latest first; from the trail."""
    policy = read_quarter_policy()
    told = []
    for line in acts_on(Subject("risk", ref), MOST_REVIEWS):
        after = line.after if line.act in ("raise_risk", "review_risk") else None
        if isinstance(after, dict) and all(isinstance(after.get(name), int) for name in RATED):
            then = rating(after["likelihood"], after["impact"], policy)
            told.append(RatedThen(line.at, line.who, then, line.note))
    return tuple(told)


def _wanted(rows: QuerySet[Risk], wanted: RiskFilter, services: ServiceTree) -> QuerySet[Risk]:
    exact: dict[str, Any] = {"kind": wanted.kind, "state": wanted.state, "level": wanted.level}
    exact["owner"] = wanted.owner
    rows = rows.filter(**{name: said for name, said in exact.items() if said})
    if wanted.service:
        rows = rows.filter(service__in={wanted.service, *services.beneath([wanted.service])})
    for word in wanted.words.split():
        said = Q(title__icontains=word) | Q(cause__icontains=word) | Q(event__icontains=word)
        rows = rows.filter(said | Q(effect__icontains=word) | Q(ref__iexact=word))
    return rows


def _sheets(rows: QuerySet[Risk], services: ServiceTree, policy: QuarterPolicy) -> list[RiskSheet]:
    return [_sheet(row, services, policy) for row in rows.prefetch_related("actions", "links")]


def _sheet(row: Risk, services: ServiceTree, policy: QuarterPolicy) -> RiskSheet:
    aimed = row.target_likelihood, row.target_impact
    return RiskSheet(
        ref=row.ref,
        kind=row.kind,
        title=row.title,
        cause=row.cause,
        event=row.event,
        effect=row.effect,
        rating=rating(row.likelihood, row.impact, policy),
        target=rating(aimed[0], aimed[1], policy) if aimed[0] and aimed[1] else None,
        target_by=row.target_by,
        service=row.service,
        service_title=services.title(row.service),
        owner=row.owner,
        level=row.level,
        state=row.state,
        closed_why=row.closed_why,
        reviewed_on=row.reviewed_on,
        version=row.version,
        actions=tuple(
            RiskActionSheet(each.pk, each.title, each.owner, each.due, each.done_on)
            for each in row.actions.all()
        ),
        items=tuple((each.plan, each.item) for each in row.links.all()),
    )
