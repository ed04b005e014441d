"""How budget lines stand at the end of a month: said one by one, by service, or by a file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from goldenthread.engine.budget.in_year import in_year_policy
from goldenthread.finance.access import may_monitor, may_monitor_anything
from goldenthread.finance.models import BudgetVersion, Monitored, MonitoredTotal
from goldenthread.finance.queries.monitoring import figures_of, history_of, must_be_explained
from goldenthread.finance.queries.virement import (
    FEW,
    LineStanding,
    YearBudget,
    agreed_budget,
    lines_standing,
)
from goldenthread.finance.seen_mark import mark_of
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.service import services
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.monitoring import (
    MONTHS_OF_YEAR,
    UNUSUAL,
    MonthFigures,
    early_warning,
    month_name,
)
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject

MOST_TOLD = 50
"""Lines that the trail tells one by one; of more, how many and what they come to."""

SEEN = "seen"
"""The column of a refusal that says: somebody else was quicker."""

MONITOR = "say how budget lines stand"
_BATCH = 400


@dataclass(frozen=True, slots=True)
class LineSaid:
    """What is said of one line, by its ref. `row` is where a file says it.

    `seen` marks what stood there when it was written (`mark_of`); where something else stands by now, it is
    refused. None asks for no check.
    """

    line: str
    actual: Decimal
    forecast: Decimal
    reason: str = ""
    action: str = ""
    row: int | None = None
    seen: int | None = None


@transaction.atomic
def monitor_lines(who: Officer | None, year: int, month: int, said: Sequence[LineSaid]) -> int:
    """Say how lines stand at the end of a month, all of them or none; returns how many changed.

    Raises Refused with every fault: by the line's ref as its column, or by the row of a file.
    """
    require(who is None or may_monitor_anything(who), MONITOR)
    budget = budget_of(year, month)
    hold_budget(budget)
    lines = known_lines(budget, said)
    faults = monitoring_faults(who, budget, month, said, lines)
    faults = faults or tuple(_overtaken(budget, month, said))
    if faults:
        raise Refused(faults)
    changed, touched = _kept(who, budget, month, said, lines)
    if changed:
        _warn_anew(changed, year)
        _sum_anew(touched, year, month)
        note = f"{len(changed)} lines, {month_name(year, month)}"
        after = {} if len(changed) > MOST_TOLD else {line: now for line, (_, now) in changed.items()}
        before = {} if len(changed) > MOST_TOLD else {line: was for line, (was, _) in changed.items()}
        record(who, "monitor_lines", Subject("monitoring", f"{year}-{month}"), before, after, note)
    return len(changed)


def budget_of(year: int, month: int) -> YearBudget:
    """The budget in force for a month's year. Raises Refused where there is none, or no such month."""
    found = agreed_budget(year)
    if found is None:
        what = f"no budget is agreed for {year_name(year)}"
        raise refuse(what, "freeze one as approved first", column="year")
    if month not in MONTHS_OF_YEAR:
        raise refuse(f"there is no month {month}", "give 1 for April to 12 for March", column="month")
    return found


def hold_budget(budget: YearBudget) -> None:
    """Hold the budget in force until the end, so that no two officers say the same thing of it at once."""
    BudgetVersion.objects.select_for_update().only("ref").get(ref=budget.ref)


def known_lines(budget: YearBudget, said: Iterable[LineSaid]) -> dict[str, LineStanding]:
    """The lines spoken of that the budget in force has, by ref."""
    return {each.ref: each for each in lines_standing(budget, refs={each.line for each in said})}


def monitoring_faults(
    who: Officer | None,
    budget: YearBudget,
    month: int,
    said: Sequence[LineSaid],
    lines: Mapping[str, LineStanding],
) -> tuple[Refusal, ...]:
    """Everything that keeps these figures from being taken, in their order."""
    tree = services(timezone.localdate())
    theirs = {
        each: who is None or may_monitor(who, tree.subjects(each))
        for each in {line.service for line in lines.values()}
    }
    seen: set[str] = set()
    found = []
    for each in said:
        line = lines.get(each.line)
        column, told = "line", ("", "")
        if line is None:
            told = f"there is no line {each.line!r} in {budget.title}", "give a line's ref"
        elif each.line in seen:
            told = f"the line {each.line} stands here twice", "say each line once"
        elif not theirs[line.service]:
            what = f"your roles do not let you say how {tree.title(line.service)} stands"
            told = what, "leave it to that service's lead"
        elif missing := _unexplained(each, line, budget, month):
            column, told = missing, _EXPLAIN[missing]
        seen.add(each.line)
        if told[0]:
            found.append(Refusal("", each.row, column if each.row else each.line, *told))
    return tuple(found)


