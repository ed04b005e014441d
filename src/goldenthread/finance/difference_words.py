"""What differs between two versions, in words: the columns by their names, sums in pounds."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from goldenthread.finance.pounds_said import pounds, signed
from goldenthread.finance.queries.bridge import step_in_words
from goldenthread.finance.queries.difference import MONEY, Comparison
from goldenthread.rules.budget import CONFIDENCES, FUNDING_KINDS, MANDATES, RESERVE_KINDS
from goldenthread.rules.budget_difference import KINDS, Column, Difference
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import in_pounds

NAMES = {
    "lines": "Line",
    "changes": "Change",
    "funding": "Funding",
    "uses": "Use of restricted money",
    "pools": "Pooled fund",
    "reserves": "Reserve",
    "tax": "Council tax",
    "drivers": "Driver",
    "correlations": "Drivers that go together",
}
_CODES = {**MANDATES, **CONFIDENCES}
_POUNDS = ("opening", "minimum", "ours", "theirs", "band_d", "amount")


@dataclass(frozen=True, slots=True)
class Told:
    """One difference as it is read. `effect` is by the years of the comparison, in pounds."""

    part: str
    ref: str
    title: str
    kind: str
    columns: tuple[tuple[str, str, str], ...]
    effect: tuple[Decimal, ...]

    @property
    def effect_said(self) -> tuple[str, ...]:
        return tuple(signed(amount) if amount else "" for amount in self.effect)


def told(part: str, found: Iterable[Difference], titles: dict[str, str] | None = None) -> Iterator[Told]:
    """Differences of one part in words; `titles` names what has no title of its own."""
    for each in found:
        title = (titles or {}).get(each.ref) or _title(part, each)
        columns = tuple(_column(part, column) for column in each.columns)
        yield Told(part, each.ref, title, KINDS[each.kind], columns, tuple(map(in_pounds, each.effect)))


def all_told(found: Comparison) -> Iterator[Told]:
    """Every difference, lines first."""
    yield from told("lines", found.lines)
    yield from told("changes", found.changes)
    for part, differences in found.others.items():
        yield from told(part, differences)


def _title(part: str, each: Difference) -> str:
    if part == "tax":
        return f"Council tax in {year_name(int(each.ref))}"
    if part in ("uses", "correlations"):
        return each.ref
    return str(each.row[0] if part in ("lines", "changes") else each.row[1])


def _column(part: str, column: Column) -> tuple[str, str, str]:
    name = column.name.replace("_", " ")
    return name, _value(part, column.name, column.was), _value(part, column.name, column.now)


def _value(part: str, name: str, value: Any) -> str:
    if part in ("lines", "changes"):
        return _of_row(name, value)
    if name in ("amounts", "moves") and value:
        return ", ".join(f"{year}: {pounds(Decimal(held))}" for year, held in json.loads(value).items())
    if isinstance(value, str) and value[:1] in "[{":
        return _listed(json.loads(value))
    if name in _POUNDS and value not in (None, ""):
        return pounds(Decimal(value))
    if name == "kind":
        return FUNDING_KINDS.get(value) or RESERVE_KINDS.get(value, value)
    return _plain(value)


def _of_row(name: str, value: Any) -> str:
    if name in MONEY:
        return pounds(in_pounds(value))
    if name == "year":
        return year_name(value)
    if name == "kind":
        return step_in_words(value)
    if name == "exposures":
        return ", ".join(f"{driver} {weight}" for driver, weight in json.loads(value))
    return _CODES.get(value, _plain(value)) if isinstance(value, str) else _plain(value)


def _listed(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_listed(held)}" for name, held in value.items())
    return ", ".join(map(_listed, value)) if isinstance(value, list) else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
