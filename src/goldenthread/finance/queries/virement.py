"""Virements of a year, and the budget in the year: what was agreed, and what was moved since."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from goldenthread.finance.access import may_read_finance
from goldenthread.finance.models import BudgetVersion, ChangeRow, Line, Virement, VirementPart
from goldenthread.finance.queries.version import LATEST_FIRST, bare_book, worked
from goldenthread.people.access import Viewer
from goldenthread.rules.budget import RESTRICTED, Change
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import EXACT, ZERO
from goldenthread.rules.virement import Standing, VirementMove

FEW = 500
"""Up to so many lines are looked up by ref; of more, all are read, because a database takes only so many."""


@dataclass(frozen=True, slots=True)
class YearBudget:
    """The budget in force for a year: its version's ref and title, and the year (2021 is 2021/22)."""

    ref: str
    title: str
    first: int

    @property
    def year_in_words(self) -> str:
        return year_name(self.first)


@dataclass(frozen=True, slots=True)
class LineStanding:
    """One line of the budget in force: what was agreed for the year, and what virements moved since."""

    ref: str
    title: str
    service: str
    position: int
    agreed: Decimal
    moved: Decimal

    @property
    def budget(self) -> Decimal:
        """The year's budget as it stands."""
        return self.agreed + self.moved


@dataclass(frozen=True, slots=True)
class PartSheet:
    """What one line gains or gives; the line's title where the budget in force has it."""

    line: str
    title: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class VirementSheet:
    """One virement. `taken_in` says that the budget in force holds it already, as changes."""

    ref: str
    year: int
    on: date
    reason: str
    authority: str
    recurring: bool
    by: str
    parts: tuple[PartSheet, ...]
    taken_in: bool

    @property
    def move(self) -> VirementMove:
        return VirementMove({part.line: part.amount for part in self.parts})

    @property
    def moved(self) -> Decimal:
        """How much it moves."""
        return self.move.moved

    @property
    def given(self) -> tuple[PartSheet, ...]:
        return tuple(part for part in self.parts if part.amount < 0)

    @property
    def gained(self) -> tuple[PartSheet, ...]:
        return tuple(part for part in self.parts if part.amount > 0)

    @property
    def year_in_words(self) -> str:
        return year_name(self.year)


def folded_ref(virement: str, part: int) -> str:
    """The ref of the change that takes a part of a virement (from 1) into an amended budget."""
    return f"virement-{virement}-{part}"


def agreed_budget(year: int | None = None, by: int | None = None) -> YearBudget | None:
    """The budget in force for a year, or the latest of all that begin in the year `by` or before it.

    It asks nobody who they are: commands and officers' pages have asked.
    """
    rows = BudgetVersion.objects.filter(state__in=("approved", "amended")).exclude(frozen_at=None)
    rows = rows if year is None else rows.filter(first=year)
    rows = rows if by is None else rows.filter(first__lte=by)
    found = rows.order_by(*LATEST_FIRST).values_list("ref", "title", "first").first()
    return YearBudget(*found) if found else None


def budget_to_watch(viewer: Viewer, today: date, year: int | None = None) -> YearBudget | None:
    """The budget in force for a year; where none is named, the latest that has begun, else the latest."""
    if not may_read_finance(viewer):
        return None
    if year is not None:
        return agreed_budget(year)
    begun = today.year if today.month >= 4 else today.year - 1
    return agreed_budget(by=begun) or agreed_budget()


def years_watched() -> tuple[int, ...]:
    """The years that have an agreed budget, the latest first."""
    rows = BudgetVersion.objects.filter(state__in=("approved", "amended")).exclude(frozen_at=None)
    return tuple(rows.order_by("-first").values_list("first", flat=True).distinct())


def virements_of(viewer: Viewer, budget: YearBudget) -> tuple[VirementSheet, ...]:
    """The year's virements, the latest first."""
    if not may_read_finance(viewer):
        return ()
    rows = list(Virement.objects.filter(year=budget.first).prefetch_related("parts"))
    folded = set(taken_in(budget))
    wanted = {part.line for row in rows for part in row.parts.all()}
    titles = dict(Line.objects.filter(budget__ref=budget.ref, ref__in=wanted).values_list("ref", "title"))
    return tuple(_sheet(row, titles, row.ref in folded) for row in rows)


def virement_named(viewer: Viewer, ref: str) -> VirementSheet | None:
    """The virement of that ref, where the viewer may see it."""
    row = Virement.objects.filter(ref=ref).first()
    budget = agreed_budget(row.year) if row else None
    return next((each for each in virements_of(viewer, budget) if each.ref == ref), None) if budget else None


def moved_by_line(budget: YearBudget, lines: Collection[str] | None = None) -> dict[str, Decimal]:
    """What virements that the version does not hold yet moved into (or out of) each line."""
    rows = VirementPart.objects.filter(virement__year=budget.first).exclude(
        virement__ref__in=taken_in(budget)
    )
    rows = rows.filter(line__in=lines) if lines is not None and len(lines) <= FEW else rows
    return dict(rows.order_by().values_list("line").annotate(Sum("amount")))


