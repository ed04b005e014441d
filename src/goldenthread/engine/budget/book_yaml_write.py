"""A budget book written as YAML, one line a cell, so that two versions can be compared line by line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from goldenthread.engine.budget.book_layout import ABOUT, Column
from goldenthread.engine.budget.book_rows import NO_SERVICES, Cell, about_rows, sheets_of
from goldenthread.rules.budget import Book

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/;()%+-]*[A-Za-z0-9.)%]|[A-Za-z0-9]")
_WORDS: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_NAMED: Final = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def write_book_yaml(book: Book, services: Mapping[str, str] = NO_SERVICES) -> str:
    """The book as YAML that `read_book` reads back as the same book.

    `services` is the titles of the council's services by ref, which are written beside it.
    """
    return "".join(_lines(book, services))


def _lines(book: Book, services: Mapping[str, str]) -> Iterator[str]:
    yield f"{ABOUT.key}:\n"
    for column, cell in about_rows(book):
        if not _is_default(column, cell):
            yield f"  {column.name}: {yaml_text(cell)}\n"
    for part in sheets_of(book, services):
        if part.rows:
            yield f"\n{part.sheet.key}:\n"
        elif part.sheet.needed:
            yield f"\n{part.sheet.key}: []\n"
        for row in part.rows:
            said = [
                (column.name, cell)
                for column, cell in zip(part.sheet.written, row, strict=False)
                if not _is_default(column, cell)
            ]
            amounts = zip(part.years, row[len(part.sheet.written) :], strict=True)
            yield from row_lines([*said, *((year, cell) for year, cell in amounts if cell is not None)])


def row_lines(cells: Iterable[tuple[str, Cell]]) -> Iterator[str]:
    """One row of a list: its first cell after a hyphen."""
    for at, (name, cell) in enumerate(cells):
        yield f"{'  ' if at else '- '}{name}: {yaml_text(cell)}\n"


def _is_default(column: Column, cell: Cell) -> bool:
    """Whether leaving the cell out says the same."""
    return cell is None or (not column.needed and not column.may_be_none and not cell)


def yaml_text(cell: Cell) -> str:
    """A cell as YAML: plain where that can be read as nothing else, quoted where it could."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    text = cell or ""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(letter: str) -> str:
    if letter in _NAMED:
        return _NAMED[letter]
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 2**16 else f"\\U{code:08x}"
