"""What is peculiar to the workbooks of revenue outturn, and to tidy tables."""

import zipfile
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldenthread.engine.observation import read_observations
from goldenthread.engine.workbook_ods import read_ods_sheet
from goldenthread.rules.refusal import Refused
from tests.areas.observations.ods import ods_of, ods_workbook, outturn_workbook, row_xml

# Revenue outturn


def row(code: str | None, *figures: float | str | None, name: str = "Kent", note: str = "") -> list[object]:
    return ["E2221", code, name, note, "SC", "SC", "Y", *figures]


def test_thousands_come_out_in_pounds_to_the_digits_that_were_typed(tmp_path: Path) -> None:
    rows = [row("E10000016", 6892461.7000000002, -0.005)]
    got = read_observations(
        [outturn_workbook(tmp_path / "a.ods", ["Roads - Employees (C1)", "Buses"], rows)],  # type: ignore[arg-type]
        "mhclg-outturn",
    )
    found = {each["measure"]: each["value"] for each in got.table.to_pylist()}
    assert found == {"RSX/Roads - Employees (C1)": Decimal(6_892_461_700), "RSX/Buses": Decimal(-5)}


def test_marks_are_missing_and_what_the_workbook_says_of_a_council_is_noted(tmp_path: Path) -> None:
    rows = [
        row("E10000016", "[x]", note="M"),
        ["E1", "E06000035", "Medway", None, "UA", "UA", "N", 3],
        row("E07000105", "[note 4]", name="Ashford"),
    ]
    book = outturn_workbook(tmp_path / "a.ods", ["Roads"], rows)  # type: ignore[arg-type]
    kent, medway, ashford = read_observations([book], "mhclg-outturn").table.to_pylist()
    assert (ashford["value"], ashford["status"], ashford["note"]) == (None, "missing", "[note 4]")
    assert (kent["value"], kent["status"], kent["note"]) == (None, "missing", "[x]; M")
    assert (medway["value"], medway["status"], medway["note"]) == (Decimal(3000), "normal", "not certified")


def test_note_numbers_are_not_part_of_what_a_figure_is_called(tmp_path: Path) -> None:
    book = outturn_workbook(tmp_path / "a.ods", ["Care [note 2]  - Net"], [row("E10000016", 1)])  # type: ignore[list-item]
    assert read_observations([book], "mhclg-outturn").table["measure"].to_pylist() == ["RSX/Care - Net"]


def test_totals_below_are_read_their_headings_and_hidden_references_are_not(tmp_path: Path) -> None:
    rows = [
        row("E10000016", 1),
        [
            "E-code",
            "ONS Code",
            "Local authority",
            "Notes",
            "Class",
            "Detailed Class",
            "Certification",
            "Roads",
        ],
        row("E92000001", 50, name="England"),
        row("E10", 20, name="Shire Counties"),
        [None, None, None, None, None, None, None, "RSX-roads"],
    ]
    book = outturn_workbook(tmp_path / "a.ods", ["Roads"], rows)  # type: ignore[arg-type]
    got = read_observations([book], "mhclg-outturn")
    assert got.table["area"].to_pylist() == ["E10000016", "E92000001"]
    (refusal,) = got.refusals
    assert (refusal.file, refusal.row, refusal.column) == ("a.ods[RSX_LA_Data]", 11, "ONS Code")


def test_a_row_that_ends_early_has_no_figures_and_is_missing(tmp_path: Path) -> None:
    book = outturn_workbook(tmp_path / "a.ods", ["Roads", "Buses"], [["E1", "E10000016", "Kent"]])
    table = read_observations([book], "mhclg-outturn").table
    assert table["status"].to_pylist() == ["missing", "missing"]


def test_a_workbook_without_a_column_of_figures_is_refused(tmp_path: Path) -> None:
    got = read_observations([outturn_workbook(tmp_path / "a.ods", [], [row("E10000016")])], "mhclg-outturn")  # type: ignore[list-item]
    assert "no column of figures" in got.refusals[0].what


def test_a_workbook_of_headings_alone_has_no_figures(tmp_path: Path) -> None:
    got = read_observations([outturn_workbook(tmp_path / "a.ods", ["Roads"], [])], "mhclg-outturn")
    assert (got.refusals, got.rows_read) == ((), 0)


@pytest.mark.parametrize("said", ["nan", "inf", "1e400", "1e30"])
def test_a_figure_beyond_all_measure_is_refused_where_it_stands(tmp_path: Path, said: str) -> None:
    book = outturn_workbook(tmp_path / "a.ods", ["Roads"], [row("E10000016", float(said))])  # type: ignore[list-item]
    (refusal,) = read_observations([book], "mhclg-outturn").refusals
    assert (refusal.row, refusal.column) == (8, "Roads")


def test_a_council_without_a_code_is_refused(tmp_path: Path) -> None:
    book = outturn_workbook(tmp_path / "a.ods", ["Roads"], [row(None, 1)])  # type: ignore[list-item]
    (refusal,) = read_observations([book], "mhclg-outturn").refusals
    assert (refusal.row, refusal.column, refusal.what) == (8, "ONS Code", "the area is empty")


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"unit": "Words"}, "what the figures are in"),
        ({"unit": "£ thousand, or £ million"}, "what the figures are in"),
        ({"year": "2024-26"}, "one financial year"),
        ({"year": "2023-24 and 2024-25"}, "one financial year"),
        ({"sheet": "Data"}, "no sheet has LA_Data in its name"),
    ],
)
def test_an_outturn_workbook_that_does_not_say_what_it_is_is_refused(
    tmp_path: Path, said: dict[str, str], what: str
) -> None:
    book = outturn_workbook(tmp_path / "a.ods", ["Roads"], [row("E10000016", 1)], **said)  # type: ignore[arg-type,list-item]
    got = read_observations([book], "mhclg-outturn")
    assert got.unread == 1
    assert what in got.refusals[0].what


