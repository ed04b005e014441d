"""The money of an example folder: what papers published of it, and budget books that illustrate.

| file | what it holds |
|---|---|
| `money.csv` | ref, title, kind, lower, upper (pounds), qualifier, period, paper, place, note, plan, item |
| `budget-….yaml` | a budget book, as `goldenthread budget` takes it |

None of them has to be there.
"""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from goldenthread.engine.budget.book_file import read_book
from goldenthread.engine.table import Table, read_table
from goldenthread.finance.commands.freezing import freeze_budget
from goldenthread.finance.commands.published import record_sums
from goldenthread.finance.commands.scenario import draw_anew
from goldenthread.finance.commands.version import begin_budget, publish_budget
from goldenthread.finance.queries.version import versions
from goldenthread.people.access import Officer
from goldenthread.rules.money import UnknownMoney, read_pounds
from goldenthread.rules.published_sum import PublishedSumFacts
from goldenthread.rules.refusal import Refused, refuse
from goldenthread.upkeep.folder import BUDGET

MONEY = "money.csv"
COLUMNS = tuple(each.name for each in fields(PublishedSumFacts))


def load_money(folder: Path, who: Officer | None) -> int:
    """Record the folder's published sums, and say how many there are. Loading them again changes nothing.

    Raises Refused with what is wrong in the file.
    """
    file = folder / MONEY
    if not file.exists():
        return 0
    sums = tuple(_sums(read_table(file, COLUMNS)))
    record_sums(who, sums)
    return len(sums)


def load_illustrations(folder: Path, who: Officer) -> int:
    """Begin the folder's budget books, freeze each as put out for consultation, and publish it.

    Returns how many there are; one that is there already stays as it is. Raises Refused with what is wrong in
    a file, and on a book that is not marked as an illustration: nobody agreed on it.
    """
    files = sorted(folder.glob(f"{BUDGET}*.yaml"))
    known = {each.ref for each in versions(who, timezone.now())}
    for file in files:
        book = read_book(file)
        if not book.illustrative:
            raise refuse("it is not marked as illustrative", "write illustrative: yes", file=file.name)
        if book.ref not in known:
            begin_budget(who, book)
            draw_anew(who, book.ref)
            freeze_budget(who, book.ref, "consultation", "An illustration: nobody decided on it")
            publish_budget(who, book.ref)
    return len(files)


def _sums(table: Table) -> Iterator[PublishedSumFacts]:
    for at, row in enumerate(table.data.to_pylist()):
        lower, upper = (_pounds(table, at, name, row[name] or "") for name in ("lower", "upper"))
        words = {name: row[name] or "" for name in COLUMNS if name not in ("lower", "upper")}
        yield PublishedSumFacts(lower=lower, upper=upper, **words)


def _pounds(table: Table, at: int, column: str, text: str) -> Decimal:
    try:
        return read_pounds(text)
    except UnknownMoney as error:
        what = f"{text!r} {error}"
        raise Refused([table.refuse(at, column, what, "write it in pounds, as 1234567.00")]) from error
