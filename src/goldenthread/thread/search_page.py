"""Search over plan items, measures and places."""

from dataclasses import dataclass

from goldenthread.measures import queries as measures_queries
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.plan import queries as plan_queries
from goldenthread.plan.queries import ItemFound
from goldenthread.rules.area import Area
from goldenthread.thread.outline import kind_title
from goldenthread.thread.reader import Reader

MOST_PLACES = 10
MOST_MEASURES = 30


@dataclass(frozen=True, slots=True)
class Found:
    """A plan item with its kind in words."""

    item: ItemFound
    kind: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found for the words asked."""

    asked: str
    items: tuple[Found, ...]
    measures: tuple[MeasureSheet, ...]
    places: tuple[Area, ...]

    @property
    def count(self) -> int:
        return len(self.items) + len(self.measures) + len(self.places)


def read(asked: str, reader: Reader) -> SearchPage:
    """Everything with every word asked; nothing for no words."""
    words = " ".join(asked.replace("\0", " ").split())
    if not words:
        return SearchPage("", (), (), ())
    held = set(measures_queries.areas_in(reader.sight))
    places = (area for area in measures_queries.register().search(words) if area.code in held)
    return SearchPage(
        words,
        tuple(
            Found(item, kind_title(item.kind))
            for item in plan_queries.search(words, reader.viewer, reader.now)
        ),
        measures_queries.search(words, reader.viewer, reader.now)[:MOST_MEASURES],
        tuple(places)[:MOST_PLACES],
    )
