"""An example folder: one council as files, whether it ships with the product or was made by rule.

| file | what it holds |
|---|---|
| `council.yaml` | `council:` ref, title, vision, area, policy, the plan its home page opens with, accent |
| `areas.yaml` | `areas:` places beside the official ones: code, name, kind, and members or a parent |
| `budget-….yaml` | a budget book, see `money` |
| any other `.yaml` | one plan, as `plan.file` reads it |
| `succession.yaml` | a list, what became of which item in another plan: from, to, how, whose_reading, note |
| `measures.csv` | the measures table, and where known `polarity_reason` |
| `targets.csv` | the targets table, and where known `note` and `source` |
| `links.csv` | measure, item (`plan#item`), reading (council or ours), lens (empty: by kind), why |
| `observations.csv` | the observations table, and where known `source` |

What a quarter needs is read by `organisation`, and the reports that the example comes with by `editions`.
Only `council.yaml` has to be there. An item is named `plan#item`; `plan/item` is understood too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import yaml

from goldenthread.engine.measure import read_measures, read_targets
from goldenthread.engine.table import read_table
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.plan.file import read_plan
from goldenthread.rules.area import Area
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period
from goldenthread.rules.plan import PlanDocument, Succession
from goldenthread.rules.refusal import Refused, refuse
from goldenthread.upkeep.organisation import ORGANISATION

NOT_PLANS = ("council.yaml", "areas.yaml", "succession.yaml", "editions.yaml", ORGANISATION)

BUDGET = "budget-"
"""How the names of budget books begin."""

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class DeclaredArea:
    """An area of the council's own and the code of the area it lies in, if any."""

    area: Area
    parent: str = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A measure, the plan item that it quantifies, and whose reading that is."""

    measure: str
    plan: str
    item: str
    why: str
    whose_reading: str
    lens: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """Everything in an example folder, read and checked by itself. `observations` is the file, if there."""

    council: CouncilFacts
    areas: tuple[DeclaredArea, ...]
    plans: tuple[PlanDocument, ...]
    measures: Mapping[str, Measure]
    reasons: Mapping[str, str]
    targets: tuple[tuple[Target, str], ...]
    links: tuple[LinkRow, ...]
    observations: Path | None


def read_example(folder: Path) -> Example:
    """Read the folder. Raises Refused with what is wrong in the first file that cannot be taken."""
    measures = read_measures(folder / "measures.csv") if (folder / "measures.csv").exists() else {}
    observations = folder / "observations.csv"
    return Example(
        council=_council(folder / "council.yaml"),
        areas=_areas(folder / "areas.yaml"),
        plans=_plans(folder),
        measures=measures,
        reasons=_reasons(folder / "measures.csv"),
        targets=_targets(folder / "targets.csv", measures),
        links=read_links(folder / "links.csv"),
        observations=observations if observations.exists() else None,
    )


def read_links(path: Path) -> tuple[LinkRow, ...]:
    """The links of a file, none where there is no such file. Raises Refused on an item without its plan."""
    if not path.exists():
        return ()
    table = read_table(path, ("measure", "item"), ("reading", "why"))
    links: dict[Key, LinkRow] = {}
    for at, row in enumerate(table.data.to_pylist()):
        plan, _, item = _place(row["item"] or "").partition("/")
        if not (row["measure"] and plan and item):
            raise Refused([table.refuse(at, "item", "the link names no plan item", "write it as plan#item")])
        link = LinkRow(
            row["measure"],
            plan,
            item,
            row.get("why") or "",
            row.get("reading") or "council",
            row.get("lens") or "",
        )
        key = (link.measure, plan, item)
        links[key] = _merged(links[key], link) if key in links else link
    return tuple(links.values())


def _merged(first: LinkRow, second: LinkRow) -> LinkRow:
    """Two rows about one link: both reasons, and the council's reading where either is the council's."""
    why = "; ".join(dict.fromkeys(said for said in (first.why, second.why) if said))
    readings = {first.whose_reading, second.whose_reading}
    whose = "council" if "council" in readings else first.whose_reading
    return replace(first, why=why, whose_reading=whose, lens=first.lens or second.lens)


def _council(path: Path) -> CouncilFacts:
    content = _content(path)
    facts = content.get("council") if isinstance(content, dict) else None
    wanted = [field.name for field in fields(CouncilFacts) if field.name != "policies_from"]
    missing = [name for name in wanted if not isinstance(facts, dict) or name not in facts]
    if missing or not isinstance(facts, dict):
        what = f"the council has no {', '.join(missing)}"
        raise refuse(what, "state each of them", file=path.name, column="council")
    said: dict[str, Any] = {name: str(facts[name]) for name in wanted}
    return CouncilFacts(**said)


def _areas(path: Path) -> tuple[DeclaredArea, ...]:
    return tuple(
        DeclaredArea(
            Area(str(row["code"]), str(row["name"]), str(row.get("kind", "")), tuple(row.get("members", ()))),
            str(row.get("parent", "")),
        )
        for row in _rows(path, "areas", ("code", "name"))
    )


def _plans(folder: Path) -> tuple[PlanDocument, ...]:
    """The plans, each link of `succession.yaml` stated by the plan it leads to, or else is from."""
    found = [read_plan(path) for path in sorted(folder.glob("*.yaml")) if _is_plan(path.name)]
    links = [
        Succession(
            earlier=_place(str(row["from"])),
            later=_place(str(row.get("to") or "")),
            how=_how(str(row.get("how") or ""), str(row.get("note") or "")),
            whose_reading=str(row.get("whose_reading") or "ours"),
        )
        for row in _rows(folder / "succession.yaml", "succession", ("from",))
    ]
    by_plan: dict[str, list[Succession]] = {plan.ref: [] for plan in found}
    for link in links:
        stated_by = (link.later or link.earlier).partition("/")[0]
        if stated_by not in by_plan:
            what = f"{stated_by} is none of the folder's plans"
            raise refuse(what, "correct the plan's ref", file="succession.yaml", column="succession")
        by_plan[stated_by].append(link)
    return tuple(replace(plan, succession=(*plan.succession, *by_plan[plan.ref])) for plan in found)


def _is_plan(name: str) -> bool:
    return name not in NOT_PLANS and not name.startswith(BUDGET)


def _how(word: str, note: str) -> str:
    """`continued_in` and its note as a person reads them: "Continued in. Transport"."""
    return ". ".join(said for said in (word.replace("_", " ").capitalize(), note) if said)


def _place(name: str) -> str:
    return name.replace("#", "/", 1)


def _reasons(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    rows = read_table(path, ("measure",), ("polarity_reason",)).data.to_pylist()
    return {row["measure"]: row.get("polarity_reason") or "" for row in rows}


def _targets(path: Path, measures: Mapping[str, Measure]) -> tuple[tuple[Target, str], ...]:
    """The targets, each with its note and source in one line."""
    if not path.exists():
        return ()
    said: dict[Key, str] = {}
    targets = read_targets(path, measures)
    for row in read_table(path, ("measure", "area", "period"), ("note", "source")).data.to_pylist():
        period = read_period(row["period"], measures[row["measure"]].year_type)
        words = [row.get("source") or "", row.get("note") or ""]
        said[(row["measure"], row["area"], str(period))] = ". ".join(word for word in words if word)
    return tuple((target, said[(target.measure, target.area, str(target.period))]) for target in targets)


def _rows(path: Path, key: str, required: tuple[str, ...]) -> list[dict[str, Any]]:
    """The list that a YAML file is, or holds under `key`; empty where there is no such file."""
    if not path.exists():
        return []
    content = _content(path)
    rows = content.get(key) if isinstance(content, dict) else content
    named = isinstance(rows, list) and all(
        isinstance(row, dict) and all(map(row.get, required)) for row in rows
    )
    if not isinstance(rows, list) or not named:
        what = f"{key} is not a list of entries that each have {', '.join(required)}"
        raise refuse(what, "correct the entries", file=path.name, column=key)
    return list(rows)


def _content(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        what = f"it cannot be read ({str(error).splitlines()[0]})"
        do = "write it as the one of the Kent example"
        raise refuse(what, do, file=path.name) from error
