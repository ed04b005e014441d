"""Real files that others published; skipped, saying so, where they are not at hand."""

import time
from collections import Counter
from pathlib import Path

import pytest

from goldenthread.engine.area import area_register
from goldenthread.engine.catalogue import read_catalogue
from goldenthread.engine.observation import Reading, read_observations
from goldenthread.engine.store import ObservationStore

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
ONS = DATA / "ons_explore_local_statistics" / "csv"
UPLOADS = DATA / "fingertips_upload_import_cases"

needs_ons = pytest.mark.skipif(not ONS.is_dir(), reason="the ONS files are not beside the project")
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
