"""The public budget: what it says first, and that every figure can be followed and taken away."""

import re
from dataclasses import replace
from decimal import Decimal as D

import pytest
from django.test import Client

from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import BudgetVersion, Robustness
from goldenthread.people.models import User
from goldenthread.rules.budget import BudgetLine, FundingLine
from goldenthread.thread.money.tables import SHEETS
from tests.areas.finance.sample_book import BALANCED, sample_book
from tests.areas.thread.budget_site import FROZEN, page, published, rows, table, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
PAGES = (
    "",
    "services/",
    "services/?q=care",
    "services/adult-care/",
    "outcomes/",
    "council-tax/",
    "changes/",
    "savings/",
    "funding/",
    "reserves/",
    "later-years/",
    "versions/",
    "balance/",
)
HERE = "budget-2021/"


def test_before_anything_is_published_the_page_says_so(client: Client) -> None:
    begin_budget(None, sample_book())
    assert "No budget is published yet" in text(client, "")


def test_a_draft_is_not_there_for_a_resident_and_is_marked_for_an_officer(client: Client, bob: User) -> None:
    begin_budget(None, sample_book())
    assert client.get(f"/budget/{HERE}").status_code == 404
    client.force_login(bob)
    assert "Draft. It can still change." in text(client, HERE)


def test_the_first_sentence_says_what_is_spent_that_it_balances_and_how_the_year_after_stands(
    client: Client,
) -> None:
    published()
    said = page(client, "").select_one(".govuk-body-l")
    assert said is not None and said.get_text() == (
        "In 2021/22 this example spends £656.1 million on services, after what they earn themselves. "
        "It balances, as the law asks. The year after, 2022/23, is £351,263 short."
    )


def test_a_real_budget_is_what_the_council_plans_and_an_example_is_not(client: Client) -> None:
    published(illustrative=False)
    assert "In 2021/22 the council plans to spend £656.1 million" in text(client, HERE)
    assert {row["example"] for row in rows(client, HERE + "services.csv")} == {"no"}
    published(ref="example")
    marked = rows(client, "example/services.csv") + rows(client, "example/balance/choice.csv?year=2022-23")
    assert {row["example"] for row in marked} == {"yes"}
    assert {row["budget_year"] for row in marked} == {"2021/22", "2022/23"}


def test_a_source_that_takes_money_away_is_called_a_shortfall(client: Client) -> None:
    short = FundingLine("collection", "Collection fund", "collection_fund", {2021: D("-1000000.00")})
    published(funding=(*BALANCED.funding, short))
    names = [row["source"] for row in rows(client, HERE + "sources.csv")]
    assert "Shortfall from last year’s council tax and rates" in names
    assert "It is added to what is owed" not in names
    assert "it is added to what is owed, year by year." in text(client, HERE)


def test_each_chart_has_its_table_and_no_two_parts_of_a_page_share_a_name(client: Client) -> None:
    published()
    for path in ("", "changes/", "later-years/"):
        soup = page(client, HERE + path)
        figures = soup.select("figure.gt-figure")
        assert figures and all(each.select_one("table caption") for each in figures)
        parts = [tag["aria-labelledby"] for tag in soup.select("[role=region][aria-labelledby]")]
        names = [soup.find(id=part).get_text() for part in parts]  # type: ignore[union-attr]
        assert len(names) == len(set(names))


def test_new_costs_are_costs_and_never_money_moved_away(client: Client) -> None:
    away = replace(BALANCED.changes[1], ref="away", title="Moved away", amount=D("-600000.00"))
    published(changes=(*BALANCED.changes, away), contingency=D("2600000.00"))
    said = text(client, HERE + "changes/")
    assert "The largest single new costs" in said and "Moved away" not in said


def test_a_saving_that_counts_in_part_says_so_and_what_it_touches(client: Client) -> None:
    published()
    said = text(client, HERE + "services/libraries/")
    assert "These savings are £500,000 as planned. The budget counts on £450,000 of it" in said
    assert "of this service is not yet shared out to what it is for." in said
    assert "Fewer hours may mean fewer visits" in text(client, HERE + "savings/")


def test_a_budget_without_savings_says_so(client: Client) -> None:
    published(changes=BALANCED.changes[:2])
    assert "This budget plans no savings." in text(client, HERE + "savings/")


def test_council_tax_says_its_rise_and_what_it_helps_to_pay(client: Client) -> None:
    published()
    said = text(client, HERE + "council-tax/")
    assert "Council tax rises by 4.99%: 1.99% for all services and 3.00% for adult social care alone." in said
    assert "The largest new costs are “More older people” (£8 million) and “Costs of the" in said


def test_a_consultation_that_does_not_balance_says_by_how_much(client: Client) -> None:
    published(state="consultation", contingency=D("3000000.00"), illustrative=False)
    said = text(client, HERE)
    assert "It does not balance yet: it is £1 million short." in said
    assert "Out for people’s views. The council has not decided it yet." in said


