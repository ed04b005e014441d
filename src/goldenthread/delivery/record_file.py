"""Rows of a table of records, with the line that each stands on, and cells read into values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from goldenthread.engine.table import read_table
from goldenthread.kit.download import safe_cell
from goldenthread.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One row: the cells of the columns that the file has, and what was found wrong with them so far."""

    file: str
    line: int
    cells: Mapping[str, str]
    faults: list[Refusal] = field(default_factory=list)

    def text(self, column: str, otherwise: str = "") -> str:
        """The cell, or where the file has no such column what stood there before."""
        return self.cells.get(column, otherwise)

    def word(self, column: str, otherwise: str) -> str:
        """The cell as one of the product's own words; an empty cell says what stood there before."""
        return self.cells.get(column, "").replace(" ", "_").lower() or otherwise

    def whole(self, column: str, otherwise: int | None = None) -> int | None:
        """The cell as a whole number; None where it is empty. What is no such number is a fault."""
        if column not in self.cells:
            return otherwise
        text = self.cells[column]
        if text and not (text.isascii() and text.isdigit() and len(text) < 10):
            self.refuse(column, f"{text!r} is not a whole number", "write a number such as 3")
            return None
        return int(text) if text else None

    def day(self, column: str, otherwise: date | None = None) -> date | None:
        """The cell as a day, written 2026-03-31; None where it is empty. What is no such day is a fault."""
        if column not in self.cells:
            return otherwise
        text = self.cells[column]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.refuse(column, f"{text!r} is not a day", "write it as 2026-03-31")
            return None

    def refuse(self, column: str | None, what: str, do: str) -> None:
        """Note a fault of this row."""
        self.faults.append(Refusal(self.file, self.line, column, what, do))

    def take(self, faults: Sequence[Refusal]) -> None:
        """Note faults found by what checks records anywhere, each at this row; one fault for each field."""
        known = {each.column for each in self.faults}
        for each in faults:
            if each.column not in known:
                self.refuse(each.column, each.what, each.do)


def record_rows(path: Path, required: Sequence[str], optional: Sequence[str]) -> Iterator[RecordRow]:
    """The rows of a CSV or Parquet file. Raises Refused where it cannot be read or a column is missing."""
    table = read_table(path, required, optional)
    for line, cells in zip(table.lines, table.data.to_pylist(), strict=True):
        yield RecordRow(table.file, int(line), {name: _bare(cell or "") for name, cell in cells.items()})


def _bare(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from running it, and without space around it."""
    bare = cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell
    return bare.strip()