# OpenDocument workbooks


def sheet(folder: Path, inside: str, before: str = "") -> list[tuple[int, list[str | None]]]:
    path = ods_of(folder / "a.ods", f'<table:table table:name="S">{inside}</table:table>', before)
    return read_ods_sheet(path, "S")[1]


def test_repeated_cells_and_rows_count_and_empty_ones_take_no_room(tmp_path: Path) -> None:
    inside = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5"/>'
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048571"><table:table-cell/></table:table-row>'
    )
    assert sheet(tmp_path, inside) == [(4, [None, None, "5", "5"]), (5, [None, None, "5", "5"])]


def test_a_cell_is_its_value_or_its_text_and_never_the_comment_on_it(tmp_path: Path) -> None:
    inside = (
        "<table:table-row>"
        '<table:table-cell office:value-type="string"><office:annotation><text:p>Why?</text:p>'
        "</office:annotation><text:p>Two</text:p><text:p>lines</text:p></table:table-cell>"
        '<table:table-cell office:value-type="percentage" office:value="0.125"><text:p>13%</text:p>'
        "</table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="2025-03-31"/>'
        "</table:table-row>"
    )
    assert sheet(tmp_path, inside) == [(1, ["Two\nlines", "0.125", "2025-03-31"])]


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell office:value-type="float"/>',
        '<table:table-cell office:value-type="float" office:value="two"/>',
        '<table:table-cell table:number-columns-repeated="many"/>',
    ],
)
def test_a_damaged_cell_makes_no_workbook(tmp_path: Path, cell: str) -> None:
    with pytest.raises(Refused, match="not a workbook that can be read"):
        sheet(tmp_path, f"<table:table-row>{cell}</table:table-row>")


def test_a_sheet_said_to_go_on_for_ever_still_ends(tmp_path: Path) -> None:
    endless = f'<table:table-row table:number-rows-repeated="{10**30}"><table:table-cell/></table:table-row>'
    ((line, cells),) = sheet(tmp_path, endless + row_xml(["x"]))
    assert cells == ["x"] and line < 2**31


def test_a_few_bytes_that_stand_for_more_rows_than_a_sheet_has_are_refused(tmp_path: Path) -> None:
    inside = row_xml(["x"]).replace("row>", 'row table:number-rows-repeated="1048577">', 1)
    with pytest.raises(Refused, match="or 1,048,576 rows"):
        sheet(tmp_path, inside)


@pytest.mark.parametrize("packed", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_a_workbook_that_is_damaged_is_refused_however_it_is_packed(tmp_path: Path, packed: int) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", packed) as parts:
        parts.writestr("content.xml", "x" * 5000)
    data = bytearray(path.read_bytes())
    data[60:90] = b"\xff" * 30
    path.write_bytes(data)
    with pytest.raises(Refused, match="not a workbook that can be read"):
        read_ods_sheet(path, "S")


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    path = ods_workbook(tmp_path / "a.ods", {"S": [["x"]]})
    data = path.read_bytes()
    for name, flag in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.rfind(name) + flag
        data = data[:at] + bytes([data[at] | 1]) + data[at + 1 :]
    path.write_bytes(data)
    with pytest.raises(Refused, match="without a password"):
        read_ods_sheet(path, "S")


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        "not markup",
    ],
)
def test_what_is_no_workbook_inside_is_refused(tmp_path: Path, before: str) -> None:
    with pytest.raises(Refused, match="not a workbook that can be read"):
        sheet(tmp_path, row_xml(["&b;"]), before)


def test_a_workbook_that_unpacks_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldenthread.engine.workbook_ods.LARGEST", 100)
    with pytest.raises(Refused, match="unpacks to more than"):
        read_ods_sheet(ods_workbook(tmp_path / "a.ods", {"S": [["x"]]}), "S")


# Tidy tables


def test_a_tidy_table_brings_its_counts_and_limits(tmp_path: Path) -> None:
    table = pa.table(
        {
            "measure_id": ["m", "m"],
            "area_code": ["E10000016", "E06000035"],
            "period": ["2024-25", "2025"],
            "value": [4.2, None],
            "numerator": [42.0, None],
            "denominator": [1000.0, 7.0],
            "lower_ci": [3.9, None],
            "upper_ci": [4.5, None],
        }
    )
    pq.write_table(table, tmp_path / "tidy.parquet")
    first, second = read_observations([tmp_path / "tidy.parquet"], "tidy").table.to_pylist()
    assert (first["period"], first["value"], first["numerator"]) == (
        "2024-04-01/P1Y",
        Decimal("4.2"),
        Decimal(42),
    )
    assert (first["lower"], first["upper"]) == (Decimal("3.9"), Decimal("4.5"))
    assert (second["value"], second["status"], second["denominator"]) == (None, "missing", Decimal(7))
