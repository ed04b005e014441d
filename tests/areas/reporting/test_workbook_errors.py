"""Everything that may be wrong in a returned workbook: said at its own cell, with what to do."""

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from goldenthread.people.models import User
from goldenthread.reporting.commands.returning import unlock_return
from goldenthread.reporting.commands.workbook import rehearse_workbook
from goldenthread.reporting.models import ReportingPeriod, Return
from goldenthread.reporting.workbook.read import read_workbook
from goldenthread.reporting.workbook.rehearsal import Rehearsal
from goldenthread.rules.refusal import Refused
from tests.areas.reporting.excel import Entries, cell_of, changed, downloaded, filled, opened, reading
from tests.areas.reporting.quarter import NOW, REF

pytestmark = pytest.mark.django_db

IN_TIME = {"Confidence": "On track", "How it stands": "As planned."}


def rehearsed(content: bytes, who: User | None = None) -> Rehearsal:
    return rehearse_workbook(who, REF, reading(content), NOW)


def found(content: bytes, who: User | None = None) -> list[tuple[str, str]]:
    """Each error's code and the heading above its cell."""
    book = opened(content)
    errors = rehearsed(content, who).errors
    heads = [book[each.sheet][f"{each.cell.rstrip('0123456789')}1"].value for each in errors]
    return [(each.finding.code, head) for each, head in zip(errors, heads, strict=True)]


@pytest.mark.parametrize(
    ("ref", "typed", "code", "heading"),
    [
        ("waiting", {"Value": "about 40"}, "not_a_number", "Value"),
        ("waiting", {"Value": "1,200"}, "not_a_number", "Value"),
        ("waiting", {"Value": date(2026, 2, 1)}, "not_a_number", "Value"),
        ("waiting", {"Value": True}, "not_a_number", "Value"),
        ("reviews", {"Value": 104}, "out_of_range", "Value"),
        ("reviews", {"Numerator": 12, "Denominator": 10}, "numerator_over_denominator", "Numerator"),
        ("reviews", {"Numerator": 12}, "denominator_missing", "Denominator"),
        ("waiting", {"Figure status": "guessed"}, "unknown_status", "Figure status"),
        ("waiting", {"Figure status": "missing"}, "missing_without_comment", "Comment"),
        ("waiting", {"Comment": "x" * 5001, "Value": 190}, "too_long", "Comment"),
        ("waiting", {"Value": "#N/A"}, "error_cell", "Value"),
        ("waiting", {"Value": "=B2+C2"}, "formula_without_result", "Value"),
        ("waiting", {"Value": 190, "Action due": "soon"}, "unknown_day", "Action due"),
        ("waiting", {"Measure ref": "waiting-room"}, "unknown_measure", "Measure ref"),
        ("waiting", {"Area code": "E99999999"}, "unknown_area", "Area code"),
        ("waiting", {"Period ref": "2026-04-01/P3M"}, "wrong_period", "Period ref"),
        ("waiting", {"Service ref": "libraries"}, "unknown_service", "Service ref"),
        ("waiting", {"Measure ref": "calls"}, "repeated_row", "Measure ref"),
        ("care-1", {**IN_TIME, "Confidence": "Fairly good"}, "unknown_confidence", "Confidence"),
        ("care-1", {"Confidence": "On track"}, "sentence_missing", "How it stands"),
        ("care-1", {**IN_TIME, "Confidence": "Off track"}, "low_without_forecast_or_help", "Forecast date"),
        ("care-1", {**IN_TIME, "Forecast date": "32/13/2026"}, "unknown_day", "Forecast date"),
        ("care-1", {**IN_TIME, "Action ref": "care-9"}, "unknown_action", "Action ref"),
        ("care-1", {**IN_TIME, "Period ref": "2026-04-01/P3M"}, "wrong_period", "Period ref"),
        (
            "care-2",
            {**IN_TIME, "Milestones moved": "walls: 1/2/2027"},
            "unknown_milestone",
            "Milestones moved",
        ),
        ("care-2", {**IN_TIME, "Milestones moved": "roof: soon"}, "unknown_day", "Milestones moved"),
    ],
)
def test_what_is_wrong_is_said_at_its_own_cell(
    quarter: str, ref: str, typed: dict[str, Any], code: str, heading: str
) -> None:
    # What names the row is typed last, so that the row is still found for the rest.
    entries: Entries = {(ref, name): value for name, value in typed.items()}
    last = sorted(entries, key=lambda each: each[1].endswith((" ref", "code")))
    assert found(filled(downloaded(), {each: entries[each] for each in last})) == [(code, heading)]


