"""One table of money: what a page shows rounded and in words, and the file of it exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldenthread.kit.download import Value
from goldenthread.kit.figure import DataTable
from goldenthread.kit.format import money, number
from goldenthread.kit.svg import clean
from goldenthread.rules.figure import MINUS

POUNDS: Final = "pounds"
PENCE: Final = "pence"
CHANGE: Final = "change"
SHARE: Final = "share"
GAP: Final = "gap"
_MILLION: Final = Decimal(1_000_000)
_BILLION: Final = Decimal(999_950_000)
"""From here on a sum is said in billions, to two places: one would hide a gap of tens of millions."""
Row = tuple[Value, ...]
"""One row, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` heads it in the file, in English; `heading` on the page. `kind` is how it is said.

    A column without a heading stands in the file alone.
    """

    name: str
    heading: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table by its name in the address of its file; `links` are where the first cells lead, row by row.

    Rows hold exact values, in the file's order.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    links: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """What heads the columns of the file."""
        return tuple(column.name for column in self.columns)

    @property
    def shown(self) -> tuple[tuple[int, Column], ...]:
        """The columns that the page shows, with where each stands in a row."""
        return tuple((at, column) for at, column in enumerate(self.columns) if column.heading)

    @property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """The headings of the page, and whether each column is of numbers."""
        return tuple((column.heading, bool(column.kind)) for _, column in self.shown)

    @property
    def body(self) -> SafeString:
        """The rows as HTML, written at once: a template takes its time over each cell."""
        links = self.links or ("",) * len(self.rows)
        return mark_safe("\n".join(map(self._row, self.rows, links)))

    def _row(self, row: Sequence[Value], link: str) -> str:
        cells = []
        for n, (at, column) in enumerate(self.shown):
            text = clean(_said(row[at], column.kind))
            if n == 0:
                linked = f'<a class="govuk-link" href="{clean(link)}">{text}</a>' if link else text
                cells.append(f'<th scope="row">{linked}</th>')
            else:
                cells.append(f"<td>{text}</td>" if column.kind else f'<td class="gt-words">{text}</td>')
        return f"<tr>{''.join(cells)}</tr>"

    @property
    def table(self) -> DataTable:
        """The same as words, without links."""
        rows = tuple(tuple(_said(row[at], column.kind) for at, column in self.shown) for row in self.rows)
        right = tuple(n for n, (_, column) in enumerate(self.shown) if column.kind)
        return DataTable(self.caption, tuple(column.heading for _, column in self.shown), rows, right)


def pounds(amount: Decimal) -> str:
    """A sum in a sentence or a table: "£80.3 million", "£11,500"; pence only below a thousand pounds."""
    if abs(amount) >= _BILLION:
        return money(amount, 2)
    if round(abs(amount)) >= _MILLION:
        return money(amount)
    if abs(amount) < 1000 and amount != amount.to_integral_value():
        return pence(amount)
    return money(amount, 0)


def whole(amount: Decimal) -> Decimal:
    """A sum to the pound, for a picture."""
    return amount.quantize(Decimal(1))


def pence(amount: Decimal) -> str:
    """A sum to the penny: "£1,351.26"."""
    return f"{MINUS if amount < 0 else ''}£{number(abs(amount), 2)}"


def missing(gap: Decimal) -> str:
    """A gap in words: "£4 million short", "£1 million over", "balanced"."""
    if gap == 0:
        return _("balanced")
    said = _("{sum} short") if gap > 0 else _("{sum} over")
    return said.format(sum=pounds(abs(gap)))


def signed(amount: Decimal) -> str:
    """A sum with a plus before what adds: "+£8 million"."""
    return f"+{pounds(amount)}" if amount > 0 else pounds(amount)


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """What per cent a part is of the whole, to one place; None of nothing."""
    return round(part * 100 / whole, 1) if whole else None


def _said(value: Value, kind: str) -> str:
    if value is None:
        return "–"
    if not isinstance(value, Decimal):
        return str(value)
    if kind == POUNDS:
        return pounds(value)
    if kind == PENCE:
        return pence(value)
    if kind == GAP:
        return missing(value)
    if kind == CHANGE:
        return signed(value)
    return f"{number(value, 1)}%" if kind == SHARE else number(value)
