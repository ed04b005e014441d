"""How the invented council works: its services and who leads them, and the words people use in a quarter."""

from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import yaml

from goldenthread.rules.calendar_span import months_later
from goldenthread.upkeep.invented.county import County

Words = dict[str, Any]


@dataclass(frozen=True, slots=True)
class InventedService:
    """A service, the topics it answers for, and who leads it and approves its returns, by username."""

    ref: str
    title: str
    parent: str
    portfolio: str
    topics: tuple[str, ...]
    priorities: tuple[str, ...]
    lead: str
    head: str
    approver: str


def workings(county: County) -> Words:
    """Everything in the file of workings, with the county's name where it is asked for."""
    text = (files("goldenthread.upkeep.invented") / "workings.yaml").read_text(encoding="utf-8")
    said: Words = yaml.load(text.replace("{county}", county.name), Loader=yaml.CSafeLoader)
    return said


def invent_services(said: Words) -> tuple[InventedService, ...]:
    """The services beneath the directorates."""
    approvers = {each["ref"]: each["approver"] for each in said["directorates"]}
    return tuple(
        InventedService(
            each["ref"],
            each["title"],
            each["parent"],
            each.get("portfolio", ""),
            tuple(each["topics"]),
            tuple(each["priorities"]),
            each["lead"],
            each["head"],
            approvers[each["parent"]],
        )
        for each in said["services"]
    )


def organisation_of(said: Words) -> Words:
    """The content of `organisation.yaml`."""
    services = invent_services(said)
    directorates = [{**_only(each), "kind": "directorate"} for each in said["directorates"]]
    beneath = [{**_only(each), "kind": "service"} for each in said["services"]]
    roles: dict[str, list[str]] = {}
    for each in services:
        roles.setdefault(each.lead, []).append(f"service_lead:{each.ref}")
    for each in said["directorates"]:
        roles.setdefault(each["approver"], []).append(f"approver:{each['ref']}")
    people = [{"username": name, "roles": held} for name, held in roles.items()]
    return {
        "committees": said["committees"],
        "portfolios": said["portfolios"],
        "services": [*directorates, *beneath],
        "partners": said["partners"],
        "people": [*people, *said["people"]],
    }


def month_end(today: date, months: int) -> date:
    """The last day of the month so many months from that day's."""
    return months_later(today.replace(day=1), months + 1) - timedelta(days=1)


def _only(said: Words) -> Words:
    return {name: said[name] for name in ("ref", "title", "parent", "portfolio") if name in said}
