"""Published files read back by libraries that had no part in writing them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import openpyxl
import pypdf
from docx.oxml.ns import qn

from goldenthread.publish.writers.writer import Writer


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it was read: what names it, its headings and its rows, figures as plain decimals."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a file turned out to hold. `tables` is None for a form whose tables are tested elsewhere."""

    title: str
    language: str
    words: str
    tables: tuple[Grid, ...] | None = None
    alternatives: tuple[str, ...] = ()


def read(writer: Writer, content: bytes) -> Found:
    """What another program finds in the file."""
    return READERS[writer.ending](content)


def read_word(content: bytes) -> Found:
    """By python-docx."""
    held = docx.Document(BytesIO(content))
    body = held.element.body
    captions = [_caption(each) for each in body.iter(qn("w:tbl"))]
    grids = [
        [tuple(cell.text for cell in row.cells) for row in table.rows]
        for table, caption in zip(held.tables, captions, strict=True)
        if caption
    ]
    named = [each for each in captions if each]
    return Found(
        held.core_properties.title,
        held.core_properties.language,
        " ".join(each.text or "" for each in body.iter(qn("w:t"))),
        tuple(Grid(name, rows[0], tuple(rows[1:])) for name, rows in zip(named, grids, strict=True)),
        tuple(each.get("descr") or "" for each in body.iter(qn("wp:docPr"))),
    )


def _caption(table: ElementTree.Element) -> str:
    """What a table is named for those who hear it; a table of layout has no name."""
    named = next(table.iter(qn("w:tblCaption")), None)
    return "" if named is None else str(named.get(qn("w:val")))


def read_excel(content: bytes) -> Found:
    """By openpyxl."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheets = {
        page.title: [tuple(map(plain, row)) for row in page.iter_rows(values_only=True)] for page in book
    }
    tops = {
        page.title: int(each.ref[1 : each.ref.index(":")]) for page in book for each in page.tables.values()
    }
    return _found(book.properties.title or "", book.properties.language or "", sheets, tops)


_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"


def read_open_document(content: bytes) -> Found:
    """By the standard library's own XML."""
    with ZipFile(BytesIO(content)) as archive:
        held = ElementTree.fromstring(archive.read("content.xml"))
        about = ElementTree.fromstring(archive.read("meta.xml"))
    sheets, tops = {}, {}
    for page in held.iter(f"{_TABLE}table"):
        name = str(page.get(f"{_TABLE}name"))
        rows = list(page.iter(f"{_TABLE}table-row"))
        sheets[name] = [tuple(_open_cell(cell) for cell in row) for row in rows]
        for head in page.iter(f"{_TABLE}table-header-rows"):
            tops[name] = rows.index(head[0]) + 1
    title, language = (about.findtext(f".//{_DC}{name}") or "" for name in ("title", "language"))
    return _found(title, language, sheets, tops)


def _open_cell(cell: ElementTree.Element) -> str:
    value = cell.get(f"{_OFFICE}value")
    return plain(Decimal(value)) if value else "\n".join(map(_open_text, cell.iter(f"{_TEXT}p")))


def _open_text(paragraph: ElementTree.Element) -> str:
    pieces = [paragraph.text or ""]
    for each in paragraph:
        spaces = " " * int(each.get(f"{_TEXT}c", "1")) if each.tag == f"{_TEXT}s" else ""
        tab = "\t" if each.tag == f"{_TEXT}tab" else ""
        pieces += [spaces, tab, "".join(each.itertext()), each.tail or ""]
    return "".join(pieces)


def _found(
    title: str, language: str, sheets: dict[str, list[tuple[str, ...]]], tops: dict[str, int]
) -> Found:
    """What the sheets hold: those of the report's own tables are all but the contents, notes and facts."""
    grids = tuple(
        Grid(rows[0][0], rows[tops[name] - 1], tuple(rows[tops[name] :]))
        for name, rows in sheets.items()
        if name in tops and name not in ("Contents", "Notes", "Facts")
    )
    words = " ".join(cell for rows in sheets.values() for row in rows for cell in row)
    return Found(title, language, words, grids)


def plain(value: object) -> str:
    """A cell's words, or its figure as a plain decimal."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def read_pdf(content: bytes) -> Found:
    """By pypdf. Its tables are tested where the PDF is."""
    held = pypdf.PdfReader(BytesIO(content))
    root = held.trailer["/Root"]
    return Found(
        str((held.metadata or {}).get("/Title", "")),
        str(root.get("/Lang", "")),
        " ".join(page.extract_text() for page in held.pages),
        alternatives=tuple(_alternatives(root["/StructTreeRoot"])),
    )


def _alternatives(node: pypdf.generic.PdfObject) -> Iterator[str]:
    """The words of every figure in the structure that a screen reader walks."""
    held = node.get_object()
    if isinstance(held, pypdf.generic.ArrayObject):
        for each in held:
            yield from _alternatives(each)
    elif isinstance(held, pypdf.generic.DictionaryObject):
        if held.get("/S") == "/Figure":
            yield str(held.get("/Alt", ""))
        if "/K" in held:
            yield from _alternatives(held["/K"])


READERS: dict[str, Callable[[bytes], Found]] = {
    ".docx": read_word,
    ".xlsx": read_excel,
    ".ods": read_open_document,
    ".pdf": read_pdf,
}
