"""One service's return as its page shows it: a fixed number of reads, however many rows it has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from goldenthread.delivery.queries.reported import actions_asked
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.people.access import Viewer
from goldenthread.people.queries.service import ServiceTree
from goldenthread.reporting.access import (
    may_approve_return,
    may_fill_return,
    may_read_return,
    may_unlock_return,
)
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnAction, ReturnFigure
from goldenthread.reporting.queries.return_row import (
    ActionRow,
    FigureRow,
    LastAction,
    LastFigure,
    action_row,
    figure_in_words,
    figure_row,
)
from goldenthread.reporting.shut import is_under_way, why_shut
from goldenthread.reporting.standing import Measures, measures_of
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import read_period
from goldenthread.rules.quarter import Confidence

LOOKED_BACK = 4
"""How many reporting periods are looked through for what was said last time: a year of quarters."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What was said about a return: sent back with a reason, approved, reminded."""

    kind: str
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """One return whole. `shut` says why nothing may be entered now; empty where it is open.

    `may_fill`, `may_approve` and `may_unlock` are the viewer's, in the state it is in.
    """

    period: str
    period_title: str
    due: date
    approve_by: date
    service: str
    title: str
    state: str
    version: int
    shut: str
    late_reason: str
    submitted_at: datetime | None
    submitted_by: str
    approved_at: datetime | None
    approved_by: str
    notes: tuple[NoteLine, ...]
    figures: tuple[FigureRow, ...]
    actions: tuple[ActionRow, ...]
    confidences: tuple[Confidence, ...]
    may_fill: bool
    may_approve: bool
    may_unlock: bool

    @property
    def sent_back(self) -> NoteLine | None:
        """Why it was sent back, while it is."""
        if self.state != "sent_back":
            return None
        return next((each for each in self.notes if each.kind in ("sent_back", "unlocked")), None)

    @property
    def unfinished(self) -> int:
        """How many of its rows nobody has begun."""
        figures = sum(not row.is_begun for row in self.figures)
        return figures + sum(not row.is_begun for row in self.actions)


def return_sheet(
    period: str, service: str, viewer: Viewer, tree: ServiceTree, now: datetime
) -> ReturnSheet | None:
    """One return, or None where the viewer may read none of that name."""
    if not may_read_return(viewer):
        return None
    rows = Return.objects.select_related("period")
    row = rows.filter(period__ref=period, service=service).first()
    if row is None:
        return None
    figures, actions = _rows(row, list(row.figures.all()), list(row.actions.all()), now)
    subjects = tree.subjects(service)
    may_approve = may_approve_return(viewer, subjects, row.submitted_by)
    closed = row.period.state in ("closed", "published")
    shut = why_shut(row)
    return ReturnSheet(
        period=row.period.ref,
        period_title=row.period.title,
        due=row.period.due,
        approve_by=row.period.approve_by,
        service=service,
        title=tree.title(service),
        state=row.state,
        version=row.version,
        shut=shut,
        late_reason=row.late_reason,
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
        notes=tuple(NoteLine(each.kind, each.text, each.who, each.at) for each in row.notes.all()),
        figures=figures,
        actions=actions,
        confidences=read_quarter_policy().confidences,
        may_fill=may_fill_return(viewer, subjects) and not shut,
        may_approve=may_approve and row.state == "submitted" and is_under_way(row),
        may_unlock=may_unlock_return(viewer) and closed and row.state != "published" and bool(shut),
    )


def saved_row(kind: str, number: int, now: datetime) -> FigureRow | ActionRow | None:
    """One row as it stands after a save, without what was said last time."""
    policy, today = read_quarter_policy(), timezone.localdate(now)
    if kind == "figure":
        row = ReturnFigure.objects.filter(pk=number).first()
        return figure_row(row, measures_of([row]), None, policy, today) if row else None
    told = ReturnAction.objects.filter(pk=number).first()
    if told is None:
        return None
    return action_row(told, actions_asked([told.action]).get(told.action), None, policy)


def _rows(
    row: Return, figures: Sequence[ReturnFigure], actions: Sequence[ReturnAction], now: datetime
) -> tuple[tuple[FigureRow, ...], tuple[ActionRow, ...]]:
    policy, today = read_quarter_policy(), timezone.localdate(now)
    judged = measures_of(figures)
    before = _periods_before(row.period)
    said = _last_figures(figures, before, judged)
    told = _last_actions(actions, before)
    seen = actions_asked({each.action for each in actions})
    return (
        tuple(
            figure_row(each, judged, said.get((each.measure, each.area)), policy, today) for each in figures
        ),
        tuple(action_row(each, seen.get(each.action), told.get(each.action), policy) for each in actions),
    )


def _periods_before(period: ReportingPeriod) -> Mapping[int, str]:
    """The keys and titles of the periods before, the latest first."""
    rows = ReportingPeriod.objects.filter(period__lt=period.period).order_by("-period")
    return dict(rows.values_list("pk", "title")[:LOOKED_BACK])


def _last_figures(
    figures: Iterable[ReturnFigure], before: Mapping[int, str], judged: Measures
) -> dict[tuple[str, str], LastFigure]:
    """What was last said of each measure in each area."""
    refs = {each.measure for each in figures}
    if not refs or not before:
        return {}
    rows = ReturnFigure.objects.filter(given_in__period__in=list(before), measure__in=refs).exclude(value="")
    columns = ("measure", "area", "value", "period", "comment", "verdict")
    latest = {row[:2]: row for row in rows.order_by("period").values_list(*columns)}
    return {key: _last_figure(row, judged) for key, row in latest.items()}


def _last_figure(row: tuple[str, str, str, str, str, str], judged: Measures) -> LastFigure:
    ref, _, value, period, comment, verdict = row
    measure = judged.known.get(ref) or Measure(ref, ref)
    label = read_period(period).label(measure.year_type or "financial")
    return LastFigure(figure_in_words(value, measure), label, comment, verdict)


def _last_actions(actions: Iterable[ReturnAction], before: Mapping[int, str]) -> dict[str, LastAction]:
    """What was last said of each action."""
    refs = {each.action for each in actions}
    if not refs or not before:
        return {}
    policy = read_quarter_policy()
    rows = ReturnAction.objects.filter(given_in__period__in=list(before), action__in=refs)
    said = rows.exclude(confidence="").order_by("given_in__period__period")
    columns = ("action", "confidence", "sentence", "given_in__period_id")
    return {
        action: LastAction(policy.confidence(confidence), sentence, before[period])
        for action, confidence, sentence, period in said.values_list(*columns)
    }
