"""The series that a page about one measure shows: of the place and group asked for, or what stands in."""

from dataclasses import dataclass

from goldenthread.measures.figures import Figures
from goldenthread.rules.observation import Observation
from goldenthread.thread.place import chosen_area


@dataclass(frozen=True, slots=True)
class Chosen:
    """A place and a group with the series they have, and the places and groups to choose from."""

    codes: tuple[str, ...]
    area: str
    groups: tuple[str, ...]
    group: str
    rows: tuple[Observation, ...]


def series_chosen(figures: Figures, area: str, group: str, home: str) -> Chosen:
    """What is shown where these are asked for; `home` is the council's own place."""
    codes = figures.areas_held()
    place = chosen_area(area, codes, home)
    here = figures.within([place])
    groups = here.groups_held()
    shown = group if group in groups else (groups[0] if groups else "")
    return Chosen(codes, place, groups, shown, here.one(shown))
