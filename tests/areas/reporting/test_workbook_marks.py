"""A workbook with errors is handed back as its owner made it, with each wrong cell marked."""

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from goldenthread.reporting.commands.workbook import rehearse_workbook
from goldenthread.reporting.workbook.column import TO_CORRECT
from goldenthread.reporting.workbook.mark import OPENING, marked_workbook
from goldenthread.reporting.workbook.rehearsal import Rehearsal
from tests.areas.reporting.excel import (
    Entries,
    cell_of,
    changed,
    downloaded,
    filled,
    headings,
    opened,
    reading,
    row_of,
)
from tests.areas.reporting.quarter import NOW, REF

pytestmark = pytest.mark.django_db


def rehearsed(content: bytes) -> Rehearsal:
    return rehearse_workbook(None, REF, reading(content), NOW)


def test_the_marked_workbook_is_the_persons_own_with_each_wrong_cell_marked(quarter: str) -> None:
    def annotate(book: Workbook) -> None:
        book.create_sheet("Working out")["A1"] = "=1+1"
        book["Figures"]["U2"] = "Ask Jo"

    content = changed(filled(downloaded(), {("waiting", "Value"): "lots", ("calls", "Value"): 5}), annotate)
    book = opened(marked_workbook(content, rehearsed(content).errors))

    wrong = book["Figures"][cell_of(book, "Figures", "waiting", "Value")]
    assert wrong.comment.text.startswith(f"{OPENING}'lots' is not a plain number. Write digits with")
    assert wrong.fill.fgColor.rgb == "FFF6D7D2"
    listed = book[TO_CORRECT]
    assert [cell.value for cell in listed[2]][:4] == [
        f"Figures, {wrong.coordinate}",
        "People waiting for an assessment",
        "Value",
        "'lots' is not a plain number",
    ]
    assert listed["A2"].hyperlink.location == f"'Figures'!{wrong.coordinate}"
    assert book["Working out"]["A1"].value == "=1+1" and book["Figures"]["U2"].value == "Ask Jo"
    assert book["Figures"].freeze_panes == "H2" and book["Figures"].protection.sheet
    assert len(book["Figures"].data_validations.dataValidation) == 5
    assert book["Figures"]["M1"].comment is not None


def test_a_wrong_key_is_marked_where_it_can_be_seen(quarter: str) -> None:
    content = filled(downloaded(), {("waiting", "Measure ref"): "nobody"})
    book = opened(marked_workbook(content, rehearsed(content).errors))
    assert not book["Figures"].column_dimensions["B"].hidden


def test_marks_are_gone_once_the_cells_are_right(quarter: str) -> None:
    content = filled(downloaded(), {("waiting", "Value"): "lots", ("calls", "Value"): "many"})
    marked = marked_workbook(content, rehearsed(content).errors)

    def own_words(book: Workbook) -> None:
        book["Figures"][cell_of(book, "Figures", "waiting", "Comment")].comment = Comment("Ask Jo", "Lead")

    half = changed(filled(marked, {("waiting", "Value"): 190}), own_words)
    book = opened(marked_workbook(half, rehearsed(half).errors))
    right = book["Figures"][cell_of(book, "Figures", "waiting", "Value")]
    assert right.comment is None and right.fill.fill_type is None
    assert book["Figures"][cell_of(book, "Figures", "waiting", "Comment")].comment.text == "Ask Jo"
    assert book[TO_CORRECT].max_row == 2
    assert rehearsed(filled(marked, {("waiting", "Value"): 190, ("calls", "Value"): 5})).errors == ()


def test_words_that_begin_as_a_formula_stay_words_in_what_is_handed_back(quarter: str) -> None:
    typed: Entries = {("waiting", "Value"): "lots", ("calls", "Value"): 5}
    content = filled(downloaded(), typed)

    def say(book: Workbook) -> None:
        cell = book["Figures"][cell_of(book, "Figures", "calls", "Comment")]
        cell.value, cell.data_type = "=HYPERLINK(1)", "s"

    content = changed(content, say)
    book = opened(marked_workbook(content, rehearsed(content).errors))
    cell = book["Figures"][cell_of(book, "Figures", "calls", "Comment")]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert row_of(book, "Figures", "calls") > 1


def test_a_download_opens_only_the_cells_that_are_asked_for(quarter: str) -> None:
    book = opened(downloaded())
    page = book["Figures"]

    def is_locked(ref: str, heading: str) -> bool:
        return bool(page[cell_of(book, "Figures", ref, heading)].protection.locked)

    assert page.protection.sheet and is_locked("reviews", "Target") and is_locked("reviews", "Measure ref")
    assert is_locked("calls", "Numerator")
    entry = page.column_dimensions["M"]
    assert headings(book, "Figures")[12] == "Value" and not entry.protection.locked
