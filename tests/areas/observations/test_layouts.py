"""Every layout meets the same suite, then each its own peculiarities."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from goldenthread.cli.observations import ADAPTERS
from goldenthread.engine.area import area_register
from goldenthread.engine.layout.registry import LAYOUTS, layout_named
from goldenthread.engine.layout.xlsx_template import write_template
from goldenthread.engine.observation import Reading, read_observations
from goldenthread.engine.workbook_burden import Limits
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import Period, read_period
from goldenthread.rules.refusal import Refused
from tests.areas.observations.ods import ods_workbook, outturn_workbook

FINGERTIPS = (
    "IndicatorID,Year,YearRange,Quarter,Month,AgeID,SexID,AreaCode,Count,Value,LowerCI95,UpperCI95,"
    "Denominator,Denominator_2,ValueNoteId,CategoryTypeID,CategoryID"
)
ONS = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes"

Cells = tuple[str, str, str]
"""An area, a period as ISO, a value, of one measure."""


def text(folder: Path, name: str, *lines: str) -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / name


def plain(folder: Path, rows: list[Cells]) -> tuple[Path, str]:
    lines = [f"m,{area},{period},{value}" for area, period, value in rows]
    return text(folder, "figures.csv", "measure,area,period,value", *lines), "m"


def ons(folder: Path, rows: list[Cells]) -> tuple[Path, str]:
    lines = [f"{area},x,x,Rate of it,{period},{value},%,%,,,," for area, period, value in rows]
    return text(folder, "set.csv", ONS, *lines), "set/Rate of it"


def fingertips(folder: Path, rows: list[Cells]) -> tuple[Path, str]:
    lines = [
        f"108,{period[:4]},1,-1,-1,1,4,{area},-1,{value or -1},-1,-1,-1,-1,0,-1,-1"
        for area, period, value in rows
    ]
    return text(folder, "upload.csv", FINGERTIPS, *lines), "108"


def wide(folder: Path, rows: list[Cells]) -> tuple[Path, str]:
    lines = [f"m,{area},{value}" for area, _, value in rows]
    return text(folder, "wide.csv", f"measure,area,{rows[0][1]}", *lines), "m"


def workbook(folder: Path, rows: list[Cells]) -> tuple[Path, str]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Observations"
    sheet.append(["measure", "area", "period", "value"])
    for area, period, value in rows:
        try:
            sheet.append(["m", area, period, float(value) if value else None])
        except ValueError:
            sheet.append(["m", area, period, value])
    book.save(folder / "book.xlsx")
    return folder / "book.xlsx", "m"


def explore_education(folder: Path, rows: list[Cells]) -> tuple[Path, str]:
    lines = [
        f"{period[:4]},Calendar year,Local authority,E92000001,{area},Kent,{value}"
        for area, period, value in rows
    ]
    head = "time_period,time_identifier,geographic_level,country_code,new_la_code,la_name,rate"
    return text(folder, "set.csv", head, *lines), "set/rate"


def outturn(folder: Path, rows: list[Cells]) -> tuple[Path, str]:
    """The figures in thousands, so that the values come out in pounds."""

    def thousands(value: str) -> str | Decimal:
        return Decimal(value) / 1000 if value.replace(".", "").isdigit() else value

    lines = [[None, area, "Kent", None, "SC", "SC", "Y", thousands(value)] for area, _, value in rows]
    return outturn_workbook(folder / "RSX.ods", ["Roads"], lines, year="2016-17"), "RSX/Roads"


def tidy(folder: Path, rows: list[Cells]) -> tuple[Path, str]:
    lines = [f"m,{area},{period},{value}" for area, period, value in rows]
    return text(folder, "tidy.csv", "measure_id,area_code,period,value", *lines), "m"


WRITERS: dict[str, Callable[[Path, list[Cells]], tuple[Path, str]]] = {
    "plain": plain,
    "ons-els": ons,
    "fingertips": fingertips,
    "wide": wide,
    "xlsx-template": workbook,
    "dfe-ees": explore_education,
    "mhclg-outturn": outturn,
    "tidy": tidy,
}
YEAR = "2016-01-01/P1Y"
ONLY_YEAR = {"mhclg-outturn": "2016-04-01/P1Y"}
"""The year that a layout always has: councils' accounts are for financial years."""
HEADER = {"mhclg-outturn": 7}
"""The line of the headings, where it is not the first."""

