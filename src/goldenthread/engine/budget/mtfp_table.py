"""A budget book's plan as a table: one row for each scenario and year."""

from collections.abc import Sequence
from typing import Final

import pyarrow as pa

from goldenthread.engine.budget.roll import Plan
from goldenthread.engine.budget.simulate import simulate_plan
from goldenthread.rules.budget import Book
from goldenthread.rules.budget_fault_driver import CENTRAL
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.refusal import refuse

MONEY: Final = pa.decimal128(24, 2)
COLUMNS: Final = ("funding", "budget_before_savings", "savings", "gap", "unidentified", "structural_gap")
QUANTILES: Final = ("gap_p10", "gap_p50", "gap_p90")


def mtfp_table(book: Book, scenario: str = "", draws: int = 0, seed: int = 1) -> pa.Table:
    """The plan under every scenario, `central` first, or under the one that is named.

    With draws, the gap's tenth, middle and ninetieth part of a hundred too. Raises Refused on an unknown
    scenario.
    """
    plan = Plan(book)
    names = (*COLUMNS, *(QUANTILES if draws else ()))
    rows: dict[str, list[object]] = {name: [] for name in ("scenario", "year", *names)}
    for ref in _chosen(book, scenario):
        totals = plan.outline(ref).years
        spread = simulate_plan(plan, ref, draws, seed).years if draws else ()
        for at, each in enumerate(totals):
            said = [each.funding, each.before_savings, each.savings, each.gap, each.unidentified]
            said.append(each.structural_gap)
            said += [spread[at].p10, spread[at].p50, spread[at].p90] if draws else []
            for name, value in zip(rows, (ref or CENTRAL, year_name(each.year), *said), strict=True):
                rows[name].append(value)
    kinds = [pa.string(), pa.string(), *(MONEY for _ in names)]
    return pa.table(
        [pa.array(rows[name], kind) for name, kind in zip(rows, kinds, strict=True)], names=[*rows]
    )


def _chosen(book: Book, scenario: str) -> Sequence[str]:
    refs = [each.ref for each in book.scenarios]
    if not scenario:
        return ["", *refs]
    if scenario == CENTRAL:
        return [""]
    if scenario not in refs:
        do = f"use one of {', '.join((CENTRAL, *refs))}"
        raise refuse(f"there is no scenario {scenario}", do, file="--scenario")
    return [scenario]
