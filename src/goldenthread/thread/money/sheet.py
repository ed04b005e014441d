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
IN_POUNDS: Final = (POUNDS, CHANGE, GAP)
_MILLION: Final = Decimal(1_000_000)
_EXACT: Final = Decimal(100_000)
"""Below this a sum in a table stands in pounds: in millions the difference would not show."""
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
        """The columns that the page shows, with where each stands in a row; none that is blank throughout."""
        return tuple(
            (at, column)
            for at, column in enumerate(self.columns)
            if column.heading and not (self.rows and all(row[at] in (None, "") for row in self.rows))
        )

    @property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """The headings of the page, and whether each column is of numbers."""
        return tuple((column.heading, bool(column.kind)) for _, column in self.shown)

    @property
    def is_in_millions(self) -> bool:
        """Whether its sums are said in millions: any of those shown comes to one."""
        sums = (row[at] for row in self.rows for at, column in self.shown if column.kind in IN_POUNDS)
        return any(isinstance(each, Decimal) and round(abs(each)) >= _MILLION for each in sums)

    @property
    def body(self) -> SafeString:
        """The rows as HTML, written at once: a template takes its time over each cell."""
        links = self.links or ("",) * len(self.rows)
        millions = self.is_in_millions
        said = (self._row(row, link, millions) for row, link in zip(self.rows, links, strict=True))
        return mark_safe("\n".join(said))

    def _row(self, row: Sequence[Value], link: str, millions: bool) -> str:
        cells = []
        for n, (at, column) in enumerate(self.shown):
            text = clean(_said(row[at], column.kind, millions))
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


def pounds(amount: Decimal, among_millions: bool = False) -> str:
    """A sum in a sentence or a table: "£1,770.4 million", "£11,500"; pence only below a thousand pounds.

    Among millions it stands to one place of a million, "£0.5 million", so that sums can be set against each
    other; a small one is in pounds even there, or it would not show.
    """
    if round(abs(amount)) >= (_EXACT if among_millions else _MILLION):
        said = number(abs(amount) / _MILLION, 1)
        sign = MINUS if amount < 0 else ""
        said = said if among_millions else said.removesuffix(".0")
        return _("{pounds} million").format(pounds=f"{sign}£{said}")
    if abs(amount) < 1000 and amount != amount.to_integral_value():
        return pence(amount)
    return money(amount, 0)


def whole(amount: Decimal) -> Decimal:
    """A sum to the pound, for a picture."""
    return amount.quantize(Decimal(1))


def pence(amount: Decimal) -> str:
    """A sum to the penny: "£1,351.26"."""
    return f"{MINUS if amount < 0 else ''}£{number(abs(amount), 2)}"


def missing(gap: Decimal, among_millions: bool = False) -> str:
    """A gap in words: "£4 million short", "£1 million over", "balanced"."""
    if gap == 0:
        return _("balanced")
    said = _("{sum} short") if gap > 0 else _("{sum} over")
    return said.format(sum=pounds(abs(gap), among_millions))


def signed(amount: Decimal, among_millions: bool = False) -> str:
    """A sum with a plus before what adds: "+£8 million"."""
    return f"+{pounds(amount, among_millions)}" if amount > 0 else pounds(amount, among_millions)


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """What per cent a part is of the whole, to one place; None of nothing."""
    return round(part * 100 / whole, 1) if whole else None


def _said(value: Value, kind: str, among_millions: bool = False) -> str:
    if value is None:
        return "–"
    if not isinstance(value, Decimal):
        return str(value)
    if kind == POUNDS:
        return pounds(value, among_millions)
    if kind == PENCE:
        return pence(value)
    if kind == GAP:
        return missing(value, among_millions)
    if kind == CHANGE:
        return signed(value, among_millions)
    return f"{number(value, 1)}%" if kind == SHARE else number(value)
