"""What the rules say of a return's rows: the values they are asked with, findings and verdicts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.delivery.queries.reported import actions_asked
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.measures.returned import aims_of, returned_measures
from goldenthread.reporting.models import ReturnAction, ReturnFigure
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period
from goldenthread.rules.return_check import (
    ActionSaid,
    Asked,
    Finding,
    Said,
    Usual,
    check_action,
    check_figure,
)


@dataclass(frozen=True, slots=True)
class Measures:
    """The definitions and targets that a return's figures are judged by: two reads."""

    known: Mapping[str, Measure]
    aims: Mapping[tuple[str, str], tuple[Target, ...]]

    def asked(self, row: ReturnFigure) -> Asked:
        """What a figure's row asks for. A measure that is gone is asked for by its ref alone."""
        measure = self.known.get(row.measure) or Measure(row.measure, row.measure)
        targets = self.aims.get((row.measure, row.area), ())
        period = read_period(row.period, measure.year_type)
        return Asked(measure, row.area, period, targets, Usual.from_json(row.usual))


def measures_of(rows: Iterable[ReturnFigure]) -> Measures:
    """What these rows are judged by."""
    refs = {row.measure for row in rows}
    if not refs:
        return Measures({}, {})
    return Measures({each.measure.ref: each.measure for each in returned_measures(refs)}, aims_of(refs))


def asks_parts(measure: Measure) -> bool:
    """Whether a measure has a numerator and a denominator: a stated multiplier, or a share of a whole."""
    return measure.multiplier is not None or measure.statistic in ("proportion", "ratio")


def said_of(row: ReturnFigure) -> Said:
    """What a figure's row says, as the rules read it."""
    return Said(
        row.value,
        row.numerator,
        row.denominator,
        row.status,
        row.comment,
        row.management_action,
        row.management_owner,
        row.management_due,
        frozenset(row.confirmed),
    )


def action_said_of(row: ReturnAction) -> ActionSaid:
    """What an action's row says, as the rules read it."""
    return ActionSaid(row.confidence, row.sentence, row.forecast, row.help_wanted, row.risk)


@dataclass(frozen=True, slots=True)
class RowFinding:
    """Something found in one row of a return; `kind` is figure or action, `number` the row's own."""

    kind: str
    number: int
    title: str
    finding: Finding
    has_parts: bool = False

    @property
    def target(self) -> str:
        """The id of the field that it is about; of a value that is worked out, the first of its parts."""
        worked_out = self.has_parts and self.finding.column == "value"
        return f"{self.kind[0]}-{self.number}-{'numerator' if worked_out else self.finding.column}"


def findings_of(
    figures: Sequence[ReturnFigure], actions: Sequence[ReturnAction], today: date
) -> tuple[RowFinding, ...]:
    """Everything the rules find in a return, row by row in its order."""
    policy, judged = read_quarter_policy(), measures_of(figures)
    named = actions_asked({row.action for row in actions})
    found = []
    for row in figures:
        asked = judged.asked(row)
        title = asked.measure.title
        found += [
            RowFinding("figure", row.pk, title, each, asks_parts(asked.measure))
            for each in check_figure(said_of(row), asked, policy, today)
        ]
    for told in actions:
        action = named.get(told.action)
        title, due = (action.title, action.due) if action else (told.action, None)
        found += [
            RowFinding("action", told.pk, title, each)
            for each in check_action(action_said_of(told), due, policy)
        ]
    return tuple(found)
