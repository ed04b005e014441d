"""Services with their actions and risks: for tokens alone."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from goldenthread.api.page import Page, page_of
from goldenthread.api.parameter import PageAsked
from goldenthread.api.schema import said
from goldenthread.api.service_scope import service_in, tree_in, viewer_with
from goldenthread.delivery.access import may_read_delivery, may_see_risks
from goldenthread.delivery.queries.action import actions_of
from goldenthread.delivery.queries.risk import RiskFilter
from goldenthread.delivery.queries.risk import risks as risks_wanted
from goldenthread.delivery.risk_sheet import Rating, RiskSheet
from goldenthread.delivery.sheet import ActionSeen
from goldenthread.people.queries.service import ServiceSheet

router = Router(tags=["With a token"])


class ServiceOut(Schema):
    """A directorate, division or service."""

    service: str = said("Its ref.", "adult-social-care")
    title: str = said("Its name.", "Adult social care")
    kind: str = said("directorate, division or service.", "service")
    parent: str = said("The ref of what it stands beneath; empty at the top.", "people")


class MilestoneOut(Schema):
    """A dated event of an action."""

    ref: str = said("Its ref.", "roof")
    title: str = said("What happens.", "The roof is on")
    baseline: date | None = said("The day first planned.", "2026-09-30")
    forecast: date | None = said("The day now expected.", "2026-10-31")
    reached: date | None = said("The day that it was reached.", None)


class ActionOut(Schema):
    """An action as it stands today."""

    action: str = said("Its ref.", "care-2")
    title: str = said("What is done.", "Open the reablement centre")
    service: str = said("The service that does it.", "adult-social-care")
    plan: str = said("The service plan that it stands in.", "care-plan")
    owner: str = said("Who answers for it.", "Head of reablement")
    state: str = said("planned, under_way, done or stopped.", "under_way")
    confidence: str = said("The code last reported; empty before the first.", "on_track")
    standing: str = said("Whether it is in time, in words.", "In time")
    start: date | None = said("The day that it begins.", "2026-04-01")
    due: date | None = said("The day that it is due.", "2027-03-31")
    forecast: date | None = said("The day now expected.", None)
    reported_on: date | None = said("When it was last reported on.", "2026-07-14")
    milestones: list[MilestoneOut] = Field(..., description="Its dated events.")
    serves: list[str] = said("The plan items that it serves, as plan/item.", ["strategic-statement-2015/3.4"])


class RatingOut(Schema):
    """How likely a risk is, how bad, and what both come to."""

    likelihood: int = said("1 the least to 5 the most.", 3)
    impact: int = said("1 the least to 5 the most.", 4)
    score: int = said("Likelihood times impact.", 12)
    level: str = said("The council's word for the score.", "Medium")


class RiskOut(Schema):
    """An open risk or opportunity."""

    risk: str = said("Its ref.", "r-12")
    kind: str = said("risk or opportunity.", "risk")
    title: str = said("What may happen.", "Providers leave the market")
    sentence: str = said("Cause, event and effect.", "Because fees lag costs, providers leave.")
    service: str = said("The service that keeps it.", "adult-social-care")
    owner: str = said("Who answers for it.", "Director of commissioning")
    level: str = said("corporate, directorate or service.", "service")
    rating: RatingOut
    target: RatingOut | None = Field(..., description="Where it should be; null where nobody has said.")
    target_by: date | None = said("By when.", "2027-03-31")
    reviewed_on: date | None = said("When it was last looked at.", "2026-09-01")


@router.get("/services", response=Page[ServiceOut], url_name="api-services", operation_id="services")
def services(request: HttpRequest, asked: Query[PageAsked]) -> dict[str, Any]:
    """Services

    The services that the token reaches, each after what it stands beneath.
    """
    viewer_with(request, may_read_delivery)
    return page_of(request, asked, tuple(tree_in(request)), _service)


@router.get(
    "/services/{slug:service}/actions",
    response=Page[ActionOut],
    url_name="api-actions",
    operation_id="actions",
)
def actions(request: HttpRequest, service: str, asked: Query[PageAsked]) -> dict[str, Any]:
    """A service's actions

    Of the service and of all beneath it, as they stand today, published or not.
    """
    _, tree = service_in(request, service, may_read_delivery)
    found = actions_of(tree.beneath([service]), timezone.localdate())
    return page_of(request, asked, sorted(found, key=lambda each: (each.service, each.ref)), _action)


@router.get(
    "/services/{slug:service}/risks", response=Page[RiskOut], url_name="api-risks", operation_id="risks"
)
def risks(request: HttpRequest, service: str, asked: Query[PageAsked]) -> dict[str, Any]:
    """A service's risks

    Open risks and opportunities of the service and of all beneath it, the highest rated first.
    """
    viewer, tree = service_in(request, service, may_see_risks)
    return page_of(request, asked, risks_wanted(viewer, tree, RiskFilter(service=service)), _risk)


def _service(sheet: ServiceSheet) -> dict[str, Any]:
    return {"service": sheet.ref, "title": sheet.title, "kind": sheet.kind, "parent": sheet.parent}


def _action(seen: ActionSeen) -> dict[str, Any]:
    sheet = seen.sheet
    plain = ("title", "service", "plan", "owner", "state", "start", "due", "forecast")
    dates = ("ref", "title", "baseline", "forecast", "reached")
    return {name: getattr(sheet, name) for name in plain} | {
        "action": sheet.ref,
        "confidence": seen.confidence,
        "standing": seen.standing_in_words,
        "reported_on": seen.reported_on,
        "milestones": [{name: getattr(each, name) for name in dates} for each in sheet.milestones],
        "serves": [f"{link.plan}/{link.item}" for link in sheet.serves if link.item],
    }


def _risk(risk: RiskSheet) -> dict[str, Any]:
    plain = ("kind", "title", "sentence", "service", "owner", "level", "target_by", "reviewed_on")
    return {name: getattr(risk, name) for name in plain} | {
        "risk": risk.ref,
        "rating": _rating(risk.rating),
        "target": _rating(risk.target) if risk.target else None,
    }


def _rating(rating: Rating) -> dict[str, Any]:
    return {
        "likelihood": rating.likelihood,
        "impact": rating.impact,
        "score": rating.score,
        "level": rating.level.word,
    }
