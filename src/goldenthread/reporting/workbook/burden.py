"""How much a workbook would make its reader build, counted before any of it is built.

A file of a few thousand bytes may describe millions of cells, or merge a whole sheet into one. The parts are
read as XML, whatever they are encoded in, so that nothing is hidden from the count.
"""

from typing import Final
from xml.parsers import expat

from openpyxl.utils import range_boundaries

MOST_CELLS: Final = 600_000
"""Some thirty for each of the 20,000 rows that are taken."""
MOST_FORMATS: Final = 100_000
"""A spreadsheet itself keeps no more than 65,490 formats of cells."""
MOST_ELSE: Final = 500_000
MOST_SPANNED: Final = 100_000
"""Cells that merged ranges, links and comments may lie over: each becomes a cell, even a blank one."""

_TEXT: Final = frozenset(("row", "v", "is", "t", "si", "r"))
_STYLES: Final = ("xf", "dxf", "font", "fill", "border", "numFmt", "cellStyle")
_RULES: Final = ("dataValidation", "conditionalFormatting", "cfRule", "mergeCell", "definedName", "col")
_FORMATS: Final = frozenset((*_STYLES, *_RULES))
_SPANS: Final = frozenset(("mergeCell", "hyperlink", "comment"))


class TooMuch(ValueError):
    """The workbook describes more than is taken."""


class Declares(ValueError):
    """A part declares a type of document, with which entities come."""


class Burden:
    """Counts over all parts of one workbook. Raises TooMuch, Declares, and ExpatError on what is no XML."""

    def __init__(self) -> None:
        self.cells = self.formats = self.others = self.spanned = 0
        self.has_formulas = False
        self._is_sheet = False

    def add(self, data: bytes, is_sheet: bool) -> None:
        """Count one part."""
        self._is_sheet = is_sheet
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.StartDoctypeDeclHandler = _declared
        parser.Parse(data, True)

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
        if kind in _SPANS:
            self.spanned += _cells_of(attributes.get("ref", ""))
        self._stop_if_too_much()

    def _stop_if_too_much(self) -> None:
        if (
            self.cells > MOST_CELLS
            or self.formats > MOST_FORMATS
            or self.others > MOST_ELSE
            or self.spanned > MOST_SPANNED
        ):
            raise TooMuch


def _declared(*_: object) -> None:
    raise Declares


def _cells_of(ref: str) -> int:
    """How many cells a reference lies over; whole rows and columns count as more than is taken."""
    if ":" not in ref:
        return 1
    ends: tuple[int | None, ...] = range_boundaries(ref)
    left, top, right, bottom = ends
    if left is None or top is None or right is None or bottom is None:
        return MOST_SPANNED + 1
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)
