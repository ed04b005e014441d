"""How much a workbook would make its reader build, counted before any of it is built.

A file of a few thousand bytes may describe millions of cells, or merge a whole sheet into one. The parts are
read as XML, whatever they are encoded in, so that nothing is hidden from the count.
"""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.parsers import expat

PIECE: Final = 2**20
EVERYTHING: Final = 2**62

_TEXT: Final = frozenset(("row", "v", "is", "t", "si", "r"))
_STYLES: Final = ("xf", "dxf", "font", "fill", "border", "numFmt", "cellStyle")
_RULES: Final = ("dataValidation", "conditionalFormatting", "cfRule", "mergeCell", "definedName", "col")
_FORMATS: Final = frozenset((*_STYLES, *_RULES))
_SPANS: Final = frozenset(("mergeCell", "hyperlink", "comment"))


_SHEET = re.compile(r"(?i)xl/worksheets/[^/]+\.xml")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each kind is taken.

    `unpacked` is bytes; `spanned` the cells that merged ranges, links and comments may lie over: each becomes
    a cell, even a blank one. A spreadsheet itself keeps no more than 65,490 formats of cells.
    """

    cells: int
    others: int
    unpacked: int
    parts: int = 500
    formats: int = 100_000
    spanned: int = 100_000


class TooMuch(ValueError):
    """The workbook describes more than is taken."""


class Declares(ValueError):
    """A part declares a type of document, with which entities come."""


class Burden:
    """Counts over all parts of one workbook. Raises TooMuch, Declares, and ExpatError on what is no XML."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells = self.formats = self.others = self.spanned = 0
        self.has_formulas = False
        self.merged: dict[str, list[str]] = {}
        """Ranges of merged cells, by the part that they are in."""
        self._is_sheet = False
        self._part = ""

    def add(self, package: zipfile.ZipFile, part: str) -> None:
        """Count one part, to its end, so that its checksum is tested.

        Pictures and old drawings are no XML, whatever their names say.
        """
        self._is_sheet, self._part = bool(_SHEET.fullmatch(part)), part
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.StartDoctypeDeclHandler = _declared
        is_xml = True
        with package.open(part) as file:
            while piece := file.read(PIECE):
                is_xml = is_xml and _parsed(parser, piece, part)
        if is_xml:
            _parsed(parser, b"", part, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            self.cells += 1
        elif kind in _FORMATS:
            self.formats += 1
        elif kind not in _TEXT:
            self.others += 1
        if kind == "f" and self._is_sheet:
            self.has_formulas = True
        if kind == "mergeCell":
            self.merged.setdefault(self._part, []).append(attributes.get("ref", ""))
        if kind in _SPANS:
            self.spanned += _cells_of(attributes.get("ref", ""))
        self._stop_if_too_much()

    def _stop_if_too_much(self) -> None:
        if (
            self.cells > self.limits.cells
            or self.formats > self.limits.formats
            or self.others > self.limits.others
            or self.spanned > self.limits.spanned
        ):
            raise TooMuch


def weighed(workbook: Path | BytesIO, limits: Limits) -> Burden:
    """What a workbook would make its reader build. Raises TooMuch or Declares, and what zip and XML raise."""
    burden = Burden(limits)
    with zipfile.ZipFile(workbook) as package:
        parts = package.infolist()
        if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
            raise TooMuch
        for part in parts:
            burden.add(package, part.filename)
    return burden


def _parsed(parser: expat.XMLParserType, piece: bytes, part: str, last: bool = False) -> bool:
    """Whether the piece is XML, where it need not be."""
    try:
        parser.Parse(piece, last)
    except expat.ExpatError:
        if part.lower().endswith((".xml", ".rels")):
            raise
        return False
    return True


def _declared(*_: object) -> None:
    raise Declares


def _cells_of(ref: str) -> int:
    """How many cells a reference lies over; whole rows and columns count as more than is taken."""
    if ":" not in ref:
        return 1
    from openpyxl.utils import range_boundaries  # slow to load

    ends: tuple[int | None, ...] = range_boundaries(ref)
    left, top, right, bottom = ends
    if left is None or top is None or right is None or bottom is None:
        return EVERYTHING
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)