every_layout = pytest.mark.parametrize("name", sorted(WRITERS))


def test_every_layout_is_tested_and_offered_on_the_command_line() -> None:
    assert set(WRITERS) == set(LAYOUTS)
    assert tuple(LAYOUTS) == ADAPTERS
    assert all(layout_named(name).title for name in LAYOUTS)


def reading(folder: Path, name: str, rows: list[Cells]) -> tuple[Reading, str]:
    path, measure = WRITERS[name](folder, rows)
    return read_observations([path], name), measure


@every_layout
def test_a_figure_arrives_exactly_with_its_measure_area_and_period(tmp_path: Path, name: str) -> None:
    got, measure = reading(tmp_path, name, [("E10000016", YEAR, "14.1"), ("E07000106", YEAR, "0.3")])
    assert got.refusals == ()
    rows = got.table.select(["measure", "area", "period", "value", "status"]).to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        (measure, "E10000016", ONLY_YEAR.get(name, YEAR), Decimal("14.1"), "normal"),
        (measure, "E07000106", ONLY_YEAR.get(name, YEAR), Decimal("0.3"), "normal"),
    ]


@every_layout
def test_no_figure_is_missing_and_never_nought(tmp_path: Path, name: str) -> None:
    got, _ = reading(tmp_path, name, [("E10000016", YEAR, ""), ("E07000106", YEAR, "0")])
    assert got.table.column("value").to_pylist() == [None, Decimal(0)]
    assert got.table.column("status").to_pylist() == ["missing", "normal"]


@every_layout
def test_an_unknown_area_and_text_for_a_number_are_refused_where_they_stand(
    tmp_path: Path, name: str
) -> None:
    got, _ = reading(
        tmp_path, name, [("E10000016", YEAR, "1"), ("na", YEAR, "2"), ("E07000106", YEAR, "two")]
    )
    header = HEADER.get(name, 1)
    assert [refusal.row for refusal in got.refusals] == [header + 2, header + 3]
    area, value = got.refusals
    assert "'na' is not in the area register" in area.what
    assert "'two' is not a number" in value.what
    assert area.column and value.column and area.column != value.column
    assert (got.table.num_rows, got.refused, got.rows_read) == (1, 2, 3)


@every_layout
def test_a_repeated_figure_counts_once_and_a_contradicted_one_not_at_all(tmp_path: Path, name: str) -> None:
    rows = [
        ("E10000016", YEAR, "1"),
        ("E10000016", YEAR, "1"),
        ("E07000106", YEAR, "2"),
        ("E07000106", YEAR, "3"),
    ]
    got, _ = reading(tmp_path, name, rows)
    assert (got.table.num_rows, got.repeats, got.refused) == (1, 1, 2)


@every_layout
def test_a_file_without_its_columns_is_refused_whole(tmp_path: Path, name: str) -> None:
    if name == "xlsx-template":
        book = openpyxl.Workbook()
        book.active.title = "Observations"  # type: ignore[union-attr]
        book.save(tmp_path / "book.xlsx")
        path = tmp_path / "book.xlsx"
    elif name == "mhclg-outturn":
        path = ods_workbook(tmp_path / "book.ods", {"RSX_LA_Data_201617": [["colour", "size"], ["red", 1]]})
    else:
        path = text(tmp_path, "figures.csv", "colour,size", "red,1")
    got = read_observations([path], name)
    assert (got.unread, got.rows_read) == (1, 0)
    assert all(refusal.row == 1 and refusal.column and refusal.do for refusal in got.refusals)


# ONS Explore local statistics


@pytest.mark.parametrize(
    ("value", "said", "status", "note"),
    [
        ("1", "", "normal", ""),
        ("", "", "missing", ""),
        ("", "x", "missing", ""),
        ("", "z", "missing", ""),
        ("", "c", "suppressed", ""),
        ("", "u", "suppressed", ""),
        ("1", "Value for two areas combined", "normal", "Value for two areas combined"),
    ],
)
def test_ons_statuses_are_translated(tmp_path: Path, value: str, said: str, status: str, note: str) -> None:
    line = f"E10000016,Kent,County,It,2016-04-01/P1Y,{value},%,%,,,{said},"
    (row,) = read_observations([text(tmp_path, "a.csv", ONS, line)], "ons-els").table.to_pylist()
    assert (row["status"], row["note"]) == (status, note)


