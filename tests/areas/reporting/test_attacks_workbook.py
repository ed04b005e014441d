"""A small file that would make its reader build millions of cells is refused before any is built."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook

from goldenthread.reporting.workbook.read import read_workbook
from goldenthread.rules.refusal import Refused

HEADINGS = ["Service ref", "Measure ref", "Area code", "Period ref", "Value"]
SHEET = "xl/worksheets/sheet1.xml"
WHOLE_SHEET = "A5:XFD1048576"


def returned() -> bytes:
    """A return of one figure."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Figures"
    page.append(HEADINGS)
    page.append(["care", "waiting", "E10000016", "2026-07-01/P3M", 180])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def bent(change: Callable[[str], str], encoding: str = "utf-8", more: tuple[str, str] = ("", "")) -> bytes:
    """The return with its sheet's XML changed, and one part more where it is named."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(returned())) as package,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as to,
    ):
        for part in package.namelist():
            data = package.read(part)
            to.writestr(part, change(data.decode()).encode(encoding) if part == SHEET else data)
        if more[0]:
            to.writestr(*more)
    return written.getvalue()


def after_rows(xml: str) -> Callable[[str], str]:
    """Puts XML behind the sheet's rows."""
    return lambda sheet: sheet.replace("</sheetData>", f"</sheetData>{xml}")


def refusal_of(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_workbook(content, "q2.xlsx")
    return str(refused.value)


def test_the_return_itself_is_read() -> None:
    assert len(read_workbook(returned(), "q2.xlsx").rows) == 1
    assert len(read_workbook(bent(str), "q2.xlsx").rows) == 1


@pytest.mark.parametrize("ref", [WHOLE_SHEET, "A:XFD", "2:1048576", "XFD1048576:A5", "A5&#58;XFD1048576"])
def test_cells_merged_over_a_whole_sheet_are_refused(ref: str) -> None:
    content = bent(after_rows(f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>'))
    assert len(content) < 10_000
    assert "far more than a return holds" in refusal_of(content)


def test_a_link_over_a_whole_sheet_is_refused() -> None:
    link = f'<hyperlinks><hyperlink ref="{WHOLE_SHEET}" location="A1"/></hyperlinks>'
    assert "far more than a return holds" in refusal_of(bent(after_rows(link)))


def test_a_comment_on_a_whole_sheet_is_refused() -> None:
    comments = f'<comments><commentList><comment ref="{WHOLE_SHEET}" authorId="0"/></commentList></comments>'
    content = bent(str, more=("xl/comments1.xml", comments))
    assert "far more than a return holds" in refusal_of(content)


def test_a_few_merged_cells_are_read() -> None:
    content = bent(after_rows('<mergeCells><mergeCell ref="H1:J3"/></mergeCells>'))
    assert len(read_workbook(content, "q2.xlsx").rows) == 1


def test_a_million_blank_cells_are_refused() -> None:
    def widen(sheet: str) -> str:
        return sheet.replace("</sheetData>", "<row>" + "<c/>" * 1_000_000 + "</row></sheetData>")

    content = bent(widen)
    assert len(content) < 20_000
    assert "far more than a return holds" in refusal_of(content)


def test_an_encoding_hides_nothing_from_the_count() -> None:
    merged = after_rows(f'<mergeCells><mergeCell ref="{WHOLE_SHEET}"/></mergeCells>')
    assert "far more than a return holds" in refusal_of(bent(merged, "utf-16"))


def test_an_encoding_hides_no_entity() -> None:
    def declare(sheet: str) -> str:
        return '<!DOCTYPE worksheet [<!ENTITY lol "lol">]>' + sheet

    assert "declares entities" in refusal_of(bent(declare))
    assert "declares entities" in refusal_of(bent(declare, "utf-16"))


def test_a_part_that_calls_itself_a_picture_is_counted_too() -> None:
    cells = "<worksheet>" + "<c/>" * 1_000_000 + "</worksheet>"
    assert "far more than a return holds" in refusal_of(bent(str, more=("xl/media/image1.png", cells)))
    assert len(read_workbook(bent(str, more=("xl/media/image1.png", "\x89PNG")), "q2.xlsx").rows) == 1
