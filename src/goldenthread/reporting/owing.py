"""What each service owes for a reporting period: worked out from measures and actions, never typed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.delivery.queries.action import actions_of
from goldenthread.delivery.sheet import ActionSeen
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.measures.returned import ReturnedMeasure, returned_measures, series_delivered
from goldenthread.rules.obligation import is_owed
from goldenthread.rules.period import Period
from goldenthread.rules.usual import usual


@dataclass(frozen=True, slots=True)
class FigureOwed:
    """One figure that a service owes; `usual` is what its series did before, as it is kept."""

    service: str
    measure: str
    area: str
    period: str
    usual: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ActionOwed:
    """One action that a service is to report on."""

    service: str
    action: str


@dataclass(frozen=True, slots=True)
class Owed:
    """Everything that is owed for one period, in the order in which it is asked for."""

    figures: tuple[FigureOwed, ...]
    actions: tuple[ActionOwed, ...]

    @property
    def services(self) -> tuple[str, ...]:
        """The services that owe anything, in order."""
        figures, actions = (each.service for each in self.figures), (each.service for each in self.actions)
        return tuple(sorted({*figures, *actions}))


def owed(period: Period, area: str, services: Iterable[str], today: date) -> Owed:
    """What the services owe for the period: one read of the store, and a few of the tables.

    Figures are owed for the council's own area. An action is owed while it is planned or under way, unless it
    starts after the period ends.
    """
    measures = tuple(each for each in returned_measures() if is_owed(each.returned, period, _year(each)))
    actions = actions_of(frozenset(services), today, live=True)
    return Owed(tuple(_figures(measures, period, area)), tuple(_actions(actions, period)))


def _year(owing: ReturnedMeasure) -> str:
    return owing.measure.year_type


def _figures(measures: Collection[ReturnedMeasure], period: Period, area: str) -> Iterator[FigureOwed]:
    policy = read_quarter_policy()
    known = series_delivered((each.measure.ref for each in measures), [area])
    for each in measures:
        series = known.get((each.measure.ref, area), ())
        for asked in is_owed(each.returned, period, _year(each)):
            before = usual(series, each.measure, policy, asked)
            yield FigureOwed(each.service, each.measure.ref, area, str(asked), dict(before.to_json()))


def _actions(actions: Iterable[ActionSeen], period: Period) -> Iterator[ActionOwed]:
    for each in actions:
        if each.sheet.start is None or each.sheet.start < period.end:
            yield ActionOwed(each.service, each.ref)
