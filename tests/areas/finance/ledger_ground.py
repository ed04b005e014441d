"""A council with the services of the sample book, a finance officer, and the book as a draft."""

from collections.abc import Mapping
from decimal import Decimal

from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import BudgetVersion, WorkedSum
from goldenthread.finance.storing import book_of, store
from goldenthread.people.commands.service import open_service
from goldenthread.people.models import RoleHeld, User
from goldenthread.rules.budget import Book
from tests.areas.finance.sample_book import BALANCED

SERVICES = {
    "adult-care": "Adult social care",
    "childrens-services": "Children’s services",
    "highways": "Highways",
    "public-health": "Public health",
    "libraries": "Libraries",
    "corporate": "Corporate services",
}


def lay_budget(book: Book = BALANCED) -> str:
    """Open the book’s services and begin a draft of it; returns its ref."""
    for ref, title in SERVICES.items():
        open_service(None, ref, title, "directorate")
    return begin_budget(None, book)


def finance_officer() -> User:
    """Somebody who keeps budgets."""
    user = User.objects.create(username="fiona")
    RoleHeld.objects.create(user=user, role="finance")
    return user


def kept_sums(ref: str) -> Mapping[tuple[object, ...], Decimal]:
    """Every sum of a version that is not nothing."""
    columns = ("scenario", "year", "what", "service", "key", "amount")
    rows = WorkedSum.objects.filter(budget__ref=ref).order_by().values_list(*columns)
    found = [tuple(row) for row in rows]
    assert len({row[:-1] for row in found}) == len(found), "a sum is kept twice"
    return {row[:-1]: row[-1] for row in found if row[-1]}


def sums_worked_out_anew(ref: str) -> Mapping[tuple[object, ...], Decimal]:
    """The same after the whole book was stored again."""
    row = BudgetVersion.objects.get(ref=ref)
    store(row, book_of(row))
    return kept_sums(ref)
