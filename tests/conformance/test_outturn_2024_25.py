"""The ministry's workbooks of revenue outturn 2024-25, RSX and RO3, go in whole for every council.

Held against the workbooks' own totals and against `tidy.parquet`, another reader's copy of the same files.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from goldenthread.engine.area import area_register
from goldenthread.engine.budget.outturn import OutturnWorkbook, read_outturn
from goldenthread.engine.observation import read_observations
from goldenthread.rules.outturn import Gathered, gather

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "mhclg_revenue_outturn_2024_25"
KENT, ENGLAND = "E10000016", "E92000001"
SENT_NOTHING = {
    "E07000032", "E07000170", "E08000025", "E06000063", "E07000209",
    "E07000218", "E07000134", "E06000039", "E07000222",
}  # fmt: skip
"""Councils whose every figure is [x]."""
COUNCILS = ("county", "unitary", "district", "metropolitan_district", "london_borough")

NOTE = re.compile(r"\[note \d+\]")
"""The other reader left the numbers of notes in some names."""

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the outturn is not beside the repository")


@cache
def workbook(form: str) -> OutturnWorkbook:
    return read_outturn(FOLDER / f"{form}_LA_Data_2024-25_data_by_LA.ods")


def outturn(area: str) -> Gathered:
    return gather([workbook("RSX").of(area), workbook("RO3").of(area)])


@cache
def tidy() -> dict[tuple[str, str], Decimal | None]:
    """The other reader's figures by council and measure, in pounds; it keeps them as floats."""
    rows = pq.read_table(FOLDER / "tidy.parquet").to_pylist()
    return {
        (row["area_code"], row["measure_id"]): None
        if row["value"] is None
        else Decimal(f"{row['value']:.15g}")
        for row in rows
    }


def councils() -> list[str]:
    return [code for code in workbook("RSX").councils if code != ENGLAND]


@pytest.mark.parametrize("form", ["RSX", "RO3"])
def test_each_workbook_says_its_form_and_year_and_every_council(form: str) -> None:
    book = workbook(form)
    assert (book.form, book.year) == (form, 2024)
    assert book.councils[KENT] == "Kent CC"
    register = area_register()
    official = {code for code in book.councils if code in register and register[code].kind in COUNCILS}
    assert len(official) == 317


def test_kent_comes_to_the_total_that_its_form_prints() -> None:
    kent = outturn(KENT)
    assert (kent.gross, kent.income, kent.net) == (
        Decimal("3242877310.00"),
        Decimal("532115000.00"),
        Decimal("2710762310.00"),
    )
    assert (kent.refused, kent.differences) == ((), ())


def test_social_care_and_public_health_are_counted_once() -> None:
    kent = outturn(KENT)
    assert {line.title: line.net for line in kent.replaced} == {
        "Children Social Care": Decimal("355466920.00"),
        "Adult Social Care": Decimal("721076000.00"),
        "Public Health": Decimal("88303500.00"),
    }
    in_detail = sum(line.net for line in kent.lines if line.form == "RO3")
    assert in_detail == sum(line.net for line in kent.replaced)


def test_every_council_comes_to_the_totals_that_both_forms_print() -> None:
    differing = {code: outturn(code).differences for code in councils() if outturn(code).differences}
    assert differing == {}


def test_a_council_lacks_lines_only_where_its_figures_are_marked_missing() -> None:
    found = {code: outturn(code) for code in councils()}
    assert {code for code, each in found.items() if each.refused} == SENT_NOTHING
    for code in SENT_NOTHING:
        assert found[code].lines == ()
        assert all(refusal.what.startswith("the figure is [x]") for refusal in found[code].refused)


def test_every_line_is_the_figure_that_another_reader_found() -> None:
    for line in outturn(KENT).lines:
        expenditure = f"{line.form}/{line.title} - Total Expenditure (C3 = C1 + C2)"
        income = f"{line.form}/{line.title} - Total Income (C6 = C4 + C5)"
        assert (line.gross, line.income) == (tidy()[KENT, expenditure], tidy()[KENT, income])


# As observations


@cache
def observations(form: str) -> tuple[dict[tuple[str, str], Decimal | None], list[tuple[int, str, str]], int]:
    """The figures by council and measure, the refused rows, and how many rows were read but once.

    The Greater London Authority stands in both tables of a workbook, with the same figures.
    """
    path = FOLDER / f"{form}_LA_Data_2024-25_data_by_LA.ods"
    got = read_observations([path], "mhclg-outturn")
    kept = got.table.select(["area", "measure", "value"]).to_pylist()
    refused = [(each.row or 0, each.column or "", each.what) for each in got.refusals]
    return {(row["area"], row["measure"]): row["value"] for row in kept}, refused, got.rows_read - got.repeats


def theirs(form: str) -> Iterator[tuple[tuple[str, str], Decimal | None]]:
    """The other reader's figures of one form, for areas of the register."""
    register = area_register()
    for (area, measure), value in tidy().items():
        if measure.startswith(f"{form}/") and area in register:
            yield (area, " ".join(NOTE.sub("", measure).split())), value


@pytest.mark.parametrize("form", ["RSX", "RO3"])
def test_every_figure_of_every_council_is_the_one_that_another_reader_found(form: str) -> None:
    ours, _, _ = observations(form)
    expected = dict(theirs(form))
    assert set(expected) <= set(ours)
    wrong = {key for key, value in expected.items() if not _alike(ours[key], value)}
    assert wrong == set()


def _alike(ours: Decimal | None, other: Decimal | None) -> bool:
    """Equal to the 15 digits that a float holds."""
    if ours is None or other is None:
        return ours is other
    return abs(ours - other) <= max(abs(ours), Decimal(1)) * Decimal("1e-13")


@pytest.mark.parametrize(("form", "figures"), [("RSX", 98), ("RO3", 490)])
def test_every_row_is_kept_or_refused_with_its_reason(form: str, figures: int) -> None:
    ours, refused, read = observations(form)
    assert read == len(ours) + len(refused)
    assert read % figures == 0
    assert {column for _, column, _ in refused} == {"ONS Code"}
    assert all("is not in the area register" in what for _, _, what in refused)


@pytest.mark.parametrize("form", ["RSX", "RO3"])
def test_what_is_refused_is_no_council(form: str) -> None:
    """Fire, waste and park authorities, and totals of classes of councils, are no places of the register."""
    _, refused, _ = observations(form)
    codes = {what.split("'")[1] for _, _, what in refused}
    assert codes
    assert all(code.startswith(("E26", "E31", "E50", "E6803")) or len(code) == 3 for code in codes)
