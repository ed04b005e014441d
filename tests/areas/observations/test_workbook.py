"""Workbooks of figures: formulas that were never worked out, and files that would fill the memory."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from goldenthread.engine import workbook
from goldenthread.engine.layout.xlsx_template import SHEET
from goldenthread.engine.observation import read_observations
from goldenthread.engine.workbook_burden import Limits

HEADER = ("measure", "area", "period", "value")


def write(path: Path, *values: object) -> Path:
    """A workbook with one row for each value; a pair is a formula and the result stored with it."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, HEADER)
        for row, value in enumerate(values, start=1):
            sheet.write_row(row, 0, ("births", "E06000035", str(2000 + row)))
            if isinstance(value, tuple):
                sheet.write_formula(row, 3, value[0], None, value[1])
            elif value is not None:
                sheet.write(row, 3, value)
    return path


def without_results(path: Path) -> Path:
    """The same workbook as a program writes it that works nothing out: its formulas have no result."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</f><v>0</v>", b"</f>")
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def values(path: Path) -> list[str]:
    return [
        str(value.normalize())
        for value in read_observations([path], "xlsx-template").table["value"].to_pylist()
    ]


def test_a_formula_counts_as_the_value_it_last_had(tmp_path: Path) -> None:
    assert values(write(tmp_path / "f.xlsx", 7, ("=3+4", 9))) == ["7", "9"]


def test_a_formula_that_was_never_worked_out_is_refused_and_not_taken_for_nothing(tmp_path: Path) -> None:
    path = without_results(write(tmp_path / "f.xlsx", 7, ("=3+4", 0), None))
    reading = read_observations([path], "xlsx-template")
    (refusal,) = reading.refusals
    assert str(refusal) == (
        "f.xlsx[Observations]:3:value: the formula has no stored result: "
        "open the workbook in a spreadsheet, let it calculate, and save it"
    )
    assert (reading.rows_read, reading.table.num_rows, reading.refused) == (3, 2, 1)


def test_a_text_that_begins_as_a_formula_does_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ("births", "E06000035", "2016", "=3+4"))
        sheet.write_formula(2, 5, "=1", None, 1)
    assert "'=3+4' is not a number" in str(read_observations([path], "xlsx-template").refusals[0])


@pytest.mark.parametrize("limits", [{"cells": 8}, {"others": 3}, {"unpacked": 1000}, {"parts": 2}])
def test_what_would_fill_the_memory_is_counted_before_it_is_built(
    limits: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "f.xlsx", 1, 2, 3)
    usual = {"cells": 1000, "others": 1000, "unpacked": 10**6}
    monkeypatch.setattr(workbook, "TAKEN", Limits(**(usual | limits)))
    assert "split it" in str(read_observations([path], "xlsx-template").refusals[0])
    monkeypatch.setattr(workbook, "TAKEN", Limits(**usual))
    assert values(path) == ["1", "2", "3"]


def test_entities_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "f.xlsx", 1)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/more.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert "declares entities" in str(read_observations([path], "xlsx-template").refusals[0])
