"""A budget, from last year's outturn to what a resident makes of it, by people who each do their part.

A finance officer begins a draft from the ministry's workbook, balances it, supposes that tax is held, shares
it to an outcome, and freezes it as approved; a service lead answers for a saving; money is moved in the year
and an amended budget takes it in; a councillor reads by outcome; a resident balances the year after. On
SQLite and on PostgreSQL.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.areas.finance.test_from_outturn import KENT, workbook
from tests.journeys.conftest import Enter, faults

pytestmark = pytest.mark.browser

DRAFT = "/officer/budget/budget-2026/"
ROADS = "rsx-highways-and-transport-services"
CULTURE = "rsx-cultural-and-related-services"
FIGURES = {
    "Highways and transport services": (135210, 37880, 97330),
    "Cultural and related services": (12300, 300, 12000),
}
SAVING = "Longer contracts for road repairs"
OUTCOME = "five-year-plan-2020/o2"


def test_a_budget_from_last_years_outturn_to_what_a_resident_makes_of_it(
    enter: Enter, tmp_path: Path
) -> None:
    finance, resident = enter("finance-officer"), enter("")
    begins_from_the_outturn(finance, workbook(tmp_path / "rsx.ods", FIGURES, year="2025-26"))
    is_told_why_it_cannot_be_approved(finance)
    raises_council_tax(finance)
    plans_a_saving(finance)
    enters_a_grant(finance)
    supposes_that_tax_is_held(finance)
    shares_the_roads_to_an_outcome(finance)
    nothing_yet(resident)
    approves_and_publishes(finance)
    answers_for_the_saving(enter("service-lead"))
    moves_money_and_amends(finance)
    reads_by_outcome(enter("councillor"))
    balances_the_year_after(resident)


def begins_from_the_outturn(page: Page, file: Path) -> None:
    page.goto("/officer/")
    page.get_by_role("link", name="Budgets").click()
    page.get_by_role("link", name="Begin from last year’s outturn").click()
    page.get_by_label("RSX workbook").set_input_files(file)
    page.get_by_label("Council").select_option(KENT)
    page.get_by_role("button", name="Show the lines").click()
    expect(main(page)).to_contain_text("to the totals that the forms print, to the penny")
    page.get_by_label("Highways and transport services").select_option("highways")
    page.get_by_label("Service for every line that has none chosen").select_option("early-help")
    fills(page, {"Title": "Budget 2026/27", "Years to plan": "2", "Tax base": "90000"})
    page.get_by_label("Ref", exact=True).fill("budget-2026")
    page.get_by_label("Band D charge of 2025/26, in pounds").fill("1000")
    page.get_by_label("Part of that charge for adult social care, in pounds").fill("100")
    page.get_by_role("button", name="Begin the draft").click()
    expect(main(page)).to_contain_text("2026/27 does not balance: it is £19.3 million short")
    assert not faults(page)


def is_told_why_it_cannot_be_approved(page: Page) -> None:
    freezes(page, "Approved")
    expect(page.get_by_role("alert")).to_contain_text("2026/27 does not balance")
    expect(page.get_by_role("alert")).to_contain_text("£19,330,000.00 more")


def raises_council_tax(page: Page) -> None:
    page.goto(f"{DRAFT}tax/2026/")
    fills(page, {"Core rise, %": "2.99", "Rise for adult social care, %": "2"})
    save(page)
    expect(main(page)).to_contain_text("Not needed: the rise is within the limits")


def plans_a_saving(page: Page) -> None:
    page.goto(f"{DRAFT}new-change/{ROADS}/")
    fills(page, {"Title": SAVING, "Amount, £": "1 million"})
    page.get_by_label("Kind of change").select_option("efficiency")
    page.get_by_label("Year", exact=True).select_option("2026")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("“1 million” is not a plain number")
    page.get_by_label("Amount, £").fill("1000000")
    save(page)
    expect(main(page)).to_contain_text(SAVING)


def enters_a_grant(page: Page) -> None:
    page.goto(f"{DRAFT}new-funding/")
    fills(page, {"Title": "Revenue Support Grant", "In 2026/27, £": "13839000", "In 2027/28, £": "12000000"})
    page.get_by_label("Kind").select_option("general_grant")
    save(page)
    page.goto(DRAFT)
    expect(main(page)).to_contain_text("2026/27 balances. The law asks that of this year; 2027/28 is £1.8 m")


def supposes_that_tax_is_held(page: Page) -> None:
    page.goto(f"{DRAFT}new-scenario/")
    fills(page, {"Name": "Tax is held", "What it supposes, and why": "No general rise"})
    page.get_by_label("Council tax: the general rise, 2026/27, per cent").fill("0")
    save(page)
    expect(main(page)).to_contain_text("£2.7 million worse than under the central plan")
    assert not faults(page)


def shares_the_roads_to_an_outcome(page: Page) -> None:
    page.goto(f"{DRAFT}outcomes/service/highways/")
    page.get_by_text("Give every line of this service the same share").click()
    page.get_by_label("For which outcome").select_option(OUTCOME)
    fills(page, {"Share, in %": "80", "Basis": "Miles of road"})
    main(page).locator("details").get_by_role("button").click()
    page.goto(f"{DRAFT}outcomes/")
    expect(main(page)).to_contain_text("77,064,000")


def nothing_yet(page: Page) -> None:
    answer = page.goto("/budget/budget-2026/")
    assert answer is not None and answer.status == 404


def approves_and_publishes(page: Page) -> None:
    freezes(page, "Approved")
    expect(main(page)).to_contain_text("It is frozen, and never changes from now on")
    page.goto(f"{DRAFT}publish/")
    page.get_by_role("button", name="Publish it").click()
    expect(main(page)).to_contain_text("public")


def answers_for_the_saving(page: Page) -> None:
    page.goto("/officer/")
    page.get_by_role("link", name=SAVING).click()
    page.get_by_label("How far it is").select_option("agreed")
    fills(page, {"Delivered so far this year, £": "250000"})
    fills(page, {"Will be delivered by the end of the year, £": "900000"})
    page.get_by_label("How sure that is").select_option("medium")
    save(page)
    expect(main(page)).to_contain_text("£900,000")
    assert not faults(page)


def moves_money_and_amends(page: Page) -> None:
    page.goto("/officer/budget/virements/new/")
    page.get_by_label("Day it was allowed").fill("2026-11-02")
    fills(page, {"Out of these lines": f"{CULTURE} 200000", "Into these lines": f"{ROADS} 200000"})
    page.get_by_label("Why", exact=True).fill("Winter repairs")
    page.get_by_label("Who allowed it").select_option(label=CORPORATE)
    page.get_by_label("The minute or decision").fill("Decision 26/00043")
    page.get_by_label("It holds for later years too").check()
    page.get_by_role("button", name="Enter it").click()
    expect(main(page)).to_contain_text("−200,000")
    page.goto("/officer/budget/virements/amend/")
    fills(page, {"Title": "Budget 2026/27, amended"})
    page.get_by_label("Ref", exact=True).fill("budget-2026-amended")
    page.get_by_role("button", name="Begin it").click()
    expect(main(page)).to_contain_text("2026/27 balances")
    page.goto("/officer/budget/compare/?this=budget-2026-amended&that=budget-2026")
    expect(main(page)).to_contain_text("Winter repairs")
    assert not faults(page)


CORPORATE = "Corporate Director: up to £1,000,000 within a service, up to £250,000 between services"


def reads_by_outcome(page: Page) -> None:
    page.goto("/budget/")
    expect(main(page)).to_contain_text("It balances, as the law asks")
    page.get_by_role("link", name="Outcomes: what it is for").click()
    expect(main(page)).to_contain_text("£77.1 million")
    assert not faults(page)
    page.goto(f"/plans/{OUTCOME.replace('/', '/items/')}/")
    expect(page.get_by_role("region", name="What it costs")).to_contain_text("£77.1 million")


def balances_the_year_after(page: Page) -> None:
    page.goto("/budget/")
    page.get_by_role("link", name="Balance the budget yourself").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("£1.8 million is still missing in 2027/28")
    page.get_by_label("How much more for all services").select_option(label="2%: £21.00 in Band D")
    page.get_by_role("button", name="See what is left").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("missing")
    kept = page.url
    assert not faults(page)
    page.goto("/")
    page.goto(kept)
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("missing")


def freezes(page: Page, state: str) -> None:
    page.goto(f"{DRAFT}freeze/")
    page.get_by_label(state).check()
    page.get_by_label("Who decided it, when, and the minute").fill("County Council, 12 February 2026")
    page.get_by_role("button", name="Freeze it").click()


def fills(page: Page, said: dict[str, str]) -> None:
    for label, words in said.items():
        page.get_by_label(label).fill(words)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save").click()


def main(page: Page) -> Locator:
    return page.get_by_role("main")
