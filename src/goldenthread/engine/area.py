"""The register of areas: codes, names, what lies in what, and composites that a council declares."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from goldenthread.engine.plain_yaml import read_plain_yaml
from goldenthread.engine.table import read_table
from goldenthread.rules.area import Area
from goldenthread.rules.refusal import Refusal, Refused, refuse

CATALOGUES = Path(str(files("goldenthread"))) / "catalogues"


@dataclass(frozen=True, slots=True)
class AreaRegister:
    """Areas by code; `parents` holds the code of the area that each lies in, where one is known."""

    areas: Mapping[str, Area]
    parents: Mapping[str, str]

    def __contains__(self, code: object) -> bool:
        return code in self.areas

    def __iter__(self) -> Iterator[str]:
        return iter(self.areas)

    def __len__(self) -> int:
        return len(self.areas)

    def __getitem__(self, code: str) -> Area:
        return self.areas[code]

    def get(self, code: str) -> Area | None:
        """The area of that code, or None."""
        return self.areas.get(code)

    def parent(self, code: str) -> Area | None:
        """The area that this one lies in, or None."""
        return self.areas.get(self.parents.get(code, ""))

    def children(self, code: str) -> tuple[Area, ...]:
        """The areas directly in this one, or a composite's members, by name."""
        area = self.areas.get(code)
        inside = (
            area.members if area and area.members else [at for at, up in self.parents.items() if up == code]
        )
        return tuple(sorted((self.areas[at] for at in inside), key=lambda each: each.name))

    def search(self, text: str, kinds: Iterable[str] = ()) -> tuple[Area, ...]:
        """Areas of that code or with the text in their name; those that begin with it come first."""
        wanted, only = text.strip().casefold(), frozenset(kinds)
        found = [
            area
            for area in self.areas.values()
            if (wanted in area.name.casefold() or wanted == area.code.casefold())
            and (not only or area.kind in only)
        ]
        return tuple(sorted(found, key=lambda each: (not each.name.casefold().startswith(wanted), each.name)))

    def declaring(self, extra: Path) -> "AreaRegister":
        """The register with the areas of a file added; raises Refused where the file is not right."""
        if extra.suffix.lower() in (".yaml", ".yml"):
            return _with_declared(self, extra)
        return _with_areas(self, extra)


@cache
def _shipped() -> AreaRegister:
    official = _with_areas(AreaRegister({}, {}), CATALOGUES / "areas.csv")
    return _with_declared(official, CATALOGUES / "composites.yaml")


def area_register(extra: Path | None = None) -> AreaRegister:
    """The shipped register, with a council's own areas from `extra` where given.

    `extra` is YAML, `areas: [{code, name, kind, members}]`, or a table of `code, name` and, where known,
    `kind, parent`.
    """
    shipped = _shipped()
    return shipped if extra is None else shipped.declaring(extra)


def _with_areas(register: AreaRegister, path: Path) -> AreaRegister:
    table = read_table(path, ("code", "name"), ("kind", "parent"))
    areas, parents = dict(register.areas), dict(register.parents)
    refusals: list[Refusal] = []
    for at, row in enumerate(table.data.to_pylist()):
        code, name = row["code"], row["name"]
        if not code or not name:
            column = "name" if code else "code"
            refusals.append(table.refuse(at, column, f"the {column} is empty", f"give the area its {column}"))
            continue
        areas[code] = Area(code, name, row.get("kind") or "")
        if row.get("parent"):
            parents[code] = row["parent"]
    strays = {code: up for code, up in parents.items() if up not in areas}
    for at, code in enumerate(table.data.column("code").to_pylist()):
        if code in strays:
            what = f"the parent {strays[code]} is not an area"
            refusals.append(
                table.refuse(at, "parent", what, "add the parent to the file, or correct its code")
            )
    if refusals:
        raise Refused(refusals)
    return AreaRegister(areas, parents)


def _with_declared(register: AreaRegister, path: Path) -> AreaRegister:
    areas, parents = dict(register.areas), dict(register.parents)
    refusals: list[Refusal] = []
    for place, entry in enumerate(_declared(path), start=1):
        try:
            members = tuple(entry.get("members") or ())
            area = Area(str(entry["code"]), str(entry["name"]), str(entry.get("kind", "composite")), members)
            named = (*members, *([entry["parent"]] if "parent" in entry else ()))
            strays = [str(code) for code in named if code not in areas]
            if strays:
                raise ValueError(f"{', '.join(strays)} is not in the area register")
            areas[area.code] = area
            if "parent" in entry:
                parents[area.code] = str(entry["parent"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            what = f"area {place} is not right ({error})"
            do = "give it a code, a name and, for a composite, members that are GSS or ITL codes"
            refusals.append(Refusal(path.name, None, "areas", what, do))
    if refusals:
        raise Refused(refusals)
    return AreaRegister(areas, parents)


def _declared(path: Path) -> list[Mapping[str, Any]]:
    do = "write areas: as a list of {code, name, members}"
    try:
        content = read_plain_yaml(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        what = f"it cannot be read ({str(error).splitlines()[0]})"
        raise refuse(what, do, file=path.name) from error
    entries = content.get("areas") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise refuse("there is no list of areas", do, file=path.name)
    return entries
