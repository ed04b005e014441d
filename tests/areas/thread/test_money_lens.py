"""What an outcome's page says of money: beside what was measured, and never a ratio."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from goldenthread.finance.commands.evaluation import record_evaluation
from goldenthread.finance.commands.published import record_sums
from goldenthread.measures.commands import define_measure, publish_measure
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.budget import Touch
from goldenthread.rules.measure import Measure
from goldenthread.rules.published_sum import PublishedSumFacts
from tests.areas.finance.outcome_ground import SHARES, a_budget, an_officer, freeze, lay_plan
from tests.areas.finance.test_outcome_evaluation import STUDY

pytestmark = pytest.mark.django_db
ITEM = "/plans/small/items/o1/"


@pytest.fixture(autouse=True)
def plan(council: CouncilFacts) -> None:
    lay_plan()


def lens(client: Client, address: str = ITEM) -> BeautifulSoup:
    """The part of the page about what the item costs; empty where there is none."""
    answer = client.get(address)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    return page.select_one("section[aria-labelledby=lens-budgeting]") or BeautifulSoup("", "html.parser")


def words(found: BeautifulSoup) -> str:
    return " ".join(found.get_text(" ").split())


def test_an_outcome_tells_what_is_spent_on_it_and_all_beneath_it_and_how_that_moved(client: Client) -> None:
    a_budget()
    freeze("budget-2021")
    assert "£20.2 million is planned for 2021/22: £405,000 less than the £20.6 million of 2020/21." in words(
        lens(client)
    )


def test_it_tells_the_law_the_range_and_how_well_the_shares_are_founded(client: Client) -> None:
    a_budget()
    freeze("budget-2021")
    said = words(lens(client))
    assert "£20.2 million a duty by law, at a level that the council decides" in said
    assert "anything from £16 million to £22.4 million" in said
    assert "well founded for 53% and rough for 47%" in said


def test_it_tells_from_which_parts_of_the_budget_and_on_what_basis(client: Client) -> None:
    a_budget()
    freeze("budget-2021")
    rows = [
        [cell.get_text(" ") for cell in row.select("th,td")]
        for row in lens(client).select("table")[0].select("tbody tr")
    ]
    assert rows[0] == [
        "Road repairs highways".replace("highways", "Highways"),
        "£10.8 million",
        "£43 million",
        "Length of road",
    ]


def test_nobody_is_told_of_a_draft_not_even_an_officer(client: Client) -> None:
    a_budget()
    client.force_login(an_officer())
    assert words(lens(client)) == ""


def test_money_stands_beside_verdicts_and_no_cost_of_a_unit_is_worked_out(client: Client) -> None:
    a_budget()
    freeze("budget-2021")
    said = words(lens(client))
    assert "no cost for each result is worked out" in said
    assert "2020/21 £20.6 million" in said and "2025/26" in said


def test_an_evaluation_gives_a_unit_cost_with_its_interval_design_quality_and_source(client: Client) -> None:
    define_measure(None, Measure("readmitted", "People re-admitted", "people", polarity="low_is_good"))
    publish_measure(None, "readmitted")
    record_evaluation(None, STUDY)
    said = words(lens(client))
    assert "£2,000 for one fewer re-admission, and likely between £1,250 and £5,000." in said
    for part in ("Randomised trial", "High", "University of Shire, 2024, page 12", "£1 million"):
        assert part in said
    assert "no cost for each result" not in said


def test_a_study_that_cannot_tell_says_so_instead_of_a_cost(client: Client) -> None:
    define_measure(None, Measure("readmitted", "People re-admitted", "people", polarity="low_is_good"))
    record_evaluation(None, replace(STUDY, upper=D("100")))
    assert "cannot tell whether the money changed anything" in words(lens(client))


def test_savings_that_touch_it_or_what_is_beneath_it_stand_on_its_page_once(client: Client) -> None:
    twice = tuple(Touch("library-hours", f"Fewer visits to {item}", "small", item) for item in ("o1", "o1.1"))
    a_budget(touches=twice)
    freeze("budget-2021")
    assert words(lens(client)).count("Shorter opening hours") == 1


def test_a_measure_tells_of_the_savings_that_touch_it(client: Client) -> None:
    define_measure(None, Measure("m1", "People who go home", "people", polarity="high_is_good"))
    publish_measure(None, "m1")
    a_budget()
    address = "/measures/m1/"
    assert "Help at home after hospital" not in client.get(address).content.decode()
    freeze("budget-2021")
    assert "Help at home after hospital" in client.get(address).content.decode()


def test_an_item_without_money_savings_or_studies_has_no_such_part(client: Client) -> None:
    a_budget(allocations=SHARES[3:], touches=())
    freeze("budget-2021")
    assert words(lens(client)) == ""


def test_a_budget_that_is_not_agreed_says_so_wherever_it_is_told(client: Client) -> None:
    a_budget(state="consultation", illustrative=False)
    freeze("budget-2021", state="consultation")
    assert "This budget: proposed, not agreed." in words(lens(client))
    for address in ("/", "/plans/small/"):
        assert "proposed, not agreed" in client.get(address).content.decode()
    freeze("budget-2021")
    for address in ("/", "/plans/small/", ITEM):
        assert "proposed, not agreed" not in client.get(address).content.decode()


def test_an_example_is_told_as_no_councils_budget(client: Client) -> None:
    a_budget(state="consultation", illustrative=True)
    freeze("budget-2021", state="consultation")
    assert "This budget: an example, no council’s budget." in words(lens(client))
    budget = client.get("/budget/budget-2021/").content.decode()
    assert "Nobody is asked for views on it." in budget
    assert "Out for people’s views" not in budget


def test_sums_that_papers_place_under_an_item_stand_on_its_page_with_paper_and_place(client: Client) -> None:
    need, net = D("6740000000"), D("900000000")
    record_sums(
        None,
        [
            PublishedSumFacts(
                "need", "The whole need", "infrastructure", need, need, "", "To 2031",
                "Annual report 2017", "page 15", plan="small", item="o1",
            ),
            PublishedSumFacts(
                "net", "Net budget", "budget", net, net, "about", "2017",
                "Annual report 2017", "page 8", plan="small", item="o1",
            ),
        ],
    )  # fmt: skip
    said = words(lens(client))
    assert "£6.74 billion The whole need" in said and "about £0.9 billion Net budget" in said
    assert "Annual report 2017, page 15" in said


def test_the_home_page_and_the_plan_say_what_each_outcome_costs_once_a_budget_is_public(
    client: Client,
) -> None:
    a_budget()
    for address in ("/", "/plans/small/"):
        assert "£20.2 million" not in client.get(address).content.decode()
    freeze("budget-2021")
    for address in ("/", "/plans/small/"):
        page = client.get(address).content.decode()
        assert "£20.2 million" in page and "2021/22" in page
    assert "£17.1 million" not in client.get("/plans/small/").content.decode()