def taken_in(budget: YearBudget) -> tuple[str, ...]:
    """The year's virements that the version holds already, as changes: every part of each."""
    folded = _folded(budget.ref)
    if not folded:
        return ()
    known = Virement.objects.filter(year=budget.first).values_list("ref").annotate(Count("parts"))
    return tuple(
        ref for ref, parts in known if parts and all(folded_ref(ref, n + 1) in folded for n in range(parts))
    )


def split_virements(year: int, changes: Iterable[Change]) -> tuple[str, ...]:
    """The year's virements of which these changes hold some parts and not all, or with other sums."""
    held = {each.ref: (each.line, each.amount) for each in changes if each.ref.startswith("virement-")}
    split = []
    for row in Virement.objects.filter(year=year).prefetch_related("parts") if held else ():
        parts = sorted(row.parts.all(), key=lambda part: part.pk)
        found = [held.get(folded_ref(row.ref, at)) for at in range(1, len(parts) + 1)]
        if any(found) and found != [(part.line, part.amount) for part in parts]:
            split.append(row.ref)
    return tuple(split)


def virement_of_change(year: int, change: str) -> str:
    """The ref of the year's virement that a change takes in a part of, by its ref; empty where none."""
    ref = change.removeprefix("virement-").rpartition("-")[0] if change.startswith("virement-") else ""
    return ref if ref and Virement.objects.filter(year=year, ref=ref).exists() else ""


def moved_by_service(budget: YearBudget) -> dict[str, Decimal]:
    """What virements moved into (or out of) each service."""
    moved = moved_by_line(budget)
    rows = Line.objects.filter(budget__ref=budget.ref, ref__in=moved).values_list("ref", "service")
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for line, service in rows:
        found[service] += moved[line]
    return dict(found)


def agreed_by_service(budget: YearBudget) -> dict[str, Decimal]:
    """What was agreed for the year, net, by service."""
    return worked(budget.ref, "service", scenario="").by_service("service", budget.first)


def lines_by_service(budget: YearBudget) -> dict[str, int]:
    """How many lines each service has."""
    rows = Line.objects.filter(budget__ref=budget.ref).order_by().values_list("service")
    return dict(rows.annotate(Count("id")))


def lines_standing(
    budget: YearBudget,
    service: str = "",
    refs: Collection[str] | None = None,
    within: slice = slice(None),
) -> tuple[LineStanding, ...]:
    """Lines of the budget in the year: those of a service, or of those refs, or all; a page of them."""
    rows = Line.objects.filter(budget__ref=budget.ref)
    rows = rows.filter(service=service) if service else rows
    rows = rows.filter(ref__in=refs) if refs is not None and len(refs) <= FEW else rows
    held = list(rows.order_by("position").values_list("ref", "title", "service", "position", "nets")[within])
    moved = moved_by_line(budget, {each[0] for each in held})
    return tuple(
        LineStanding(ref, title, whose, position, _pounds(nets[0]), moved.get(ref, ZERO))
        for ref, title, whose, position, nets in held
        if refs is None or ref in refs
    )


def standing_of(budget: YearBudget, lines: Iterable[str]) -> Standing:
    """Where these lines stand after the year's virements, with the restricted money in them.

    Virements within a service may have moved restricted money on, so the year's are gone through again.
    """
    bare, sheets = bare_book(budget.ref), _moves(budget)
    wanted = {*lines, *(line for move in sheets for line in move.amounts)}
    held = lines_standing(budget, refs=wanted)
    funds = {each.ref: each.services for each in bare.funding if each.kind in RESTRICTED}
    standing = Standing(
        budgets={each.ref: each.agreed for each in held},
        services={each.ref: each.service for each in held},
        funds=funds,
    )
    for use in bare.uses:
        if use.year == budget.first and use.line in wanted and use.funding in funds:
            of = standing.restricted.setdefault(use.line, {})
            of[use.funding] = of.get(use.funding, ZERO) + use.amount
    for move in sheets:
        if set(move.amounts) <= set(standing.budgets):
            standing.apply(move)
    return standing


def _moves(budget: YearBudget) -> list[VirementMove]:
    """The year's moves that the version does not hold yet, in the order they were entered."""
    rows = Virement.objects.filter(year=budget.first).exclude(ref__in=taken_in(budget))
    return [
        VirementMove({part.line: part.amount for part in row.parts.all()})
        for row in rows.order_by("id").prefetch_related("parts")
    ]


def _folded(version: str) -> frozenset[str]:
    rows = ChangeRow.objects.filter(budget__ref=version, ref__gte="virement-", ref__lt="virement.")
    return frozenset(rows.values_list("ref", flat=True))


def _sheet(row: Virement, titles: dict[str, str], is_taken_in: bool) -> VirementSheet:
    parts = sorted(row.parts.all(), key=lambda part: part.pk)
    return VirementSheet(
        ref=row.ref,
        year=row.year,
        on=row.on,
        reason=row.reason,
        authority=row.authority,
        recurring=row.recurring,
        by=row.by,
        parts=tuple(PartSheet(part.line, titles.get(part.line, part.line), part.amount) for part in parts),
        taken_in=is_taken_in,
    )


def _pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2, EXACT)
