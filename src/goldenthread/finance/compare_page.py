"""The page that lays two versions or scenarios side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.finance.assumed import Assumed, assumed
from goldenthread.finance.difference_words import NAMES, Told, told
from goldenthread.finance.pounds_said import pounds, signed
from goldenthread.finance.queries.difference import Compared, Comparison, gap_parts
from goldenthread.kit.bar_chart import bar_chart
from goldenthread.kit.figure import Bar, DataTable, Figure
from goldenthread.rules.budget import Book
from goldenthread.rules.budget_difference import PARTS, Difference, gap_effects, net_effect
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO, in_pounds

MOST = 50
_ROWS = (
    ("Spending before savings", "before_savings"),
    ("Savings", "savings"),
    ("Still to be identified", "unidentified"),
    ("Funding", "funding"),
    ("Gap", "gap"),
    ("Gap without one-offs", "structural_gap"),
)


@dataclass(frozen=True, slots=True)
class PartShown:
    """What differs in one part: how many, the first of them with the reason of each."""

    part: str
    name: str
    count: int
    rows: tuple[tuple[Told, str], ...]

    @property
    def has_effects(self) -> bool:
        """Whether it says what its differences come to."""
        return self.part in ("lines", "funding", "reserves", "tax")


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two sides: their years, their gaps, what was assumed, what makes the difference, and each."""

    this: Compared
    that: Compared
    years: tuple[str, ...]
    totals: DataTable
    chart: Figure | None
    assumed: tuple[Assumed, ...]
    explained: DataTable
    line_effect: tuple[str, ...]
    parts: tuple[PartShown, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.assumed and not any(part.count for part in self.parts)


def compare_page(found: Comparison, reasons: Mapping[str, str]) -> ComparePage:
    """The page of a comparison; lines are those with the largest effects."""
    years = tuple(map(year_name, found.years))
    parts = [_part("lines", found.lines, reasons), _part("changes", found.changes, reasons)]
    parts += [_part(part, held, reasons) for part, held in found.others.items()]
    return ComparePage(
        this=found.this,
        that=found.that,
        years=years,
        totals=_totals(found),
        chart=_chart(found) if found.years else None,
        assumed=tuple(assumed(_of(found.this), _of(found.that), found.years)),
        explained=_explained(found),
        line_effect=tuple(signed(in_pounds(n)) for n in net_effect(found.lines, len(years))),
        parts=tuple(part for part in parts if part.count),
    )


def _of(side: Compared) -> tuple[Book, str]:
    return side.book, side.scenario


def _part(part: str, found: tuple[Difference, ...], reasons: Mapping[str, str]) -> PartShown:
    largest = sorted(found, key=lambda each: -max(map(abs, each.effect), default=0))[:MOST]
    rows = tuple((each, reasons.get(f"{part}#{each.ref}", "")) for each in told(part, largest))
    return PartShown(part, NAMES[part], len(found), rows)


def _totals(found: Comparison) -> DataTable:
    """Each total of each common year: the first side, the second, and the difference."""
    sides = [{each.year: each for each in of.years()} for of in (found.this, found.that)]
    rows = []
    for year in found.years:
        for words, name in _ROWS:
            was, now = (getattr(side[year], name) for side in sides)
            rows.append((f"{year_name(year)}: {words.lower()}", pounds(was), pounds(now), signed(now - was)))
    headings = ("What", "From", "To", "Difference")
    return DataTable("The years that both plan, in pounds", headings, tuple(rows), (1, 2, 3))


def _chart(found: Comparison) -> Figure:
    sides = [{each.year: each.gap for each in of.years()} for of in (found.this, found.that)]
    bars = [
        Bar(f"{year_name(year)} {name}", side[year], chosen=name == "to")
        for year in found.years
        for name, side in zip(("from", "to"), sides, strict=True)
    ]
    return bar_chart(
        "gaps", "The gap of each year", bars, subtitle="Less than nothing is money over", unit="£"
    )


def _explained(found: Comparison) -> DataTable:
    effects = [gap_effects(gap_parts(found.this, year), gap_parts(found.that, year)) for year in found.years]
    rows = [(PARTS[name], *(signed(effect[name]) for effect in effects)) for name in PARTS]
    rows.append(("The gap differs by", *(signed(sum(effect.values(), ZERO)) for effect in effects)))
    headings = ("What makes the difference to the gap", *map(year_name, found.years))
    caption = "What makes the difference to the gap, in pounds; a plus makes it larger"
    return DataTable(caption, headings, tuple(rows), tuple(range(1, len(headings))))
