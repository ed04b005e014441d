"""Pages about services, portfolios, committees and partners."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.organisation import name_committee, name_partner, name_portfolio
from goldenthread.people.commands.service import change_service, close_service, open_service
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.organisation import (
    CommitteeSheet,
    PartnerSheet,
    PortfolioSheet,
    committees,
    partners,
    portfolios,
    service_history,
)
from goldenthread.people.queries.service import services

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-enough-pass-phrase"
APRIL, JULY = date(2026, 4, 1), date(2026, 7, 1)


@pytest.fixture(autouse=True)
def organisation(council: CouncilFacts) -> None:
    """A directorate with a division, a portfolio and its committee, and a partner."""
    name_committee(None, "scrutiny", "Scrutiny")
    name_portfolio(None, "health", "Health", "scrutiny")
    name_partner(None, "police", "Police")
    open_service(None, "people", "People directorate", "directorate", portfolio="health")
    open_service(None, "care", "Adult care", "division", "people")


@pytest.fixture
def desk(client: Client, bob: User) -> Client:
    """A browser at which the performance officer is signed in."""
    client.force_login(bob)
    return client


def test_the_tree_is_shown_as_it_stood_on_a_day(desk: Client) -> None:
    change_service(None, "care", title="Adult social care", from_day=JULY)
    page = reverse("services")
    before, after = (desk.get(page, {"on": day}).content.decode() for day in ("2026-06-30", "2026-07-01"))
    assert "Adult care" in before and "Adult social care" not in before
    assert "Adult social care" in after and "gt-depth--1" in after and "Health" in after
    assert desk.get(page, {"on": "rubbish"}).context["form"].errors["on"]


def test_a_service_is_shown_with_its_history_and_who_answers_for_it(desk: Client) -> None:
    change_service(None, "care", title="Adult social care", from_day=JULY, why="Renamed by Cabinet")
    add_officer("lena", PASSWORD, ["service_lead:service/care"])
    page = desk.get(reverse("service", args=["care"])).content.decode()
    for words in ("Adult care", "30 June 2026", "Renamed by Cabinet", "lena", "People directorate"):
        assert words in page
    assert "?kind=service&amp;ref=care" in page
    assert desk.get(reverse("service", args=["nowhere"])).status_code == 404


OPENED = {"title": "Roads", "ref": "roads", "kind": "division", "parent": "people", "starts": "2026-04-01"}


def test_a_service_is_opened_changed_and_closed_on_its_pages(desk: Client) -> None:
    assert desk.post(reverse("open-service"), OPENED).headers["Location"] == reverse(
        "service", args=["roads"]
    )
    assert services(APRIL).title("roads") == "Roads"
    said = {**OPENED, "title": "Highways", "from_day": "2026-07-01", "why": "Cabinet", "portfolio": ""}
    assert desk.post(reverse("change-service", args=["roads"]), said).status_code == 302
    assert services(JULY).title("roads") == "Highways"
    close = reverse("close-service", args=["roads"])
    assert desk.post(close, {"on": "2026-10-01", "why": ""}).status_code == 302
    assert [each.last_day for each in service_history("roads")] == [date(2026, 6, 30), date(2026, 9, 30)]
    assert "Closed from 1 October 2026" in desk.get(reverse("service", args=["roads"])).content.decode()


def test_what_another_person_changed_meanwhile_stays(desk: Client) -> None:
    page = desk.get(reverse("change-service", args=["care"])).context["form"].initial
    change_service(None, "care", portfolio="health", from_day=APRIL)
    said = {**page, "title": "Care", "portfolio": "health", "from_day": "2026-07-01"}
    assert desk.post(reverse("change-service", args=["care"]), said).status_code == 302
    sheet = services(JULY).sheets["care"]
    assert (sheet.title, sheet.portfolio) == ("Care", "health")


def test_what_cannot_be_is_told_beside_its_field(desk: Client) -> None:
    taken = desk.post(reverse("open-service"), {**OPENED, "ref": "care"})
    assert "has this ref already" in taken.context["form"].errors["ref"][0]
    early = {"title": "Care", "kind": "division", "parent": "people", "from_day": "1999-01-01"}
    answer = desk.post(reverse("change-service", args=["care"]), early)
    assert "since 1 January 2000" in answer.context["form"].errors["from_day"][0]
    close = desk.post(reverse("close-service", args=["people"]), {"on": "2026-10-01"})
    assert "Adult care would be left without a parent" in close.context["form"].errors["on"][0]


def test_a_service_is_not_offered_a_place_beneath_itself(desk: Client) -> None:
    form = desk.get(reverse("change-service", args=["people"])).context["form"]
    assert [ref for ref, _ in form.fields["parent"].choices] == [""]


@pytest.mark.parametrize(
    ("plural", "said", "made"),
    [
        ("committees", {"ref": "audit", "title": "Audit"}, CommitteeSheet("audit", "Audit")),
        (
            "portfolios",
            {"ref": "roads", "title": "Roads", "committee": "scrutiny"},
            PortfolioSheet("roads", "Roads", "scrutiny"),
        ),
        (
            "partners",
            {"ref": "dft", "title": "Transport", "kind": "government"},
            PartnerSheet("dft", "Transport", "government"),
        ),
    ],
)
def test_something_is_added_to_a_list_and_renamed_on_its_page(
    plural: str, said: dict[str, str], made: object, desk: Client
) -> None:
    assert desk.post(reverse(plural), said).status_code == 302
    assert made in (*committees(), *portfolios(), *partners())
    page = reverse(plural.removesuffix("s"), args=[said["ref"]])
    assert desk.post(page, {**said, "title": "Renamed"}).status_code == 302
    shown = desk.get(page).content.decode()
    assert "Renamed" in shown and "bob" in shown


def test_a_ref_that_is_taken_is_not_renamed_by_the_way(desk: Client) -> None:
    answer = desk.post(reverse("partners"), {"ref": "police", "title": "Fire", "kind": "partner"})
    assert "is taken" in answer.context["form"].errors["ref"][0]
    assert [each.title for each in partners()] == ["Police"]


def test_a_portfolio_shows_its_services_and_who_answers_for_it(desk: Client) -> None:
    add_officer("clare", PASSWORD, ["cabinet_member:portfolio/health"])
    page = desk.get(reverse("portfolio", args=["health"])).content.decode()
    assert "clare" in page and "Adult care" in page and "Scrutiny" in page
    assert "Health" in desk.get(reverse("committee", args=["scrutiny"])).content.decode()


PAGES = ("services", "portfolios", "committees", "partners")
FORMS = (
    ("open-service", ()),
    ("change-service", ("care",)),
    ("close-service", ("care",)),
)


def test_every_officer_reads_them_and_only_their_keepers_write(client: Client, alice: User) -> None:
    client.force_login(alice)
    for page in PAGES:
        assert client.get(reverse(page)).status_code == 200
        if page != "services":
            assert client.post(reverse(page), {"ref": "new", "title": "New"}).status_code == 403
    shown = client.get(reverse("service", args=["care"])).content.decode()
    assert "Change it" not in shown
    for page, where in FORMS:
        assert client.get(reverse(page, args=where)).status_code == 403
        assert client.post(reverse(page, args=where), OPENED).status_code == 403
    assert client.post(reverse("partner", args=["police"]), {"title": "Mine"}).status_code == 403
    assert [each.title for each in partners()] == ["Police"]


def test_members_and_partners_do_not_read_them(client: Client) -> None:
    client.force_login(add_officer("clare", PASSWORD, ["cabinet_member:portfolio/health"]))
    for page in PAGES:
        assert client.get(reverse(page)).status_code == 403
    assert client.get(reverse("service", args=["care"])).status_code == 403


def test_a_closed_service_is_not_changed_by_its_page(desk: Client) -> None:
    close_service(None, "care", JULY)
    said = {"title": "Care", "kind": "division", "parent": "people", "from_day": "2026-10-01"}
    answer = desk.post(reverse("change-service", args=["care"]), said)
    assert "closed on 1 July 2026" in answer.context["form"].non_field_errors()[0]