def test_ons_limits_and_instants_are_read_and_a_refusal_uses_the_publishers_heading(tmp_path: Path) -> None:
    good = "E10000016,Kent,County,It,2017-04-26,2.5,%,%,2.1,2.9,,"
    bad = "E10000016,Kent,County,It,2018-04-26,2.5,%,%,low,2.9,,"
    got = read_observations([text(tmp_path, "a.csv", ONS, good, bad)], "ons-els")
    (row,) = got.table.to_pylist()
    assert (row["period"], row["lower"], row["upper"]) == ("2017-04-26", Decimal("2.1"), Decimal("2.9"))
    assert [refusal.column for refusal in got.refusals] == ["lci_95"]


# Fingertips


@pytest.mark.parametrize(
    ("when", "year_type", "period"),
    [
        ("2016,1,-1,-1", "", "2016-01-01/P1Y"),
        ("2016,1,-1,-1", "financial", "2016-04-01/P1Y"),
        ("2016,1,-1,-1", "academic-august", "2016-08-01/P1Y"),
        ("2014,3,-1,-1", "", "2014-01-01/P3Y"),
        ("2016,1,4,-1", "financial", "2017-01-01/P3M"),
        ("2016,1,1,-1", "", "2016-01-01/P3M"),
        ("2016,1,-1,6", "", "2016-06-01/P1M"),
        ("2016,1,,", "", "2016-01-01/P1Y"),
    ],
)
def test_fingertips_years_quarters_and_months_are_periods(
    tmp_path: Path, when: str, year_type: str, period: str
) -> None:
    line = f"108,{when},1,4,E10000016,-1,5,-1,-1,-1,-1,0,-1,-1"
    got = read_observations([text(tmp_path, "a.csv", FINGERTIPS, line)], "fingertips", year_type=year_type)
    assert got.table.column("period").to_pylist() == [period]


@pytest.mark.parametrize(
    "when", ["2016,1,5,-1", "2016,1,1,2", "2016,3,1,-1", "2016,0,-1,-1", "x,1,-1,-1", "2016,1,-1,13"]
)
def test_a_fingertips_time_that_is_none_is_refused_at_its_year(tmp_path: Path, when: str) -> None:
    line = f"108,{when},1,4,E10000016,-1,5,-1,-1,-1,-1,0,-1,-1"
    (refusal,) = read_observations([text(tmp_path, "a.csv", FINGERTIPS, line)], "fingertips").refusals
    assert (refusal.row, refusal.column) == (2, "Year")


def test_fingertips_sex_age_and_category_are_the_group_and_minus_one_is_missing(tmp_path: Path) -> None:
    line = "108,2016,1,-1,-1,44,2,E10000016,7,-1,-1,-1,9,-1,506,3,10"
    (row,) = read_observations([text(tmp_path, "a.csv", FINGERTIPS, line)], "fingertips").table.to_pylist()
    assert row["group"] == "age-id=44;category-3=10;sex=female"
    assert (row["value"], row["status"]) == (None, "missing")
    assert (row["numerator"], row["denominator"], row["lower"]) == (Decimal(7), Decimal(9), None)
    assert row["note"] == "value note 506"


# Wide


def test_wide_periods_may_be_any_label_and_a_heading_that_is_none_is_refused(tmp_path: Path) -> None:
    path = text(
        tmp_path, "w.csv", "measure,area,group,2016/17,2017/18 Q1,Comment", "m,E10000016,sex=male,1,,ok"
    )
    got = read_observations([path], "wide")
    rows = [(row["period"], row["value"], row["status"], row["group"]) for row in got.table.to_pylist()]
    assert rows == [
        ("2016-04-01/P1Y", Decimal(1), "normal", "sex=male"),
    ]
    assert {(each.row, each.column) for each in got.refusals} == {(2, "Comment")}


