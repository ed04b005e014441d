"""An invented council is whole, honest about being invented, and the same for the same seed."""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from goldenthread.engine.area import area_register
from goldenthread.measures.queries import measures, series, verdicts
from goldenthread.rules.area import is_official
from goldenthread.upkeep.example import load_example
from goldenthread.upkeep.folder import Example, read_example
from goldenthread.upkeep.invented.county import COUNTY, NEIGHBOURS
from goldenthread.upkeep.invented.folder import write_invented
from tests.areas.upkeep.conftest import RESIDENT, loaders

Rows = list[dict[str, str]]
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("invented")
    write_invented(made, 1, TODAY)
    return made


@pytest.fixture(scope="module")
def example(folder: Path) -> Example:
    return read_example(folder)


@pytest.fixture(scope="module")
def figures(folder: Path) -> Rows:
    return rows_of(folder / "observations.csv")


def rows_of(path: Path) -> Rows:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_gives_the_same_files_and_another_seed_gives_others(
    folder: Path, tmp_path: Path
) -> None:
    for name, seed in (("again", 1), ("other", 2)):
        write_invented(tmp_path / name, seed, TODAY)
    names = sorted(path.name for path in folder.iterdir())
    assert all((tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes() for name in names)
    thrown = ("areas.yaml", "county-plan-2025.yaml", "measures.csv", "observations.csv", "targets.csv")
    assert all((tmp_path / "other" / name).read_bytes() != (folder / name).read_bytes() for name in thrown)


def test_it_is_the_size_of_a_county(example: Example, figures: Rows) -> None:
    kinds = Counter(item.kind for item in example.plans[1].items)
    assert (kinds["outcome"], kinds["supporting_outcome"]) == (5, 25)
    assert kinds.total() - 1 - 5 - 25 == 300
    assert len(example.measures) == 160
    assert Counter(declared.area.kind for declared in example.areas)["district"] == 12
    assert len(figures) > 15_000


def test_nothing_in_it_can_be_taken_for_a_real_place(example: Example) -> None:
    names = {area.name for area in area_register().areas.values()}
    for declared in example.areas:
        assert not is_official(declared.area.code) and declared.area.name not in names
    assert "(invented)" in example.council.title


def test_quarterly_series_are_twelve_quarters_deep_and_yearly_ones_ten_years(
    folder: Path, figures: Rows
) -> None:
    depth = Counter((row["measure"], row["period"][-3:]) for row in figures if row["area"] == COUNTY)
    returned = {row["measure"] for row in rows_of(folder / "returned.csv")}
    assert {deep for (_, kind), deep in depth.items() if kind == "P1Y"} == {10}
    assert {deep for (ref, kind), deep in depth.items() if kind == "P3M" and ref not in returned} == {12}
    assert {depth[ref, "P3M"] for ref in returned} == {7}, "the last five quarters are for services to return"


def test_every_status_occurs_and_a_figure_is_there_exactly_where_its_status_says(figures: Rows) -> None:
    seen = Counter(row["status"] for row in figures)
    assert set(seen) == {"normal", "provisional", "revised", "estimated", "break", "missing", "suppressed"}
    assert all((row["value"] == "") == (row["status"] in ("missing", "suppressed")) for row in figures)


def test_a_share_is_its_numerator_over_its_denominator(example: Example, figures: Rows) -> None:
    shares = [row for row in figures if row["denominator"] and example.measures[row["measure"]].unit == "%"]
    assert len(shares) > 5000
    for row in shares:
        exact = Decimal(100) * Decimal(row["numerator"]) / Decimal(row["denominator"])
        assert abs(exact - Decimal(row["value"])) <= Decimal("0.05")
        assert Decimal(row["value"]) <= 100


def test_the_districts_add_up_to_the_county(figures: Rows) -> None:
    one = [
        row for row in figures if (row["measure"], row["period"]) == ("road-repair-outcome", "2016-04-01/P1Y")
    ]
    county = next(row for row in one if row["area"] == COUNTY)
    districts = [row for row in one if row["area"] not in (COUNTY, NEIGHBOURS)]
    assert len(districts) == 12 and all(row["numerator"] for row in districts)
    assert sum(int(row["numerator"]) for row in districts) == int(county["numerator"])


def test_every_measure_hangs_on_the_plan_and_every_target_has_a_floor_or_a_range(example: Example) -> None:
    items = {(plan.ref, item.ref) for plan in example.plans for item in plan.items}
    assert {link.measure for link in example.links} == set(example.measures)
    assert {(link.plan, link.item) for link in example.links} <= items
    for target, _ in example.targets:
        activity = example.measures[target.measure].is_activity
        assert (target.has_range, target.floor is not None) == (activity, not activity)


def test_the_figures_reach_up_to_the_last_quarter_before_today(tmp_path: Path) -> None:
    write_invented(tmp_path, 1, date(2027, 5, 4))
    ends = {row["period"] for row in rows_of(tmp_path / "observations.csv")}
    assert max(each for each in ends if each.endswith("P3M")) == "2027-01-01/P3M"
    assert max(each for each in ends if each.endswith("P1Y")) == "2026-04-01/P1Y"


def test_every_service_returns_measures_and_has_actions_and_everything_it_names_is_there(
    folder: Path, example: Example
) -> None:
    said = yaml.safe_load((folder / "organisation.yaml").read_text())
    services = {each["ref"] for each in said["services"] if each["kind"] == "service"}
    returned, actions = rows_of(folder / "returned.csv"), rows_of(folder / "actions.csv")
    assert (len(services), len(returned), len(actions)) == (12, 50, 62)
    assert {row["service"] for row in returned} == {row["service"] for row in actions} == services
    assert {row["measure"] for row in returned} <= set(example.measures)
    items = {f"{plan.ref}#{item.ref}" for plan in example.plans for item in plan.items}
    served = {each for row in actions for each in row["serves"].split("; ") if each}
    assert served < items and any(not row["serves"] for row in actions)
    usernames = {each["username"] for each in said["people"]}
    assert {row["owner"] for row in actions} < usernames
    partners = {each["ref"] for each in said["partners"]}
    assert {row["partner"] for row in rows_of(folder / "commitments.csv")} == partners


def test_actions_are_due_before_and_after_today_and_start_before_they_are_due(folder: Path) -> None:
    actions = rows_of(folder / "actions.csv")
    due = [date.fromisoformat(row["due"]) for row in actions]
    assert min(due) < TODAY < max(due)
    assert all(row["start"] < row["due"] for row in actions)


@pytest.mark.django_db
def test_it_loads_and_is_judged_with_every_colour_in_it(
    folder: Path, tmp_path: Path, settings: object
) -> None:
    settings.OBSERVATIONS = tmp_path / "observations"  # type: ignore[attr-defined]
    loaded = load_example(folder, loaders())
    now = timezone.now()
    refs = [sheet.ref for sheet in measures(RESIDENT, now)]
    assert (loaded.plans, len(refs)) == (2, 160)
    judged = verdicts(refs, [COUNTY], viewer=RESIDENT, now=now)
    said = Counter(each.verdict for found in judged.values() for each in found if each.question == "target")
    assert {"green", "amber", "red"} <= set(said)
    assert min(said["green"], said["amber"], said["red"]) >= 10
    assert len(series("road-repair-rate", "inv-01", viewer=RESIDENT, now=now)) == 12
