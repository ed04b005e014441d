"""A quarter, from its opening to what a resident reads of it, by people who each do their part.

Performance opens it; a lead answers in the grid and another in Excel; a head of service sends one return back
and approves it corrected; a partner says how a commitment stands; performance closes and publishes; a
councillor reads and asks; the Cabinet Member answers over an officer's draft; a resident reads what is
published, and before that nothing. On SQLite and on PostgreSQL.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Enter, faults

pytestmark = pytest.mark.browser

PERIOD = "2026-27-q1"
LABEL = "Quarter 1 2026/27"


def test_a_quarter_from_its_opening_to_what_a_resident_reads(enter: Enter, tmp_path: Path) -> None:
    performance, resident = enter("performance-officer"), enter("")
    opens(performance)
    nothing_yet(resident)
    lead = enter("service-lead")
    answers_in_the_grid(lead)
    answers_in_excel(enter("second-service-lead"), tmp_path)
    head = enter("head-of-service")
    sends_back(head)
    corrects(lead)
    approves(head, "highways")
    approves(head, "cype")
    updates_a_commitment(enter("partner"))
    closes_and_publishes(performance)
    asks(enter("councillor"))
    drafts(enter("democratic-services"))
    answers_the_question(enter("cabinet-member"))
    reads_what_is_published(resident)


def opens(page: Page) -> None:
    page.goto("/officer/periods/")
    page.get_by_role("link", name="Plan a period").click()
    today = date.today()
    page.get_by_label("Period").fill("2026/27 Q1")
    page.get_by_label("Title").fill(LABEL)
    for label, days in (("Opens", 0), ("Returns due", 7), ("To be approved by", 14), ("Closes", 21)):
        page.get_by_label(label, exact=True).fill(str(today + timedelta(days)))
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name=f"Open {LABEL}").click()
    expect(page.get_by_role("alert").or_(page.get_by_role("main"))).to_contain_text("pen")
    page.goto(f"/officer/desk/{PERIOD}/")
    expect(page.get_by_role("row", name="Highways")).to_contain_text("Not begun")
    assert not faults(page)


def answers_in_the_grid(page: Page) -> None:
    page.goto("/officer/")
    page.get_by_role("link", name=f"Highways, {LABEL}").click()
    asked(page, "Potholes filled within 28 calendar days", "Numerator").fill("870")
    asked(page, "Potholes filled within 28 calendar days", "Denominator").fill("1000")
    asked(page, "Potholes repaired", "Value").fill("8120")
    for title, numerator in (
        ("Customers satisfied with pothole repair", "61"),
        ("Customers who report potholes and lighting faults online", "55"),
        ("Potholes reported through the online tool", "48"),
    ):
        asked(page, title, "Numerator").fill(numerator)
        asked(page, title, "Denominator").fill("100")
    for group in page.get_by_role("group", name="Confidence").all():
        group.get_by_label("On track").check()
    for sentence in page.get_by_label("How it stands, in one sentence").all():
        sentence.fill("The work goes on as planned.")
    expect(page.get_by_role("status").first).to_contain_text("aved")
    assert not faults(page)
    submit(page)


def asked(page: Page, title: str, label: str) -> Locator:
    """The field of that label in the row of that measure."""
    return page.get_by_role("group", name=title).get_by_label(label, exact=True)


def submit(page: Page) -> None:
    """Submit; what is asked about is confirmed as it stands."""
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_text("The approver of your service reads it next")).to_be_visible()


def answers_in_excel(page: Page, folder: Path) -> None:
    page.goto(f"/officer/returns/{PERIOD}/cype/excel/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the workbook").click()
    file = folder / "return.xlsx"
    download.value.save_as(file)
    book = load_workbook(file)
    figures, actions = book["Figures"], book["Actions"]
    places = {cell.value: cell.column for cell in figures[1]}
    values = {"schools-good-or-outstanding": 93, "apprenticeship-registrants": 4200}
    for row in range(2, figures.max_row + 1):
        ref = figures.cell(row, places["Measure ref"]).value
        figures.cell(row, places["Value"]).value = values.get(str(ref), "many")
    places = {cell.value: cell.column for cell in actions[1]}
    for row in range(2, actions.max_row + 1):
        actions.cell(row, places["Confidence"]).value = "Green"
        actions.cell(row, places["How it stands"]).value = "Schools are on course."
    book.save(file)
    hand_over(page, file)
    expect(page.get_by_role("main")).to_contain_text("Green")
    for row in range(2, actions.max_row + 1):
        actions.cell(row, places["Confidence"]).value = "On track"
    book.save(file)
    hand_over(page, file)
    assert not faults(page)
    page.get_by_role("button", name="Save").first.click()
    page.goto(f"/officer/returns/{PERIOD}/cype/")
    submit(page)


def hand_over(page: Page, file: Path) -> None:
    page.goto(f"/officer/returns/{PERIOD}/cype/excel/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="See what would change").click()


def sends_back(page: Page) -> None:
    page.goto(f"/officer/returns/{PERIOD}/highways/")
    page.get_by_label("Reason").fill("Is 8,120 right? It was far less last time.")
    page.get_by_role("button", name="Send back").click()
    expect(page.get_by_role("button", name="Send back")).to_have_count(0)


def corrects(page: Page) -> None:
    page.goto("/officer/")
    expect(page.get_by_role("main")).to_contain_text("Is 8,120 right?")
    page.goto(f"/officer/returns/{PERIOD}/highways/")
    asked(page, "Potholes repaired", "Value").fill("812")
    expect(page.get_by_role("status").first).to_contain_text("aved")
    submit(page)


def approves(page: Page, service: str) -> None:
    page.goto(f"/officer/returns/{PERIOD}/{service}/")
    assert not faults(page)
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)


def updates_a_commitment(page: Page) -> None:
    page.goto("/officer/commitments/")
    page.get_by_role("main").get_by_role("link").nth(1).click()
    page.get_by_label("What happens next").fill("Meet in January")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Meet in January")


def closes_and_publishes(page: Page) -> None:
    page.goto(f"/officer/desk/{PERIOD}/")
    page.get_by_role("link", name="Close the quarter").click()
    for reason in page.get_by_role("textbox").all():
        reason.fill("Nothing was asked of it in this journey")
    page.get_by_role("button", name="Close the quarter").click()
    page.goto(f"/officer/desk/{PERIOD}/")
    page.get_by_role("link", name="Publish the quarter").click()
    assert not faults(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("main")).to_contain_text("ublished")


def nothing_yet(page: Page) -> None:
    answer = page.goto(f"/reports/{PERIOD}/")
    assert answer is not None and answer.status == 404


def asks(page: Page) -> None:
    page.goto("/members/portfolio/environment/")
    expect(page.get_by_role("row", name="Potholes repaired")).to_contain_text("812")
    assert not faults(page)
    page.get_by_role("link", name="Ask about Potholes repaired").click()
    page.get_by_label("Your question").fill("Why were so few potholes repaired?")
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("main")).to_contain_text("Why were so few potholes repaired?")


def drafts(page: Page) -> None:
    page.goto("/officer/questions/")
    page.get_by_role("link", name="Why were so few potholes repaired?").click()
    page.get_by_label("Draft answer").fill("The winter was mild.")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("main")).to_contain_text("Draft answer ready")


def answers_the_question(page: Page) -> None:
    page.goto("/officer/questions/")
    page.get_by_role("link", name="Why were so few potholes repaired?").click()
    expect(page.get_by_label("Your answer")).to_have_value("The winter was mild.")
    page.get_by_role("button", name="Give the answer").click()
    expect(page.get_by_role("main")).to_contain_text("Answered by cabinet-member")


def reads_what_is_published(page: Page) -> None:
    page.goto("/reports/")
    page.get_by_role("link", name=LABEL).click()
    expect(page.get_by_role("main")).to_contain_text("Potholes")
    assert "Why were so few" not in page.content()
    assert not faults(page)
    page.goto("/measures/potholes-repaired/")
    expect(page.get_by_role("main")).to_contain_text("812")
    for closed in (f"/officer/desk/{PERIOD}/", f"/officer/returns/{PERIOD}/highways/", "/members/"):
        page.goto(closed)
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
