"""What differs between two versions, or between scenarios of them, read as plain rows and never as books."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, TextField
from django.db.models.functions import Cast

from goldenthread.engine.budget.roll import Plan
from goldenthread.finance.models import BudgetVersion, ChangeRow, Line
from goldenthread.finance.queries.bridge import PlanYear, plan_years
from goldenthread.finance.queries.version import VersionFacts, Worked, bare_book, worked
from goldenthread.finance.storing import lines_of, read_rows
from goldenthread.rules.book_plain import plain
from goldenthread.rules.budget import Book, Change
from goldenthread.rules.budget_difference import Difference, GapParts, Pence, Side, differing
from goldenthread.rules.money import ZERO, in_pence

LINE_COLUMNS = (
    "title",
    "service",
    "subjective",
    "mandate",
    "gross",
    "income",
    "exposures",
    "outturn_line",
    "note",
)
CHANGE_COLUMNS = (
    "title",
    "line",
    "year",
    "kind",
    "amount",
    "one_off",
    "full_year",
    "price_base",
    "driver",
    "confidence",
    "evidence",
    "approval",
)
MONEY = ("gross", "income", "amount", "full_year")
BARE_PARTS = ("funding", "uses", "pools", "reserves", "tax", "drivers", "correlations")


@dataclass(frozen=True, slots=True)
class Compared:
    """One side of a comparison: a version under a scenario of it; the empty scenario is the central one."""

    facts: VersionFacts
    scenario: str
    title: str
    book: Book
    sums: Worked

    def years(self) -> tuple[PlanYear, ...]:
        """Its years and their totals."""
        return plan_years(self.sums, self.facts.years, self.scenario)

    def sum_of(self, what: str, key: str, year: int) -> Decimal:
        """One kept sum of it; nothing where it keeps none."""
        return self.sums.sums.get((self.scenario, what, year, "", key), ZERO)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and all that differs. `years` are those that both plan; effects are pence in those years."""

    this: Compared
    that: Compared
    years: tuple[int, ...]
    lines: tuple[Difference, ...]
    changes: tuple[Difference, ...]
    others: Mapping[str, tuple[Difference, ...]]


def side(facts: VersionFacts, scenario: str) -> Compared:
    """A version under a scenario. Raises KeyError where it has no such scenario."""
    book = bare_book(facts.ref)
    titles = {each.ref: each.title for each in book.scenarios}
    title = f"{facts.title}: {titles[scenario]}" if scenario else facts.title
    kinds = ("total", "funding", "tax", "reserve")
    return Compared(facts, scenario, title, book, worked(facts.ref, *kinds, scenario=scenario))


def compared(this: Compared, that: Compared) -> Comparison:
    """Everything that differs from the first to the second."""
    years = tuple(year for year in this.facts.years if year in that.facts.years)
    same = this.facts.ref == that.facts.ref
    changes = () if same else tuple(_changed(this, that))
    plans: dict[str, Plan] = {}
    was, now = (_lines(each, years, plans) for each in (this, that))
    lines = tuple(differing(LINE_COLUMNS, was, now, len(years)))
    others = {part: tuple(_other(part, this, that, years)) for part in BARE_PARTS}
    return Comparison(this, that, years, lines, changes, others)


def gap_parts(of: Compared, year: int) -> GapParts:
    """What makes up the gap of a year."""
    tax, used = of.sum_of("tax", "raised", year), of.sum_of("total", "used", year)
    return GapParts(
        lines=of.sum_of("total", "net", year),
        contingency=of.book.contingency,
        prior_deficit=of.book.prior_deficit if year == of.book.first else ZERO,
        into_reserves=of.sum_of("total", "raised", year),
        grants=of.sum_of("total", "funding", year) - tax - used,
        tax=tax,
        from_reserves=used,
    )


def _lines(of: Compared, years: tuple[int, ...], plans: dict[str, Plan]) -> Side:
    plain_rows = Line.objects.filter(budget__ref=of.facts.ref).values_list(
        "ref", *_columns(LINE_COLUMNS), Cast("nets", TextField())
    )
    rows: dict[str, tuple[object, ...]] = {}
    kept: dict[str, str] = {}
    for ref, *row, nets in plain_rows:
        rows[ref], kept[ref] = tuple(row), nets
    return Side(rows, _nets_under(of, years, plans) if of.scenario else _nets(of, kept, years))


def _nets(of: Compared, kept: Mapping[str, str], years: tuple[int, ...]) -> dict[str, Pence]:
    start = of.facts.years.index(years[0]) if years else 0
    end = start + len(years)
    return {ref: tuple(json.loads(nets)[start:end]) for ref, nets in kept.items()}


def _nets_under(of: Compared, years: tuple[int, ...], plans: dict[str, Plan]) -> dict[str, Pence]:
    """What lines cost under a scenario is not kept: the plan is worked out, once read for both sides."""
    at = [of.facts.years.index(year) for year in years]
    ref = of.facts.ref
    if ref not in plans:
        row = BudgetVersion.objects.get(ref=ref)
        changes = tuple(read_rows(Change, row.changes.all()))
        plans[ref] = Plan(replace(of.book, lines=tuple(lines_of(row)), changes=changes))
    nets = plans[ref].line_pence(of.scenario)
    return {ref: tuple(held[n] for n in at) for ref, held in nets.items()}


def _changed(this: Compared, that: Compared) -> Iterable[Difference]:
    def read(ref: str) -> Side:
        rows = ChangeRow.objects.filter(budget__ref=ref).values_list("ref", *_columns(CHANGE_COLUMNS))
        return Side({ref: tuple(row) for ref, *row in rows})

    return differing(CHANGE_COLUMNS, read(this.facts.ref), read(that.facts.ref), 0)


def _columns(names: Iterable[str]) -> list[Any]:
    """Columns read as the database holds them: money in pence, lists as text."""
    said: list[Any] = []
    for name in names:
        if name in MONEY:
            said.append(Cast(name, BigIntegerField()))
        else:
            said.append(Cast(name, TextField()) if name == "exposures" else name)
    return said


def _other(part: str, this: Compared, that: Compared, years: tuple[int, ...]) -> Iterable[Difference]:
    """A part of the bare book; of funding, tax and reserves also what each comes to."""
    held = [getattr(each.book, part) for each in (this, that)]
    names = tuple(each.name for each in fields(next(iter((*held[0], *held[1]))))) if any(held) else ()
    was, now = (_side(of, part, names, each, years) for of, each in zip((this, that), held, strict=True))
    return differing(names, was, now, len(years))


def _side(of: Compared, part: str, names: tuple[str, ...], values: Any, years: tuple[int, ...]) -> Side:
    rows = {_place(part, each): tuple(_said(plain(each)[name]) for name in names) for each in values}
    return Side(rows, {ref: tuple(_pence(of, part, ref, year) for year in years) for ref in rows})


def _pence(of: Compared, part: str, ref: str, year: int) -> int:
    if part == "funding":
        return in_pence(of.sum_of("funding", ref, year))
    if part == "reserves":
        return in_pence(of.sum_of("reserve", ref, year))
    if part == "tax" and ref == str(year):
        return in_pence(of.sum_of("tax", "raised", year))
    return 0


def _place(part: str, each: Any) -> str:
    """What names one of a part: its ref, or what else tells it from the others."""
    if part == "tax":
        return str(each.year)
    if part == "uses":
        return f"{each.funding} {each.line} {each.year}"
    return f"{each.driver} {each.other}" if part == "correlations" else str(each.ref)


def _said(value: Any) -> Any:
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value
