"""Real files that others published; skipped, saying so, where they are not at hand."""

import re
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.engine.area import area_register
from goldenthread.engine.catalogue import read_catalogue
from goldenthread.engine.observation import Reading, read_observations
from goldenthread.engine.store import ObservationStore

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
ONS = DATA / "ons_explore_local_statistics" / "csv"
UPLOADS = DATA / "fingertips_upload_import_cases"
EDUCATION = DATA / "dfe_childrens_social_care"
OUTTURN = DATA / "mhclg_revenue_outturn_2024_25"

needs_ons = pytest.mark.skipif(not ONS.is_dir(), reason="the ONS files are not beside the project")
needs_education = pytest.mark.skipif(
    not EDUCATION.is_dir(), reason="the education files are not beside the project"
)
needs_outturn = pytest.mark.skipif(
    not OUTTURN.is_dir(), reason="the outturn files are not beside the project"
)
needs_uploads = pytest.mark.skipif(not UPLOADS.is_dir(), reason="the upload cases are not beside the project")


@pytest.fixture(scope="module")
def ons() -> Reading:
    return read_observations(
        [ONS], "ons-els", measures=read_catalogue("ons-explore-local-statistics").measures
    )


@needs_ons
def test_every_row_of_the_ons_folder_is_kept_refused_or_a_repeat(ons: Reading) -> None:
    assert (ons.files, ons.unread, ons.rows_read) == (53, 0, 276_757)
    assert (ons.table.num_rows, ons.refused, ons.repeats) == (276_677, 60, 20)


@needs_ons
def test_the_only_ons_rows_refused_have_no_area_code(ons: Reading) -> None:
    assert Counter((each.file, each.column) for each in ons.refusals) == {
        ("foreign-direct-investment.csv", "areacd"): 60
    }
    lines = (ONS / "foreign-direct-investment.csv").read_text(encoding="utf-8-sig").splitlines()
    assert all(each.row and lines[each.row - 1].startswith("na,") for each in ons.refusals)


@needs_ons
def test_the_catalogue_has_every_ons_measure_and_no_other(ons: Reading) -> None:
    measures = read_catalogue("ons-explore-local-statistics").measures
    assert set(ons.table.column("measure").unique().to_pylist()) == set(measures)


@needs_ons
def test_the_ons_folder_is_read_in_seconds() -> None:
    started = time.perf_counter()
    read_observations([ONS], "ons-els")
    assert time.perf_counter() - started < 5


@needs_ons
def test_one_ons_measure_is_read_from_the_store_in_a_moment(ons: Reading, tmp_path: Path) -> None:
    store = ObservationStore(tmp_path)
    name = store.write_segment(ons.table)
    ref = "claimant-count/Claimant Count"
    store.read([name], measures=[ref])
    started = time.perf_counter()
    found = store.read([name], measures=[ref])
    assert time.perf_counter() - started < 0.1
    assert found.num_rows == 10_325
    assert store.path(name).stat().st_size < 4_000_000


@needs_education
def test_every_row_of_the_education_files_is_kept_or_refused_for_its_place() -> None:
    files = [path for path in sorted(EDUCATION.glob("*.csv")) if _begins(path, "time_period,")]
    got = read_observations(files, "dfe-ees", year_type="financial")
    assert (got.files, got.unread, got.rows_read) == (10, 0, 188_541)
    assert (got.table.num_rows, got.refused, got.repeats) == (188_233, 308, 0)
    # Two pairs of councils report their social workers together, under both codes at once.
    assert {(each.file, each.column) for each in got.refusals} == {
        ("csww_indicators_2017_to_2025.csv", "new_la_code")
    }
    assert all(" / " in each.what for each in got.refusals)


@needs_education
def test_every_education_cell_without_a_number_is_missing_or_suppressed_by_its_mark() -> None:
    path = EDUCATION / "cla_number_and_rate_per_10k_children.csv"
    table = read_observations([path], "dfe-ees", year_type="financial").table
    kept = Counter(zip(table["note"].to_pylist(), table["status"].to_pylist(), strict=True))
    cells = Counter(
        cell.strip()
        for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]
        for cell in line.rsplit(",", 3)[1:]
    )
    assert kept["c", "suppressed"] == cells["c"] > 0
    assert kept["z", "missing"] == cells["z"] > 0
    assert kept["x", "missing"] == cells["x"] > 0
    assert sum(kept.values()) == sum(cells.values())


