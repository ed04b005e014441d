"""The direction of travel summary of Kent's annual report 2017: the counts that it prints are reproduced."""

import csv
from pathlib import Path

import pytest

from goldenthread.engine.policy import read_policy
from goldenthread.rules.roll_up import Leaf, RolledUp, roll_up
from goldenthread.rules.tree import Branch, read_tree

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance"
KENT = "E10000016"
WINDOWS = {"one_year": "direction_1y", "three_year": "direction_3y"}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no conformance material in {FOLDER}")


def published() -> list[dict[str, str]]:
    with (FOLDER / "kent_2017_direction_of_travel.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def whole() -> dict[str, RolledUp]:
    """The county's rows by question: its direct children are the 20 supporting outcomes."""
    rows = published()
    tree = read_tree(
        [
            Branch("kent", ""),
            *(Branch(row["supporting_outcome"], "kent", row["supporting_outcome"]) for row in rows),
        ]
    )
    leaves = [
        Leaf(row["supporting_outcome"], KENT, question, row[window].lower().replace(" ", "_"), single=False)
        for row in rows
        for window, question in WINDOWS.items()
    ]
    rolled = roll_up(tree, leaves, read_policy("kent-annual-report-2017"))
    return {row.question: row for row in rolled if row.ref == "kent"}


def expected(statement: str) -> str:
    with (FOLDER / "kent_2017_expected_totals.csv").open(encoding="utf-8-sig", newline="") as file:
        return next(row["expected"] for row in csv.DictReader(file) if row["statement"].startswith(statement))


def test_as_many_improve_or_maintain_over_one_year_as_the_report_says(whole: dict[str, RolledUp]) -> None:
    year = whole["direction_1y"]
    said = expected("supporting outcomes Improving or Maintaining over 1 year")
    assert f"{year.improving + year.maintaining} of {len(published())}" == said == "13 of 20"


def test_as_many_improve_over_three_years_as_the_report_says(whole: dict[str, RolledUp]) -> None:
    years = whole["direction_3y"]
    said = expected("supporting outcomes Improving over 3 year")
    assert f"{years.improving} of {len(published())}" == said == "11 of 20"


def test_the_overall_direction_of_travel_is_mixed(whole: dict[str, RolledUp]) -> None:
    assert whole["overall"].verdict == expected("overall direction of travel").lower() == "mixed"


def test_the_four_verdicts_add_up(whole: dict[str, RolledUp]) -> None:
    year, years = whole["direction_1y"], whole["direction_3y"]
    assert (year.improving, year.maintaining, year.mixed, year.not_improving) == (5, 8, 6, 1)
    assert (years.improving, years.maintaining, years.mixed, years.not_improving) == (11, 1, 7, 1)
