"""The invented county: its name, its districts and how many people live in each."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from random import Random
from typing import Any

import yaml

from goldenthread.rules.period import Period
from goldenthread.upkeep.recent import last_quarter, quarters_up_to, years_up_to

COUNTY = "inv-county"
NEIGHBOURS = "inv-neighbours"
DISTRICTS = 12
QUARTERS, YEARS = 12, 10
"""How many quarters and years its figures go back."""


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

    @property
    def slug(self) -> str:
        """The topic as refs begin with it."""
        return self.topic.replace(" ", "-").replace("'", "")


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """An outcome with its lead, what its spending is called and its topics."""

    title: str
    lead: str
    money: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class EntryWords:
    """An entry that can stand beneath any supporting outcome, and the action that a service takes for it."""

    kind: str
    title: str
    horizon: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class County:
    """An invented county and the words its council is put together from."""

    seed: int
    name: str
    districts: tuple[District, ...]
    outcomes: tuple[OutcomeWords, ...]
    entries: tuple[EntryWords, ...]
    quarters: tuple[Period, ...]
    years: tuple[Period, ...]

    @property
    def title(self) -> str:
        return f"{self.name} County Council (invented)"

    @property
    def vision(self) -> str:
        return f"{self.name}, where everyone can get on"

    @property
    def placed_topics(self) -> dict[str, tuple[str, Topic]]:
        """Each topic by its name, with the ref of the supporting outcome that it is about."""
        return {
            topic.topic: (f"{number}.{place}", topic)
            for number, outcome in enumerate(self.outcomes, start=1)
            for place, topic in enumerate(outcome.topics, start=1)
        }

    def dice(self, about: str) -> Random:
        """Dice that fall alike for the same seed and subject, whatever else was thrown before."""
        return Random(f"{self.seed}/{about}")


def invent_county(seed: int, today: date) -> County:
    """The county of that seed: always the same one, with figures up to the last quarter before `today`."""
    last = last_quarter(today)
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
        quarters=quarters_up_to(last, QUARTERS),
        years=years_up_to(last, YEARS),
    )


def _words() -> Any:
    text = (files("goldenthread.upkeep.invented") / "vocabulary.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
