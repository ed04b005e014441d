"""By what policy small counts of people are protected: read from YAML, dated, with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from goldenthread.engine.policy import mapping_from_text, text_of
from goldenthread.rules.refusal import Refusal, Refused, refuse

BASES: Final = (0, 5, 10)
FOLDER: Final = files("goldenthread") / "policies" / "protection"


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """Counts from 1 to `threshold - 1` are withheld, and 0 too where `with_zeros`.

    Nobody can narrow a withheld count to less than `interval`, counted from the least that it can be to the
    most. Counts that are published are rounded to `rounding`, where that is not 0.
    """

    ref: str
    since: date
    source: str
    threshold: int = 5
    with_zeros: bool = False
    rounding: int = 0
    interval: int = 5

    def is_small(self, count: float) -> bool:
        """Whether a count of people is withheld for itself."""
        return (0 if self.with_zeros else 1) <= count < self.threshold or 0 < count < 1


def shipped_protections() -> tuple[str, ...]:
    """The names of the policies in the package, in order."""
    names = (entry.name for entry in FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def read_protection(name_or_file: str | Path) -> SmallNumbers:
    """A shipped policy by its name, or one from a YAML file. Raises Refused."""
    name = str(name_or_file)
    if name in shipped_protections():
        return _shipped(name)
    path = Path(name)
    if not path.is_file():
        do = f"use {', '.join(shipped_protections())}, or give a YAML file"
        raise refuse("there is no such policy on small numbers", do, file=name, column="protection")
    return from_mapping(mapping_from_text(text_of(path), name), name)


@cache
def _shipped(name: str) -> SmallNumbers:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return from_mapping(mapping_from_text(text, f"{name}.yaml"), f"{name}.yaml")


def from_mapping(said: Mapping[str, Any], file: str) -> SmallNumbers:
    """The policy that a mapping states. Raises Refused with everything that is wrong in it."""
    if not isinstance(said, Mapping):
        raise refuse("this is no policy on small numbers", "write ref:, from:, source: and threshold:", file)
    faults = list(_faults(said, file))
    if faults:
        raise Refused(faults)
    return SmallNumbers(
        str(said["ref"]),
        said["from"],
        str(said["source"]).strip(),
        said["threshold"],
        said.get("zeros", "publish") == "withhold",
        said.get("rounding", 0),
        said.get("interval", said["threshold"]),
    )


def _faults(said: Mapping[str, Any], file: str) -> list[Refusal]:
    def whole(name: str, least: int) -> bool:
        value = said.get(name, least)
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= 1000

    checks = (
        ("ref", bool(said.get("ref")), "give the policy a short, lasting name"),
        ("from", type(said.get("from")) is date, "say from which day it holds, such as 2026-04-01"),
        ("source", bool(said.get("source")), "say whose rule this is"),
        ("threshold", "threshold" in said and whole("threshold", 2), "give a whole number from 2 to 1000"),
        ("zeros", said.get("zeros", "publish") in ("publish", "withhold"), "write publish or withhold"),
        ("rounding", said.get("rounding", 0) in BASES, "give 0, 5 or 10"),
        ("interval", whole("interval", 1), "give a whole number from 1 to 1000"),
    )
    return [
        Refusal(file, None, name, f"the {name} is not right", do) for name, good, do in checks if not good
    ]
