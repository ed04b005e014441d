"""The finances chapter: the public budget of the report's year, and what is missing where it is."""

from decimal import Decimal as D

import pytest
from django.utils import timezone

from goldenthread.finance.commands.published import record_sums
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.publish.block import Table
from goldenthread.publish.document import Part, tables_of
from goldenthread.publish.kinds.kind import KINDS, Composed, Scope
from goldenthread.publish.public_reader import public_reader
from goldenthread.rules.published_sum import PublishedSumFacts
from tests.areas.finance.outcome_ground import a_budget, freeze, lay_plan
from tests.areas.publish.well_made import blocks, facts, faults, words

pytestmark = pytest.mark.django_db
OF_2021 = Scope(plan="small", year="2021/22")


@pytest.fixture(autouse=True)
def plan(council: CouncilFacts) -> None:
    lay_plan()


def report(scope: Scope = OF_2021) -> Composed:
    return KINDS["annual-report"].compose(scope, public_reader(timezone.now()))


def chapter(edition: Composed) -> Part:
    return next(part for part in edition.parts if part.key == "finances")


def table(edition: Composed, ref: str) -> Table:
    return next(each for each in tables_of(blocks(edition)) if each.ref == ref)


def a_public_budget() -> None:
    a_budget()
    freeze("budget-2021")


def test_it_tells_where_money_comes_from_where_it_goes_and_what_later_years_miss() -> None:
    a_public_budget()
    edition = report()
    assert faults(edition) == []
    assert [each.key.removeprefix("finances/") for each in chapter(edition).sections] == [
        "from",
        "to",
        "outcomes",
        "changed",
        "savings",
        "later",
        "missing",
    ]
    assert "It balances, as the law asks." in chapter(edition).summary


def test_every_sum_is_a_fact_with_its_unit_its_year_and_that_it_is_planned() -> None:
    a_public_budget()
    held = facts(report())
    now = held["budget/budget-2021/services/libraries/net_this_year"]
    before = held["budget/budget-2021/services/libraries/net_last_year"]
    assert (before.value, before.unit, before.period) == ("14000000.00", "£", "2020-04-01/P1Y")
    assert (now.value, now.period, now.status) == ("13550000.00", "2021-04-01/P1Y", "estimated")
    assert now.text == "£13.6 million"


def test_a_later_years_gap_is_a_fact_of_that_year() -> None:
    a_public_budget()
    edition = report()
    later = [fact for key, fact in facts(edition).items() if "/later-years/" in key and key.endswith("/gap")]
    assert [fact.period for fact in later] == [f"{year}-04-01/P1Y" for year in range(2021, 2026)]


def test_a_cell_keeps_the_exact_sum_that_its_words_round() -> None:
    a_public_budget()
    rows = table(report(), "finances-outcomes").rows
    assert (rows[0][0].text, rows[0][2].text, rows[0][2].value) == (
        "Fewer injuries on the roads",
        "£17.1 million",
        "17080000.00",
    )


def test_what_is_not_shared_to_outcomes_is_said_where_it_is_much() -> None:
    a_public_budget()
    assert "of this budget is not shared to any outcome yet" in words(report())


def test_a_year_without_a_public_budget_says_so_and_a_draft_is_not_told() -> None:
    a_budget()
    told = words(report())
    assert "No budget of this year is published here" in told
    assert "Where the money goes" not in told


def test_a_report_on_another_year_does_not_tell_this_years_budget() -> None:
    a_public_budget()
    assert "No budget of this year is published here" in words(report(Scope(plan="small", year="2020/21")))


def test_a_report_on_no_year_tells_the_budget_that_the_public_is_told() -> None:
    a_public_budget()
    assert "Where the money goes" in words(report(Scope(plan="small")))


def test_sums_that_papers_printed_stand_with_their_paper_and_are_not_added_up() -> None:
    gap = PublishedSumFacts(
        "gap", "Gap of a year", "gap", D("62000000"), D("143000000"), "", "2021-22", "Interim plan", "page 9",
        plan="small",
    )  # fmt: skip
    net = PublishedSumFacts(
        "net", "Net budget", "budget", D("900000000"), D("900000000"), "about", "2017", "Annual report",
        plan="small",
    )  # fmt: skip
    record_sums(None, [gap, net])
    edition = report()
    assert [[cell.text for cell in row] for row in table(edition, "finances-papers").rows] == [
        ["Gap of a year", "£62 million to £143 million", "2021-22", "Interim plan, page 9"],
        ["Net budget", "about £0.9 billion", "2017", "Annual report"],
    ]
    held = facts(edition)
    assert held["published-sum/gap/lower"].value == "62000000.00"
    assert held["published-sum/gap/upper"].value == "143000000.00"
    assert held["published-sum/net/sum"].text == "about £0.9 billion"
