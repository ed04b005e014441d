"""A small plan that is public, and a budget with lines shared to its outcomes."""

from datetime import timedelta
from decimal import Decimal as D

from django.utils import timezone

from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.queries.version import VersionFacts, version_named
from goldenthread.people.models import RoleHeld, User
from goldenthread.plan.commands import import_plan, publish_plan
from goldenthread.rules.budget import Allocation, Book
from tests.areas.finance.sample_book import BALANCED, sample_book
from tests.areas.plan_area.plans import ADOPTED

SHARES = (
    Allocation("libraries", "small", "o1", D("0.3"), "Visits by group", "low", D("0.2"), D("0.5")),
    Allocation("libraries", "small", "o1.1", D("0.6"), "Visits by group", "low", D("0.4"), D("0.9")),
    Allocation("roads", "small", "o1.1", D("0.25"), "Length of road", "high"),
    Allocation("it", "", "", D("1"), "Serves every service", "high"),
)
"""o1.1 lies beneath o1: libraries cost 11 million in the base year and roads 43 million."""


def lay_plan() -> None:
    """The plan `small`, adopted and public."""
    import_plan(None, ADOPTED)
    publish_plan(None, "small")


def freeze(ref: str, days_ago: int = 1, state: str = "approved") -> None:
    """Freeze a budget in that state some days ago, and show it to everybody."""
    when = timezone.now() - timedelta(days=days_ago)
    BudgetVersion.objects.filter(ref=ref).update(frozen_at=when, publish_at=when, state=state)


def a_budget(ref: str = "budget-2021", **changed: object) -> Book:
    """A budget of 2021/22 in the record, with lines shared to outcomes."""
    book = sample_book(**{"ref": ref, "allocations": SHARES, "touches": BALANCED.touches, **changed})
    begin_budget(None, book)
    return book


def an_officer(role: str = "finance") -> User:
    """Somebody with that role over the whole council."""
    user, _ = User.objects.get_or_create(username=f"the-{role}-officer")
    RoleHeld.objects.get_or_create(user=user, role=role)
    return user


def shown(ref: str = "budget-2021") -> VersionFacts:
    """The version, as an officer sees it."""
    found = version_named(an_officer(), timezone.now(), ref)
    assert found
    return found
