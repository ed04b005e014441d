"""Shares, ranges and outcomes as officers read them."""

from collections.abc import Mapping
from decimal import Decimal

from goldenthread.finance.queries.spending import Matrix, MatrixRow
from goldenthread.kit.figure import DataTable
from goldenthread.kit.format import listed, money, number, short
from goldenthread.rules.allocation_range import Range
from goldenthread.rules.budget import CONFIDENCES
from goldenthread.rules.money import ZERO

RANGE_HEADINGS = (
    "At least",
    "Likely from",
    "By its shares",
    "Likely to",
    "At most",
    "Statutory",
    "Discretionary",
)


def percent(share: Decimal | None, decimals: int | None = 0) -> str:
    """0.333333 as "33%", with as many decimals as asked for, or with what it has; None as nothing."""
    if share is None:
        return ""
    size = share * 100
    return f"{short(size) if decimals is None else number(size, decimals)}%"


def sure_in_words(sure: Mapping[str, Decimal]) -> str:
    """How much of the money is shared out with which confidence: "high 53%, low 47%"."""
    whole = sum(sure.values(), ZERO)
    parts = [
        f"{CONFIDENCES.get(code, 'not stated').lower()} {percent(amount / whole)}"
        for code, amount in sure.items()
        if whole and amount
    ]
    return listed(parts)


def about(amount: Decimal) -> str:
    """A sum in short, without pence: "£4.2 million"."""
    return money(amount.quantize(Decimal(1)))


def range_table(matrix: Matrix) -> DataTable:
    """How little and how much each outcome could fairly be said to cost, and how sure its shares are."""
    rows = [_range_row(row.title or row.item, row) for row in matrix.rows]
    return DataTable(
        "How little and how much each outcome could fairly be said to cost",
        ("Outcome", *RANGE_HEADINGS, "Lines", "Confidence"),
        (*rows, _range_row("Enabling", matrix.enabling)),
        tuple(range(1, len(RANGE_HEADINGS) + 2)),
    )


def _range_row(name: str, row: MatrixRow) -> tuple[str, ...]:
    found = row.range or Range(*(row.amount,) * 5)
    limits = (found.least, found.likely_low, found.central, found.likely_high, found.most)
    sums = (*limits, row.statutory, row.discretionary)
    return name, *map(about, sums), str(row.lines), sure_in_words(row.sure)
