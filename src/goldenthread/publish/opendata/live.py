"""A table that the public sees today: what it is, whence its rows come, and what it covers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.kit.download import Value
from goldenthread.publish.opendata.table import OpenColumn, OpenTable

Row = Sequence[Value]
Rows = Callable[[], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class LiveTable:
    """One table at its own address; `rows` works its rows out anew each time.

    `page` is the address of the page that shows the same. `count` is how many rows there are, None where that
    is known only by working them out. `updated`, `begins` and `ends` are days; `area` is a code; `often` is
    how often a row is added: "yearly", "quarterly", "monthly" or empty. `measure` marks the figures of one.
    """

    table: OpenTable
    rows: Rows
    page: str = ""
    count: int | None = None
    updated: date | None = None
    begins: date | None = None
    ends: date | None = None
    area: str = ""
    often: str = ""
    measure: str = ""

    @property
    def ref(self) -> str:
        return self.table.ref


def columns_of(said: str, numbers: str = "", days: str = "") -> tuple[OpenColumn, ...]:
    """Columns by their names, a line of words each: those of `numbers` hold figures, those of `days` days."""
    figures, dated = set(numbers.split()), set(days.split())
    return tuple(
        OpenColumn(
            name,
            name.replace("_", " ").capitalize(),
            "decimal" if name in figures else "date" if name in dated else "string",
        )
        for name in said.split()
    )


def fixed(rows: Iterable[Row]) -> tuple[Rows, int]:
    """Rows that are worked out already, and how many they are."""
    held = list(rows)
    return (lambda: held), len(held)