@pytest.mark.parametrize("path", PAGES)
def test_an_example_is_marked_on_every_page_and_a_real_budget_on_none(client: Client, path: str) -> None:
    published()
    assert "An example. It is invented: no council’s budget." in text(client, HERE + path)
    published(ref="real", illustrative=False)
    assert "invented" not in text(client, f"real/{path}")


def test_where_it_comes_from_sums_to_where_it_goes(client: Client) -> None:
    published()
    come, go = rows(client, HERE + "sources.csv"), rows(client, HERE + "spending.csv")
    assert come[-1]["amount"] == go[-1]["amount"] == "658050400.00"
    assert sum(D(row["amount"]) for row in come[:-1]) == D("658050400.00")
    assert sum(D(row["amount"]) for row in go[:-1]) == D("658050400.00")
    owed = next(row for row in come if row["kind"] == "schools_deficit")
    assert owed["amount"] == "10000000.00"


def test_services_outcomes_and_what_the_law_asks_each_sum_to_the_same_spending(client: Client) -> None:
    published()
    services = rows(client, HERE + "services.csv")
    outcomes = rows(client, HERE + "outcomes.csv")
    law = rows(client, HERE + "law.csv")
    assert services[-1]["net_this_year"] == outcomes[-1]["net_this_year"] == "656050400.00"
    assert sum(D(row["net_this_year"]) for row in services[:-1]) == D("656050400.00")
    assert sum(D(row["net_this_year"]) for row in outcomes[:-1]) == D("656050400.00")
    assert sum(D(row["net"]) for row in law) == D("656050400.00")


def test_the_bridge_sums_to_the_penny_of_all_services_and_of_one(client: Client) -> None:
    published()
    for service in ("", "?service=adult-care"):
        steps = rows(client, f"{HERE}bridge.csv{service}")
        moved = sum(D(row["amount"]) for row in steps if row["amount"])
        assert D(steps[0]["cost"]) + moved == D(steps[-1]["cost"])
    assert D(steps[-1]["cost"]) == D("215731400.00")


def test_what_one_thing_costs_is_two_clicks_from_the_home_page(client: Client) -> None:
    published()
    home = client.get("/").content.decode()
    assert 'href="/budget/"' in home
    link = page(client, "").find("a", string="Libraries")
    assert link is not None and link["href"] == "/budget/budget-2021/services/libraries/"
    assert table(page(client, HERE + "services/libraries/"), "lines")[1][:4] == [
        "Arts grants",
        "£3.0 million",
        "£3.0 million",
        "£0",
    ]


def test_a_thing_is_found_by_any_of_its_words(client: Client) -> None:
    published()
    soup = page(client, HERE + "services/?q=homes care")
    assert "Found for “homes care”" in soup.get_text()
    assert table(soup, "lines")[0][:2] == ["Care homes for older people", "Adult care"]
    assert "Nothing is called “zebra”" in text(client, HERE + "services/?q=zebra")


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("fostering", "Fostering"),
        ("Foster homes", "Fostering"),
        ("potholes", "Road repairs"),
        ("highways", "Road repairs"),
        ("pandemic", "Social workers"),
        ("library", "Libraries"),
        ("elderly", "Care homes for older people"),
    ],
)
def test_what_residents_call_a_thing_finds_it(client: Client, asked: str, line: str) -> None:
    homes = replace(BALANCED.changes[0], ref="homes", title="Fewer foster homes", line="fostering")
    published(state="consultation", changes=(*BALANCED.changes, homes))
    soup = page(client, f"{HERE}services/?q={asked}")
    assert line in [row[0] for row in table(soup, "lines")]
    assert "The names of services, of what they spend money on" in soup.get_text()


def test_other_words_that_were_looked_for_are_said(client: Client) -> None:
    published()
    assert "These were looked for too: road, highway." in text(client, HERE + "services/?q=potholes")


def test_a_service_says_what_each_line_is_for_and_whether_the_law_asks_it(client: Client) -> None:
    published()
    care = table(page(client, HERE + "services/adult-care/"), "lines")[0]
    assert care[4] == "Must be met (statutory)"
    assert care[5] == "An outcome that is not published (90%) and Work that every outcome needs (10%)"


def test_the_lines_of_a_long_service_are_turned_page_by_page_and_the_file_has_them_all(
    client: Client,
) -> None:
    more = tuple(
        replace(BALANCED.lines[6], ref=f"small-{n}", title=f"Small thing {n}", gross=D(n), income=D("0.00"))
        for n in range(120)
    )
    published(lines=(*BALANCED.lines, *more))
    first = page(client, HERE + "services/libraries/")
    assert len(table(first, "lines")) == 50
    assert "Page 1 of 3" in first.get_text()
    assert table(page(client, HERE + "services/libraries/?page=3"), "lines")[-1][0] == "Small thing 119"
    assert client.get(f"/budget/{HERE}services/libraries/?page=4").status_code == 404
    assert client.get(f"/budget/{HERE}services/libraries/?page=x").status_code == 404
    assert len(rows(client, HERE + "lines.csv?service=libraries")) == 122
    assert len(rows(client, HERE + "lines.csv")) == 129


