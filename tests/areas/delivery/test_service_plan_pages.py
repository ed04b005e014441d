"""Officers' pages about service plans, actions and gaps: who sees what, and what a form does."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.delivery.action_file import rows_of_bytes
from goldenthread.delivery.commands.action import ActionWords, add_action, change_action
from goldenthread.delivery.commands.action_import import rehearse_actions
from goldenthread.delivery.commands.issue import IssueWords, raise_issue, settle_issue
from goldenthread.delivery.commands.report import report_action
from goldenthread.delivery.commands.serving import say_who_delivers
from goldenthread.delivery.models import Action, Delivers, Priority, ServicePlan
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from tests.areas.delivery.ground import SALT, SLOW, lay_ground, make_roads_plan, person, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground(council: CouncilFacts) -> None:
    lay_ground()
    make_roads_plan()


@pytest.fixture
def lena() -> User:
    """The lead of the roads division."""
    return person("lena", "service_lead", "roads")


@pytest.fixture
def desk(client: Client, lena: User) -> Client:
    """A browser at which the lead is signed in, with two actions in the plan."""
    add_action(lena, SLOW)
    add_action(lena, SALT)
    client.force_login(lena)
    return client


def page(desk: Client, name: str, *args: object, **asked: str) -> str:
    answer = desk.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_service_plan_reads_as_a_document(desk: Client, lena: User) -> None:
    report_action(lena, "roads-1", "at_risk", date(2027, 1, 31), date(2026, 9, 30))
    shown = page(desk, "service-plan", "roads-2026")
    for words_shown in ("2 actions", "Safe and open roads.", "Safer roads", "Other actions", "Shire Police"):
        assert words_shown in shown
    assert "now 31 January 2027" in shown and "Agree it" not in shown
    assert "Slow the traffic" in shown
    assert shown.index("Put 20 mph") < shown.index("Renew the salt barns")


def test_a_service_plan_page_takes_few_reads_however_many_actions(
    desk: Client, django_assert_max_num_queries: object
) -> None:
    for n in range(30):
        add_action(None, SLOW.__class__(f"more-{n}", "More", "roads", plan="roads-2026", serves=SLOW.serves))
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        page(desk, "service-plan", "roads-2026")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        page(desk, "service-plans")


def test_a_lead_begins_a_plan_gives_it_a_priority_and_an_action(desk: Client) -> None:
    said = {"service": "roads", "year": "2027/28", "ref": "roads-2027", "title": "Roads 2027/28"}
    assert desk.post(reverse("new-service-plan"), said).status_code == 302
    assert desk.post(reverse("new-priority", args=["roads-2027"]), {"title": "Bridges"}).status_code == 302
    said = {"title": "Paint the bridge", "priority": "bridges", "state": "planned", "serves": "small/o2"}
    assert desk.post(reverse("new-action", args=["roads-2027"]), said).status_code == 302
    made = Action.objects.get(plan__ref="roads-2027")
    assert (made.ref, made.serves.get().item) == ("roads-3", "o2")
    assert made.priority == Priority.objects.get(title="Bridges")


def test_a_plan_is_named_after_its_service_and_year_where_nobody_names_it(desk: Client) -> None:
    answer = desk.post(reverse("new-service-plan"), {"service": "roads", "year": "2027/28"})
    assert answer.headers["Location"] == reverse("service-plan", args=["roads-2027"])
    assert ServicePlan.objects.get(ref="roads-2027").title == "Roads: service plan 2027/28"


def test_a_year_that_is_none_is_said_beside_its_field(desk: Client) -> None:
    said = {"service": "roads", "year": "June 2027", "ref": "roads-2027", "title": "Roads"}
    shown = desk.post(reverse("new-service-plan"), said).content.decode()
    assert "Give one year, such as 2027/28" in shown
    assert ServicePlan.objects.count() == 1


def test_the_page_of_an_action_shows_its_thread_and_its_milestones(desk: Client) -> None:
    shown = page(desk, "action", "roads-1")
    assert shown.index("Children are safe") < shown.index("Fewer injuries on the roads")
    assert shown.index("Fewer injuries on the roads") < shown.index("Slow the traffic")
    assert "1 September 2026" in shown and "Nobody has reported on it yet" in shown


def test_an_actions_page_names_its_issues_until_they_are_settled(desk: Client, lena: User) -> None:
    ref = raise_issue(lena, IssueWords("The signs were stolen", "roads", action="roads-1"))
    assert "The signs were stolen" in page(desk, "action", "roads-1")
    settle_issue(lena, ref, "New signs came")
    assert "The signs were stolen" not in page(desk, "action", "roads-1")


def test_what_changed_meanwhile_is_said_and_what_was_entered_stays(desk: Client, lena: User) -> None:
    change_action(lena, "roads-1", ActionWords(**words(SLOW, title="Changed meanwhile")), 1)
    said = {"title": "My own words", "state": "planned", "owner": "", "version": "1"}
    shown = desk.post(reverse("edit-action", args=["roads-1"]), said).content.decode()
    assert "Someone else has changed this action meanwhile" in shown or "someone else has changed" in shown
    assert "My own words" in shown
    assert Action.objects.get(ref="roads-1").title == "Changed meanwhile"


@pytest.mark.parametrize(
    ("name", "said", "shown"),
    [
        ("new-milestone", {"title": "Signs up", "baseline": "2026-11-02"}, "Signs up"),
        ("new-dependency", {"on_kind": "action", "on_ref": "roads-2"}, "roads-2"),
        ("new-evidence", {"title": "Order", "address": "https://a.example", "on": "2026-09-01"}, "Order"),
        ("action-serves", {"item": "small/o2", "why": "Livelier streets"}, "Livelier streets"),
    ],
)
def test_what_a_form_says_stands_on_the_actions_page(
    name: str, said: dict[str, str], shown: str, desk: Client
) -> None:
    assert desk.post(reverse(name, args=["roads-1"]), said).status_code == 302
    assert shown in page(desk, "action", "roads-1")


def test_a_milestone_is_moved_or_reached_and_not_both(desk: Client) -> None:
    address = reverse("move-milestone", args=["roads-1", "tender"])
    both = {"reached": "2026-09-03", "forecast": "2026-11-01"}
    assert "Give either the day it was reached" in desk.post(address, both).content.decode()
    assert desk.post(address, {"forecast": "2026-11-01"}).status_code == 302
    assert "61 days later" in page(desk, "action", "roads-1")


def test_the_gaps_are_two_lists_that_can_be_filtered(desk: Client) -> None:
    shown = page(desk, "delivery-gaps")
    assert "2 of 5 items in A small plan have nobody to deliver them" in shown
    assert "1 action serves nothing" in shown
    assert "Every child a swimmer" in shown and "Renew the salt barns" in shown
    assert "Say who delivers it" not in shown
    assert "Renew the salt barns" not in page(desk, "delivery-gaps", service="libraries")


def test_a_strategy_officer_says_from_the_gap_who_delivers(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert "Say who delivers it" in page(client, "delivery-gaps")
    address = reverse("item-delivery", args=["small", "o2"])
    shown = client.post(address, {"by_kind": "partner"}).content.decode()
    assert "Say which" in shown and not Delivers.objects.exists()
    client.post(address, {"by_kind": "partner", "partner": "police", "why": "Agreed in June"})
    shown = page(client, "item-delivery", "small", "o2")
    assert "Shire Police, a partner" in shown and "Agreed in June" in shown
    client.post(
        reverse("no-longer-delivers", args=["small", "o2"]), {"by_kind": "partner", "by_ref": "police"}
    )
    assert not Delivers.objects.exists()


def test_only_who_may_agree_is_offered_it(client: Client, bob: User) -> None:
    client.force_login(bob)
    assert "Agree it" in page(client, "service-plan", "roads-2026")
    client.post(reverse("service-plan-state", args=["roads-2026"]), {"step": "agree"})
    assert client.post(reverse("publish-service-plan", args=["roads-2026"]), {}).status_code == 302
    assert "Public since" in page(client, "service-plan", "roads-2026")


@pytest.mark.parametrize("name", ["edit-service-plan", "new-priority", "new-action", "publish-service-plan"])
def test_who_may_not_is_told_so(name: str, client: Client) -> None:
    client.force_login(person("dora", "finance"))
    assert client.get(reverse(name, args=["roads-2026"])).status_code == 403


@pytest.mark.parametrize("name", ["service-plans", "delivery-gaps", "upload-actions", "new-service-plan"])
def test_a_resident_is_asked_to_sign_in(name: str, client: Client) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302 and "sign-in" in answer.headers["Location"]


def test_the_actions_of_a_plan_go_out_as_a_file_that_comes_in_again_unchanged(desk: Client) -> None:
    say_who_delivers(None, "small", "o2", "partner", "police")
    content = desk.get(reverse("service-plan-actions", args=["roads-2026"])).content
    found = rehearse_actions(None, rows_of_bytes("actions.csv", content))
    assert (found.added, found.changed, found.same, found.refusals) == ((), (), 2, ())
