"""The rows of a return as its page shows them: what is asked, what was said last time, what is entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from goldenthread.delivery.queries.reported import ActionAsked
from goldenthread.delivery.sheet import MilestoneNews, MilestoneSheet, read_milestone_news
from goldenthread.kit.format import with_unit
from goldenthread.reporting.models import ReturnAction, ReturnFigure
from goldenthread.reporting.row import action_texts, figure_texts
from goldenthread.reporting.standing import Measures, action_said_of, asks_parts, said_of
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import UnknownNumber, read_number
from goldenthread.rules.period import read_period
from goldenthread.rules.polarity import LOW_IS_GOOD
from goldenthread.rules.quarter import Confidence, QuarterPolicy
from goldenthread.rules.return_check import Asked, Finding, check_action, check_figure, verdict_of
from goldenthread.rules.target import in_force

_EXTRA_FIGURE: Final = ("comment", "management_action", "management_owner", "management_due")
_ALWAYS: Final = ("confidence", "sentence")
_EXTRA_ACTION: Final = ("forecast", "help_wanted", "risk", "milestones")


@dataclass(frozen=True, slots=True)
class LastFigure:
    """What was said of a measure last time, in words; `comment` may be empty."""

    value: str
    period: str
    comment: str
    verdict: str


@dataclass(frozen=True, slots=True)
class LastAction:
    """What was said of an action last time."""

    confidence: Confidence | None
    sentence: str
    period: str


@dataclass(frozen=True, slots=True)
class Raised:
    """A finding as the page shows it.

    `is_confirmed` is a warning that was answered; `is_still_to_say` an error of a field that is empty so far.
    """

    finding: Finding
    is_confirmed: bool = False
    is_still_to_say: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One measure's figure. `entered` is text by column; `parts` asks for numerator and denominator.

    `raised` is what the rules find in what is entered, an answered warning with it.
    """

    number: int
    version: int
    measure: Measure
    area: str
    period: str
    asks_for: str
    parts: bool
    target: str
    last: LastFigure | None
    entered: Mapping[str, str]
    raised: tuple[Raised, ...]
    verdict: str
    changed_by: str
    changed_at: datetime | None

    @property
    def figure(self) -> str:
        """The value with its unit, as it is read."""
        return figure_in_words(self.entered["value"], self.measure)

    @property
    def management_due(self) -> date | None:
        """The day of the management action, where a day is said."""
        return _day_of(self.entered["management_due"])

    @property
    def still_to_say(self) -> str:
        """What a red figure still needs, in a line, while it is being filled in."""
        return "; ".join(each.finding.do.lower() for each in self.raised if each.is_still_to_say)

    @property
    def is_begun(self) -> bool:
        return any(self.entered.values())

    @property
    def is_open(self) -> bool:
        """Whether the fields beneath are needed: it is red, something there is wrong, or they hold something.

        A fault in the grid itself leaves them shut, for a figure is half entered while it is typed.
        """
        beneath = {*_EXTRA_FIGURE, "status"} | ({"value"} if self.parts else set())
        is_wrong = any(each.finding.is_error and each.finding.column in beneath for each in self.raised)
        return self.verdict == "red" or (self.is_begun and is_wrong) or self.has_more

    @property
    def asks(self) -> str:
        """The columns that what is entered makes necessary, with spaces between; empty before anything is."""
        columns = [each.finding.column for each in self.raised if each.finding.is_error]
        return " ".join(dict.fromkeys(columns)) if self.is_begun else ""

    @property
    def has_more(self) -> bool:
        """Whether anything stands in the fields beneath."""
        lone_value = self.parts and bool(self.entered["value"]) and not self.entered["numerator"]
        return lone_value or any(self.entered[name] for name in _EXTRA_FIGURE) or self.has_status

    @property
    def has_status(self) -> bool:
        return self.entered["status"] not in ("", "normal")


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone with what this return says of it: days as ISO text, empty where it says nothing."""

    sheet: MilestoneSheet
    forecast: str
    reached: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action. `seen` is None where the action is gone."""

    number: int
    version: int
    ref: str
    title: str
    due: date | None
    seen: ActionAsked | None
    last: LastAction | None
    entered: Mapping[str, str]
    milestones: tuple[MilestoneRow, ...]
    raised: tuple[Raised, ...]
    chosen: Confidence | None
    changed_by: str
    changed_at: datetime | None
    verdict: str = ""
    still_to_say: str = ""
    """Both stay empty: actions are not judged, and the page shows how they stand as it does with figures."""

    @property
    def forecast(self) -> date | None:
        """The day now expected, where one is said."""
        return _day_of(self.entered["forecast"])

    @property
    def is_begun(self) -> bool:
        return any(self.entered.values())

    @property
    def asks(self) -> str:
        """The columns that what is entered makes necessary, with spaces between; empty before anything is."""
        columns = [each.finding.column for each in self.raised if each.finding.column not in _ALWAYS]
        return " ".join(dict.fromkeys(columns)) if self.is_begun else ""

    @property
    def is_open(self) -> bool:
        """Whether the fields beneath are needed: the confidence is low, or they hold something."""
        is_low = self.chosen is not None and self.chosen.is_low
        return is_low or any(self.entered[name] for name in _EXTRA_ACTION)


