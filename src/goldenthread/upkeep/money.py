"""The money of an example folder: what papers published of it.

| file | what it holds |
|---|---|
| `money.csv` | ref, title, kind, lower, upper (pounds), qualifier, period, paper, place, note, plan, item |

It need not be there.
"""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

from goldenthread.engine.table import Table, read_table
from goldenthread.finance.commands.published import record_sums
from goldenthread.people.access import Officer
from goldenthread.rules.money import UnknownMoney, read_pounds
from goldenthread.rules.published_sum import PublishedSumFacts
from goldenthread.rules.refusal import Refused

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
