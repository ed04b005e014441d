"""A small council for the tests of service plans: three services, a plan, a partner, a measure."""

from datetime import date
from typing import Any

from goldenthread.delivery.commands.service_plan import add_priority, make_service_plan
from goldenthread.delivery.sheet import ActionSheet, MilestoneSheet, ServesLink
from goldenthread.people.commands.organisation import name_partner
from goldenthread.people.commands.service import open_service
from goldenthread.people.models import RoleHeld, User
from goldenthread.plan.commands import import_plan
from goldenthread.rules.period import read_period
from tests.areas.plan_area.plans import SMALL

YEAR = read_period("2026-04-01/P1Y")
TODAY = date(2026, 10, 1)
TENDER = MilestoneSheet("tender", "Tender out", date(2026, 9, 1))
SLOW = ActionSheet(
    ref="roads-1",
    title="Put 20 mph limits outside every school",
    service="roads",
    plan="roads-2026",
    priority="safer-roads",
    owner="lena",
    partners=("police",),
    start=date(2026, 4, 1),
    due=date(2026, 12, 31),
    serves=(ServesLink("small", "o1.1.1"),),
    milestones=(TENDER,),
)
SALT = ActionSheet(ref="roads-2", title="Renew the salt barns", service="roads", plan="roads-2026")


def lay_ground() -> None:
    """Two divisions with a service each, a partner, and the plan `small`."""
    open_service(None, "growth", "Growth and transport", "directorate")
    open_service(None, "roads", "Roads", "division", "growth")
    open_service(None, "libraries", "Libraries", "division", "growth")
    name_partner(None, "police", "Shire Police")
    import_plan(None, SMALL)


def make_roads_plan() -> None:
    """The service plan of the roads division, with one priority."""
    make_service_plan(None, "roads-2026", "roads", YEAR, "Roads service plan 2026/27", "Safe and open roads.")
    add_priority(None, "roads-2026", "Safer roads")


def person(username: str, role: str, service: str = "") -> User:
    """Somebody with one role, over a service where it is given."""
    user = User.objects.create(username=username)
    kind = "service" if service else ""
    RoleHeld.objects.create(user=user, role=role, scope_kind=kind, scope_ref=service)
    return user


def words(sheet: ActionSheet, **changed: Any) -> dict[str, Any]:
    """What an edit form of the action holds, with some of it changed."""
    names = ("title", "description", "priority", "owner", "partners", "horizon", "start", "due", "forecast")
    return {**{name: getattr(sheet, name) for name in (*names, "state")}, **changed}
