"""The savings of the budget in force: how far each is, what it is expected to bring, and what it touches."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from fractions import Fraction

from goldenthread.engine.budget.in_year import in_year_policy
from goldenthread.finance.models import ChangeRow, Line, SavingReport, TouchRow
from goldenthread.finance.queries.saving_sheet import (
    BasisTotal,
    KindHistory,
    SavingSaid,
    SavingSheet,
    SavingsView,
    TouchSheet,
)
from goldenthread.finance.queries.version import bare_book
from goldenthread.finance.queries.virement import YearBudget
from goldenthread.finance.storing import read_rows
from goldenthread.rules.budget import SAVINGS, BudgetLine, Change
from goldenthread.rules.money import ZERO, in_pounds, total
from goldenthread.rules.monitoring import QUARTER_ENDS
from goldenthread.rules.mtfp import worth
from goldenthread.rules.mtfp_change import price_year, terms
from goldenthread.rules.mtfp_driver import Drivers
from goldenthread.rules.saving import (
    BASES,
    OVER,
    DeliveryShare,
    FinishedSaving,
    delivery_share,
    expected_delivery,
)


def savings_view(budget: YearBudget, services: Collection[str] | None = None) -> SavingsView:
    """The savings of the budget's year, of these services or of all, and what later years plan."""
    rows = ChangeRow.objects.filter(budget__ref=budget.ref, is_saving=True)
    rows = rows if services is None else rows.filter(service__in=services)
    held = list(rows)
    history = finished_savings(budget.first)
    now = [row for row in held if row.year == budget.first]
    found = _sheets(budget, now, history)
    kinds = sorted({each.kind for each in found if not each.is_unidentified}, key=list(SAVINGS).index)
    rule = in_year_policy(budget.first).savings
    return SavingsView(
        budget,
        tuple(found),
        tuple(_by_basis(found)),
        tuple(KindHistory(kind, delivery_share(history, kind, rule)) for kind in kinds),
        tuple(_later(row for row in held if row.year > budget.first)),
    )


def saving_named(budget: YearBudget, ref: str) -> SavingSheet | None:
    """One saving of the budget's year."""
    row = ChangeRow.objects.filter(budget__ref=budget.ref, ref=ref, is_saving=True, year=budget.first).first()
    return _sheets(budget, [row], finished_savings(budget.first))[0] if row else None


def reports_of(ref: str, year: int) -> tuple[SavingSaid, ...]:
    """Everything said of a saving in a year, the latest month first."""
    rows = SavingReport.objects.filter(change=ref, year=year).order_by("-month")
    return tuple(_said(row) for row in rows)


def finished_savings(before: int) -> tuple[FinishedSaving, ...]:
    """The council's savings of earlier years, as last reported of: those that ended, and those of March.

    Their kind is that of the agreed budget of their year; one that no budget names is left out.
    """
    latest: dict[tuple[int, str], SavingReport] = {}
    for row in SavingReport.objects.filter(year__lt=before).order_by("year", "month"):
        latest[row.year, row.change] = row
    ended = {key: row for key, row in latest.items() if row.state in OVER or row.month == max(QUARTER_ENDS)}
    kinds = dict(
        ((year, ref), kind)
        for year, ref, kind in ChangeRow.objects.filter(
            is_saving=True,
            budget__first__in={year for year, _ in ended},
            budget__state__in=("approved", "amended"),
        ).values_list("year", "ref", "kind")
    )
    return tuple(
        FinishedSaving(kinds[key], row.planned, row.delivered)
        for key, row in ended.items()
        if key in kinds and kinds[key] != "unidentified"
    )


def share_of(budget: YearBudget, kind: str) -> DeliveryShare:
    """What share of its planned savings of a kind the council delivered in earlier years."""
    return delivery_share(finished_savings(budget.first), kind, in_year_policy(budget.first).savings)


def prior_share(year: int) -> tuple[Fraction, str]:
    """The share that was published of other councils, and its source."""
    rule = in_year_policy(year).savings
    return Fraction(rule.prior_delivered) / Fraction(rule.prior_planned), rule.prior_source


def month_due(year: int, today: date) -> int | None:
    """The latest quarter-end of a financial year that has passed; None before the first."""
    if today >= date(year + 1, 4, 1):
        return QUARTER_ENDS[-1]
    gone = (today.year - year) * 12 + today.month - 4
    return max((each for each in QUARTER_ENDS if each <= gone), default=None)


