"""An empty budget book to fill in: every sheet and heading, and on each an example row that is never read."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from goldenthread.engine.budget.book_layout import ABOUT, SHEETS
from goldenthread.engine.budget.book_rows import NO_SERVICES, Cell, about_rows
from goldenthread.engine.budget.book_unread import REMARK
from goldenthread.engine.budget.book_xlsx_write import write_template_xlsx
from goldenthread.engine.budget.book_yaml_write import row_lines, yaml_text
from goldenthread.engine.budget.rule_pack import pack_for
from goldenthread.rules.budget import Book
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO

YEARS: Final = 5

_EXAMPLES: Final[Mapping[str, Mapping[str, Cell]]] = {
    "Lines": {
        "ref": "care-homes",
        "title": "Care homes for older people",
        "service": "adult-care",
        "subjective": "third-party",
        "mandate": "demand_led",
        "gross": Decimal("180000000"),
        "income": Decimal("40000000"),
        "exposures": "care-fees 1",
        "outturn_line": "RO3/340",
    },
    "Services": {"ref": "adult-care", "title": "Adult social care"},
    "Changes": {
        "ref": "reablement",
        "title": "Help at home after hospital",
        "line": "care-homes",
        "kind": "transformation",
        "amount": Decimal("6000000"),
        "full_year": Decimal("2000000"),
        "price_base": "cash",
        "driver": "delivery",
        "confidence": "medium",
        "evidence": "Pilot in two districts",
    },
    "Funding": {
        "ref": "ph-grant",
        "title": "Public health grant",
        "kind": "public_health",
        "services": "public-health",
        "purpose": "Public health",
        "source": "The government's circular",
    },
    "Uses": {"funding": "ph-grant", "line": "stop-smoking", "amount": Decimal("20000000")},
    "Pools": {
        "ref": "better-care",
        "title": "Better Care Fund",
        "funding": "better-care-fund",
        "partner": "The integrated care board",
        "ours": Decimal("30000000"),
        "theirs": Decimal("45000000"),
        "our_risk": Decimal("0.4"),
        "agreement": "Section 75",
    },
    "Tax": {"base": Decimal("131000"), "core": Decimal("0.0199"), "care": Decimal("0.02")},
    "Reserves": {
        "ref": "general",
        "title": "General reserve",
        "kind": "general",
        "purpose": "What cannot be foreseen",
        "opening": Decimal("37000000"),
        "minimum": Decimal("30000000"),
    },
    "Drivers": {
        "ref": "care-fees",
        "title": "Fees of care homes",
        "kind": "price",
        "shape": "skewed",
        "persistence": Decimal("0.3"),
        "source": "Last five years' fees",
    },
    "Assumptions": {
        "driver": "care-fees",
        "central": Decimal("0.03"),
        "low": Decimal("0.02"),
        "high": Decimal("0.06"),
    },
    "Correlations": {"driver": "care-fees", "other": "pay", "value": Decimal("0.5")},
    "Scenarios": {"ref": "high-prices", "title": "Prices rise faster", "why": "Wages rise with living costs"},
    "Overrides": {"scenario": "high-prices", "driver": "care-fees", "value": Decimal("0.06")},
    "Allocations": {
        "line": "care-homes",
        "plan": "five-year-plan",
        "item": "o3",
        "share": Decimal("0.9"),
        "basis": "Time recorded",
        "confidence": "medium",
    },
    "Touches": {
        "change": "reablement",
        "plan": "five-year-plan",
        "item": "o3",
        "why": "More people go home sooner",
    },
}


def template_book(first: int) -> Book:
    """A book for a year (2021 is 2021/22) that holds nothing yet."""
    pack = pack_for(first)
    return Book(
        ref=f"budget-{first}-draft",
        title=f"Budget {year_name(first)}, draft",
        body="",
        state="draft",
        first=first,
        count=YEARS,
        rules=pack.ref if pack else "",
        band_d=ZERO,
        price_base="cash",
    )


def template_xlsx(first: int, services: Mapping[str, str] = NO_SERVICES) -> bytes:
    """The template as a workbook; with the council's services, by ref, where they are known."""
    examples = {name: _row(name, first) for name in _EXAMPLES if name != "Services" or not services}
    return write_template_xlsx(template_book(first), services, examples)


def template_yaml(first: int) -> str:
    """The template as YAML, the examples as remarks."""
    book = template_book(first)
    lines = [f"{ABOUT.key}:"]
    lines += [f"  {column.name}: {yaml_text(cell)}  # {column.about}" for column, cell in about_rows(book)]
    for sheet in SHEETS:
        if sheet is not ABOUT:
            names = [column.name for column in sheet.written]
            lines += ["", f"# {sheet.about}. An example:"]
            cells = [(name, cell) for name, cell in zip(names, _row(sheet.name, first), strict=True) if cell]
            lines += [f"{REMARK}{line.rstrip()}" for line in row_lines(_unmarked(cells))]
            lines += [f"{sheet.key}: []"]
    return "\n".join(lines) + "\n"


def _row(name: str, first: int) -> Sequence[Cell]:
    """An example row, its first cell marked as such."""
    sheet = next(each for each in SHEETS if each.name == name)
    said: dict[str, Cell] = {"year": year_name(first), **_EXAMPLES[name]}
    cells = [said.get(column.name) for column in sheet.written]
    return [f"{REMARK}example: {cells[0]}", *cells[1:]]


def _unmarked(cells: Sequence[tuple[str, Cell]]) -> Sequence[tuple[str, Cell]]:
    name, first = cells[0]
    return [(name, str(first).removeprefix(f"{REMARK}example: ")), *cells[1:]]
