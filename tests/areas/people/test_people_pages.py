"""Administrators' pages about people: find them, give and take roles, close accounts, make passwords."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.account import add_officer, open_account
from goldenthread.people.commands.organisation import name_partner, name_portfolio
from goldenthread.people.commands.role import give_role, take_role
from goldenthread.people.commands.service import open_service
from goldenthread.people.models import RoleHeld, User
from goldenthread.people.queries.account import roles_of
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.trail import acts_on
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-enough-pass-phrase"


@pytest.fixture
def lena(council: CouncilFacts) -> User:
    """A service lead of adult care, in a small organisation."""
    open_service(None, "people", "People directorate", "directorate")
    open_service(None, "care", "Adult care", "division", "people")
    open_service(None, "roads", "Roads", "division")
    name_portfolio(None, "health", "Health portfolio")
    name_partner(None, "police", "Police")
    return add_officer("lena", PASSWORD, ["service_lead:service/care"], email="lena@shire.example")


@pytest.fixture
def desk(client: Client, adele: User) -> Client:
    """A browser at which the administrator is signed in."""
    client.force_login(adele)
    return client


def named(desk: Client, **wanted: str) -> list[str]:
    """The usernames on the list of people."""
    answer = desk.get(reverse("people"), wanted)
    return [each.username for each in answer.context["found"].people]


def test_people_are_found_by_name_role_service_and_account(desk: Client, lena: User, bob: User) -> None:
    add_officer("anna", PASSWORD, ["approver:service/people", "performance"])
    open_account(None, "bob", False)
    assert named(desk) == ["adele", "anna", "bob", "lena"]
    assert named(desk, words="LEN") == ["lena"]
    assert named(desk, words="shire.example") == ["lena"]
    assert named(desk, role="performance") == ["anna", "bob"]
    assert named(desk, state="closed") == ["bob"]
    assert named(desk, role="performance", state="open") == ["anna"]


def test_a_role_over_what_a_service_stands_in_reaches_it(desk: Client, lena: User) -> None:
    add_officer("anna", PASSWORD, ["approver:service/people"])
    assert named(desk, service="care") == ["anna", "lena"]
    assert named(desk, service="people") == ["anna"]
    assert named(desk, service="roads") == []


def test_three_hundred_people_come_in_pages_with_the_same_few_queries(
    desk: Client, council: CouncilFacts, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    users = User.objects.bulk_create(User(username=f"person-{number:03}") for number in range(300))
    RoleHeld.objects.bulk_create(RoleHeld(user=user, role="finance") for user in users)
    with django_assert_max_num_queries(14):
        answer = desk.get(reverse("people"), {"page": "7"})
    shown = [each.username for each in answer.context["found"].people]
    assert shown == ["person-299"] and "301 accounts" in answer.content.decode()


def test_a_person_is_shown_with_their_roles_in_words(desk: Client, lena: User) -> None:
    page = desk.get(reverse("person", args=["lena"])).content.decode()
    assert "Service lead" in page and "Adult care" in page and "lena@shire.example" in page
    assert "Add officer" in page
    assert desk.get(reverse("person", args=["nobody"])).status_code == 404


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ({"roles": "performance"}, "performance"),
        ({"roles": "approver", "over": "service/roads"}, "approver:service/roads"),
        ({"roles": "cabinet_member", "over": "portfolio/health"}, "cabinet_member:portfolio/health"),
        ({"roles": "partner", "over": "partner/police"}, "partner:partner/police"),
        ({"roles": "strategy", "ref": "next-plan"}, "strategy:plan/next-plan"),
        ({"roles": "councillor", "ref": "E07000108"}, "councillor:area/E07000108"),
    ],
)
def test_a_role_is_given_over_what_is_chosen_and_taken_again(
    said: dict[str, str], role: str, desk: Client, lena: User
) -> None:
    assert desk.post(reverse("give-role", args=["lena"]), said).status_code == 302
    assert set(roles_of(lena)) == {"service_lead:service/care", role}
    line = acts_on(Subject("officer", "lena"))[0]
    assert (line.who, line.act) == ("adele", "change_roles")
    assert desk.post(reverse("take-role", args=["lena"]), {"role": role}).status_code == 302
    assert roles_of(lena) == ("service_lead:service/care",)


@pytest.mark.parametrize(
    "said",
    [
        {"roles": ""},
        {"roles": "king"},
        {"roles": "service_lead"},
        {"roles": "performance", "over": "service/care"},
        {"roles": "partner", "over": "service/care"},
        {"roles": "service_lead", "over": "service/nowhere"},
        {"roles": "finance", "ref": "next-plan"},
    ],
)
def test_a_role_that_cannot_be_held_so_is_refused_beside_its_field(
    said: dict[str, str], desk: Client, lena: User
) -> None:
    answer = desk.post(reverse("give-role", args=["lena"]), said)
    assert answer.status_code == 200 and set(answer.context["form"].errors) <= {"roles", "over"}
    assert answer.context["form"].errors
    assert roles_of(lena) == ("service_lead:service/care",)


def test_an_administrator_does_not_stop_being_one_by_their_own_hand(desk: Client, adele: User) -> None:
    with pytest.raises(Refused, match="ask another administrator"):
        take_role(adele, "adele", "administrator")
    give_role(adele, "adele", "finance")
    take_role(adele, "adele", "finance")
    assert roles_of(adele) == ("administrator",)


def test_a_role_of_someone_nobody_knows_is_refused(adele: User) -> None:
    with pytest.raises(Refused, match="nobody has an account"):
        give_role(adele, "nobody", "finance")


def test_an_account_is_closed_and_opened_again(desk: Client, lena: User) -> None:
    page = reverse("set-open", args=["lena"])
    assert desk.post(page, {}).status_code == 302
    assert not User.objects.get(username="lena").is_active
    assert "The account is closed" in desk.get(reverse("person", args=["lena"])).content.decode()
    assert desk.post(page, {"open": "yes"}).status_code == 302
    assert User.objects.get(username="lena").is_active


def test_a_new_password_is_shown_once_and_is_good(desk: Client, lena: User) -> None:
    answer = desk.post(reverse("set-password", args=["lena"]))
    shown = re.search(r"<code>(.+?)</code>", answer.content.decode())
    assert shown and "no-store" in answer.headers["Cache-Control"]
    assert User.objects.get(username="lena").check_password(shown[1])
    assert not User.objects.get(username="lena").check_password(PASSWORD)
    assert shown[1] not in desk.get(reverse("person", args=["lena"])).content.decode()


def test_only_administrators_see_people_and_change_them(
    client: Client, lena: User, alice: User, bob: User
) -> None:
    for user in (alice, bob, lena):
        client.force_login(user)
        assert client.get(reverse("people")).status_code == 403
        assert client.get(reverse("person", args=["lena"])).status_code == 403
        for page in ("give-role", "take-role", "set-open", "set-password"):
            said = {"roles": "administrator", "role": "service_lead:service/care"}
            assert client.post(reverse(page, args=["lena"]), said).status_code == 403
        for act in (give_role, take_role):
            with pytest.raises(NotAllowed):
                act(user, "lena", "service_lead:service/care")
    assert roles_of(lena) == ("service_lead:service/care",)
    assert User.objects.get(username="lena").check_password(PASSWORD)