def test_a_wide_column_with_no_figure_in_it_says_nothing(tmp_path: Path) -> None:
    path = text(tmp_path, "w.csv", "measure,area,2016/17,2017/18", "m,E10000016,1,", "m,E07000106,,")
    rows = read_observations([path], "wide").table.to_pylist()
    assert [(row["area"], row["period"], row["status"]) for row in rows] == [
        ("E10000016", "2016-04-01/P1Y", "normal"),
        ("E07000106", "2016-04-01/P1Y", "missing"),
    ]


# The product's own workbook

KENT = area_register()["E10000016"]
CANTERBURY = area_register()["E07000106"]
SMOKING = Measure(
    "smoking", "Adults who smoke", unit="%", year_type="financial", definition="A share of adults."
)


def template(folder: Path) -> Path:
    path = folder / "template.xlsx"
    write_template(path, [SMOKING], [KENT, CANTERBURY], read_period("2016/17"))
    return path


def test_a_template_filled_in_comes_back_as_it_was_meant(tmp_path: Path) -> None:
    path = template(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["Observations"]
    assert [cell.value for cell in sheet[2]][:3] == ["smoking", "E10000016", "2016/17"]
    sheet["D2"], sheet["D3"], sheet["E3"], sheet["F3"], sheet["G3"] = 14.1, 0.5, "provisional", "<", "early"
    book.save(path)
    got = read_observations([path], "xlsx-template", measures={"smoking": SMOKING})
    assert got.refusals == ()
    first, second = got.table.to_pylist()
    assert (first["value"], first["period"], first["status"]) == (Decimal("14.1"), "2016-04-01/P1Y", "normal")
    assert (second["value"], second["status"], second["qualifier"], second["note"]) == (
        Decimal("0.5"),
        "provisional",
        "<",
        "early",
    )


def test_a_template_left_empty_is_all_missing_and_explains_itself(tmp_path: Path) -> None:
    path = template(tmp_path)
    got = read_observations([path], "xlsx-template")
    assert got.table.column("status").to_pylist() == ["missing", "missing"]
    book = openpyxl.load_workbook(path)
    words = " ".join(str(cell.value) for (cell,) in book["Read me"].iter_rows())
    assert "qualifier" in words and "Adults who smoke (%). A share of adults." in words


@pytest.mark.parametrize(("cell", "what"), [("#DIV/0!", "spreadsheet error"), ("about 5", "is not a number")])
def test_a_workbook_cell_that_is_no_number_is_refused_with_sheet_row_and_column(
    tmp_path: Path, cell: str, what: str
) -> None:
    path, _ = workbook(tmp_path, [("E10000016", YEAR, "1"), ("E07000106", YEAR, cell)])
    (refusal,) = read_observations([path], "xlsx-template").refusals
    assert (refusal.file, refusal.row, refusal.column) == ("book.xlsx[Observations]", 3, "value")
    assert what in refusal.what


def test_a_workbook_date_is_an_instant(tmp_path: Path) -> None:
    path, _ = workbook(tmp_path, [("E10000016", YEAR, "1")])
    book = openpyxl.load_workbook(path)
    book["Observations"]["C2"] = Period(read_period("2017-04-26").start, 1, "D").start
    book.save(path)
    assert read_observations([path], "xlsx-template").table.column("period").to_pylist() == ["2017-04-26"]


def test_a_workbook_without_the_sheet_names_those_it_has(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    (refusal,) = read_observations([tmp_path / "book.xlsx"], "xlsx-template").refusals
    assert "no sheet Observations" in refusal.what
    assert "Sheet" in refusal.do


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    got = read_observations([text(tmp_path, "book.xlsx", "measure")], "xlsx-template")
    assert ".xlsx" in got.refusals[0].do


def test_a_workbook_that_unpacks_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = template(tmp_path)
    taken = Limits(cells=1000, others=1000, unpacked=1000)
    monkeypatch.setattr("goldenthread.engine.workbook.TAKEN", taken)
    assert "unpacks" in read_observations([path], "xlsx-template").refusals[0].what


def test_a_missing_workbook_is_refused(tmp_path: Path) -> None:
    got = read_observations([tmp_path / "none.xlsx"], "xlsx-template")
    assert "no such file" in got.refusals[0].what
    with pytest.raises(Refused):
        read_observations([tmp_path], "xlsx-template")