def savings_unanswered(
    budget: YearBudget, services: Collection[str], month: int
) -> tuple[tuple[str, str, str], ...]:
    """Savings of these services that nobody has answered for since that month: ref, title, service."""
    rows = ChangeRow.objects.filter(
        budget__ref=budget.ref, is_saving=True, year=budget.first, service__in=services
    ).exclude(kind="unidentified")
    held = list(rows.values_list("ref", "title", "service"))
    told = SavingReport.objects.filter(year=budget.first, change__in=[each[0] for each in held])
    answered = {
        change
        for change, at, state in told.values_list("change", "month", "state")
        if at >= month or state in OVER
    }
    return tuple(each for each in held if each[0] not in answered)


def _sheets(
    budget: YearBudget, rows: Collection[ChangeRow], history: Collection[FinishedSaving]
) -> list[SavingSheet]:
    refs = [row.ref for row in rows]
    latest = {
        row.change: _said(row)
        for row in SavingReport.objects.filter(year=budget.first, change__in=refs).order_by("month")
    }
    touches: dict[str, list[TouchSheet]] = defaultdict(list)
    for each in TouchRow.objects.filter(budget__ref=budget.ref, change__in=refs):
        touches[each.change].append(TouchSheet(each.plan, each.item, each.measure, each.why))
    counted = _counted(budget.ref, rows)
    rule = in_year_policy(budget.first).savings
    shares = {kind: delivery_share(history, kind, rule) for kind in {row.kind for row in rows}}
    return [_sheet(row, budget, counted[row.ref], latest, touches, shares) for row in rows]


def _counted(ref: str, rows: Collection[ChangeRow]) -> dict[str, Decimal]:
    """What the central plan counts of each saving in its year, by the saving's ref."""
    if not rows:
        return {}
    book = bare_book(ref)
    drivers = Drivers(book)
    dated = {row.line for row in rows if price_year(row.price_base or book.price_base) is not None}
    lines = read_rows(BudgetLine, Line.objects.filter(budget__ref=ref, ref__in=dated)) if dated else ()
    exposed = {line.ref: line.exposures for line in lines}
    found = {}
    for row in rows:
        change = Change(**{each.name: getattr(row, each.name) for each in fields(Change)})
        in_its_year = terms(change, book.price_base)[0]
        found[row.ref] = -in_pounds(worth(in_its_year, exposed.get(row.line, ()), drivers))
    return found


def _sheet(
    row: ChangeRow,
    budget: YearBudget,
    counted: Decimal,
    latest: Mapping[str, SavingSaid],
    touches: Mapping[str, list[TouchSheet]],
    shares: Mapping[str, DeliveryShare],
) -> SavingSheet:
    rule = in_year_policy(budget.first).savings
    said = latest.get(row.ref)
    share = shares[row.kind]
    state, delivered = (said.state, said.delivered) if said else ("", ZERO)
    return SavingSheet(
        ref=row.ref,
        title=row.title,
        line=row.line,
        service=row.service,
        kind=row.kind,
        planned=row.amount,
        counted=counted,
        one_off=row.one_off,
        confidence_at_first=row.confidence,
        approval=row.approval,
        evidence=row.evidence,
        latest=said,
        expected=expected_delivery(row.kind, row.amount, state, delivered, share, rule),
        touches=tuple(touches.get(row.ref, ())),
    )


def _by_basis(savings: Collection[SavingSheet]) -> Iterable[BasisTotal]:
    for basis in BASES:
        of = [each for each in savings if each.expected.basis == basis]
        if of:
            yield BasisTotal(
                basis,
                len(of),
                total([each.planned for each in of]),
                total([each.counted for each in of]),
                total([each.expected.amount for each in of]),
                total([each.at_risk for each in of]),
            )


def _later(rows: Iterable[ChangeRow]) -> Iterable[tuple[int, int, Decimal, Decimal]]:
    by_year: dict[int, list[ChangeRow]] = defaultdict(list)
    for row in rows:
        by_year[row.year].append(row)
    for year, of in sorted(by_year.items()):
        to_find = total([row.amount for row in of if row.kind == "unidentified"])
        yield year, len(of), total([row.amount for row in of]), to_find


def _said(row: SavingReport) -> SavingSaid:
    return SavingSaid(
        row.year,
        row.month,
        row.state,
        row.planned,
        row.delivered,
        row.forecast,
        row.confidence,
        row.note,
        row.by,
        row.at,
    )


def line_title(budget: YearBudget, line: str) -> str:
    """The title of a line of the budget; its ref where it has none such."""
    return (
        Line.objects.filter(budget__ref=budget.ref, ref=line).values_list("title", flat=True).first() or line
    )
