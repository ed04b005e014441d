"""LibreOffice opens what is published and finds the same tables in it.

Skipped where there is no LibreOffice; the other tests of the forms read them with Python's own libraries.
"""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from goldenthread.publish.document import Document
from goldenthread.publish.writers import easy_word, excel, open_document, word
from goldenthread.publish.writers.writer import Write
from tests.areas.publish.large import long_report
from tests.areas.publish.sample import sample
from tests.areas.publish.writers_suite.expected import heading, squeezed
from tests.areas.publish.writers_suite.libreoffice import EVERY_SHEET, OFFICE, converted, open_tables, sheets
from tests.areas.publish.writers_suite.reading import read_word

pytestmark = pytest.mark.skipif(OFFICE is None, reason="there is no LibreOffice (soffice) on this machine")


@pytest.fixture(scope="module", params=[sample, long_report], ids=["short", "long"])
def report(request: pytest.FixtureRequest) -> Document:
    made = request.param()
    assert isinstance(made, Document)
    return made


def wanted(report: Document) -> list[list[list[str]]]:
    """The headings and the words of every cell, without white space, which programs set in their own way."""
    return [
        [
            [squeezed(heading(each)) for each in table.columns],
            *([squeezed(cell.text) for cell in row] for row in table.rows),
        ]
        for table in report.tables
    ]


def test_a_word_document_becomes_an_open_one_with_the_same_tables(report: Document, tmp_path: Path) -> None:
    made = converted(word.write(report), ".docx", "odt", tmp_path)

    found = open_tables(made / "report.odt")

    assert [[[squeezed(cell) for cell in row] for row in table] for table in found] == wanted(report)


def test_a_word_document_that_is_saved_again_keeps_its_tables_its_heading_rows_and_its_words_for_pictures(
    report: Document, tmp_path: Path
) -> None:
    before = read_word(word.write(report))
    made = converted(word.write(report), ".docx", "docx", tmp_path) / "report.docx"
    saved = docx.Document(str(made))

    assert [
        [[squeezed(cell.text) for cell in row.cells] for row in table.rows] for table in saved.tables
    ] == wanted(report)
    assert all(next(table.rows[0]._tr.iter(qn("w:tblHeader")), None) is not None for table in saved.tables)
    kept = {squeezed(each) for each in read_word(made.read_bytes()).alternatives}
    assert {squeezed(each) for each in before.alternatives} <= kept


def test_the_easy_read_document_opens(tmp_path: Path) -> None:
    made = converted(easy_word.write(sample()), ".docx", "odt", tmp_path)

    assert open_tables(made / "report.odt")[0][0][-1] == "More children do well at school."


@pytest.mark.parametrize(("write", "ending"), [(excel.write, ".xlsx"), (open_document.write, ".ods")])
def test_every_sheet_shows_the_words_and_figures_of_its_table(
    report: Document, tmp_path: Path, write: Write, ending: str
) -> None:
    found = sheets(converted(write(report), ending, EVERY_SHEET, tmp_path))
    own = {"Cover", "Contents", "Notes", "Facts"}
    names = [each for each in load_workbook(BytesIO(excel.write(report))).sheetnames if each not in own]

    assert len(names) == len(report.tables)
    for name, table in zip(names, report.tables, strict=True):
        rows = found[name][-len(table.rows) :]
        assert [list(map(squeezed, row)) for row in rows] == [
            [squeezed(cell.text) for cell in row] for row in table.rows
        ]
