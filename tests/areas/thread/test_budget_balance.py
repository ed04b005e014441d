"""A resident balances the budget: what is left, what it would mean, and a link that keeps the choice."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from goldenthread.rules.money import total
from goldenthread.rules.mtfp import work_out
from tests.areas.finance.sample_book import BALANCED, sample_book
from tests.areas.thread.budget_site import page, published, rows, table, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
HERE = "budget-2021/balance/"
GAP = D("351262.61")
"""What 2022/23 is short of in the sample book; it is the first later year with a gap."""


def heading(soup: BeautifulSoup) -> str:
    found = soup.select_one("h1#result")
    assert found is not None
    return found.get_text()


def left(client: Client, asked: str = "") -> D:
    """What is left to the penny, from the file of the choice."""
    return D(rows(client, f"{HERE}choice.csv?{asked}")[-1]["gap"])


def test_without_a_choice_the_plans_own_gap_is_left_to_the_penny(client: Client) -> None:
    published()
    assert left(client) == GAP
    assert heading(page(client, HERE)) == "£351,263 is still missing in 2022/23"


def test_whatever_the_year_the_gap_is_the_plans_own(client: Client) -> None:
    published()
    for year in work_out(sample_book()).years:
        asked = f"year={year.year}-{(year.year + 1) % 100:02}"
        assert left(client, asked) == year.gap


def test_a_budget_that_is_not_balanced_yet_is_balanced_in_its_own_year(client: Client) -> None:
    published(state="consultation", contingency=D("3000000.00"))
    assert heading(page(client, HERE)) == "£1 million is still missing in 2021/22"


def test_the_result_is_the_heading_that_the_form_leads_to_and_that_takes_the_focus(client: Client) -> None:
    published()
    soup = page(client, HERE)
    form = soup.select_one("main form")
    assert form is not None
    assert (form["method"], form["action"]) == ("get", "/budget/budget-2021/balance/#result")
    found = soup.select_one("h1#result")
    assert found is not None and found["tabindex"] == "-1"


def test_each_choice_counts_for_its_stated_amount(client: Client) -> None:
    published()
    asked = "tax=3&care=1&reserve=1000000&s=libraries:-5&s=highways:2"
    steps = rows(client, f"{HERE}choice.csv?{asked}")
    assert [row["kind"] for row in steps] == ["plan", "tax", "reserve", "service", "service"]
    moved = total([D(row["difference"]) for row in steps[1:]])
    assert left(client, asked) == GAP + moved
    assert D(steps[2]["difference"]) == D("-1000000")


def test_leaving_out_a_change_gives_exactly_the_plan_without_it_for_that_year(client: Client) -> None:
    published()
    for ref in ("library-hours", "reablement", "demand-2021", "covid-2021"):
        without = tuple(each for each in BALANCED.changes if each.ref != ref)
        expected = work_out(sample_book(changes=without)).years[0].gap
        assert left(client, f"year=2021-22&drop={ref}") == expected


def test_a_rise_chosen_gives_exactly_the_plan_with_that_rise(client: Client) -> None:
    published()
    for core in ("0", "1.5", "1.99", "2", "4"):
        tax = tuple(
            replace(each, core=D(core).scaleb(-2)) if each.year == 2022 else each for each in BALANCED.tax
        )
        assert left(client, f"tax={core}") == work_out(sample_book(tax=tax)).years[1].gap


def test_a_balanced_budget_is_said_plainly_with_what_is_over(client: Client) -> None:
    published()
    said = text(client, f"{HERE}?reserve=2000000")
    assert "Balanced. You have £1.6 million left over in 2022/23" in said
    assert "Well done. Reserves stay above the least they should hold" in said


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        ("reserve=8000000", "General reserves would hold £29 million. That is less than the £30 million"),
        ("tax=4", "If the limits stay as they are, this rise would need a vote."),
        ("s=adult-care:-5", "goes on what the law says everyone who needs it must get."),
        ("year=2023-24&reserve=10000", "It counts on £4 million of savings that nobody has found yet."),
    ],
)
def test_nobody_is_praised_while_a_condition_fails_and_it_is_said_first(
    client: Client, asked: str, condition: str
) -> None:
    published()
    soup = page(client, f"{HERE}?{asked}")
    assert heading(soup).startswith("The sums meet in ")
    banner = soup.select_one("main .gt-banner[role=status]")
    assert banner is not None and condition in " ".join(banner.get_text(" ", strip=True).split())
    assert "Well done" not in soup.get_text()


def test_money_that_may_be_spent_on_nothing_else_closes_no_gap(client: Client) -> None:
    """Public health is paid for by its grant alone; £30,000,000 of adult care by a shared fund."""
    published()
    assert left(client, "s=public-health:-5") == GAP
    said = text(client, f"{HERE}?s=public-health:-5")
    assert "Spending less there would not close the gap." in said
    steps = rows(client, f"{HERE}choice.csv?year=2021-22&s=adult-care:-5")
    assert D(steps[1]["difference"]) == -(D("215731400.00") - D("30000000.00")) * D("0.05")
    soup = page(client, HERE)
    assert "public-health:-5" not in str(soup)
    assert "All of it is paid for by money that may be spent on nothing else." in soup.get_text()


def test_savings_that_nobody_has_found_are_not_counted_twice_once_they_are_left_out(client: Client) -> None:
    published()
    said = text(client, f"{HERE}?year=2023-24&drop=to-find-2023")
    assert "savings that nobody has found yet" not in said
    assert "“Savings still to be found” would not be counted on. £4 million more is needed instead." in said


def test_a_saving_that_is_left_out_says_again_what_it_would_have_touched(client: Client) -> None:
    published()
    said = text(client, f"{HERE}?year=2021-22&drop=library-hours")
    assert "more is needed instead. The saving would have touched" in said
    assert (
        "Fewer hours may mean fewer visits." in said.split("What it means")[1].split("What would be spent")[0]
    )


def test_reserves_close_no_later_gap_and_are_held_against_their_minimum(client: Client) -> None:
    published()
    said = text(client, f"{HERE}?reserve=8000000")
    assert "General reserves would hold £29 million. That is less than the £30 million" in said
    assert "The £8 million does not close the gap of 2023/24: it is missing again that year." in said


def test_a_later_years_limit_is_never_stated_as_law(client: Client) -> None:
    published()
    said = text(client, f"{HERE}?tax=2.5")
    assert "The limits of that year are not set yet." in said
    assert "If the limits stay as they are, this rise would need a vote." in said
    assert "this rise would need no vote" in text(client, f"{HERE}?tax=1.99")
    own = text(client, f"{HERE}?year=2021-22&tax=2")
    assert "This rise would need a vote." in own


def test_less_for_a_service_says_what_the_law_asks_of_each_part_of_it(client: Client) -> None:
    published()
    said = text(client, f"{HERE}?s=adult-care:-3&s=highways:-1&s=libraries:-1&s=corporate:-1")
    assert "Adult care: £" in said and "goes on what the law says everyone who needs it must get." in said
    assert "Highways: the law says the council must do this, but the council decides how much." in said
    assert (
        "is for what the law says must be there, though the council decides how much and £3 million" in said
    )
    assert "Libraries: the law says the council must do this" not in said
    assert "Corporate: this keeps the council running." in said


def test_outcomes_gain_and_lose_exactly_what_spending_does(client: Client) -> None:
    published()
    asked = "year=2021-22&s=adult-care:-3&s=libraries:2&drop=library-hours&drop=covid-2021"
    moved = total([D(row["difference"]) for row in rows(client, f"{HERE}outcomes-moved.csv?{asked}")])
    steps = rows(client, f"{HERE}choice.csv?{asked}")[1:]
    assert moved == total([D(row["difference"]) for row in steps])


def test_a_saving_says_what_it_touches_and_what_it_is_counted_for(client: Client) -> None:
    published()
    said = text(client, f"{HERE}?year=2021-22")
    assert (
        "£450,000. Libraries. Savings: less is offered. £500,000 was planned; the plan counts on less."
        in said
    )
    assert "Fewer hours may mean fewer visits" in said


def test_savings_that_nobody_has_found_are_told_before_anything_is_chosen(client: Client) -> None:
    published()
    said = text(client, f"{HERE}?year=2023-24")
    assert "The plan counts on £4 million of savings that nobody has found yet." in said


def test_the_link_to_keep_is_short_and_makes_the_same_choice(client: Client) -> None:
    published()
    asked = "tax=&care=1.50&reserve=&s=&s=&s=libraries%3A-5&s=highways:0&drop="
    soup = page(client, f"{HERE}?{asked}")
    link = soup.find("a", string="The link to your choice, to keep or to share")
    assert link is not None
    assert link["href"] == "/budget/budget-2021/balance/?care=1.5&s=libraries:-5"
    again = page(client, str(link["href"]).removeprefix("/budget/"))
    assert table(again, "choice") == table(soup, "choice")


def test_what_is_chosen_is_chosen_in_the_form_again(client: Client) -> None:
    published()
    soup = page(client, f"{HERE}?year=2021-22&tax=3.77&s=libraries:-2.5&drop=library-hours")
    chosen = [tag["value"] for tag in soup.select("option[selected]")]
    assert "3.77" in chosen and "libraries:-2.5" in chosen
    assert [tag["value"] for tag in soup.select("input[checked]")] == ["library-hours"]
    assert [tag["value"] for tag in soup.select("input[type=hidden]")] == ["2021-22"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("year=1999-00", "“1999-00” is not a year of this plan. Choose one of 2021/22, 2022/23"),
        ("year=soon", "“soon” is not a year of this plan."),
        ("tax=lots", "A rise of council tax of “lots” was not understood. Choose 0% to 4%."),
        ("tax=4.5", "A rise of council tax of “4.5” was not understood. Choose 0% to 4%."),
        ("taxes=3", "“taxes” is nothing that can be chosen here."),
        ("s=libraries:-50", "A service may be moved by up to 5%."),
        ("s=magic:1", "There is no service “magic” in this budget."),
        ("reserve=99999999999", "There is not that much in general reserves"),
        ("drop=%3Cscript%3E", "There is no change “<script>” of that year in this budget."),
    ],
)
def test_an_address_that_is_not_understood_is_answered_and_the_plan_stands(
    client: Client, asked: str, said: str
) -> None:
    published()
    soup = page(client, f"{HERE}?{asked}")
    summary = soup.select_one(".govuk-error-summary")
    assert summary is not None and said in " ".join(summary.get_text(" ", strip=True).split())
    assert heading(soup) == "£351,263 is still missing in 2022/23"


def test_the_range_of_an_error_is_that_of_the_menu(client: Client) -> None:
    published()
    offered = [tag["value"] for tag in page(client, HERE).select("#care option")]
    assert max(D(str(value)) for value in offered if value) == 5
    assert "Choose 0% to 5%." in text(client, f"{HERE}?care=9")
    assert "As planned, 1.99%: £28.23 in Band D" in text(client, HERE)


def test_a_sum_of_reserves_may_be_written_as_people_write_it(client: Client) -> None:
    published()
    assert left(client, "reserve=%C2%A31,000,000") == GAP - 1_000_000


def test_a_budget_of_one_year_is_balanced_in_that_year(client: Client) -> None:
    published(count=1, changes=BALANCED.changes[:4])
    assert heading(page(client, HERE)) == "The plan for 2021/22 balances as it is"
