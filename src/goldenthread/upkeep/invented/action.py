"""What the invented council's services do this year: actions with dates around a day, and what they serve."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle
from random import Random

from goldenthread.rules.calendar_span import months_later
from goldenthread.upkeep.invented.county import County, Topic
from goldenthread.upkeep.invented.plan import CURRENT, InventedEntry, invent_entries
from goldenthread.upkeep.invented.working import InventedService, Words, invent_services, month_end
from goldenthread.upkeep.recent import financial_year_of

DUE_IN = (-7, 2, 4, -2, 1, 9, -4, 0, 6, 3, -1, 13)
"""Months from the day to the month at whose end actions are due, in turn."""
LASTS = (9, 12, 15)
IDLE = 14
"""Every so many actions, one serves nothing."""
COLUMNS = (
    "service", "service_plan", "year", "priority", "ref", "title", "owner", "partners", "start", "due",
    "state", "serves", "measures", "milestones",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InventedAction:
    """An action with the service it belongs to, its topic and the district it begins in."""

    ref: str
    title: str
    service: InventedService
    priority: str
    topic: Topic
    district: str
    partners: tuple[str, ...]
    start: date
    due: date
    serves: tuple[str, ...]
    measures: tuple[str, ...]
    milestones: tuple[tuple[date, str], ...]

    def row(self, year: str, today: date) -> tuple[str, ...]:
        """The action as a row of a file, in `COLUMNS`."""
        state = "under_way" if self.start <= today else "planned"
        items = "; ".join(f"{CURRENT}#{each}" for each in self.serves)
        dated = "; ".join(f"{day}: {title}" for day, title in self.milestones)
        return (
            *(self.service.ref, f"{self.service.ref}-plan", year, self.priority, self.ref, self.title),
            *(self.service.lead, "; ".join(self.partners), str(self.start), str(self.due)),
            *(state, items, "; ".join(self.measures), dated),
        )


def action_table(county: County, said: Words, today: date) -> Iterator[tuple[str, ...]]:
    """The rows of `actions.csv`."""
    year = financial_year_of(county.quarters[-1]).label("financial")
    return (each.row(year, today) for each in invent_actions(county, said, today))


def invent_actions(county: County, said: Words, today: date) -> tuple[InventedAction, ...]:
    """Some sixty actions, two or three for each topic. One entry of each topic has nobody who delivers it."""
    sizes, dues = cycle((2, 3)), cycle(DUE_IN)
    found: list[InventedAction] = []
    for service in invent_services(said):
        for place, name in enumerate(service.topics):
            ref, topic = county.placed_topics[name]
            entries = [each for each in invent_entries(county, ref, "", topic) if each.action][:-1]
            priority = service.priorities[min(place, 1)]
            dice = county.dice(f"actions/{ref}")
            size = next(sizes)
            for at in range(size):
                parts = entries[at::size]
                made = _action(said, service, priority, topic, parts, month_end(today, next(dues)), dice, at)
                found.append(made)
    return tuple(_idle(each) if at % IDLE == IDLE // 2 else each for at, each in enumerate(found))


def _action(
    said: Words,
    service: InventedService,
    priority: str,
    topic: Topic,
    parts: list[InventedEntry],
    due: date,
    dice: Random,
    at: int,
) -> InventedAction:
    start = months_later(due.replace(day=1), -dice.choice(LASTS))
    partner = dice.choice(said["partners"][:4])["ref"]
    return InventedAction(
        ref=f"{topic.slug}-{at + 1}",
        title=parts[0].action,
        service=service,
        priority=priority,
        topic=topic,
        district=parts[0].district,
        partners=(partner,) if at == 0 else (),
        start=start,
        due=due,
        serves=tuple(each.item.ref for each in parts),
        measures=(f"{topic.slug}-in-time",) if at == 0 else (),
        milestones=tuple(_milestones(said["milestones"], start, due)),
    )


def _milestones(titles: list[str], start: date, due: date) -> Iterator[tuple[date, str]]:
    for place, title in enumerate(titles, start=1):
        yield start + timedelta(days=(due - start).days * place // (len(titles) + 1)), title


def _idle(action: InventedAction) -> InventedAction:
    """The same action, for nothing that the council plans: somebody should ask why."""
    return replace(action, serves=(), measures=())