def figure_row(
    row: ReturnFigure, judged: Measures, last: LastFigure | None, policy: QuarterPolicy, today: date
) -> FigureRow:
    """A figure's row as its page shows it."""
    asked, said = judged.asked(row), said_of(row)
    measure, entered = asked.measure, figure_texts(row)
    found = check_figure(replace(said, confirmed=frozenset()), asked, policy, today)
    return FigureRow(
        number=row.pk,
        version=row.version,
        measure=measure,
        area=row.area,
        period=row.period,
        asks_for=asked.period.label(measure.year_type or "financial"),
        parts=asks_parts(measure) or bool(row.numerator or row.denominator),
        target=_target(asked),
        last=last or _usual_before(asked),
        entered=entered,
        raised=tuple(
            Raised(each, each.code in said.confirmed and not each.is_error, _is_still_to_say(each, entered))
            for each in found
        ),
        verdict=verdict_of(said, asked),
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )


def _is_still_to_say(finding: Finding, entered: Mapping[str, str]) -> bool:
    return finding.column in _EXTRA_FIGURE and not entered[finding.column]


def figure_in_words(text: str, measure: Measure) -> str:
    """A figure with its unit; what is no number stands as it is."""
    try:
        return with_unit(Decimal(read_number(text)), measure.unit, measure.decimals)
    except UnknownNumber:
        return text


def _day_of(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _target(asked: Asked) -> str:
    """What is aimed for by now, in a few words."""
    found = in_force(asked.own_targets, asked.period, lambda each: True)
    if found is None:
        return ""
    measure = asked.measure

    def said(value: Decimal | None) -> str:
        return with_unit(value, measure.unit, measure.decimals)

    if found.target is None:
        return f"expected {said(found.lower)} to {said(found.upper)}" if found.has_range else ""
    words = f"target {said(found.target)}"
    limit = "ceiling" if measure.polarity == LOW_IS_GOOD else "floor"
    return words if found.floor is None else f"{words}, {limit} {said(found.floor)}"


def _usual_before(asked: Asked) -> LastFigure | None:
    """The figure that was known when the period opened, where no return of before says it."""
    before = asked.usual
    if before is None or before.previous is None:
        return None
    measure = asked.measure
    label = read_period(before.previous_period).label(measure.year_type or "financial")
    return LastFigure(with_unit(before.previous, measure.unit, measure.decimals), label, "", "")


def action_row(
    row: ReturnAction, seen: ActionAsked | None, last: LastAction | None, policy: QuarterPolicy
) -> ActionRow:
    """An action's row as its page shows it."""
    chosen = policy.confidence(row.confidence)
    due = seen.due if seen else None
    found = check_action(action_said_of(row), due, policy)
    return ActionRow(
        number=row.pk,
        version=row.version,
        ref=row.action,
        title=seen.title if seen else row.action,
        due=due,
        seen=seen,
        last=last,
        entered=action_texts(row),
        milestones=_milestones(row, seen.milestones if seen else ()),
        raised=tuple(Raised(each) for each in found),
        chosen=chosen,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )


def _milestones(row: ReturnAction, sheets: Sequence[MilestoneSheet]) -> tuple[MilestoneRow, ...]:
    """The milestones that are still ahead, or that this return speaks of."""
    news = read_milestone_news(row.milestones)
    nothing = MilestoneNews()
    return tuple(
        MilestoneRow(each, _day(said.forecast), _day(said.reached))
        for each in sheets
        if (said := news.get(each.ref, nothing)) is not nothing or each.reached is None
    )


def _day(when: date | None) -> str:
    return when.isoformat() if when else ""
