"""OpenDocument workbooks to read in tests: small, and as odd as a test needs."""

import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
HEADINGS = ("E-code", "ONS Code", "Local authority", "Notes", "Class", "Detailed Class", "Certification")

Cell = str | int | float | Decimal | None
Rows = Sequence[Sequence[Cell]]


def ods_workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook of such sheets."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(row_xml, rows))}</table:table>"
        for name, rows in sheets.items()
    )
    return ods_of(path, tables)


def ods_of(path: Path, tables: str, before: str = "") -> Path:
    """A workbook of tables written out."""
    content = f"{before}<office:document-content {SPACES}><office:body><office:spreadsheet>{tables}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr(
            "content.xml", content + "</office:spreadsheet></office:body></office:document-content>"
        )
    return path


def row_xml(cells: Sequence[Cell]) -> str:
    """One row."""
    return f"<table:table-row>{''.join(map(_cell_xml, cells))}</table:table-row>"


def _cell_xml(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, str):
        said = escape(cell)
        return f'<table:table-cell office:value-type="string"><text:p>{said}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'


def outturn_workbook(
    path: Path,
    figures: Sequence[str],
    rows: Rows,
    *,
    year: str = "2024-25",
    unit: str = "Data are reported in £ thousand.",
    sheet: str = "RSX_LA_Data",
) -> Path:
    """A workbook as the ministry lays one out: six lines of words, the headings, the councils."""
    above: Rows = [[f"Worksheet 2: Revenue Outturn (RO) {year}"], [unit], *[["Words"]] * 4]
    return ods_workbook(
        path, {"Front_Page": [["Words"]], sheet: [*above, [*HEADINGS, *figures], *rows], "Notes": []}
    )
