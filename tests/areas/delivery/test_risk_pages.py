"""Officers' pages about risks, issues, lessons, commitments and asks, and the public's page of asks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.delivery.commands.action import add_action
from goldenthread.delivery.commands.commitment import (
    make_commitment,
    publish_commitment,
    update_commitment,
)
from goldenthread.delivery.commands.risk import review_risk
from goldenthread.delivery.commands.risk_action import add_risk_action, link_risk
from goldenthread.delivery.commitment_words import Standing
from goldenthread.delivery.models import Commitment, Issue, Lesson, Risk
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.plan.commands import publish_plan
from tests.areas.delivery.ground import SLOW, make_roads_plan
from tests.areas.delivery.promising import LORRIES, a_patrol, an_icy_risk, lay_promises

pytestmark = pytest.mark.django_db
RAISED = {
    "kind": "risk",
    "title": "Ice",
    "likelihood": "4",
    "impact": "5",
    "service": "roads",
    "level": "service",
}


@pytest.fixture
def people(council: CouncilFacts) -> dict[str, User]:
    return lay_promises()


@pytest.fixture
def desk(people: dict[str, User], client: Client) -> Client:
    """A browser at which the lead of roads is signed in."""
    client.force_login(people["riley"])
    return client


def soup(client: Client, name: str, *args: object, query: str = "") -> BeautifulSoup:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_every_cell_of_the_matrix_says_its_score_and_level_and_links_its_risks(desk: Client) -> None:
    ref = an_icy_risk()
    table = soup(desk, "officer-risks").select_one(".gt-matrix")
    assert table and table.caption
    assert len(table.select("tbody th[scope=row]")) == 5 and len(table.select("thead th[scope=col]")) == 6
    cells = table.select("tbody td")
    assert len(cells) == 25 and all(cell.get_text(strip=True)[0].isdigit() for cell in cells)
    (held,) = [cell for cell in cells if cell.a]
    assert held.get_text(" ", strip=True).startswith("20 High") and held.a
    assert held.a["href"] == reverse("officer-risk", args=[ref])


def test_filters_of_the_register_stand_in_the_address(desk: Client) -> None:
    ice, books = an_icy_risk(), an_icy_risk(title="Books go missing", service="libraries")
    shown = soup(desk, "officer-risks", query="?service=libraries").get_text()
    assert "Books go missing" in shown and "Roads are not salted" not in shown
    taken = desk.get(reverse("risks-file") + "?service=libraries").content.decode()
    assert books in taken and f"{ice}," not in taken


def test_opportunities_have_a_register_of_their_own_without_colours(desk: Client) -> None:
    an_icy_risk(kind="opportunity", title="A grant is offered")
    page = soup(desk, "officer-risks", query="?kind=opportunity")
    assert page.h1 and page.h1.get_text() == "Opportunities"
    assert "A grant is offered" in page.get_text()
    assert not page.select("[class*=gt-matrix__cell--]")


def test_a_lead_raises_rewords_and_reviews_a_risk(desk: Client) -> None:
    assert desk.post(reverse("raise-risk"), RAISED).status_code == 302
    ref = Risk.objects.get().ref
    again = {**RAISED, "title": "Black ice", "owner": "riley", "seen": "1"}
    assert desk.post(reverse("revise-risk", args=[ref]), again).status_code == 302
    review = {"likelihood": "2", "impact": "5", "why": "Drivers hired", "seen": "2"}
    assert desk.post(reverse("review-risk", args=[ref]), review).status_code == 302
    page = soup(desk, "officer-risk", ref).get_text(" ", strip=True)
    assert "Black ice" in page and "Drivers hired" in page and "20 High" in page and "10 Medium" in page


def test_a_refused_review_keeps_what_was_typed_and_says_who_was_quicker(
    desk: Client, people: dict[str, User]
) -> None:
    ref = an_icy_risk()
    review_risk(people["drew"], ref, 3, 5, "Snow went")
    sent = {"likelihood": "1", "impact": "1", "why": "Typed with care", "seen": "1"}
    answer = desk.post(reverse("review-risk", args=[ref]), sent)
    page = BeautifulSoup(answer.content, "html.parser")
    assert "drew" in page.select(".govuk-error-summary")[0].get_text()
    assert "Typed with care" in page.get_text()
    assert page.select_one("details[open] [name=seen][value='2']")


def test_actions_links_and_closing_are_on_the_risks_page(desk: Client) -> None:
    ref = an_icy_risk()
    desk.post(reverse("add-risk-action", args=[ref]), {"title": "Train drivers", "due": "2020-01-01"})
    desk.post(reverse("link-risk", args=[ref]), {"item": "small/o1.1"})
    page = soup(desk, "officer-risk", ref)
    assert "Train drivers" in page.get_text() and "Late" in page.get_text()
    assert page.select_one(f"a[href='{reverse('item', args=['small', 'o1.1'])}']")
    number = Risk.objects.get().actions.get().pk
    desk.post(reverse("do-risk-action", args=[ref, number]))
    desk.post(reverse("unlink-risk", args=[ref]), {"plan": "small", "item": "o1.1"})
    desk.post(reverse("close-risk", args=[ref]), {"why": "The depot is staffed"})
    page = soup(desk, "officer-risk", ref)
    assert "The depot is staffed" in page.get_text() and "It stands on no plan item" in page.get_text()
    assert not page.select("main form")


FAULTY = [
    ("raise-risk", {**RAISED, "title": ""}),
    ("raise-issue", {"title": "Flood", "service": "roads", "risk": "none"}),
    ("write-lesson", {"title": "Salt", "service": "roads", "happened": "", "learned": "x"}),
    ("make-commitment", {"kind": "ask", "partner": "", "title": "x", "service": "roads"}),
]


@pytest.mark.parametrize(("name", "sent"), FAULTY)
def test_a_refused_form_links_each_error_to_its_field(name: str, sent: dict[str, str], desk: Client) -> None:
    page = BeautifulSoup(desk.post(reverse(name), sent).content, "html.parser")
    assert page.title and page.title.get_text().startswith("Error:")
    targets = [link["href"] for link in page.select(".govuk-error-summary a")]
    assert targets and all(page.select_one(f"[id='{str(target)[1:]}']") for target in targets)


def test_a_lead_of_another_service_reads_a_risk_and_finds_no_form(
    people: dict[str, User], client: Client
) -> None:
    ref = an_icy_risk()
    add_risk_action(None, ref, "Train drivers")
    client.force_login(people["libby"])
    assert not soup(client, "officer-risk", ref).select("main form")
    assert client.post(reverse("review-risk", args=[ref]), {}).status_code == 403
    client.force_login(people["audrey"])
    assert not soup(client, "officer-risk", ref).select("main form")
    assert client.get(reverse("raise-risk")).status_code == 403


def test_a_risk_that_came_true_is_raised_as_an_issue_and_settled(desk: Client) -> None:
    ref = an_icy_risk()
    form = soup(desk, "raise-issue", query=f"?risk={ref}")
    assert form.select_one(f"[name=risk][value='{ref}']")
    desk.post(reverse("raise-issue"), {"title": "Roads froze", "service": "roads", "risk": ref})
    issue = Issue.objects.get().ref
    assert "Roads froze" in soup(desk, "officer-risk", ref).get_text()
    desk.post(reverse("officer-issue", args=[issue]), {"how": "Salted by hand", "seen": "1"})
    assert "Salted by hand" in soup(desk, "officer-issue", issue).get_text()
    assert "Roads froze" not in soup(desk, "officer-issues").get_text()
    assert "Roads froze" in soup(desk, "officer-issues", query="?state=all").get_text()


def test_a_lesson_is_written_and_found(desk: Client) -> None:
    said = {
        "title": "Buy salt in June",
        "service": "roads",
        "happened": "It was dear",
        "learned": "Order early",
    }
    desk.post(reverse("write-lesson"), said)
    assert "Buy salt in June" in soup(desk, "officer-lessons", query="?words=dear").get_text()
    assert "No lesson matches" in soup(desk, "officer-lessons", query="?words=snow").get_text()
    assert "Order early" in soup(desk, "officer-lesson", Lesson.objects.get().ref).get_text()


def test_late_next_steps_stand_first_and_are_said_to_be_late(desk: Client) -> None:
    a_patrol(title="Calm")
    due = timezone.localdate() - timedelta(days=1)
    update_commitment(None, a_patrol(title="Hurry"), Standing(next_step="Ring", next_step_due=due))
    rows = [row.get_text(" ", strip=True) for row in soup(desk, "officer-commitments").select("tbody tr")]
    assert "Hurry" in rows[0] and "Late" in rows[0] and "Calm" in rows[1] and "Late" not in rows[1]


def test_asks_are_taken_from_a_plan_and_what_is_left_out_is_listed(
    people: dict[str, User], client: Client
) -> None:
    client.force_login(people["perry"])
    answer = client.post(reverse("commitments-from-plan"), {"plan": "asking", "add_partners": "on"})
    page = BeautifulSoup(answer.content, "html.parser")
    assert "Made: 4. Partners added: 1. Left out: 1." in page.get_text()
    assert "asking/c2" in page.get_text()
    assert Commitment.objects.count() == 4


def test_performance_publishes_an_ask_and_a_resident_reads_it(
    people: dict[str, User], client: Client
) -> None:
    publish_plan(None, "asking")
    ref = make_commitment(None, LORRIES, Standing("agreed", note="Between us", next_step="Ring the minister"))
    resident = Client()
    assert "No ask is published yet" in soup(resident, "asks").get_text()
    client.force_login(people["perry"])
    assert client.post(reverse("publish-commitment", args=[ref]), {}).status_code == 302
    page = soup(resident, "asks")
    told = page.get_text(" ", strip=True)
    assert "Department for Transport" in told and "Agreed" in told
    assert "Between us" not in told and "Ring the minister" not in told
    assert page.select_one(f"a[href='{reverse('item', args=['asking', 'k1'])}']")
    assert "No ask is published" not in soup(resident, "asks", query="?state=nonsense").get_text()
    assert "No ask is in this state" in soup(resident, "asks", query="?state=met").get_text()


@pytest.mark.parametrize("item", ["k1", "o1"])
def test_a_published_ask_stands_on_its_plan_item_and_on_what_that_serves(
    item: str, people: dict[str, User]
) -> None:
    publish_plan(None, "asking")
    ref = make_commitment(None, LORRIES, Standing("agreed"))
    assert "How asks and commitments stand" not in soup(Client(), "item", "asking", item).get_text()
    publish_commitment(people["perry"], ref)
    page = soup(Client(), "item", "asking", item)
    assert "How asks and commitments stand" in page.get_text()
    assert "Asked of Department for Transport: agreed" in page.get_text(" ", strip=True)
    assert page.select_one(f"a[href='{reverse('asks')}']")


def test_officers_alone_see_a_risk_on_its_plan_item(people: dict[str, User], desk: Client) -> None:
    publish_plan(None, "asking")
    ref = an_icy_risk()
    link_risk(None, ref, "asking", "o1")
    page = soup(desk, "item", "asking", "o1")
    assert page.select_one(f"#risks ~ .gt-table-box a[href='{reverse('officer-risk', args=[ref])}']")
    assert "Roads are not salted" not in soup(Client(), "item", "asking", "o1").get_text()


def test_a_version_that_nobody_ever_saw_is_refused_like_any_other(desk: Client) -> None:
    ref = a_patrol()
    for seen in ("-" + "9" * 30, "9" * 30, "0"):
        sent = {"state": "met", "seen": seen}
        answer = desk.post(reverse("officer-commitment", args=[ref]), sent)
        assert (
            answer.status_code == 200 and "it changed since you opened it" in answer.content.decode().lower()
        )


def test_an_issue_and_a_lesson_link_the_action_that_they_came_from(desk: Client) -> None:
    make_roads_plan()
    add_action(None, replace(SLOW, owner=""))
    desk.post(reverse("raise-issue"), {"title": "Signs are late", "service": "roads", "action": SLOW.ref})
    said = {"title": "Order signs early", "happened": "They were late", "learned": "Order in May"}
    desk.post(reverse("write-lesson"), {**said, "service": "roads", "action": SLOW.ref})
    pages = (("officer-issue", Issue.objects.get().ref), ("officer-lesson", Lesson.objects.get().ref))
    for name, ref in pages:
        assert soup(desk, name, ref).select_one(f"a[href='{reverse('action', args=[SLOW.ref])}']")
