"""Officers' pages about what each pound is for, and about evaluations."""

from decimal import Decimal as D

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from goldenthread.finance.commands.evaluation import record_evaluation
from goldenthread.finance.models import AllocationRow, Evaluation
from goldenthread.measures.commands import define_measure
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.budget import Allocation
from goldenthread.rules.measure import Measure
from tests.areas.finance.outcome_ground import SHARES, a_budget, an_officer, freeze, lay_plan
from tests.areas.finance.sample_book import LINES
from tests.areas.finance.test_outcome_evaluation import STUDY

pytestmark = pytest.mark.django_db
REF = "budget-2021"


@pytest.fixture(autouse=True)
def plan(council: CouncilFacts) -> None:
    lay_plan()


@pytest.fixture
def desk(client: Client) -> Client:
    """A browser at which a finance officer is signed in."""
    client.force_login(an_officer())
    return client


def soup(client: Client, name: str, *args: str) -> BeautifulSoup:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def rows(page: BeautifulSoup, key: str) -> list[list[str]]:
    """The rows of the table of that caption, as words."""
    table = page.select_one(f"[aria-labelledby={key}-caption] table")
    assert table
    return [
        [" ".join(c.get_text(" ").split()) for c in row.select("th,td")] for row in table.select("tbody tr")
    ]


def test_the_matrix_says_first_what_is_unallocated_where_that_is_much(desk: Client) -> None:
    a_budget()
    page = soup(desk, "budget-outcomes", REF)
    assert [row[0] for row in rows(page, "outcomes")] == [
        "Unallocated",
        "Fewer injuries on the roads",
        "Children are safe",
        "Enabling: it serves every outcome",
        "All lines",
    ]
    assert "is not shared to any outcome yet" in page.get_text()


def test_unallocated_stands_last_where_it_is_little(desk: Client) -> None:
    a_budget(allocations=tuple(Allocation(line.ref, "small", "o1", D("1"), "All of it") for line in LINES))
    page = soup(desk, "budget-outcomes", REF)
    assert [row[0] for row in rows(page, "outcomes")][-2:] == ["Unallocated", "All lines"]


def test_a_row_has_every_year_and_its_range_mandates_confidence_and_lines_in_the_budgets_own(
    desk: Client,
) -> None:
    a_budget()
    page = soup(desk, "budget-outcomes", REF)
    assert rows(page, "outcomes")[1][1:3] == ["17,350,000", "17,080,000"]
    assert rows(page, "ranges")[0] == [
        "Fewer injuries on the roads",
        "£13.9 million",
        "£15.5 million",
        "£17.1 million",
        "£18.6 million",
        "£20.3 million",
        "£17.1 million",
        "£0",
        "2",
        "high 63% and low 37%",
    ]


def test_a_line_is_shared_and_the_share_shown_with_its_basis(desk: Client) -> None:
    a_budget()
    address = reverse("budget-line-shares", args=(REF, "arts"))
    sent = {
        "item": "small/o2",
        "share": "33.3333",
        "low": "20",
        "basis": "Visits",
        "confidence": "low",
        "seen": "1",
    }
    assert desk.post(address, sent).status_code == 302
    shown = rows(soup(desk, "budget-line-shares", REF, "arts"), "shares")
    assert shown[0][:5] == ["Places are lively", "33.3333%", "20% or more", "Visits", "Low"]
    assert shown[1][:2] == ["Unallocated", "66.6667%"]


def test_what_is_refused_stands_beside_its_field_and_keeps_what_was_entered(desk: Client) -> None:
    a_budget()
    sent = {"item": "small/o2", "share": "50", "basis": "Visits", "seen": "1"}
    answer = desk.post(reverse("budget-line-shares", args=(REF, "libraries")), sent)
    page = answer.content.decode()
    assert answer.status_code == 200 and "share at most 10% here" in page
    assert 'value="Visits"' in page


def test_a_share_is_taken_away_from_the_line_s_page(desk: Client) -> None:
    a_budget()
    desk.post(reverse("budget-unshare", args=(REF, "roads")), {"plan": "small", "item": "o1.1"})
    assert not AllocationRow.objects.filter(line="roads").exists()


def test_a_whole_service_is_shared_at_once(desk: Client) -> None:
    a_budget()
    sent = {"item": "enabling", "share": "10", "basis": "Management", "seen": "1"}
    assert desk.post(reverse("budget-service-shares", args=(REF, "adult-care")), sent).status_code == 302
    assert AllocationRow.objects.filter(plan="", basis="Management").count() == 2


def test_a_frozen_budget_offers_no_form(desk: Client) -> None:
    a_budget()
    freeze(REF)
    for name, of in (("budget-line-shares", "arts"), ("budget-service-shares", "libraries")):
        assert not soup(desk, name, REF, of).select("main form[method=post]")


def test_an_officer_who_does_not_keep_budgets_reads_the_shares_and_may_not_change_them(
    client: Client,
) -> None:
    a_budget()
    client.force_login(an_officer("performance"))
    assert not soup(client, "budget-line-shares", REF, "arts").select("main form[method=post]")
    assert client.post(reverse("budget-line-shares", args=(REF, "arts")), {}).status_code == 403


def test_an_evaluation_is_recorded_and_listed_with_its_unit_cost(desk: Client) -> None:
    define_measure(None, Measure("readmitted", "People re-admitted", "people", polarity="low_is_good"))
    sent = {
        **{name: str(getattr(STUDY, name)) for name in EVALUATION},
        "item": "small/o1",
        "registered_on": "2022-03-01",
        "data_on": "2023-06-01",
    }
    assert desk.post(reverse("budget-evaluation-new"), sent).status_code == 302
    (row,) = rows(soup(desk, "budget-evaluations"), "evaluations")
    assert "(£1,250.00 to £5,000.00) for one fewer re-admission" in row[3]


EVALUATION = ("title", "measure", "design", "effect", "lower", "upper", "cost", "unit", "quality", "source")


def test_one_registered_too_late_is_refused_beside_its_day(desk: Client) -> None:
    define_measure(None, Measure("readmitted", "People re-admitted", "people", polarity="low_is_good"))
    sent = {name: str(getattr(STUDY, name)) for name in EVALUATION}
    late = {**sent, "item": "small/o1", "registered_on": "2023-06-01", "data_on": "2023-06-01"}
    page = BeautifulSoup(desk.post(reverse("budget-evaluation-new"), late).content, "html.parser")
    error = page.select_one(
        "#id_registered_on_error, #id_registered_on-error, [id*=registered_on][id*=error]"
    )
    assert error and "registered when its data could already be seen" in error.get_text()


def test_one_is_taken_away_with_a_reason(desk: Client) -> None:
    define_measure(None, Measure("readmitted", "People re-admitted", "people", polarity="low_is_good"))
    ref = record_evaluation(None, STUDY)
    desk.post(reverse("budget-evaluation-remove", args=(ref,)), {"why": "Retracted"})
    assert not Evaluation.objects.exists()


def test_matrix_pages_of_a_budget_that_is_not_there_are_not_found(desk: Client) -> None:
    a_budget(allocations=SHARES)
    assert desk.get(reverse("budget-outcomes", args=("other",))).status_code == 404
    assert desk.get(reverse("budget-line-shares", args=(REF, "other"))).status_code == 404
    assert desk.get(reverse("budget-service-shares", args=(REF, "other"))).status_code == 404
