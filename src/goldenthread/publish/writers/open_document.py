"""The OpenDocument spreadsheet: the same sheets as the Excel workbook.

Written as XML in a zip file with the standard library alone: odfpy keeps every cell as a tree of objects,
which takes many times as long, and dates the parts of the file by the clock, so that no two are the same.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import override

from goldenthread.publish.document import Document
from goldenthread.publish.writers.number import Shape
from goldenthread.publish.writers.sheets.open_style import Styles, content_styles, page_styles
from goldenthread.publish.writers.sheets.open_text import attribute, paragraphs
from goldenthread.publish.writers.sheets.sheet import Entry, Line, Sheet
from goldenthread.publish.writers.sheets.workbook import workbook
from goldenthread.publish.writers.text import moment_of, single_line, stamp, tag_of, xml
from goldenthread.publish.writers.zipped import zipped

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES: Final = " ".join(
    (
        *(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
            for name, urn in {
                "office": "office",
                "table": "table",
                "text": "text",
                "style": "style",
                "number": "datastyle",
                "fo": "xsl-fo-compatible",
                "meta": "meta",
            }.items()
        ),
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'office:version="1.3"',
    )
)
_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST: Final = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
    f'manifest:media-type="{MEDIA_TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "meta")
    )
    + "</manifest:manifest>"
)


def write(document: Document) -> bytes:
    """The spreadsheet, without formulas, macros or merged cells."""
    with override(document.language):
        sheets = workbook(document)
    parts = {
        "content.xml": _content(sheets),
        "styles.xml": f"<office:document-styles {NAMESPACES}>{page_styles(tag_of(document.language))}"
        "</office:document-styles>",
        "meta.xml": _meta(document),
        "META-INF/manifest.xml": _MANIFEST,
    }
    written = ((name, (_DECLARED + text).encode()) for name, text in parts.items())
    return zipped((("mimetype", MEDIA_TYPE.encode()), *written), stored=("mimetype",))


def _meta(document: Document) -> str:
    when = stamp(moment_of(document))
    held = {
        "meta:generator": "Golden Thread",
        "dc:title": single_line(document.title),
        "dc:subject": single_line(document.subtitle),
        "meta:initial-creator": single_line(document.body),
        "dc:creator": single_line(document.body),
        "meta:creation-date": when,
        "dc:date": when,
        "dc:language": tag_of(document.language),
    }
    inner = "".join(f"<{name}>{xml(text)}</{name}>" for name, text in held.items())
    return f"<office:document-meta {NAMESPACES}><office:meta>{inner}</office:meta></office:document-meta>"


def _content(sheets: tuple[Sheet, ...]) -> str:
    styles = Styles()
    tables = "".join(_table(sheet, styles) for sheet in sheets)
    return (
        f"<office:document-content {NAMESPACES}>"
        f"<office:automatic-styles>{content_styles(styles)}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}{_ranges(sheets)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def _ranges(sheets: Iterable[Sheet]) -> str:
    """Every table marked as one, with its headings."""
    held = "".join(
        f'<table:database-range table:name="Table{number}" table:target-range-address="{_range(sheet)}" '
        'table:contains-header="true" table:display-filter-buttons="false"/>'
        for number, sheet in enumerate(sheets, 1)
        if sheet.headings and sheet.rows
    )
    return f"<table:database-ranges>{held}</table:database-ranges>" if held else ""


def _range(sheet: Sheet) -> str:
    name = xml(_quoted(sheet.name))
    last = _column_name(len(sheet.headings) - 1)
    return f"{name}.A{sheet.top + 1}:{name}.{last}{sheet.top + len(sheet.rows) + 1}"


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _column_name(column: int) -> str:
    """The letters of a column, from 0: "A", and "AA" after "Z"."""
    before, letter = divmod(column, 26)
    return (_column_name(before - 1) if before else "") + chr(ord("A") + letter)


def _table(sheet: Sheet, styles: Styles) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="{styles.width(width)}"/>' for width in sheet.widths
    )
    lines = "".join(_row([_line(line)]) for line in sheet.lines)
    return (
        f'<table:table table:name="{attribute(sheet.name)}" table:style-name="sheet">{columns}'
        f"{_row([_words(sheet.title, 'title')])}{lines}{''.join(_rows(sheet, styles))}</table:table>"
    )


def _rows(sheet: Sheet, styles: Styles) -> Iterator[str]:
    if sheet.headings:
        cells = [
            _words(heading, "right-column" if at in sheet.numeric else "column")
            for at, heading in enumerate(sheet.headings)
        ]
        yield f"<table:table-header-rows>{_row(cells)}</table:table-header-rows>"
    for row in sheet.rows:
        yield _row(_cell(entry, at in sheet.numeric, styles) for at, entry in enumerate(row))


def _row(cells: Iterable[str]) -> str:
    return f'<table:table-row table:style-name="row">{"".join(cells)}</table:table-row>'


def _line(line: Line) -> str:
    if line.sheet:
        return _link(line.text, line.sheet)
    return _words(line.text, "heading" if line.is_heading else "line")


def _cell(entry: Entry, is_numeric: bool, styles: Styles) -> str:
    if entry.number is not None and entry.shape is not None:
        return (
            f'<table:table-cell table:style-name="{styles.number(entry.shape)}" office:value-type="float" '
            f'office:value="{entry.number:f}">{paragraphs(shown(entry, entry.shape))}</table:table-cell>'
        )
    if entry.sheet:
        return _link(entry.text, entry.sheet)
    return _words(entry.text, "right" if is_numeric else "words")


def shown(entry: Entry, shape: Shape) -> str:
    """A number as its cell shows it."""
    number = entry.number or 0
    digits = f"{abs(number):{',' if shape.is_grouped else ''}.{shape.decimals}f}"
    return f"{'-' if number < 0 else ''}{shape.before}{digits}{shape.after}"


def _words(text: str, style: str) -> str:
    if not text:
        return f'<table:table-cell table:style-name="{style}"/>'
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{paragraphs(text)}</table:table-cell>"
    )


def _link(text: str, sheet: str) -> str:
    return (
        '<table:table-cell table:style-name="link" office:value-type="string"><text:p>'
        f'<text:a xlink:type="simple" xlink:href="{attribute(f"#{_quoted(sheet)}.A1")}">{xml(text)}</text:a>'
        "</text:p></table:table-cell>"
    )
