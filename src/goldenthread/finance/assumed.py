"""What two versions or scenarios take drivers and rises of council tax to be, where they differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from goldenthread.kit.format import short
from goldenthread.rules.budget import TAX_CARE, TAX_CORE, Book
from goldenthread.rules.mtfp_driver import Drivers

RISES = {TAX_CORE: "Council tax: the core rise", TAX_CARE: "Council tax: the rise for adult social care"}
_NOTHING = "not there"


@dataclass(frozen=True, slots=True)
class Assumed:
    """One driver or rise in one year, as the first side takes it and as the second does."""

    title: str
    year: int
    was: str
    now: str


def assumed(this: tuple[Book, str], that: tuple[Book, str], years: tuple[int, ...]) -> Iterator[Assumed]:
    """What differs, drivers in their order and then council tax. A side is a bare book and its scenario."""
    sides = [_values(*side) for side in (this, that)]
    titles = {each.ref: each.title for book, _ in (this, that) for each in book.drivers} | RISES
    for ref, title in titles.items():
        for year in years:
            was, now = (side.get((ref, year)) for side in sides)
            if was != now:
                yield Assumed(title, year, _said(was), _said(now))


def _values(book: Book, scenario: str) -> dict[tuple[str, int], Fraction]:
    drivers = Drivers(book, scenario)
    found = {
        (each.ref, year): Fraction(drivers.value(each.ref, year))
        for each in book.drivers
        for year in book.years
    }
    for row in book.tax:
        for ref, care, own in ((TAX_CORE, False, row.core), (TAX_CARE, True, row.care)):
            rise = drivers.rise(care, row.year)
            found[ref, row.year] = Fraction(own if rise is None else rise)
    return found


def _said(value: Fraction | None) -> str:
    if value is None:
        return _NOTHING
    return f"{short(round(Decimal(value.numerator * 100) / value.denominator, 4))}%"
