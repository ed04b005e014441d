"""Catalogues: measures that others publish, as dated data."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from goldenthread.engine.area import CATALOGUES
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import refuse

FIELDS = frozenset(field.name for field in fields(Measure))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The measures of one publisher's framework, and for each declared polarity the reason for it.

    `files` is the address of the publisher's data files, with `{dataset}` where a file's name goes.
    """

    ref: str
    title: str
    body: str
    since: date
    source: str
    files: str
    measures: Mapping[str, Measure]
    polarity_reasons: Mapping[str, str]


def shipped_catalogues() -> tuple[str, ...]:
    """The names of the catalogues that are shipped."""
    found = (path for path in CATALOGUES.glob("*.yaml") if path.stem != "composites")
    return tuple(sorted(path.stem for path in found))


def read_catalogue(name: str) -> Catalogue:
    """The shipped catalogue of that name; raises Refused where there is none."""
    names = shipped_catalogues()
    if name not in names:
        do = f"choose one of {', '.join(names)}"
        raise refuse("there is no such catalogue", do, file=name)
    # The C loader, where there is one, reads the same ten times faster.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load((CATALOGUES / f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)
    entries: list[dict[str, Any]] = content["measures"]
    return Catalogue(
        ref=content["ref"],
        title=content["title"],
        body=content["body"],
        since=content["from"],
        source=content["source"],
        files=content.get("files", ""),
        measures={entry["ref"]: _measure(entry) for entry in entries},
        polarity_reasons={
            entry["ref"]: entry["polarity_reason"] for entry in entries if "polarity_reason" in entry
        },
    )


def _measure(entry: Mapping[str, Any]) -> Measure:
    given = {name: value for name, value in entry.items() if name in FIELDS}
    if "multiplier" in given:
        given["multiplier"] = Decimal(str(given["multiplier"]))
    return Measure(**given)
