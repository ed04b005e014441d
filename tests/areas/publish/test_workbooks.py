"""Workbooks as UK statistics guidance asks: a cover, contents, notes, and one tidy sheet for each table."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from odf.opendocument import load
from odf.table import Table as OpenTable
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.publish.block import Cell, Column, Table
from goldenthread.publish.document import Chapter, Document
from goldenthread.publish.writers import excel, open_document
from goldenthread.publish.writers.excel import number_format
from goldenthread.publish.writers.number import Shape, exact, shape_of
from goldenthread.publish.writers.sheets.sheet import headings, names
from tests.areas.publish.large import long_report
from tests.areas.publish.sample import ATTAINMENT, sample

CHANGED = {"corrections": ("Issue 2, 1 March 2018: the figure of Ashford was 61, not 16.",), "issue": 2}


def book(**changed: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(excel.write(sample(**changed))))


def holding(*tables: Table) -> Document:
    return sample(chapters=(Chapter("a", "A", tables),))


def column(page: Worksheet) -> list[str]:
    """The words of column A, down to the first cell that is blank."""
    return [str(cell.value) for cell in page["A"] if cell.value is not None]


def test_the_sheets_are_a_cover_the_contents_the_notes_each_table_and_the_facts() -> None:
    assert book().sheetnames == ["Cover", "Contents", "Notes", "attainment", "attainment-chart", "Facts"]


def test_a_workbook_without_notes_or_facts_has_no_sheet_for_them() -> None:
    bare = replace(ATTAINMENT, notes=())

    found = openpyxl.load_workbook(BytesIO(excel.write(replace(holding(bare), facts=()))))

    assert found.sheetnames == ["Cover", "Contents", "attainment"]


def test_the_cover_says_what_this_is_of_when_on_what_terms_and_whom_to_ask() -> None:
    words = column(book(**CHANGED)["Cover"])

    assert words[:2] == [
        "Annual report 2017 & what came of it",
        "How the outcomes went, April 2016 to March 2017",
    ]
    for said in (
        "Published by: Kent County Council",
        "Period: 2016/17",
        "Judged as of: 31 January 2018",
        "Judged under the policy: kent-annual-report-2017",
        "Issue: 2",
        "Licence: Open Government Licence v3.0",
        "Contact: strategy@council.example",
        CHANGED["corrections"][0],  # type: ignore[index]
        "This workbook has 6 sheets, with 2 tables, each table on a sheet of its own.",
    ):
        assert said in words


def test_the_contents_link_to_every_sheet_after_them() -> None:
    found = book()
    page = found["Contents"]
    linked = {page.cell(row, 1).hyperlink.location for row in range(4, page.max_row + 1)}

    assert [row[0].value for row in page.iter_rows(min_row=4)] == found.sheetnames[2:]
    assert linked == {f"'{name}'!A1" for name in found.sheetnames[2:]}


def test_the_title_of_a_table_is_in_the_first_cell_and_how_many_tables_there_are_beneath_it() -> None:
    page = book()["attainment"]

    assert page["A1"].value == ATTAINMENT.caption
    assert page["A2"].value == "This sheet contains one table. Note 1 on the sheet Notes belongs to it."
    assert page["A4"].value == f"Source: {ATTAINMENT.source}"


def test_the_notes_are_numbered_and_name_their_sheet() -> None:
    rows = list(book()["Notes"].iter_rows(min_row=4, values_only=True))

    assert rows == [("Note", "Sheet", "What it says"), (1, "attainment", "2017/18 is provisional.")]


def test_a_figure_is_a_number_as_exact_as_it_was_published_and_anything_else_is_words() -> None:
    page = book()["attainment"]
    cells = {cell.coordinate: cell.value for row in page.iter_rows(min_row=7) for cell in row}

    assert cells["B7"] == 59
    assert cells["B9"] == "not published"
    assert cells["A7"] == "2015/16"


def test_a_figure_of_more_digits_than_a_cell_holds_stands_as_text_whole() -> None:
    many = "12345678901234567.89"
    table = Table(
        "t", "T", (Column("A"), Column("B", "£", True)), ((Cell("x"), Cell("£12 thousand million", many)),)
    )

    page = openpyxl.load_workbook(BytesIO(excel.write(holding(table))))["t"]

    assert page.cell(page.max_row, 2).value == many


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-x", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=1}", "http://a.example"]
)
def test_no_words_run_as_a_formula_or_become_a_link(text: str) -> None:
    table = Table("t", text, (Column(text),), ((Cell(text),),))

    content = excel.write(holding(table))
    with ZipFile(BytesIO(content)) as archive:
        pages = b"".join(
            archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")
        )
    with ZipFile(BytesIO(open_document.write(holding(table)))) as archive:
        opened = archive.read("content.xml")

    assert b"<f>" not in pages
    assert b"table:formula" not in opened
    assert openpyxl.load_workbook(BytesIO(content))["t"]["A1"].value == text


def test_a_sheet_has_no_merged_cells_no_blank_rows_and_no_blank_columns() -> None:
    for page in openpyxl.load_workbook(BytesIO(excel.write(long_report()))):
        assert not page.merged_cells.ranges
        assert all(any(cell is not None for cell in row) for row in page.iter_rows(values_only=True))
        assert page.max_column == max(
            [1, *(int(page[each.ref][0][-1].column) for each in page.tables.values())]
        )


def test_every_table_is_marked_as_a_table_with_one_row_of_headings_none_empty_and_no_two_alike() -> None:
    for page in openpyxl.load_workbook(BytesIO(excel.write(long_report()))):
        if page.title == "Cover":
            continue
        (table,) = page.tables.values()
        heads = [str(cell.value).casefold() for cell in page[table.ref][0]]
        assert table.headerRowCount == 1
        assert len(set(heads)) == len(heads)
        assert all(heads)


def test_a_verdict_that_has_no_words_is_told_by_the_word_of_its_mark() -> None:
    table = Table("t", "T", (Column("A"),), ((Cell("", "", "improving"),),))

    page = openpyxl.load_workbook(BytesIO(excel.write(holding(table))))["t"]

    assert page.cell(page.max_row, 1).value == "Improving"


def test_every_fact_stands_with_what_it_rests_on() -> None:
    page = book()["Facts"]
    head, row = list(page.iter_rows(min_row=5, values_only=True))

    assert dict(zip(head, row, strict=True)) == {
        "About": "Pupils who reach the expected standard, Kent, over one year",
        "What is stated": "improving: 65% in 2016/17, up from 59% in 2015/16",
        "Value": 65,
        "Unit": "%",
        "Period": "2016-09-01/P1Y",
        "Verdict": "improving",
        "Why there is no verdict or figure": None,
        "Change": 6,
        "Status of the figure": "normal",
        "Rule": "kent-annual-report-2017/variance@1",
        "Releases": "dfe-2017",
        "Key": "verdict/ks2/E10000016//direction_1y",
    }


@pytest.mark.parametrize(
    ("text", "value", "shape", "excel_format"),
    [
        ("59", "59", Shape(), "0"),
        ("59.0", "59", Shape(1), "0.0"),
        ("11,500", "11500", Shape(0, True), "#,##0"),
        ("2.8%", "2.8", Shape(1, after="%"), '0.0"%"'),
        ("£80.3 million", "80.3", Shape(1, before="£", after=" million"), '"£"0.0" million"'),
        ("\u22125", "-5", Shape(), "0"),
        ("+5", "5", Shape(before="+"), '"+"0'),
        ("65 (provisional)", "65", Shape(after=" (provisional)"), '0" (provisional)"'),
        ("2.8%", "2.8125", Shape(1, after="%"), '0.0"%"'),
        ("£80.3 million", "80300000", Shape(), "0"),
        ("no figure", "7.25", Shape(2), "0.00"),
        ("1 in 5", "1", Shape(), "0"),
        ('5"', "5", Shape(), "0"),
    ],
)
def test_a_figure_is_shown_as_the_report_shows_it_where_that_is_the_same_figure(
    text: str, value: str, shape: Shape, excel_format: str
) -> None:
    assert shape_of(text, Decimal(value)) == shape
    assert number_format(shape) == excel_format


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("59", "59"),
        ("-0.5", "-0.5"),
        ("", None),
        ("words", None),
        ("NaN", None),
        ("Infinity", None),
        ("123456789012345", "123456789012345"),
        ("1234567890123456", None),
        ("1E+400", None),
    ],
)
def test_a_cell_holds_a_figure_only_where_it_can_hold_it_exactly(value: str, held: str | None) -> None:
    assert exact(value) == (None if held is None else Decimal(held))


def test_the_names_of_sheets_are_legal_short_and_never_alike() -> None:
    wanted = ("a/b:c", "A-B-C", "x" * 40, "x" * 41, "cover", "history", "", "'quoted'", "a\nb")

    found = names(wanted, ("Cover",))

    assert found[0] == "a-b-c"
    assert found[1] == "A-B-C-2"
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in found)
    assert len({name.casefold() for name in found} | {"cover", "history"}) == len(found) + 2


def test_headings_that_are_alike_or_empty_are_told_apart() -> None:
    assert headings(("Kent", "kent", "", "Two\nlines")) == ("Kent", "kent (2)", "3", "Two lines")


def test_a_table_without_rows_says_so() -> None:
    bare = replace(ATTAINMENT, rows=())

    page = openpyxl.load_workbook(BytesIO(excel.write(holding(bare))))["attainment"]

    assert page["A2"].value.startswith("The table on this sheet has no rows.")
    assert page.cell(page.max_row, 2).value == "Kent (%)"


def test_a_workbook_in_welsh_states_welsh_as_its_language() -> None:
    assert book(language="cy").properties.language == "cy-GB"


def test_an_open_document_has_the_sheets_and_cells_of_the_excel_workbook() -> None:
    opened = load(BytesIO(open_document.write(sample())))

    sheets = [each.getAttribute("name") for each in opened.spreadsheet.getElementsByType(OpenTable)]

    assert sheets == book().sheetnames


@pytest.mark.parametrize("write", [excel.write, open_document.write])
def test_a_file_is_made_of_plain_parts_dated_1980(write: Callable[[Document], bytes]) -> None:
    with ZipFile(BytesIO(write(sample()))) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "macro" in name.lower() or "vba" in name.lower()]
