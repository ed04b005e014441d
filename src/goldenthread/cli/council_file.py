"""The council's facts as a YAML file, and what is not given filled in."""

import re
from collections.abc import Collection, Container, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from goldenthread.rules.refusal import Refusal, Refused, refuse

if TYPE_CHECKING:
    from goldenthread.people.queries.council import CouncilFacts

COLUMNS = ("ref", "title", "vision", "area", "policy", "plan", "accent")
NEEDED = {
    "title": "give the council's name",
    "area": "give the code of the area it serves, such as E10000016",
}
DEFAULTS = {"vision": "", "policy": "kent-annual-report-2017", "plan": "", "accent": "#00557f"}


def read_council(path: Path) -> dict[str, str]:
    """The facts in a file of lines such as `title: Kent County Council`. Raises Refused."""
    do = "write one fact a line, such as: title: Kent County Council"
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise refuse("the file is not UTF-8 text", "save it as UTF-8", file=str(path)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        raise refuse("the file is not YAML", do, file=str(path), row=row) from error
    facts = said.get("council", said) if isinstance(said, dict) else None
    if not isinstance(facts, dict):
        raise refuse("the file holds no facts", do, file=str(path))
    strays = [str(name) for name in facts if name not in COLUMNS]
    if strays:
        known = f"use {', '.join(COLUMNS)}"
        raise Refused(Refusal(str(path), None, name, "it is no fact of a council", known) for name in strays)
    return {name: "" if value is None else str(value).strip() for name, value in facts.items()}


def facts_of(
    given: Mapping[str, str],
    held: Mapping[str, Any],
    areas: Container[str],
    policies: Collection[str],
    file: str,
) -> "CouncilFacts":
    """The facts given, over those held, over what stands where nobody said. Raises Refused.

    `policies` are the refs of the policies that there are.
    """
    from goldenthread.people.queries.council import CouncilFacts

    said = {**DEFAULTS, **held, **given}
    said.setdefault("ref", re.sub(r"[^a-z0-9]+", "-", said.get("title", "").lower()).strip("-"))
    faults = tuple(_faults(said, areas, policies, file))
    if faults:
        raise Refused(faults)
    return CouncilFacts(**said)


def _faults(
    said: Mapping[str, str], areas: Container[str], policies: Collection[str], file: str
) -> Iterator[Refusal]:
    for name, do in NEEDED.items():
        if not said.get(name):
            yield Refusal(file, None, name, f"the council has no {name}", do)
    if not re.fullmatch(r"[a-zA-Z0-9_-]+", said["ref"]) and said.get("title"):
        do = "use letters, digits and hyphens"
        yield Refusal(file, None, "ref", f"{said['ref']!r} is not a short name", do)
    if said.get("area") and said["area"] not in areas:
        do = "use its GSS code, such as E10000016, or declare it first with goldenthread area declare"
        yield Refusal(file, None, "area", f"{said['area']!r} is not in the area register", do)
    if said["policy"] not in policies:
        do = f"use one of {', '.join(sorted(policies))}"
        yield Refusal(file, None, "policy", f"there is no policy {said['policy']!r}", do)
