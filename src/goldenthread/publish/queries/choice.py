"""What an edition of each kind can be about: only what the public may see, since nothing else enters one."""

from collections.abc import Callable, Iterable
from datetime import date

from goldenthread.kit.format import financial_year
from goldenthread.measures.queries import areas_in
from goldenthread.people.queries.organisation import portfolios
from goldenthread.plan.queries import places, plans
from goldenthread.reporting.queries.report import published_reports
from goldenthread.thread.area_page import places_of
from goldenthread.thread.reader import Reader

Choices = list[tuple[str, str]]

_YEARS = 15
"""So many financial years are offered, the present one first."""


def choices_for(asks: Iterable[str], reader: Reader) -> dict[str, Choices]:
    """What may be chosen for each of the names that a kind asks for, as (value, words)."""
    made: dict[str, Callable[[Reader], Choices]] = {
        "plan": _plans,
        "item": _items,
        "area": _areas,
        "period": lambda reader: [(each.ref, each.title) for each in published_reports(reader.now)],
        "portfolio": lambda reader: [(each.ref, each.title) for each in portfolios()],
        "year": _years,
    }
    return {name: made[name](reader) for name in asks}


def _areas(reader: Reader) -> Choices:
    """Places that a public measure has a figure for: nothing can be said of any other."""
    held = set(areas_in(reader.sight))
    return [(each.code, each.name) for each in places_of(reader) if each.code in held]


def _plans(reader: Reader) -> Choices:
    return [(each.ref, each.title) for each in plans(reader.viewer, reader.now)]


def _items(reader: Reader) -> Choices:
    """Items that stand at the top of a plan or are outcomes; each value is `plan/item`."""
    titles = dict(_plans(reader))
    return [
        (f"{each.plan}/{each.ref}", f"{each.title} ({titles[each.plan]})")
        for each in places(reader.viewer, reader.now)
        if each.plan in titles and (not each.parent or "outcome" in each.kind)
    ]


def _years(reader: Reader) -> Choices:
    years = (financial_year(date(reader.today.year - back, 12, 31)) for back in range(_YEARS))
    return [(each, each) for each in years]
