"""What a resident is told on a plan item's page of what is being done for it."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.delivery.commands.action import add_actions
from goldenthread.delivery.commands.report import report_action
from goldenthread.delivery.commands.service_plan import (
    agree_service_plan,
    publish_service_plan,
    withdraw_service_plan,
)
from goldenthread.delivery.commands.serving import say_who_delivers
from goldenthread.delivery.sheet import ActionSheet, ServesLink
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.plan.commands import publish_plan
from tests.areas.delivery.ground import SLOW, lay_ground, make_roads_plan, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground(council: CouncilFacts) -> None:
    lay_ground()
    publish_plan(None, "small")
    make_roads_plan()
    person("lena", "service_lead", "roads")


def shown(client: Client, item: str) -> str:
    answer = client.get(reverse("item", args=["small", item]))
    assert answer.status_code == 200
    return answer.content.decode()


def publish() -> None:
    agree_service_plan(None, "roads-2026")
    publish_service_plan(None, "roads-2026")


def test_an_action_is_shown_with_its_service_partners_due_date_and_confidence(client: Client) -> None:
    add_actions(None, [SLOW])
    publish()
    report_action(None, "roads-1", "at_risk", None, date(2026, 9, 30))
    page = shown(client, "o1.1.1")
    told = ("What is being done", SLOW.title, "Roads, with Shire Police", "31 December 2026", "At risk")
    assert all(words in page for words in told)
    assert "lena" not in page


def test_what_is_done_beneath_an_outcome_is_told_on_its_page(client: Client) -> None:
    add_actions(None, [SLOW])
    publish()
    page = shown(client, "o1")
    assert SLOW.title in page and "Slow the traffic" in page
    assert SLOW.title not in shown(client, "o2")


def test_nothing_of_an_unpublished_service_plan_is_told_to_anyone(client: Client, bob: User) -> None:
    add_actions(None, [SLOW])
    assert SLOW.title not in shown(client, "o1.1.1")
    publish()
    withdraw_service_plan(None, "roads-2026", "Too soon")
    assert SLOW.title not in shown(client, "o1.1.1")
    client.force_login(bob)
    page = shown(client, "o1.1.1")
    assert SLOW.title not in page and "Who delivers it" in page


def test_partners_and_programmes_are_named_without_any_service_plan(client: Client) -> None:
    say_who_delivers(None, "small", "o2", "partner", "police")
    say_who_delivers(None, "small", "o2", "programme", "Livelier places")
    page = shown(client, "o2")
    assert "Delivered by:" in page and "Shire Police" in page and "the programme Livelier places" in page
    assert "Who delivers it" not in page


def test_a_page_lists_thirty_actions_and_counts_the_rest(
    client: Client, django_assert_max_num_queries: object
) -> None:
    sheet = ActionSheet("a", "Mend a road", "roads", plan="roads-2026", serves=(ServesLink("small", "o1.1"),))
    add_actions(None, [replace(sheet, ref=f"a{n}") for n in range(33)])
    publish()
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        page = shown(client, "o1")
    assert page.count("Mend a road") == 30 and "3 other actions" in page
