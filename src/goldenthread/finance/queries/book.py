"""A version of the budget as a file: the whole book with the council's services beside it."""

from datetime import date

from goldenthread.engine.budget.book_template import template_xlsx, template_yaml
from goldenthread.engine.budget.book_xlsx_write import write_book_xlsx
from goldenthread.engine.budget.book_yaml_write import write_book_yaml
from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.queries.version import whole_book
from goldenthread.people.queries.service import services
from goldenthread.rules.budget import Book


def book_as_workbook(ref: str, today: date) -> bytes:
    """The book of a version as a workbook."""
    book = whole_book(ref)
    return write_book_xlsx(book, _named_in(book, today))


def book_as_yaml(ref: str, today: date) -> str:
    """The book of a version as YAML."""
    book = whole_book(ref)
    return write_book_yaml(book, _named_in(book, today))


def empty_workbook(today: date) -> bytes:
    """A workbook to fill in for the latest year whose rules are known, with the council's services."""
    return template_xlsx(latest_year(), service_titles(today))


def empty_yaml() -> str:
    """The same in YAML, without services."""
    return template_yaml(latest_year())


def latest_year() -> int:
    """The latest financial year whose limits on council tax are known."""
    return max(pack.last for pack in rule_packs().values())


def service_titles(today: date) -> dict[str, str]:
    """The council's services by ref, as they stand today."""
    return {each.ref: each.title for each in services(today)}


def _named_in(book: Book, today: date) -> dict[str, str]:
    """The council's services, and those that the book names though they are closed by now."""
    named = {line.service for line in book.lines}.union(*(fund.services for fund in book.funding))
    return {ref: ref for ref in sorted(named)} | service_titles(today)


def has_budget(ref: str) -> bool:
    """Whether there is a version of that ref."""
    return BudgetVersion.objects.filter(ref=ref).exists()


def drafts() -> tuple[tuple[str, str], ...]:
    """Drafts that are not frozen, by ref with their titles, the latest year first."""
    rows = BudgetVersion.objects.filter(frozen_at=None).values_list("ref", "title")
    return tuple((ref, title) for ref, title in rows)
