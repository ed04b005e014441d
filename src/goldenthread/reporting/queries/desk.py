"""The performance desk: every return of a quarter in one reading, however many services there are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from goldenthread.people.queries.service import ServiceTree
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnNote
from goldenthread.reporting.queries.desk_count import Change, Counts, changes, counted, figures_of
from goldenthread.reporting.queries.desk_line import DeskLine, desk_lines
from goldenthread.rules.quarter import QuarterPolicy

STATES: Final = {
    "not_begun": "Not begun",
    "draft": "Being filled in",
    "sent_back": "Sent back",
    "submitted": "Submitted",
    "approved": "Approved",
    "published": "Published",
}
"""Where a return stands, in the order of its way."""

OUTSTANDING: Final = ("not_begun", "draft", "sent_back")


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """What the desk is narrowed to; each stands in the address."""

    state: str = ""
    directorate: str = ""
    odd: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One service's return. `late` is how many days it is overdue; 0 where it is not."""

    service: str
    title: str
    directorate: str
    state: str
    late: int
    submitted_at: datetime | None
    submitted_by: str
    approved_at: datetime | None
    approved_by: str
    is_unlocked: bool
    late_reason: str
    reminded: datetime | None
    counts: Counts
    change: Change
    lines: tuple[DeskLine, ...]

    @property
    def state_in_words(self) -> str:
        return STATES[self.state]

    @property
    def told(self) -> str:
        """What it opens to, a line for each figure or action to look at."""
        return "\n".join(map(str, self.lines))

    @property
    def is_outstanding(self) -> bool:
        return self.state in OUTSTANDING


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """A reporting period and its dates. `state` is planned, open, closed or published."""

    ref: str
    title: str
    period: str
    opens: date
    due: date
    approve_by: date
    closes: date
    state: str
    publish_at: datetime | None
    release: str
    note: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The quarter at a glance: what is in, late and odd; `rows` are those that the filter leaves."""

    period: PeriodFacts
    previous: str
    rows: tuple[DeskRow, ...]
    states: tuple[tuple[str, str, int], ...]
    late: int
    odd: int
    total: int
    directorates: tuple[tuple[str, str], ...] = field(default=())


def period_facts(row: ReportingPeriod) -> PeriodFacts:
    """A period's row as a value."""
    return PeriodFacts(
        row.ref,
        row.title,
        row.period,
        row.opens,
        row.due,
        row.approve_by,
        row.closes,
        row.state,
        row.publish_at,
        row.release,
        row.note,
    )


def period_before(row: ReportingPeriod) -> ReportingPeriod | None:
    """The reporting period that came before this one, if there was one."""
    return ReportingPeriod.objects.filter(period__lt=row.period).order_by("-period").first()


def desk(ref: str, wanted: DeskFilter, tree: ServiceTree, policy: QuarterPolicy, today: date) -> Desk | None:
    """Every return of the period that the filter leaves, or None where there is no such period.

    A fixed number of reads. How figures are judged is as it was when each was saved.
    """
    period = ReportingPeriod.objects.filter(ref=ref).first()
    if period is None:
        return None
    before = period_before(period)
    low = [each.code for each in policy.confidences if each.is_low]
    rows = _rows(period, before, low, tree, today)
    ordered = sorted(rows, key=lambda row: (row.directorate != row.service, row.title))
    kept = tuple(row for row in ordered if _is_wanted(row, wanted, tree))
    held = Counter(row.state for row in rows)
    directorates = {row.directorate: tree.title(row.directorate) for row in rows}
    return Desk(
        period_facts(period),
        before.title if before else "",
        kept,
        tuple((state, words, held[state]) for state, words in STATES.items() if held[state]),
        sum(1 for row in rows if row.late),
        sum(1 for row in rows if row.counts.odd),
        len(rows),
        tuple(sorted(directorates.items(), key=lambda each: each[1])),
    )


def _rows(
    period: ReportingPeriod,
    before: ReportingPeriod | None,
    low: Sequence[str],
    tree: ServiceTree,
    today: date,
) -> list[DeskRow]:
    returns = list(Return.objects.filter(period=period).order_by("service"))
    figures = figures_of(period.pk)
    moved = changes(period.pk, before.pk if before else None, figures)
    lines = desk_lines(period.pk, low)
    odd = {key: sum(each.is_odd for each in held) for key, held in lines.items()}
    counts = counted(period.pk, figures, odd, low)
    reminded = _reminded(returns)
    none, still = Counts(), Change()
    return [
        DeskRow(
            service=row.service,
            title=tree.title(row.service),
            directorate=tree.lineage(row.service)[-1],
            state=state_of(row),
            late=_days_late(row, period, today),
            submitted_at=row.submitted_at,
            submitted_by=row.submitted_by,
            approved_at=row.approved_at,
            approved_by=row.approved_by,
            is_unlocked=row.is_unlocked,
            late_reason=row.late_reason,
            reminded=reminded.get(row.pk),
            counts=counts.get(row.pk, none),
            change=moved.get(row.pk, still),
            lines=lines.get(row.pk, ()),
        )
        for row in returns
    ]


def state_of(row: Return) -> str:
    """Where a return stands: its state, or `not_begun` where nobody has touched it."""
    return "not_begun" if row.state == "draft" and row.changed_at is None else row.state


def _days_late(row: Return, period: ReportingPeriod, today: date) -> int:
    return max(0, (today - period.due).days) if state_of(row) in OUTSTANDING else 0


def _reminded(returns: Iterable[Return]) -> dict[int, datetime]:
    notes = ReturnNote.objects.filter(about__in=[row.pk for row in returns], kind="reminded")
    return dict(notes.order_by("at").values_list("about_id", "at"))


def _is_wanted(row: DeskRow, wanted: DeskFilter, tree: ServiceTree) -> bool:
    outstanding = wanted.state == "outstanding" and row.is_outstanding
    return (
        (not wanted.state or row.state == wanted.state or outstanding)
        and (not wanted.directorate or wanted.directorate in tree.lineage(row.service))
        and (not wanted.odd or row.counts.odd > 0)
        and (not wanted.late or row.late > 0)
    )
