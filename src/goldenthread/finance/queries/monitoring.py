"""The budget as the year goes: by service and month, and line by line, with what is an early warning."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F
from django.db.models.functions import Abs

from goldenthread.engine.budget.in_year import in_year_policy
from goldenthread.finance.models import Line, Monitored, MonitoredTotal
from goldenthread.finance.queries.virement import (
    LineStanding,
    YearBudget,
    agreed_by_service,
    lines_by_service,
    lines_standing,
    moved_by_service,
)
from goldenthread.rules.money import ZERO, total
from goldenthread.rules.monitoring import (
    UNUSUAL,
    MonthFigures,
    Warned,
    early_warning,
    month_name,
    needs_words,
)


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What the reported lines of a service, or of all, come to at the end of a month."""

    month: int
    lines: int
    warned: int
    budget: Decimal
    actual: Decimal
    forecast: Decimal

    @property
    def variance(self) -> Decimal:
        """What those lines are forecast to cost beyond their budget."""
        return self.forecast - self.budget

    @property
    def size(self) -> Decimal:
        """How large the variance is, whichever way."""
        return abs(self.variance)


@dataclass(frozen=True, slots=True)
class ServiceYear:
    """One service in the year: its budget as agreed and as moved, and its months that were reported."""

    service: str
    title: str
    lines: int
    agreed: Decimal
    moved: Decimal
    months: Mapping[int, MonthTotal]

    @property
    def budget(self) -> Decimal:
        return self.agreed + self.moved


@dataclass(frozen=True, slots=True)
class YearView:
    """The whole council's year: every service, and the total of all in each month that has any figure."""

    budget: YearBudget
    services: tuple[ServiceYear, ...]
    months: tuple[MonthTotal, ...]

    @property
    def agreed(self) -> Decimal:
        return total([each.agreed for each in self.services])

    @property
    def moved(self) -> Decimal:
        return total([each.moved for each in self.services])

    @property
    def lines(self) -> int:
        return sum(each.lines for each in self.services)

    @property
    def latest(self) -> MonthTotal | None:
        """The last month that anything was reported of."""
        return self.months[-1] if self.months else None


@dataclass(frozen=True, slots=True)
class MonthLine:
    """What was said of one line at the end of a month."""

    figures: MonthFigures
    reason: str
    action: str
    by: str
    warned: Warned

    @property
    def in_words(self) -> str:
        return month_name(self.figures.year, self.figures.month)


@dataclass(frozen=True, slots=True)
class LineYear:
    """One line in the year, with its months; `needs_words` says that its variance must be explained."""

    line: LineStanding
    months: Mapping[int, MonthLine]

    @property
    def latest(self) -> MonthLine | None:
        return self.months[max(self.months)] if self.months else None


@dataclass(frozen=True, slots=True)
class WarnedLine:
    """A line whose forecast moved beyond its usual in a month."""

    line: str
    title: str
    service: str
    code: str
    budget: Decimal
    forecast: Decimal

    @property
    def variance(self) -> Decimal:
        return self.forecast - self.budget


def year_view(budget: YearBudget, titles: Mapping[str, str]) -> YearView:
    """The year by service and month: a handful of small reads, however many lines there are."""
    agreed, moved, lines = agreed_by_service(budget), moved_by_service(budget), lines_by_service(budget)
    months: dict[str, dict[int, MonthTotal]] = defaultdict(dict)
    for row in MonitoredTotal.objects.filter(year=budget.first):
        months[row.service][row.month] = _total(row)
    found = [
        ServiceYear(
            each,
            titles.get(each, each),
            lines[each],
            agreed.get(each, ZERO),
            moved.get(each, ZERO),
            months.get(each, {}),
        )
        for each in lines
    ]
    found.sort(key=lambda each: each.title)
    # A service that a later version no longer has still counts in what was reported.
    return YearView(budget, tuple(found), tuple(_summed(months.values())))


def lines_year(
    budget: YearBudget,
    service: str = "",
    refs: Collection[str] | None = None,
    within: slice = slice(None),
) -> tuple[LineYear, ...]:
    """A page of a service's lines, or those of these refs, with every month of the year and its warning."""
    lines = lines_standing(budget, service, refs, within)
    rule = in_year_policy(budget.first).warning
    rows = history_of([each.ref for each in lines], budget.first)
    found = []
    for line in lines:
        held = rows.get(line.ref, [])
        months = {}
        for at, row in enumerate(held):
            if row.year == budget.first:
                warned = early_warning((figures_of(each) for each in held[: at + 1]), rule)
                months[row.month] = MonthLine(figures_of(row), row.reason, row.action, row.by, warned)
        found.append(LineYear(line, months))
    return tuple(found)


def history_of(lines: Iterable[str], year: int) -> dict[str, list[Monitored]]:
    """What was said of these lines up to the end of a year, in order, by line."""
    rows = Monitored.objects.filter(line__in=list(lines), year__lte=year).order_by("year", "month")
    found: dict[str, list[Monitored]] = defaultdict(list)
    for row in rows:
        found[row.line].append(row)
    return found


def figures_of(row: Monitored) -> MonthFigures:
    """A row as the rules take it."""
    return MonthFigures(row.year, row.month, row.budget, row.actual, row.forecast)


def must_be_explained(figures: MonthFigures) -> bool:
    """Whether the variance is so large that the council asks for a reason and an action."""
    return needs_words(figures, in_year_policy(figures.year).variance)


def warned_lines(budget: YearBudget, month: int, most: int = 50) -> tuple[WarnedLine, ...]:
    """The lines with an early warning in a month, the largest variance first."""
    rows = (
        Monitored.objects.filter(year=budget.first, month=month, warning__in=UNUSUAL)
        .order_by(Abs(F("forecast") - F("budget")).desc(), "line")
        .values_list("line", "service", "warning", "budget", "forecast")[:most]
    )
    held = list(rows)
    named = Line.objects.filter(budget__ref=budget.ref, ref__in=[each[0] for each in held])
    titles = dict(named.values_list("ref", "title"))
    return tuple(
        WarnedLine(line, titles.get(line, line), service, code, net, forecast)
        for line, service, code, net, forecast in held
    )


def _total(row: MonitoredTotal) -> MonthTotal:
    return MonthTotal(row.month, row.lines, row.warned, row.budget, row.actual, row.forecast)


def _summed(services: Iterable[Mapping[int, MonthTotal]]) -> Iterable[MonthTotal]:
    held = list(services)
    for month in sorted({month for each in held for month in each}):
        of = [each[month] for each in held if month in each]
        yield MonthTotal(
            month,
            sum(each.lines for each in of),
            sum(each.warned for each in of),
            total([each.budget for each in of]),
            total([each.actual for each in of]),
            total([each.forecast for each in of]),
        )