def test_savings_still_to_be_found_stand_apart(client: Client) -> None:
    published()
    assert "Every saving is named; none must still be found." in text(client, HERE + "savings/")
    to_find = replace(BALANCED.changes[4], ref="to-find-2021", year=2021, amount=D("1000000.00"))
    published(ref="more", changes=(*BALANCED.changes, to_find))
    said = text(client, "more/savings/")
    assert "saves £5.8 million by plans that are named. Another £1 million must still be found." in said


def test_a_household_reads_its_band_and_whether_residents_must_be_asked(client: Client) -> None:
    published()
    soup = page(client, HERE + "council-tax/")
    assert table(soup, "bands")[3] == [
        "Band D",
        "£1,351.26",
        "£1,418.69",
        "£67.43",
        "£1.30",
        "£140.54",
    ]
    assert "This rise needs no vote." in soup.get_text()


def test_a_rise_at_the_limit_would_need_a_vote(client: Client) -> None:
    published(tax=tuple(replace(each, core=D("0.02")) for each in BALANCED.tax))
    assert "This rise would need a vote." in text(client, HERE + "council-tax/")


def test_restricted_money_and_shared_funds_say_what_they_are_for(client: Client) -> None:
    published()
    soup = page(client, HERE + "funding/")
    funds = {row[0]: row for row in table(soup, "funds")}
    assert funds["Public health grant"][3] == "Only: Public health. Public health"
    assert funds["Covid-19 grant"][3] == "Anything. For this year only"
    assert table(soup, "shared-funds")[0][-2:] == ["40.0%", "Section 75 agreement"]


def test_reserves_say_their_purpose_and_the_least_they_should_hold(client: Client) -> None:
    published()
    assert table(page(client, HERE + "reserves/"), "reserves")[0] == [
        "General reserve",
        "For anything",
        "What cannot be foreseen",
        "£37.0 million",
        "£0",
        "£37.0 million",
        "£30.0 million",
    ]


def test_later_years_are_shown_for_what_they_are_under_every_scenario(client: Client) -> None:
    published()
    soup = page(client, HERE + "later-years/")
    assert table(soup, "later-years")[2][3:] == ["£0.6 million over"]
    assert table(soup, "gap-without")[2][1:] == ["£4.0 million", "£3.4 million short", "£9.4 million short"]
    assert [row[0] for row in table(soup, "scenarios")] == [
        "As planned",
        "Prices rise faster",
        "Council tax is frozen",
    ]


def test_versions_say_how_they_differ_service_by_service(client: Client) -> None:
    published(ref="first", title="Consultation", state="consultation")
    cheaper = replace(BALANCED.lines[7], gross=D("2000000.00"))
    lines = tuple(cheaper if each.ref == "arts" else each for each in BALANCED.lines)
    published(lines=lines)
    soup = page(client, HERE + "versions/")
    assert "Services cost £1 million less than in “Consultation”." in soup.get_text()
    assert [row[0] for row in table(soup, "differences")] == ["Libraries", "All services"]
    assert rows(client, HERE + "differences.csv")[0]["difference"] == "-1000000.00"


def test_the_statement_is_there_once_it_is_signed(client: Client) -> None:
    published()
    assert client.get(f"/budget/{HERE}statement/").status_code == 404
    row = Robustness.objects.create(
        budget=BudgetVersion.objects.get(ref="budget-2021"),
        estimates="The sums are careful.",
        reserves="There is enough.",
    )
    assert client.get(f"/budget/{HERE}statement/").status_code == 404
    Robustness.objects.filter(pk=row.pk).update(signed_at=FROZEN)
    said = text(client, HERE + "statement/")
    assert "The sums are careful." in said and "There is enough." in said
    assert "Signed on 11 February 2021." in said


@pytest.mark.parametrize("name", [*SHEETS, "lines", "changes"])
def test_every_table_can_be_taken_away_in_the_same_words_in_every_language(client: Client, name: str) -> None:
    published(ref="first", state="consultation", title="Consultation")
    published()
    english = rows(client, f"{HERE}{name}.csv")
    assert english
    assert rows(client, f"{HERE}{name}.csv?lang=cy") == english


@pytest.mark.parametrize("path", ["nothing.csv", "services/nothing/", "nothing/"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    published()
    assert client.get(f"/budget/{HERE}{path}").status_code == 404
    assert client.get("/budget/no-such-budget/").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_small_and_free_of_jargon_script_and_style(client: Client, path: str) -> None:
    many = tuple(
        BudgetLine(
            f"l{n}", f"Line {n} of the budget", f"service-{n % 40}", D("100000.00"), subjective="running"
        )
        for n in range(2000)
    )
    published(lines=(*BALANCED.lines, *many))
    body = client.get(f"/budget/{HERE}{path}").content
    assert len(body) < 100_000
    assert b"<script" not in body and b"style=" not in body
    said = text(client, HERE + path)
    assert not re.search(
        r"\b(metrics?|KPIs?|RAG|outturn|datasets?|virements?|precept)\b", said, re.IGNORECASE
    )
