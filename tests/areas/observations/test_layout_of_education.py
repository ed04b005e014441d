"""What is peculiar to the files of Explore Education Statistics."""

from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.engine.observation import Reading, read_observations
from goldenthread.rules.measure import Measure

HEAD = "time_period,time_identifier,geographic_level,country_code,region_code,new_la_code,la_name"
KENT = "Local authority,E92000001,E12000008,E10000016,Kent"


def education(folder: Path, head: str, *lines: str, year_type: str = "", name: str = "set.csv") -> Reading:
    (folder / name).write_text("\n".join((head, *lines)) + "\n", encoding="utf-8-sig")
    return read_observations([folder / name], "dfe-ees", year_type=year_type)


def test_every_column_of_figures_is_a_measure_of_its_file(tmp_path: Path) -> None:
    got = education(tmp_path, f"{HEAD},starts,rate", f"2025,Calendar year,{KENT},120,3.5")
    assert {row["measure"]: row["value"] for row in got.table.to_pylist()} == {
        "set/starts": Decimal(120),
        "set/rate": Decimal("3.5"),
    }
    assert got.rows_read == 2


def test_filters_are_the_group_and_total_is_everyone(tmp_path: Path) -> None:
    head = f"{HEAD},sex,characteristic,pupils"
    lines = [
        f"2025,Calendar year,{KENT},{who},9" for who in ("Total,Total", "Female,Total", "Male,a=b; or c")
    ]
    got = education(tmp_path, head, *lines)
    assert got.refusals == ()
    assert [row["group"] for row in got.table.to_pylist()] == [
        "",
        "sex=Female",
        "characteristic=a:b, or c;sex=Male",
    ]


@pytest.mark.parametrize(
    ("level", "area"),
    [
        ("National,E92000001,,,", "E92000001"),
        ("Regional,E92000001,E12000008,,", "E12000008"),
        (KENT, "E10000016"),
    ],
)
def test_a_place_is_the_code_of_its_level(tmp_path: Path, level: str, area: str) -> None:
    got = education(tmp_path, f"{HEAD},pupils", f"2025,Calendar year,{level},9")
    assert got.table["area"].to_pylist() == [area]


@pytest.mark.parametrize(
    ("level", "column", "what"),
    [
        ("Local authority,E92000001,E12000008,,Kent", "new_la_code", "the area is empty"),
        (
            "Local authority,E92000001,,E06000061 / E06000062,Two",
            "new_la_code",
            "is not in the area register",
        ),
        ("School,E92000001,E12000008,E10000016,Kent", "geographic_level", "'School' is not in the area"),
        ("Local authority district,E92000001,E12000008,E10000016,Kent", "geographic_level", "is not in the"),
    ],
)
def test_a_place_without_a_code_is_refused_where_it_stands(
    tmp_path: Path, level: str, column: str, what: str
) -> None:
    lines = [f"2025,Calendar year,{KENT},9", f"2025,Calendar year,{level},9"]
    got = education(tmp_path, f"{HEAD},pupils", *lines)
    (refusal,) = got.refusals
    assert (refusal.file, refusal.row, refusal.column) == ("set.csv", 3, column)
    assert what in refusal.what
    assert (got.table.num_rows, got.refused) == (1, 1)


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("z", "missing"),
        ("x", "missing"),
        (":", "missing"),
        ("c", "suppressed"),
        ("u", "suppressed"),
        ("k", "suppressed"),
        ("low", "suppressed"),
    ],
)
def test_a_mark_is_no_figure_and_is_kept_as_a_note(tmp_path: Path, mark: str, status: str) -> None:
    lines = [f"2024,Calendar year,{KENT},9", f"2025,Calendar year,{KENT},{mark}"]
    _, row = education(tmp_path, f"{HEAD},pupils", *lines).table.to_pylist()
    assert (row["value"], row["status"], row["note"]) == (None, status, mark)


def test_a_column_of_nothing_but_marks_is_one_of_figures(tmp_path: Path) -> None:
    got = education(tmp_path, f"{HEAD},pupils,rate", f"2025,Calendar year,{KENT},9,c")
    assert {row["measure"] for row in got.table.to_pylist()} == {"set/pupils", "set/rate"}
    assert got.table["group"].to_pylist() == ["", ""]


def test_a_figure_that_cannot_be_read_is_refused_under_its_heading(tmp_path: Path) -> None:
    lines = [f'2025,Calendar year,{KENT},"1,234"', f"2024,Calendar year,{KENT},9"]
    (refusal,) = education(tmp_path, f"{HEAD},Pupils", *lines).refusals
    assert (refusal.row, refusal.column, refusal.do) == (2, "Pupils", "write 1234")