def test_a_red_figure_below_its_floor_needs_all_four(quarter: str) -> None:
    assert found(filled(downloaded(), {("waiting", "Value"): 300})) == [
        ("red_without_comment", "Comment"),
        ("red_without_action", "Management action"),
        ("red_without_owner", "Action owner"),
        ("red_without_due", "Action due"),
    ]


def test_rows_of_somebody_elses_service_are_not_taken(quarter: str, lara: User, bob: User) -> None:
    content = filled(downloaded(bob), {("potholes", "Value"): 91})
    assert found(content, lara) == [("not_allowed", "Service ref")]


@pytest.mark.parametrize("state", ["submitted", "approved", "published"])
def test_a_return_that_was_handed_on_takes_nothing_and_says_so(quarter: str, state: str) -> None:
    content = filled(downloaded(), {("waiting", "Value"): 190})
    Return.objects.filter(service="care").update(state=state)
    assert found(content) == [("return_shut", "Value")]
    assert rehearsed(downloaded()).errors == ()


def test_a_closed_quarter_takes_only_what_was_opened_again(quarter: str) -> None:
    content = filled(downloaded(), {("waiting", "Value"): 190, ("potholes", "Value"): 91})
    ReportingPeriod.objects.update(state="closed")
    unlock_return(None, REF, "roads", "The survey came late", NOW)
    (error,) = rehearsed(content).errors
    assert error.title == "People waiting for an assessment"
    assert error.finding.what == "Quarter 2 2026/27 is closed"


def test_every_wrong_cell_of_a_row_is_found_at_once(quarter: str) -> None:
    typed: Entries = {("waiting", "Value"): "lots", ("waiting", "Action due"): "soon"}
    assert [code for code, _ in found(filled(downloaded(), typed))] == ["unknown_day", "not_a_number"]


def test_columns_may_be_moved_and_added_and_rows_left_blank(quarter: str) -> None:
    def rearrange(book: Workbook) -> None:
        page = book["Figures"]
        page.insert_cols(1)
        page["A1"], page["A2"] = "My notes", "Ask Jo"
        page.insert_rows(3, amount=4)
        page.insert_rows(1)

    book = changed(filled(downloaded(), {("waiting", "Value"): 190}), rearrange)
    again = rehearsed(book)
    assert again.errors == ()
    assert [(each.heading, each.now) for each in again.changes] == [("Value", "190")]


def test_a_formula_with_a_result_counts_as_its_result(quarter: str) -> None:
    content = filled(downloaded(), {("waiting", "Value"): 190})
    cell = cell_of(opened(content), "Figures", "waiting", "Value")

    def calculated(data: bytes) -> bytes:
        return data.replace(b"<v>190</v>", b"<f>95*2</f><v>190</v>")

    with_formula = rewritten(content, "xl/worksheets/sheet2.xml", calculated)
    (change,) = rehearsed(with_formula).changes
    assert (change.cell, change.now) == (cell, "190")


def rewritten(content: bytes, part: str, write: Any) -> bytes:
    """The workbook with one of its parts rewritten."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, write(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def test_a_workbook_that_unpacks_without_end_is_not_opened(quarter: str) -> None:
    bomb = rewritten(downloaded(), "xl/worksheets/sheet2.xml", lambda data: b" " * (33 * 2**20))
    with pytest.raises(Refused, match="unpacks to far more"):
        read_workbook(bomb, "return.xlsx")


def test_a_workbook_that_declares_entities_is_not_opened(quarter: str) -> None:
    trick = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    spoilt = rewritten(downloaded(), "xl/sharedStrings.xml", lambda data: trick + data)
    with pytest.raises(Refused, match="declares entities"):
        read_workbook(spoilt, "return.xlsx")


def test_without_the_columns_that_name_its_rows_a_workbook_is_refused(quarter: str) -> None:
    with pytest.raises(Refused, match="Service ref, Measure ref, Area code, Period ref"):
        reading(changed(downloaded(), lambda book: book["Figures"].delete_cols(2)))
