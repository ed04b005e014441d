"""Officers' pages for a budget book as a file: handed over, looked at cell by cell, brought in or not."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from goldenthread.engine.budget.book_xlsx_write import write_book_xlsx
from goldenthread.engine.budget.book_yaml_write import write_book_yaml
from goldenthread.finance.commands.version import replace_budget
from goldenthread.finance.models import BudgetVersion, UploadedBook
from goldenthread.finance.storing import book_of
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.budget import Book
from tests.areas.finance.agreed import person
from tests.areas.finance.ledger_ground import lay_budget
from tests.areas.finance.sample_book import BALANCED, sample_book

pytestmark = pytest.mark.django_db
UPLOAD = "/officer/budget/upload/"


@pytest.fixture
def desk(council: CouncilFacts, client: Client) -> Client:
    """A browser at which a finance officer keeps a draft."""
    lay_budget()
    client.force_login(person("fiona", "finance"))
    return client


def hand_over(desk: Client, content: bytes, into: str = "", name: str = "book.xlsx") -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    answer: HttpResponse = desk.post(UPLOAD, {"file": file, "into": into}, follow=True)
    return answer


def soup(answer: HttpResponse) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def mark(page: BeautifulSoup) -> str:
    field = page.select_one("main form input[name=seen]")
    assert field
    return str(field["value"])


def with_arts(net: str) -> Book:
    lines = tuple(replace(each, gross=D(net)) if each.ref == "arts" else each for each in BALANCED.lines)
    return sample_book(lines=lines)


def test_a_changed_book_shows_each_cell_it_would_change_and_the_gap_then(desk: Client) -> None:
    page = soup(hand_over(desk, write_book_xlsx(with_arts("3500000.00")), "budget-2021"))
    row = page.find(string="Arts grants")
    assert row
    said = row.find_parent("tr").get_text(" ", strip=True)
    assert "3000000" in said and "3500000" in said
    assert "500,000.00" in page.get_text()
    assert book_of(BudgetVersion.objects.get()) == BALANCED


def test_what_was_looked_at_is_brought_in_on_the_officers_word(desk: Client) -> None:
    answer = hand_over(desk, write_book_yaml(with_arts("3500000.00")).encode(), "budget-2021", "book.yaml")
    address = answer.request["PATH_INFO"]
    desk.post(address, {"seen": mark(soup(answer))})
    assert book_of(BudgetVersion.objects.get()) == with_arts("3500000.00")
    assert not UploadedBook.objects.exists()


def test_a_book_of_its_own_ref_becomes_a_new_draft(desk: Client) -> None:
    answer = hand_over(desk, write_book_xlsx(sample_book(ref="later")))
    desk.post(answer.request["PATH_INFO"], {"seen": mark(soup(answer))})
    assert book_of(BudgetVersion.objects.get(ref="later")) == sample_book(ref="later")


def test_every_fault_is_shown_at_its_cell_and_there_is_no_way_to_bring_the_book_in(desk: Client) -> None:
    text = write_book_yaml(BALANCED).replace("service: highways", "service: roads").replace("1351.26", "tbc")
    page = soup(hand_over(desk, text.encode(), "budget-2021", "book.yaml"))
    rows = [[cell.get_text(strip=True) for cell in row.select("td, th")] for row in page.select("tbody tr")]
    said = {(row[0], row[2], row[3]) for row in rows}
    assert ("book.yaml[lines]", "service", "there is no service 'roads'") in said
    assert ("book.yaml[about]", "band_d", "'tbc' is text, not an amount") in said
    assert not page.select("main form")


def test_a_book_whose_ref_is_the_address_of_a_page_is_refused_at_its_cell(desk: Client) -> None:
    page = soup(hand_over(desk, write_book_xlsx(sample_book(ref="compare"))))
    assert "'compare' is the address of another page" in page.get_text()
    assert "give this one another ref" in page.get_text() and not page.select("main form")


def test_a_draft_changed_since_is_not_overwritten(desk: Client) -> None:
    answer = hand_over(desk, write_book_xlsx(with_arts("3500000.00")), "budget-2021")
    seen = mark(soup(answer))
    replace_budget(None, "budget-2021", with_arts("3200000.00"))
    address = answer.request["PATH_INFO"]
    assert "has changed since" in soup(desk.get(address)).get_text()
    assert desk.post(address, {"seen": seen}).status_code != 302
    assert book_of(BudgetVersion.objects.get()) == with_arts("3200000.00")


def test_a_book_that_changes_nothing_says_so(desk: Client) -> None:
    page = soup(hand_over(desk, write_book_xlsx(BALANCED), "budget-2021"))
    assert "There is nothing to bring in" in page.get_text()


def test_a_file_that_is_no_book_is_told_in_the_form(desk: Client) -> None:
    for name, content in (("book.xlsx", b"no workbook"), ("book.yaml", b"PK\x03\x04"), ("book.csv", b"a")):
        answer = desk.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})
        assert BeautifulSoup(answer.content, "html.parser").select(".govuk-error-summary")
    assert not UploadedBook.objects.exists()


def test_a_version_is_taken_out_as_a_file_and_is_the_same_book(desk: Client) -> None:
    links = [str(link["href"]) for link in soup(desk.get("/officer/budget/budget-2021/")).select("main a")]
    for ending in ("xlsx", "yaml"):
        assert f"/officer/budget/budget-2021/book.{ending}" in links
        answer = desk.get(f"/officer/budget/budget-2021/book.{ending}")
        assert f'filename="budget-2021.{ending}"' in answer["Content-Disposition"]
        page = soup(hand_over(desk, answer.content, "budget-2021", f"book.{ending}"))
        assert "There is nothing to bring in" in page.get_text()


def test_there_is_an_empty_book_to_fill_in(desk: Client) -> None:
    page = soup(desk.get(UPLOAD))
    for link in page.select("main a[href*=template]"):
        assert desk.get(str(link["href"])).status_code == 200
    assert len(page.select("main a[href*=template]")) == 2


def test_only_who_keeps_budgets_hands_a_book_over_and_only_its_own(desk: Client) -> None:
    answer = hand_over(desk, write_book_xlsx(sample_book(ref="later")))
    other = Client()
    other.force_login(person("felix", "finance"))
    assert other.get(answer.request["PATH_INFO"]).status_code == 404
    lead = Client()
    lead.force_login(person("lee", "service_lead:service/libraries"))
    assert lead.get(UPLOAD).status_code == 403
    assert lead.get("/officer/budget/budget-2021/book.xlsx").status_code == 200


def test_an_approved_book_that_no_longer_balances_comes_in_as_a_draft_beside_the_one_it_was_taken_from(
    desk: Client,
) -> None:
    book = replace(with_arts("3500000.00"), state="approved")
    answer = hand_over(desk, write_book_xlsx(book))
    page = soup(answer)
    assert "It would become a new draft, budget-2021-2" in page.get_text()
    assert "2021/22 does not balance" in page.get_text()
    desk.post(answer.request["PATH_INFO"], {"seen": mark(page)})
    assert book_of(BudgetVersion.objects.get(ref="budget-2021-2")).state == "draft"