def test_versions_are_statuses_so_that_a_series_is_not_torn_in_two(tmp_path: Path) -> None:
    lines = [
        f"2024,Calendar year,{KENT},Final,8",
        f"2025,Calendar year,{KENT},Revised,9",
        f"2026,Calendar year,{KENT},Provisional,c",
    ]
    rows = education(tmp_path, f"{HEAD},version,pupils", *lines).table.to_pylist()
    assert [(row["group"], row["status"]) for row in rows] == [
        ("", "normal"),
        ("", "revised"),
        ("", "suppressed"),
    ]


@pytest.mark.parametrize(
    ("when", "year_type", "period"),
    [
        ("2025,Calendar year", "", "2025-01-01/P1Y"),
        ("202425,Financial year", "", "2024-04-01/P1Y"),
        ("199900,Financial year", "", "1999-04-01/P1Y"),
        ("202425,Tax year", "", "2024-04-06/P1Y"),
        ("202425,Academic year", "", "2024-09-01/P1Y"),
        ("202425,Academic year", "academic-august", "2024-08-01/P1Y"),
        ("202425,Academic year", "financial", "2024-09-01/P1Y"),
        ("2025,Reporting year", "", "2025-01-01/P1Y"),
        ("2025,Reporting year", "calendar", "2025-01-01/P1Y"),
        ("2025,Reporting year", "financial", "2024-04-01/P1Y"),
        ("2025,Reporting year", "academic", "2024-09-01/P1Y"),
        ("2025,Calendar year Q2", "", "2025-04-01/P3M"),
        ("202425,Financial year Q4", "", "2025-01-01/P3M"),
        ("202425,Academic year Q1", "academic-august", "2024-08-01/P3M"),
        ("202425,Autumn term", "", "2024-09-01/P4M"),
        ("202425,Spring term", "academic-august", "2025-01-01/P3M"),
        ("202425,Summer term", "", "2025-04-01/P4M"),
        ("202425,Autumn and spring term", "", "2024-09-01/P7M"),
        ("202425,Part 2 (October to March)", "", "2024-10-01/P6M"),
        ("2025,March", "", "2025-03-01/P1M"),
        ("2025,Week 1", "", "2024-12-30/P1W"),
    ],
)
def test_years_terms_quarters_months_and_weeks_are_periods(
    tmp_path: Path, when: str, year_type: str, period: str
) -> None:
    got = education(tmp_path, f"{HEAD},pupils", f"{when},{KENT},9", year_type=year_type)
    assert got.refusals == ()
    assert got.table["period"].to_pylist() == [period]


@pytest.mark.parametrize(
    "when",
    [
        "2025,Academic year",
        "202426,Academic year",
        "202425,Calendar year",
        "202425,Reporting year",
        "2025,Week 54",
        "2025,Financial year Q5",
        "2025,Fortnight",
        "2025,",
        ",Calendar year",
        ",",
    ],
)
def test_a_time_that_is_none_is_refused_where_it_stands(tmp_path: Path, when: str) -> None:
    (refusal,) = education(tmp_path, f"{HEAD},pupils", f"{when},{KENT},9").refusals
    assert (refusal.row, refusal.column) == (2, "time_period")


def test_a_measure_settles_which_month_its_reporting_year_ends_in(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_text(f"{HEAD},pupils,plans\n2025,Reporting year,{KENT},9,7\n")
    measures = {
        "set/pupils": Measure("set/pupils", "Pupils", year_type="academic"),
        "set/plans": Measure("set/plans", "Plans", year_type="financial"),
    }
    got = read_observations([tmp_path / "set.csv"], "dfe-ees", measures=measures)
    found = {row["measure"]: row["period"] for row in got.table.to_pylist()}
    assert found == {"set/pupils": "2024-09-01/P1Y", "set/plans": "2024-04-01/P1Y"}


def test_a_file_of_filters_alone_is_refused(tmp_path: Path) -> None:
    (refusal,) = education(tmp_path, f"{HEAD},sex", f"2025,Calendar year,{KENT},Female").refusals
    assert "no column of figures" in refusal.what


def test_a_row_with_a_cell_too_many_is_refused_once(tmp_path: Path) -> None:
    lines = [f"2025,Calendar year,{KENT},9,3", f"2024,Calendar year,{KENT},9,3,1"]
    got = education(tmp_path, f"{HEAD},starts,rate", *lines)
    assert [refusal.row for refusal in got.refusals] == [3]
    assert (got.rows_read, got.refused) == (3, 1)
