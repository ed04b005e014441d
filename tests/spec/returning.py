"""Returns as small tables: what was entered for a figure, and what is found in it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import read_period
from goldenthread.rules.return_check import Asked, Finding, Said, Usual, check_figure, usual
from tests.spec.reading import KENT, aim, measure, series

RAG = read_quarter_policy()
TODAY = date(2026, 7, 10)
QUARTER = read_period("2026/27 Q1")
TARGET = aim("2026/27 Q1", target="80", floor="70")

SHARE = measure(statistic="proportion", multiplier=Decimal(100), decimals=1)
RATE = measure("low_is_good", "per 10,000 people", statistic="rate", multiplier=Decimal(10000), decimals=1)
COUNT = measure("low_is_good", "people", statistic="count", decimals=0)
MONEY = measure("high_is_good", "£ million", statistic="money", decimals=1)


def asked(of: Measure = SHARE, of_old: Usual | None = None) -> Asked:
    """One figure for the first quarter of 2026/27, with a target of 80 and a floor standard of 70."""
    return Asked(of, KENT, QUARTER, (TARGET,), of_old)


def entered(cells: str, **more: object) -> Said:
    """`value | numerator | denominator`; a comment stands there unless something else is said."""
    value, numerator, denominator = ([cell.strip() for cell in cells.split("|")] + ["", ""])[:3]
    return replace(Said(value, numerator, denominator, comment="Said why"), **more)  # type: ignore[arg-type]


def codes(found: Iterable[Finding]) -> str:
    return ", ".join(each.code for each in found)


def found_in(said: Said, of: Measure = SHARE, of_old: Usual | None = None) -> str:
    """The codes of what is found in one figure, in order."""
    return codes(check_figure(said, asked(of, of_old), RAG, TODAY))


def usually(table: str, of: Measure | None = None, period: str = "") -> Usual:
    """What a series of `period | figure | status` lines usually does."""
    return usual(series(table), of or SHARE, RAG, read_period(period) if period else None)