def _overtaken(budget: YearBudget, month: int, said: Sequence[LineSaid]) -> Iterator[Refusal]:
    """Lines of which somebody else has said something since the form was opened."""
    marked = {each.line: each for each in said if each.seen is not None}
    refs = list(marked)
    for start in range(0, len(refs), _BATCH):
        rows = Monitored.objects.filter(year=budget.first, month=month, line__in=refs[start : start + _BATCH])
        for row in rows:
            own = marked[row.line]
            now = mark_of(row.actual, row.forecast, row.reason, row.action)
            if now not in (own.seen, mark_of(own.actual, own.forecast, own.reason, own.action)):
                told = f"spent £{row.actual:,.2f}, forecast £{row.forecast:,.2f}"
                what = f"since you opened it, {row.by or 'somebody'} said: {told}"
                do = "compare it with yours, then save again to put yours in its place"
                yield Refusal("", own.row, SEEN if own.row else own.line, what, do)


_EXPLAIN = {
    "reason": ("the variance is large and has no reason", "say why the forecast differs from the budget"),
    "action": ("the variance is large and nothing is said to be done", "say what is done about it"),
}


def _unexplained(said: LineSaid, line: LineStanding, budget: YearBudget, month: int) -> str:
    figures = MonthFigures(budget.first, month, line.budget, said.actual, said.forecast)
    if not must_be_explained(figures):
        return ""
    return "reason" if not said.reason.strip() else "action" if not said.action.strip() else ""


def _kept(
    who: Officer | None,
    budget: YearBudget,
    month: int,
    said: Sequence[LineSaid],
    lines: Mapping[str, LineStanding],
) -> tuple[dict[str, tuple[list[str], list[str]]], set[str]]:
    """Write what differs: what was and what is, by line; and the services that lines are of or were of."""
    held = Monitored.objects.filter(year=budget.first, month=month)
    held = held.filter(line__in=[each.line for each in said]) if len(said) <= FEW else held
    rows = {row.line: row for row in held}
    new: list[Monitored] = []
    moved: list[Monitored] = []
    changed, touched = {}, set()
    for each in said:
        row = rows.get(each.line)
        before = _told(row) if row else []
        line = lines[each.line]
        was_of = row.service if row else line.service
        row = row or Monitored(year=budget.first, month=month, line=each.line)
        row.service, row.budget = line.service, line.budget
        row.actual, row.forecast = each.actual, each.forecast
        row.reason, row.action = each.reason.strip(), each.action.strip()
        if before == _told(row) and was_of == line.service:
            continue
        touched |= {was_of, line.service}
        row.by, row.at = who.username if who else "", timezone.now()
        (moved if row.pk else new).append(row)
        changed[each.line] = before, _told(row)
    # Written anew: that is ten times as fast as changing thousands of rows, and the trail says what was.
    for start in range(0, len(moved), _BATCH):
        Monitored.objects.filter(pk__in=[each.pk for each in moved[start : start + _BATCH]]).delete()
    for each_row in moved:
        each_row.pk = None
    Monitored.objects.bulk_create([*new, *moved], 2000)
    return changed, touched


def _told(row: Monitored) -> list[str]:
    return [f"{row.budget:f}", f"{row.actual:f}", f"{row.forecast:f}", row.reason, row.action]


def _warn_anew(lines: Iterable[str], year: int) -> None:
    """Judge every month of these lines in the year again: a figure that is corrected moves what follows."""
    rule = in_year_policy(year).warning
    refs = list(lines)
    differing: dict[str, list[int]] = defaultdict(list)
    for start in range(0, len(refs), _BATCH):
        for rows in history_of(refs[start : start + _BATCH], year).values():
            figures = [figures_of(row) for row in rows]
            for at, row in enumerate(rows):
                code = early_warning(figures[: at + 1], rule).code if row.year == year else row.warning
                if code != row.warning:
                    differing[code].append(row.pk)
    for code, rows_of in differing.items():
        for start in range(0, len(rows_of), _BATCH):
            Monitored.objects.filter(pk__in=rows_of[start : start + _BATCH]).update(warning=code)


def _sum_anew(of: Iterable[str], year: int, month: int) -> None:
    """Sum the months of these services from this one on: a warning later in the year may have changed."""
    touched = sorted(of)
    MonitoredTotal.objects.filter(year=year, month__gte=month, service__in=touched).delete()
    rows = Monitored.objects.filter(year=year, month__gte=month, service__in=touched)
    summed = (
        rows.order_by()
        .values("month", "service")
        .annotate(
            lines=Count("id"),
            warned=Count("id", filter=Q(warning__in=UNUSUAL)),
            net=Sum("budget"),
            spent=Sum("actual"),
            expected=Sum("forecast"),
        )
    )
    MonitoredTotal.objects.bulk_create(
        MonitoredTotal(
            year=year,
            month=each["month"],
            service=each["service"],
            lines=each["lines"],
            warned=each["warned"],
            budget=each["net"],
            actual=each["spent"],
            forecast=each["expected"],
        )
        for each in summed
    )