@needs_outturn
def test_the_outturn_workbooks_give_what_the_tidy_table_beside_them_has() -> None:
    got = read_observations(sorted(OUTTURN.glob("*.ods")), "mhclg-outturn")
    tidy = read_observations([OUTTURN / "tidy.parquet"], "tidy")
    assert (got.files, got.unread, got.rows_read) == (2, 0, 248_136)
    assert (got.table.num_rows, got.refused, got.repeats) == (215_208, 32_340, 588)
    assert {each.column for each in got.refusals} == {"ONS Code"}
    ours, theirs = (_figures(reading) for reading in (got, tidy))
    assert set(theirs) <= set(ours)
    assert all(abs(ours[key] - theirs[key]) < Decimal("0.01") for key in theirs)


@needs_outturn
@pytest.mark.parametrize(
    ("folder", "rows", "kept"),
    [
        ("dfe_childrens_social_care", 36_434, 36_364),
        ("mhclg_revenue_outturn_2010_18", 231_861, 199_418),
        ("core_spending_power", 3_520, 3_520),
    ],
)
def test_every_row_of_the_tidy_tables_is_kept_or_refused(folder: str, rows: int, kept: int) -> None:
    got = read_observations([DATA / folder / "tidy.parquet"], "tidy")
    assert (got.rows_read, got.table.num_rows, got.refused, got.repeats) == (rows, kept, rows - kept, 0)
    assert len({each.row for each in got.refusals}) == rows - kept


def _begins(path: Path, words: str) -> bool:
    with path.open(encoding="utf-8-sig") as file:
        return file.readline().startswith(words)


def _figures(reading: Reading) -> dict[tuple[str, str], Decimal]:
    """Values by measure, but for its note numbers, and area."""
    columns = (reading.table.column(name).to_pylist() for name in ("measure", "area", "value"))
    said = (
        (re.sub(r" ?\[note \d+\]", "", ref), area, value) for ref, area, value in zip(*columns, strict=True)
    )
    return {(ref, area): value for ref, area, value in said if value is not None}


@needs_uploads
@pytest.mark.parametrize(
    "ending", [".csv", "-columns-different-case.csv", "-columns-different-order.csv", ".xlsx"]
)
def test_a_good_upload_is_read_whatever_its_columns_order_and_case(ending: str) -> None:
    reading = read_observations([UPLOADS / f"upload-new-data{ending}"], "fingertips")
    assert reading.refusals == ()
    rows = reading.table.select(["measure", "area", "period", "group"]).to_pylist()
    assert [row["group"] for row in rows] == ["age-id=44;sex=male", "age-id=44;sex=female"]
    assert [f"{value.normalize():f}" for value in reading.table.column("value").to_pylist()] == [
        "35.3",
        "23.4",
    ]


@needs_uploads
@pytest.mark.parametrize(
    ("name", "kept", "refused", "repeats", "unread"),
    [
        ("upload-duplicate-rows.csv", 1, 0, 1, 0),
        ("upload-new-data-missing-columns.csv", 0, 0, 0, 1),
        ("upload-new-data-old-ci-names.csv", 1, 0, 0, 0),
        ("upload-non-numeric-data.csv", 0, 1, 0, 0),
        ("upload-batch-invalid-area-code.xlsx", 0, 1, 0, 0),
        ("upload-batch-duplicate-row-in-file.xlsx", 1, 0, 1, 0),
        ("upload-new-data-empty-time-columns.xlsx", 2, 0, 0, 0),
        ("upload-new-data_minus_one_cis.xlsx", 1, 0, 0, 0),
    ],
)
def test_broken_uploads_are_refused_for_what_is_wrong(
    name: str, kept: int, refused: int, repeats: int, unread: int
) -> None:
    reading = read_observations([UPLOADS / name], "fingertips")
    found = (reading.table.num_rows, reading.refused, reading.repeats, reading.unread)
    assert found == (kept, refused, repeats, unread)


@needs_uploads
def test_a_large_upload_counts_every_row_once() -> None:
    reading = read_observations([UPLOADS / "upload-duplicate-rows_complex_grouping.csv"], "fingertips")
    assert reading.rows_read == 2819
    assert reading.table.num_rows + reading.refused + reading.repeats == 2819


def test_kents_districts_are_in_kent_and_medway_is_not() -> None:
    register = area_register()
    assert len(register.children("E10000016")) == 12
    assert "E06000035" not in {area.code for area in register.children("E10000016")}
