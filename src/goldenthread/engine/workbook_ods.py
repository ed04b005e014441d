"""A sheet of an OpenDocument workbook (.ods), row by row, as text.

The file says how often a cell or a row repeats, so that a few bytes can stand for millions of cells: what it
unpacks to, its columns and its cells are bounded.
"""

import re
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from xml.parsers import expat

from goldenthread.engine.workbook import BROKEN, LARGEST
from goldenthread.rules.refusal import refuse

SAVE_AS = "save it as an OpenDocument spreadsheet (.ods) without a password"
MOST_COLUMNS = 2048
"""Columns further right are not read."""
MOST_CELLS = 20_000_000
MOST_REPEATED = 2**24
"""No sheet has so many rows or columns."""
MOST_ROWS = 2**20
"""As many as a spreadsheet has."""
BLOCK = 2**20

Row = tuple[int, list[str | None]]

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NUMBERS = ("float", "currency", "percentage")


class _TooMany(Exception):
    """The sheet holds more cells than are read."""


@dataclass(slots=True)
class _Sheet:
    """What is known while the sheet whose name fits is read; the others are passed over."""

    named: re.Pattern[str]
    name: str = ""
    names: list[str] = field(default_factory=list)
    inside: bool = False
    rows: list[Row] = field(default_factory=list)
    line: int = 0
    cells: list[str | None] = field(default_factory=list)
    seen: int = 0
    repeated: int = 1
    times: int = 1
    value: str | None = None
    text: list[str] | None = None
    aside: int = 0

    def start(self, tag: str, said: dict[str, str]) -> None:
        """An element begins."""
        if tag == f"{_TABLE}table" and not self.inside:
            self.names.append(said.get(f"{_TABLE}name", ""))
            self.inside = not self.name and bool(self.named.search(self.names[-1]))
            self.name = self.names[-1] if self.inside else self.name
        elif not self.inside:
            return
        elif tag == f"{_TABLE}table-row":
            self.cells, self.repeated = [], _count(said, "number-rows-repeated")
        elif tag in _CELLS:
            self.times, self.text = _count(said, "number-columns-repeated"), []
            self.value = _value(said)
        elif tag == f"{_OFFICE}annotation":
            self.aside += 1
        elif tag == f"{_TEXT}p" and self.text:
            self.text.append("\n")

    def end(self, tag: str) -> None:
        """An element ends."""
        if not self.inside:
            return
        if tag in _CELLS:
            cell = self.value or "".join(self.text or ()).strip() or None
            room = MOST_COLUMNS - len(self.cells)
            self.cells += [cell] * min(self.times, room)
            self.text = None
        elif tag == f"{_TABLE}table-row":
            self._row()
        elif tag == f"{_OFFICE}annotation":
            self.aside -= 1
        elif tag == f"{_TABLE}table":
            self.inside = False

    def data(self, text: str) -> None:
        """Text between elements; a comment on a cell is none of the cell's."""
        if self.text is not None and not self.aside:
            self.text.append(text)

    def _row(self) -> None:
        while self.cells and self.cells[-1] is None:
            self.cells.pop()
        if self.cells:
            self.seen += len(self.cells) * self.repeated
            if self.seen > MOST_CELLS or len(self.rows) + self.repeated > MOST_ROWS:
                raise _TooMany
            self.rows += [(self.line + at, self.cells) for at in range(1, self.repeated + 1)]
        self.line += self.repeated


def read_ods_sheet(path: Path, named: str) -> tuple[str, list[Row]]:
    """The first sheet whose name has the pattern in it: its name, and its rows that say anything by line.

    Figures are written to 15 digits, as they were typed. Raises Refused where the file is no such workbook or
    has no such sheet.
    """
    if not path.is_file():
        raise refuse("there is no such file", "give the path of a workbook", file=str(path))
    sheet = _Sheet(re.compile(named))
    try:
        _parse(path, sheet)
    except _TooMany as error:
        what = f"the sheet {sheet.name} holds more than {MOST_CELLS:,} cells or {MOST_ROWS:,} rows"
        raise refuse(what, "split it, or save the sheet as CSV UTF-8", file=path.name) from error
    except (*BROKEN, expat.ExpatError) as error:
        raise refuse("it is not a workbook that can be read", SAVE_AS, file=path.name) from error
    if not sheet.name:
        found = ", ".join(sheet.names) or "none"
        what = f"no sheet has {named} in its name"
        raise refuse(what, f"give the workbook as published; the sheets found are {found}", file=path.name)
    return sheet.name, sheet.rows


def _parse(path: Path, sheet: _Sheet) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = sheet.start
    parser.EndElementHandler = sheet.end
    parser.CharacterDataHandler = sheet.data
    parser.EntityDeclHandler = _no_entities
    with zipfile.ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST:
            what = f"it unpacks to more than {LARGEST // 2**20} MiB"
            raise refuse(what, "split it, or save the sheet as CSV UTF-8", file=path.name)
        with parts.open("content.xml") as content:
            while block := content.read(BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)


def _no_entities(*_declared: object) -> None:
    """No spreadsheet declares entities; a file that is meant to exhaust its reader may."""
    raise ValueError("entities are declared")


def _count(said: dict[str, str], name: str) -> int:
    return min(max(1, int(said.get(f"{_TABLE}{name}", "1"))), MOST_REPEATED)


def _value(said: dict[str, str]) -> str | None:
    """A figure, a date or a truth; None where the cell is text."""
    kind = said.get(f"{_OFFICE}value-type", "")
    if kind in _NUMBERS:
        figure = float(said[f"{_OFFICE}value"])
        return f"{Decimal(f'{figure:.15g}'):f}"
    return said.get(f"{_OFFICE}{kind}-value") or None
