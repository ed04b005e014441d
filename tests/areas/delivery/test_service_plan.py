"""A service plan: what one service does in one year, who may write it, agree it and publish it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.delivery.commands.action import add_action
from goldenthread.delivery.commands.report import report_action
from goldenthread.delivery.commands.service_plan import (
    add_priority,
    agree_service_plan,
    close_service_plan,
    make_service_plan,
    publish_service_plan,
    rename_priority,
    reopen_service_plan,
    revise_service_plan,
    withdraw_service_plan,
)
from goldenthread.delivery.models import ServicePlan
from goldenthread.delivery.queries.service_plan import service_plan, service_plans
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.council import hold_publication
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.refusal import Refused
from tests.areas.delivery.ground import SALT, SLOW, YEAR, lay_ground, make_roads_plan, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground() -> None:
    lay_ground()


@pytest.fixture
def lena() -> User:
    """The lead of the roads division."""
    return person("lena", "service_lead", "roads")


def now() -> datetime:
    return timezone.now()


def test_a_lead_makes_the_plan_of_their_service_and_the_trail_keeps_it(lena: User) -> None:
    make_service_plan(lena, "roads-2026", "roads", YEAR, "Roads 2026/27", "Safe and open.")
    view = service_plan("roads-2026", lena, now())
    assert view is not None
    assert (view.facts.title, view.facts.year, view.facts.state) == ("Roads 2026/27", YEAR, "draft")
    assert (view.service_title, view.above) == ("Roads", ("Growth and transport",))
    line = TrailEntry.objects.get(act="make_service_plan")
    assert (line.who, line.subject_ref, line.after["service"]) == (lena, "roads-2026", "roads")


def test_a_lead_writes_nothing_for_another_service(lena: User) -> None:
    with pytest.raises(NotAllowed):
        make_service_plan(lena, "libraries-2026", "libraries", YEAR, "Libraries")
    assert not ServicePlan.objects.exists()


def test_a_lead_of_what_stands_above_writes_for_all_beneath_it() -> None:
    head = person("grace", "service_lead", "growth")
    make_service_plan(head, "roads-2026", "roads", YEAR, "Roads")
    assert ServicePlan.objects.get().service == "roads"


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"service": "ferries"}, "there is no service 'ferries'"),
        ({"ref": "roads 2026"}, "cannot stand in an address"),
        ({"ref": "taken"}, "there is a service plan 'taken' already"),
        ({"title": "  "}, "there is no title"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(changed: dict[str, str], what: str) -> None:
    make_service_plan(None, "taken", "roads", YEAR, "Roads")
    said = {"ref": "roads-2026", "service": "roads", "year": YEAR, "title": "Roads", **changed}
    with pytest.raises(Refused, match=what):
        make_service_plan(None, **said)
    assert ServicePlan.objects.count() == 1


def test_it_reads_as_a_document_priorities_in_order_each_with_its_actions(lena: User) -> None:
    make_roads_plan()
    assert add_priority(lena, "roads-2026", "Safer roads") == "safer-roads-2"
    rename_priority(lena, "roads-2026", "safer-roads-2", "Open roads")
    add_action(lena, SLOW)
    add_action(lena, SALT)
    view = service_plan("roads-2026", lena, now())
    assert view is not None
    told = [(each.priority.title, [seen.ref for seen in each.actions]) for each in view.priorities]
    assert told == [("Safer roads", ["roads-1"]), ("Open roads", []), ("Other actions", ["roads-2"])]


def test_a_head_of_service_agrees_the_plan_and_a_lead_does_not(lena: User) -> None:
    make_roads_plan()
    with pytest.raises(NotAllowed):
        agree_service_plan(lena, "roads-2026")
    agree_service_plan(person("hope", "approver", "growth"), "roads-2026")
    assert ServicePlan.objects.get().state == "agreed"
    reopen_service_plan(None, "roads-2026")
    assert ServicePlan.objects.get().state == "draft"


def test_a_closed_plan_takes_nothing_more() -> None:
    make_roads_plan()
    with pytest.raises(Refused, match="draft cannot be closed"):
        close_service_plan(None, "roads-2026")
    agree_service_plan(None, "roads-2026")
    close_service_plan(None, "roads-2026")
    for act in (
        lambda: add_priority(None, "roads-2026", "One more"),
        lambda: revise_service_plan(None, "roads-2026", "Other", ""),
        lambda: add_action(None, SALT),
    ):
        with pytest.raises(Refused, match="closed"):
            act()


def test_a_resident_reads_a_service_plan_only_while_it_is_published(
    charlie: AnonymousUser, bob: User
) -> None:
    make_roads_plan()
    with pytest.raises(Refused, match="a draft is not published"):
        publish_service_plan(bob, "roads-2026")
    agree_service_plan(bob, "roads-2026")
    assert service_plan("roads-2026", charlie, now()) is None
    publish_service_plan(bob, "roads-2026")
    assert service_plan("roads-2026", charlie, now()) is not None
    assert [each.facts.ref for each in service_plans(charlie, now())] == ["roads-2026"]
    withdraw_service_plan(bob, "roads-2026", "It names a person")
    assert service_plans(charlie, now()) == ()
    assert TrailEntry.objects.get(act="withdraw_service_plan").note == "It names a person"


def test_a_plan_set_for_later_is_public_only_then(charlie: AnonymousUser, bob: User) -> None:
    make_roads_plan()
    agree_service_plan(bob, "roads-2026")
    publish_service_plan(bob, "roads-2026", now() + timedelta(days=2))
    assert service_plans(charlie, now()) == ()
    assert service_plans(charlie, now() + timedelta(days=3)) != ()


def test_a_hold_on_publishing_holds_service_plans_too(council: CouncilFacts, bob: User) -> None:
    make_roads_plan()
    agree_service_plan(bob, "roads-2026")
    today = timezone.localdate()
    hold_publication(None, "Election", date(today.year, 1, 1), date(today.year, 12, 31))
    with pytest.raises(Refused, match="Election"):
        publish_service_plan(bob, "roads-2026")


def test_the_list_says_how_each_plan_stands_and_follows_the_organisation(bob: User) -> None:
    make_roads_plan()
    make_service_plan(None, "libraries-2026", "libraries", YEAR, "Libraries")
    make_service_plan(None, "roads-2025", "roads", YEAR.earlier(1), "Roads before")
    add_action(None, SALT)
    found = service_plans(bob, now())
    assert [each.facts.ref for each in found] == ["libraries-2026", "roads-2026", "roads-2025"]
    roads = found[1]
    assert (roads.actions, roads.late, roads.stale, roads.serving_nothing) == (1, 0, 1, 1)


def test_the_counts_of_the_list_are_those_of_the_plans_own_page(bob: User) -> None:
    make_roads_plan()
    today = timezone.localdate()
    days = [None, today - timedelta(days=1), today, today + timedelta(days=1)]
    told = [None, today, today - timedelta(days=400)]
    for number, (state, due, reported) in enumerate(product(("under_way", "done", "stopped"), days, told)):
        serves = SLOW.serves if number % 2 else ()
        add_action(None, replace(SALT, ref=f"a{number}", state=state, due=due, serves=serves))
        if reported:
            report_action(None, f"a{number}", "on_track", None, reported)
    view = service_plan("roads-2026", bob, now())
    (listed,) = service_plans(bob, now())
    assert view is not None
    assert listed.actions == len(view.actions) == 36
    assert listed.done == sum(seen.sheet.state == "done" for seen in view.actions) == 12
    assert listed.late == view.standing["late"] == 3
    assert listed.stale == sum(seen.is_stale for seen in view.actions) == 8
    idle = [seen for seen in view.actions if seen.is_live and not seen.sheet.serves]
    assert listed.serving_nothing == len(idle) == 6


def test_the_list_takes_as_many_reads_for_many_plans_as_for_one(
    bob: User, django_assert_max_num_queries: object
) -> None:
    make_roads_plan()
    for year in range(1, 12):
        make_service_plan(None, f"roads-{year}", "roads", YEAR.earlier(year), "Roads")
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        assert len(service_plans(bob, now())) == 12
