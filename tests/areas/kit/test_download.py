"""What people take away opens as it was, and runs nothing."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from goldenthread.kit.download import Value, csv_text, json_text, safe_cell, workbook

HEADINGS = ("measure", "period", "value", "note")
ROWS: list[tuple[Value, ...]] = [
    ("NEET", date(2017, 1, 1), Decimal("2.80"), "Not, a full year"),
    ("Café", date(2018, 1, 1), None, "=HYPERLINK(1)"),
    ("Change", date(2019, 1, 1), Decimal("-3.4"), None),
]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-3.4", "-3.4"),
        ("a = b", "a = b"),
        (Decimal("-3.40"), "-3.40"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 7, 14), "2026-07-14"),
        (True, "true"),
        (None, ""),
    ],
)
def test_a_cell_never_runs_and_a_number_is_never_touched(value: Value, cell: str) -> None:
    assert safe_cell(value) == cell


def test_csv_comes_back_as_it_went() -> None:
    text = csv_text(HEADINGS, ROWS)
    assert text.startswith("measure,period,value,note\r\n")
    back = list(csv.DictReader(io.StringIO(text)))
    assert back[0] == {"measure": "NEET", "period": "2017-01-01", "value": "2.80", "note": "Not, a full year"}
    assert back[1]["value"] == ""


def test_json_keeps_every_digit() -> None:
    read = json.loads(json_text(HEADINGS, ROWS, {"licence": "OGL"}))
    assert read["about"] == {"licence": "OGL"}
    assert [row["value"] for row in read["rows"]] == ["2.80", None, "-3.4"]


def test_the_workbook_has_a_cover_and_one_tidy_sheet_without_formulas() -> None:
    body = workbook(HEADINGS, ROWS, cover=[("Source", "=Annual report")], sheet="Figures", title="NEET")
    book = load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["About", "Figures"]
    assert [cell.value for cell in book["About"]["B"]] == ["NEET", "=Annual report"]
    rows = list(book["Figures"].iter_rows())
    assert [cell.value for cell in rows[0]] == list(HEADINGS)
    assert (rows[1][2].value, rows[1][2].data_type) == (2.8, "n")
    assert (rows[2][3].value, rows[2][2].value) == ("=HYPERLINK(1)", None)
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d", "inlineStr"}
