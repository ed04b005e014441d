"""What the council asks of Government, and how each ask stands: only what is published."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

from goldenthread.delivery.commitment_sheet import Promise
from goldenthread.delivery.commitment_words import STATES
from goldenthread.delivery.queries.commitment import asks
from goldenthread.plan.queries import ItemPlace, places, plans
from goldenthread.thread.reader import Reader


@dataclass(frozen=True, slots=True)
class Ask:
    """An ask, whether the reader can see it in its plan, and the plan item that it serves there, if any."""

    promise: Promise
    is_in_plan: bool
    serves: str
    serves_title: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything asked of one department or body."""

    title: str
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class AskPage:
    """The asks by whom they are asked of; `counts` are of every state that some ask has, in their order.

    `warnings` are the plans they come from that are not in force, each by its title with what must be said.
    """

    groups: tuple[Asked, ...]
    counts: tuple[tuple[str, str, int], ...]
    total: int
    state: str
    warnings: tuple[tuple[str, str], ...]

    @property
    def state_in_words(self) -> str:
        return STATES.get(self.state, "")


def read(state: str, reader: Reader) -> AskPage:
    """The page, of one state or of all; a state that there is not asks for all."""
    every = asks(reader.now)
    chosen = state if state in STATES else ""
    shown = [each for each in every if not chosen or each.state == chosen]
    seen = {(each.plan, each.ref): each for each in places(reader.viewer, reader.now)} if shown else {}
    told = [_ask(each, seen) for each in shown]
    groups = groupby(told, key=lambda ask: ask.promise.partner_title)
    counts = ((name, word, sum(each.state == name for each in every)) for name, word in STATES.items())
    return AskPage(
        tuple(Asked(title, tuple(found)) for title, found in groups),
        tuple(each for each in counts if each[2]),
        len(every),
        chosen,
        _warnings({each.plan for each in shown}, reader),
    )


def _warnings(refs: Collection[str], reader: Reader) -> tuple[tuple[str, str], ...]:
    """What a reader must know of the plans that asks come from: that one is a draft, or was never adopted."""
    held = plans(reader.viewer, reader.now) if refs else ()
    return tuple((each.title, each.banner) for each in held if each.ref in refs and each.banner)


def _ask(promise: Promise, seen: Mapping[tuple[str, str], ItemPlace]) -> Ask:
    place = seen.get((promise.plan, promise.item))
    above = seen.get((promise.plan, place.parent)) if place else None
    return Ask(promise, place is not None, above.ref if above else "", above.title if above else "")
