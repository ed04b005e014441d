"""The two gaps: plan items that nobody delivers, and actions that serve nothing."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.delivery.commands.action import add_action, add_actions
from goldenthread.delivery.commands.service_plan import agree_service_plan, publish_service_plan
from goldenthread.delivery.commands.serving import (
    say_who_delivers,
    say_who_no_longer_delivers,
    serve,
    unserve,
)
from goldenthread.delivery.gap import delivery_gap
from goldenthread.delivery.models import Delivers, Serves
from goldenthread.delivery.queries.delivering import deliverers_of, serving_nothing, undelivered
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.plan.commands import remove_item
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.refusal import Refused
from tests.areas.delivery.ground import SALT, SLOW, lay_ground, make_roads_plan, person
from tests.areas.plan_area.plans import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground() -> None:
    lay_ground()
    make_roads_plan()
    person("lena", "service_lead", "roads")


def gap(viewer: User) -> list[str]:
    return [each.item.ref for each in undelivered(SMALL, viewer, timezone.now()).items]


def nothing(viewer: User, **wanted: str) -> list[str]:
    return [seen.ref for seen in serving_nothing(viewer, timezone.now(), **wanted)]


def test_an_item_is_delivered_by_what_is_beneath_it_and_not_by_what_it_hangs_on(bob: User) -> None:
    assert gap(bob) == ["o1", "o1.1", "o1.1.1", "o1.2", "o2"]
    add_action(None, SLOW)
    assert gap(bob) == ["o1.2", "o2"]
    unserve(None, "roads-1", "small", "o1.1.1")
    serve(None, "roads-1", "small", "o1")
    assert gap(bob) == ["o1.1", "o1.1.1", "o1.2", "o2"]


def test_the_gap_says_what_each_item_hangs_on_and_which_have_nothing_beneath() -> None:
    found = delivery_gap(SMALL, {"o2"})
    told = {each.item.ref: ([above.ref for above in each.above], each.is_leaf) for each in found.items}
    assert told["o1.1.1"] == (["o1", "o1.1"], True)
    assert told["o1"] == ([], False)
    assert (found.asked, found.leaves) == (5, 2)


def test_asks_signposts_and_themes_are_for_others_to_deliver() -> None:
    more = (PlanItem("a", "ask", "Fund it", "o1"), PlanItem("t", "theme", "Prevention"))
    found = delivery_gap(replace(SMALL, items=(*SMALL.items, *more)), ())
    assert {"a", "t"}.isdisjoint(each.item.ref for each in found.items)


def test_an_action_that_was_stopped_delivers_nothing(bob: User) -> None:
    add_action(None, replace(SLOW, state="stopped"))
    assert "o1.1.1" in gap(bob)
    assert deliverers_of("small", ["o1.1.1"], bob, timezone.now()) == {}


@pytest.mark.parametrize(
    ("kind", "ref", "title"),
    [
        ("partner", "police", "Shire Police"),
        ("programme", "Safer streets", "Safer streets"),
        ("service_plan", "roads-2026", "Roads service plan 2026/27"),
    ],
)
def test_a_partner_a_programme_or_a_service_plan_as_a_whole_delivers(
    kind: str, ref: str, title: str, alice: User, bob: User
) -> None:
    say_who_delivers(alice, "small", "o2", kind, ref, "Agreed in June")
    assert "o2" not in gap(bob)
    (found,) = deliverers_of("small", ["o2"], bob, timezone.now())["o2"]
    assert (found.kind, found.ref, found.title, found.why) == (kind, ref, title, "Agreed in June")
    assert TrailEntry.objects.get(act="say_who_delivers").subject_ref == "small/o2"
    say_who_no_longer_delivers(alice, "small", "o2", kind, ref, "A mistake")
    assert "o2" in gap(bob)


@pytest.mark.parametrize(
    ("item", "kind", "ref"),
    [
        ("o9", "partner", "police"),
        ("o2", "partner", "circus"),
        ("o2", "service_plan", "none"),
        ("o2", "programme", " "),
        ("o2", "magic", "wand"),
    ],
)
def test_nobody_unknown_delivers_and_nothing_unknown_is_delivered(item: str, kind: str, ref: str) -> None:
    with pytest.raises(Refused):
        say_who_delivers(None, "small", item, kind, ref)
    assert not Delivers.objects.exists()


def test_a_lead_says_what_their_actions_serve_but_not_who_else_delivers() -> None:
    lena = User.objects.get(username="lena")
    add_action(lena, SALT)
    serve(lena, "roads-2", "small", "o2", why="Open roads")
    with pytest.raises(NotAllowed):
        say_who_delivers(lena, "small", "o2", "partner", "police")


def test_what_an_action_serves_stands_once_with_its_latest_reason() -> None:
    add_action(None, SALT)
    serve(None, "roads-2", "small", "o2", why="First")
    serve(None, "roads-2", "small", "o2", why="Second")
    serve(None, "roads-2", "small", "o2", why="Second")
    assert Serves.objects.get().why == "Second"
    assert TrailEntry.objects.filter(act="serve").count() == 2


def test_an_action_serves_only_what_the_plan_has() -> None:
    add_action(None, SALT)
    with pytest.raises(Refused, match="small has no item 'o9'"):
        serve(None, "roads-2", "small", "o9")
    with pytest.raises(Refused, match="it names no plan item"):
        serve(None, "roads-2")


def test_actions_that_serve_nothing_are_listed_while_they_are_to_be_done(bob: User) -> None:
    add_actions(None, [SLOW, SALT, replace(SALT, ref="roads-3", state="done")])
    assert nothing(bob) == ["roads-2"]
    assert nothing(bob, service="growth") == ["roads-2"]
    assert nothing(bob, service="libraries") == []
    assert nothing(bob, year="2025-04-01/P1Y") == []


def test_an_action_whose_item_left_the_plan_serves_nothing_any_more(alice: User, bob: User) -> None:
    add_action(None, SLOW)
    assert nothing(bob) == []
    remove_item(alice, "small", "o1.1.1")
    assert nothing(bob) == ["roads-1"]


def test_an_action_serves_with_its_service_plan(bob: User) -> None:
    add_action(None, SALT)
    add_action(None, replace(SALT, ref="roads-5", plan=""))
    say_who_delivers(None, "small", "o2", "service_plan", "roads-2026")
    assert nothing(bob) == ["roads-5"]


def test_a_resident_sees_actions_of_published_service_plans_alone(bob: User, charlie: AnonymousUser) -> None:
    add_actions(None, [SLOW, replace(SLOW, ref="roads-9", plan="", priority="")])
    say_who_delivers(None, "small", "o1.1.1", "service_plan", "roads-2026")
    say_who_delivers(None, "small", "o1.1.1", "partner", "police")
    told = deliverers_of("small", ["o1.1.1"], charlie, timezone.now())["o1.1.1"]
    assert [each.kind for each in told] == ["partner"]
    agree_service_plan(bob, "roads-2026")
    publish_service_plan(bob, "roads-2026")
    told = deliverers_of("small", ["o1.1.1"], charlie, timezone.now())["o1.1.1"]
    assert [each.ref for each in told] == ["roads-1", "police", "roads-2026"]
    assert len(deliverers_of("small", ["o1.1.1"], bob, timezone.now())["o1.1.1"]) == 4
    assert undelivered(SMALL, charlie, timezone.now()).items == ()
