"""The invented county: its name, its districts and how many people live in each."""

from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import Any

import yaml

COUNTY = "inv-county"
NEIGHBOURS = "inv-neighbours"
DISTRICTS = 12


@dataclass(frozen=True, slots=True)
class District:
    """An invented district. Its code is of a kind that no official area has."""

    code: str
    name: str
    population: int


@dataclass(frozen=True, slots=True)
class Topic:
    """What one supporting outcome is about, in the words its measures are titled with."""

    title: str
    topic: str
    people: str
    trouble: str
    service: str
    work: str


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """An outcome with its lead, what its spending is called and its topics."""

    title: str
    lead: str
    money: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class EntryWords:
    """An entry that can stand beneath any supporting outcome."""

    kind: str
    title: str
    horizon: str = ""


@dataclass(frozen=True, slots=True)
class County:
    """An invented county and the words its council is put together from."""

    seed: int
    name: str
    districts: tuple[District, ...]
    outcomes: tuple[OutcomeWords, ...]
    entries: tuple[EntryWords, ...]

    @property
    def title(self) -> str:
        return f"{self.name} County Council (invented)"

    @property
    def vision(self) -> str:
        return f"{self.name}, where everyone can get on"

    def dice(self, about: str) -> Random:
        """Dice that fall alike for the same seed and subject, whatever else was thrown before."""
        return Random(f"{self.seed}/{about}")


def invent_county(seed: int) -> County:
    """The county of that seed: always the same one."""
    words = _words()
    dice = Random(f"{seed}/county")
    ends = words["district_ends"]
    starts = dice.sample(words["district_starts"], DISTRICTS)
    names = sorted(start + end for start, end in zip(starts, dice.sample(ends, DISTRICTS), strict=True))
    return County(
        seed=seed,
        name=words["counties"][seed % len(words["counties"])],
        districts=tuple(
            District(f"inv-{number:02}", name, dice.randint(60, 170) * 1000)
            for number, name in enumerate(names, start=1)
        ),
        outcomes=tuple(
            OutcomeWords(
                outcome["title"],
                outcome["lead"],
                outcome["money"],
                tuple(Topic(**topic) for topic in outcome["topics"]),
            )
            for outcome in words["outcomes"]
        ),
        entries=tuple(EntryWords(**entry) for entry in words["entries"]),
    )


def _words() -> Any:
    text = (files("goldenthread.upkeep.invented") / "vocabulary.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
