"""A small council in its second quarter: adult care owes three figures and two actions, roads one of each."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from goldenthread.delivery.commands.action import add_actions
from goldenthread.delivery.sheet import ActionSheet, MilestoneSheet
from goldenthread.measures.assigning import Assigned, assign_measures
from goldenthread.measures.commands import define_measure, set_target
from goldenthread.people.commands.service import open_service
from goldenthread.people.models import RoleHeld, User
from goldenthread.reporting.commands.period import open_period, plan_period
from goldenthread.reporting.commands.saving import RowChange, save_rows
from goldenthread.reporting.models import Return
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period

AREA = "E10000016"
QUARTER = read_period("2026-07-01/P3M")
REF = "2026-27-q2"
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
DATES = {
    "opens": date(2026, 10, 1),
    "due": date(2026, 10, 14),
    "approve_by": date(2026, 10, 21),
    "closes": date(2026, 10, 28),
}

REVIEWS = Measure(
    "reviews",
    "Care plans reviewed within a year",
    "%",
    statistic="proportion",
    multiplier=Decimal(100),
    polarity="high_is_good",
    decimals=1,
)
WAITING = Measure("waiting", "People waiting for an assessment", "people", polarity="low_is_good", decimals=0)
CALLS = Measure("calls", "Calls to the care line", "calls", kind="activity", decimals=0)
SURVEY = Measure("survey", "People content with their care", "%", polarity="high_is_good", decimals=1)
POTHOLES = Measure("potholes", "Potholes mended in 28 days", "%", polarity="high_is_good", decimals=1)

RECRUIT = ActionSheet("care-1", "Recruit 40 carers", "care", due=date(2027, 3, 31))
DAY_CENTRE = ActionSheet(
    "care-2",
    "Open the day centre",
    "care",
    due=date(2026, 12, 31),
    milestones=(MilestoneSheet("roof", "Roof on", date(2026, 11, 1)),),
)
RESURFACE = ActionSheet("roads-1", "Resurface 12 miles", "roads", due=date(2027, 3, 31))


def lay_ground() -> None:
    """Two services beneath directorates, their measures with targets, and their actions."""
    open_service(None, "people", "Adults and health", "directorate")
    open_service(None, "care", "Adult care", "service", "people")
    open_service(None, "roads", "Roads", "service")
    for measure in (REVIEWS, WAITING, CALLS, SURVEY, POTHOLES):
        define_measure(None, measure)
    returned = [Assigned(ref, "care", "quarterly") for ref in ("reviews", "waiting", "calls")]
    returned += [Assigned("survey", "care", "yearly"), Assigned("potholes", "roads", "quarterly")]
    assign_measures(None, returned)
    year = read_period("2026-04-01/P3M")
    set_target(None, Target("waiting", AREA, year, target=Decimal(200), floor=Decimal(250)))
    add_actions(None, (RECRUIT, DAY_CENTRE, RESURFACE))


def plan_quarter() -> str:
    """The second quarter of 2026/27, with its dates."""
    return plan_period(None, QUARTER, "Quarter 2 2026/27", **DATES)


def open_quarter() -> str:
    """The same, opened."""
    ref = plan_quarter()
    open_period(None, ref, NOW)
    return ref


def person(username: str, role: str, service: str = "") -> User:
    """Somebody with one role, over a service where it is given."""
    user = User.objects.create(username=username)
    RoleHeld.objects.create(user=user, role=role, scope_kind="service" if service else "", scope_ref=service)
    return user


def open_next_quarter() -> str:
    """The third quarter, opened."""
    dates = {name: day + timedelta(days=91) for name, day in DATES.items()}
    ref = plan_period(None, read_period("2026-10-01/P3M"), "Quarter 3 2026/27", **dates)
    open_period(None, ref, NOW)
    return ref


SOUND = {
    "reviews": {"numerator": "90", "denominator": "120"},
    "waiting": {"value": "180"},
    "calls": {"value": "512"},
}
STANDS = {"confidence": "on_track", "sentence": "As planned."}


def fill_care(who: User) -> None:
    """Everything that adult care owes, with nothing wrong in it."""
    given_in = Return.objects.get(period__ref=REF, service="care")
    figures = [RowChange(row.pk, SOUND[row.measure], row.version) for row in given_in.figures.all()]
    actions = [RowChange(row.pk, STANDS, row.version) for row in given_in.actions.all()]
    save_rows(who, REF, "care", figures, actions, NOW)
