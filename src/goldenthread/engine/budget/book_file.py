"""Reading a budget book from a file: the book, and where in the file each part of it stands.

Everything that is wrong is told at once, at its cell: first what cannot be read, then what does not fit
together, then what the law forbids.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Final

from goldenthread.engine.budget.book_build import Built, Place, build
from goldenthread.engine.budget.book_grid import Grids, workbook_grids
from goldenthread.engine.budget.book_layout import BY_PART
from goldenthread.engine.budget.book_yaml import yaml_grids
from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.rules.book_fault import BOOK, BookFault
from goldenthread.rules.budget import Book
from goldenthread.rules.budget_fault import book_faults, book_misfits, book_warnings
from goldenthread.rules.refusal import Refusal, Refused, refuse

ENDINGS: Final = (".xlsx", ".yaml", ".yml")
MOST_TOLD: Final = 1000
"""Refusals that are kept; the rest are counted."""

_ZIPPED: Final = b"PK\x03\x04"
_ABOUT_NAMES: Final = {"first": "year", "count": "years"}


@dataclass(frozen=True, slots=True)
class FiledBook:
    """A book as a file holds it. `places` says where each row of each part stands.

    `refusals` is what could not be read; `count` how many there are, where not all are kept. A cell that was
    refused holds nothing in the book.
    """

    file: str
    book: Book
    places: Mapping[tuple[str, int], Place]
    refusals: tuple[Refusal, ...] = ()
    count: int = 0
    is_whole: bool = True
    """Whether every sheet could be read, so that what is missing is missing from the book itself."""

    services: frozenset[str] | None = None
    """The services that the file itself lists; None where it lists none."""

    unread: tuple[Refusal, ...] = ()
    """Sheets of the file that no book has."""

    def at(self, fault: BookFault) -> Refusal:
        """A fault of the book as a refusal of its cell."""
        column = _ABOUT_NAMES.get(fault.column, fault.column) if fault.part == BOOK else fault.column
        place = self._place(fault)
        if place is not None:
            if fault.part == "drivers" and "/" in column:
                column = "central"
            return place.refuse(column, fault.what, fault.do)
        sheet = BY_PART["assumptions" if fault.column == "values" else fault.part]
        name = sheet.name if self.file.lower().endswith(".xlsx") else sheet.key
        return Refusal(f"{self.file}[{name}]", None, column, fault.what, fault.do)

    def _place(self, fault: BookFault) -> Place | None:
        if fault.part == BOOK:
            return self.places.get((BOOK, 0))
        if fault.at is None:
            return None
        if fault.inside is not None:
            return self.places.get((f"overrides {fault.at}", fault.inside))
        if fault.part == "drivers" and fault.column == "values":
            return None
        if fault.part == "drivers" and "/" in fault.column:
            ref = self.book.drivers[fault.at].ref
            return self.places.get((f"assumptions {ref} {fault.column}", 0))
        return self.places.get((fault.part, fault.at))


def read_book(path: Path, services: Collection[str] | None = None) -> Book:
    """The book of a file (.xlsx, .yaml) that can stand. Raises Refused with everything that is wrong.

    `services` is the refs of the council's services; without them the file's own list counts, and where it
    has none any service is taken.
    """
    return sound_book(path, services).book


def sound_book(path: Path, services: Collection[str] | None = None) -> FiledBook:
    """The same, with where each part of it stands in the file."""
    filed = file_book(path)
    wrong, count = refusals_of(filed, services)
    if wrong:
        raise Refused(wrong, count)
    return filed


def warnings_of(filed: FiledBook) -> tuple[Refusal, ...]:
    """What to look at in a book that nothing is wrong with, each at its cell."""
    return (*filed.unread, *(filed.at(each) for each in book_warnings(filed.book, rule_packs())))


def refusals_of(filed: FiledBook, services: Collection[str] | None = None) -> tuple[tuple[Refusal, ...], int]:
    """Everything that is wrong with a book in a file, and how many faults that is."""
    packs = rule_packs()
    services = filed.services if services is None else services
    if not filed.refusals:
        faults = book_faults(filed.book, packs, services)
    else:
        faults = book_misfits(filed.book, packs, services) if filed.is_whole else ()
    # A row that could not be read is not told of again as one that is missing.
    told = {(each.file, row, each.column) for each in filed.refusals for row in (each.row, None)}
    rest = [each for each in map(filed.at, faults) if (each.file, each.row, each.column) not in told]
    wrong = (*filed.refusals, *rest)
    return wrong[:MOST_TOLD], filed.count + len(rest)


def file_book(path: Path) -> FiledBook:
    """The book of a file, with what could not be read of it.

    Raises Refused where so little can be read that there is no book.
    """
    grids = _grids(path)
    built = build(grids)
    wrong = (*grids.refusals, *built.refusals)
    if built.book is None:
        raise Refused(wrong[:MOST_TOLD], len(wrong))
    return _filed(grids, built, built.book, wrong)


def file_book_of(name: str, content: bytes) -> FiledBook:
    """The book of a file that was handed over, whose ending and content must agree. Raises Refused."""
    kept = PurePath(name).name[-100:] or "book"
    if content.startswith(_ZIPPED) != kept.lower().endswith(".xlsx"):
        what = f"by its content the file is {'a' if content.startswith(_ZIPPED) else 'no'} workbook"
        raise refuse(what, "save it in the form that its name says, and upload that", file=kept)
    with TemporaryDirectory() as folder:
        path = Path(folder) / kept
        path.write_bytes(content)
        return file_book(path)


def _grids(path: Path) -> Grids:
    if not path.is_file():
        what = "this is a folder" if path.is_dir() else "there is no such file"
        raise refuse(what, "give the path of a budget book", file=str(path))
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        what = f"the ending {path.suffix or '(none)'} is not one of a budget book"
        raise refuse(what, f"use one of {', '.join(ENDINGS)}", file=path.name)
    return workbook_grids(path) if ending == ".xlsx" else yaml_grids(path)


def _filed(grids: Grids, built: Built, book: Book, wrong: Iterable[Refusal]) -> FiledBook:
    refusals = tuple(wrong)
    return FiledBook(
        grids.file,
        book,
        built.places,
        refusals[:MOST_TOLD],
        len(refusals),
        grids.is_whole,
        built.services,
        grids.unread,
    )
