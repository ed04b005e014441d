"""Writing the invented council as an example folder."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from goldenthread.plan.file import write_plan
from goldenthread.rules.measure import Measure
from goldenthread.upkeep.invented.action import COLUMNS as ACTION_COLUMNS
from goldenthread.upkeep.invented.action import action_table
from goldenthread.upkeep.invented.county import COUNTY, NEIGHBOURS, County, invent_county
from goldenthread.upkeep.invented.figure import Figure
from goldenthread.upkeep.invented.measure import InventedMeasure, invent_measures
from goldenthread.upkeep.invented.plan import CURRENT, invent_plan, invent_previous, invent_succession
from goldenthread.upkeep.invented.promise import (
    COMMITMENT_COLUMNS,
    RISK_COLUMNS,
    commitment_table,
    risk_table,
)
from goldenthread.upkeep.invented.returned import invent_returned, published_figures
from goldenthread.upkeep.invented.target import invent_targets
from goldenthread.upkeep.invented.working import organisation_of, workings
from goldenthread.upkeep.organisation import ACTIONS, COMMITMENTS, ORGANISATION, RETURNED, RISKS

TARGET_COLUMNS = ("measure", "area", "period", "target", "floor", "lower", "upper")


def write_invented(folder: Path, seed: int, today: date) -> None:
    """Write a whole invented county council into the folder, the same for the same seed and day.

    Its figures go up to the last quarter before `today`, and what is due is due around it. What services
    return in the quarters that are to be played is left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    county = invent_county(seed, today)
    measures = invent_measures(county)
    _write_yaml(folder / "council.yaml", {"council": _council(county)})
    _write_yaml(folder / "areas.yaml", {"areas": _areas(county)})
    for plan in (invent_plan(county), invent_previous(county)):
        write_plan(plan, folder / f"{plan.ref}.yaml")
    _write_yaml(folder / "succession.yaml", _succession(county))
    _write_measures(folder / "measures.csv", measures)
    _write_targets(folder / "targets.csv", county, measures)
    links = [row for each in measures for row in _links(each)]
    _write_csv(folder / "links.csv", ("measure", "item", "reading", "why"), links)
    returned = invent_returned(county, workings(county), measures)
    figures = published_figures(county, measures, {each.ref for each, _ in returned})
    names = [field.name for field in fields(Figure)]
    _write_csv(
        folder / "observations.csv", names, ([getattr(each, name) for name in names] for each in figures)
    )
    _write_workings(folder, county, returned, today)


def _write_workings(
    folder: Path, county: County, returned: Sequence[tuple[InventedMeasure, str]], today: date
) -> None:
    """Who does what: the organisation, what it returns, what it does, fears and has promised."""
    said = workings(county)
    _write_yaml(folder / ORGANISATION, organisation_of(said))
    rows = [(each.ref, service, "quarterly") for each, service in returned]
    _write_csv(folder / RETURNED, ("measure", "service", "returned"), rows)
    _write_csv(folder / ACTIONS, ACTION_COLUMNS, action_table(county, said, today))
    _write_csv(folder / RISKS, RISK_COLUMNS, risk_table(county, said, today))
    _write_csv(folder / COMMITMENTS, COMMITMENT_COLUMNS, commitment_table(county, said, today))


def _council(county: County) -> dict[str, str]:
    return {
        "ref": "invented",
        "title": county.title,
        "vision": county.vision,
        "area": COUNTY,
        "policy": "kent-quarterly-2020",
        "plan": CURRENT,
        "accent": "#5b2c83",
    }


def _areas(county: County) -> list[dict[str, str]]:
    """Places of kinds that official areas have too, under codes that none of them has."""
    around = {"code": NEIGHBOURS, "name": "Neighbouring counties (invented)", "kind": "comparator"}
    whole = {"code": COUNTY, "name": f"{county.name} (invented)", "kind": "county"}
    districts = [
        {"code": each.code, "name": each.name, "kind": "district", "parent": COUNTY}
        for each in county.districts
    ]
    return [whole, around, *districts]


def _succession(county: County) -> list[dict[str, str]]:
    return [
        {"from": link.earlier, "to": link.later, "how": link.how, "whose_reading": link.whose_reading}
        for link in invent_succession(county)
    ]


def _links(invented: InventedMeasure) -> list[tuple[str, str, str, str]]:
    """Each measure hangs on its own item, and a measure of an outcome on the outcome above it too."""
    why = "Counts whether the outcome is reached"
    found = [(invented.ref, f"{CURRENT}#{invented.item}", "council", why)]
    if invented.has_neighbours and invented.yearly:
        found.append((invented.ref, f"{CURRENT}#{invented.item.partition('.')[0]}", "council", why))
    return found


def _write_measures(path: Path, measures: Sequence[InventedMeasure]) -> None:
    columns = [field.name for field in fields(Measure) if field.name != "ref"]
    reason = "Declared for the invented council"
    rows = [[each.ref, *(getattr(each.measure, name) for name in columns), reason] for each in measures]
    _write_csv(path, ("measure", *columns, "polarity_reason"), rows)


def _write_targets(path: Path, county: County, measures: Sequence[InventedMeasure]) -> None:
    targets = (target for each in measures for target in invent_targets(county, each))
    _write_csv(path, TARGET_COLUMNS, ([getattr(each, name) for name in TARGET_COLUMNS] for each in targets))


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _write_yaml(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
