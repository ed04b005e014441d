"""The part of an example folder that a quarter needs: the organisation, who returns what, and the actions.

| file | what it holds |
|---|---|
| `organisation.yaml` | committees, portfolios, services, partners, and a demo's people with their roles |
| `returned.csv` | measure, service, returned (monthly, quarterly or yearly) |
| `actions.csv` | the actions of service plans, as `goldenthread actions import` takes them |
| `risks.csv` | risks and opportunities, as `goldenthread risks import` takes them |
| `commitments.csv` | commitments and asks, as `goldenthread commitments import` takes them |

Under `commitments_from`, `organisation.yaml` may name plans whose asks and collaborations become commitments,
with whomever they name.

None of them has to be there. Keys and columns beside these, such as `source`, are for whoever reads the file.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from goldenthread.delivery.action_file import action_rows
from goldenthread.delivery.commands.action_import import import_actions
from goldenthread.delivery.commands.commitment_import import import_commitments
from goldenthread.delivery.commands.plan_ask import take_asks_from_plan
from goldenthread.delivery.commands.risk_import import import_risks
from goldenthread.measures.assigning import Assigned, assign_measures
from goldenthread.people.access import Officer
from goldenthread.people.commands.organisation import name_committee, name_partner, name_portfolio
from goldenthread.people.commands.service import FIRST_DAY, open_service
from goldenthread.people.queries.service import services

ORGANISATION, RETURNED, ACTIONS = "organisation.yaml", "returned.csv", "actions.csv"
RISKS, COMMITMENTS = "risks.csv", "commitments.csv"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in to a demo, with roles as `people.role` reads them."""

    username: str
    roles: tuple[str, ...]


def load_organisation(folder: Path, who: Officer | None, today: date) -> tuple[Person, ...]:
    """Make the folder's organisation, and give back its people. Loading it again changes nothing.

    Raises Refused with what cannot be so.
    """
    said = _said(folder)
    for each in said.get("committees", ()):
        name_committee(who, **_only(each, "ref", "title"))
    for each in said.get("portfolios", ()):
        name_portfolio(who, **_only(each, "ref", "title", "committee"))
    for each in said.get("partners", ()):
        name_partner(who, **_only(each, "ref", "title", "kind"))
    known = services(today)
    for each in said.get("services", ()):
        if each["ref"] not in known:
            wanted = _only(each, "ref", "title", "kind", "parent", "portfolio")
            open_service(who, starts=each.get("starts", FIRST_DAY), **wanted)
    return tuple(Person(each["username"], tuple(each["roles"])) for each in said.get("people", ()))


def load_work(folder: Path, who: Officer | None) -> None:
    """Say who returns which measure, and bring in actions, risks and commitments.

    Plans, measures and the people whom the files name have to be there.
    """
    if (folder / RETURNED).exists():
        assign_measures(who, tuple(_returned(folder / RETURNED)), RETURNED)
    if (folder / ACTIONS).exists():
        import_actions(who, action_rows(folder / ACTIONS), ACTIONS)
    if (folder / RISKS).exists():
        import_risks(who, folder / RISKS)
    if (folder / COMMITMENTS).exists():
        import_commitments(who, folder / COMMITMENTS)
    for plan in _said(folder).get("commitments_from", ()):
        take_asks_from_plan(who, plan, add_partners=True)


def _said(folder: Path) -> Mapping[str, Any]:
    file = folder / ORGANISATION
    return (yaml.safe_load(file.read_text()) or {}) if file.exists() else {}


def _returned(file: Path) -> Iterable[Assigned]:
    with file.open(newline="", encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            yield Assigned(row["measure"], row["service"], row["returned"], number)


def _only(said: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: said[name] for name in names if name in said}
