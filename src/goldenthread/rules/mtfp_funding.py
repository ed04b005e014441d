"""Where the money comes from in each year: council tax as its base and charge make it, grants, reserves."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from goldenthread.rules.budget import Book, TaxYear
from goldenthread.rules.money import ZERO, penny, total
from goldenthread.rules.mtfp_driver import Drivers


@dataclass(frozen=True, slots=True)
class TaxBill:
    """Council tax of a year: what a Band D home pays, and what it raises over the base.

    `core` and `care` are the pounds by which the charge rises, `charged_care` how much of the whole charge is
    for adult social care.
    """

    year: int
    base: Decimal
    last: Decimal
    band_d: Decimal
    core: Decimal
    care: Decimal
    charged_care: Decimal
    raised: Decimal


@dataclass(frozen=True, slots=True)
class Funded:
    """The money of one year. `lines` is by the ref of the funding line; `reserves` is what each closes at.

    `used` and `raised` are what comes out of reserves and what goes into them; `total` counts `used`.
    """

    year: int
    tax: TaxBill | None
    lines: Mapping[str, Decimal]
    one_off: Decimal
    used: Decimal
    raised: Decimal
    reserves: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        """All that pays for the year."""
        return total([*self.lines.values(), self.used]) + (self.tax.raised if self.tax else ZERO)


def fund(book: Book, drivers: Drivers) -> tuple[Funded, ...]:
    """The money of each year of the book."""
    bills = tax_bills(book, drivers)
    closing = {reserve.ref: reserve.opening for reserve in book.reserves}
    years = []
    for year in book.years:
        lines = {
            line.ref: penny(Fraction(line.amounts.get(year, ZERO)) * drivers.factor(line.driver, year))
            for line in book.funding
        }
        moves = {reserve.ref: reserve.moves.get(year, ZERO) for reserve in book.reserves}
        closing = {ref: amount + moves[ref] for ref, amount in closing.items()}
        years.append(
            Funded(
                year=year,
                tax=bills.get(year),
                lines=lines,
                one_off=total([lines[line.ref] for line in book.funding if line.one_off]),
                used=-total([move for move in moves.values() if move < 0]),
                raised=total([move for move in moves.values() if move > 0]),
                reserves=closing,
            )
        )
    return tuple(years)


def tax_bills(book: Book, drivers: Drivers) -> dict[int, TaxBill]:
    """Council tax by year, each charge built on the one before."""
    bills = {}
    last, care = book.band_d, book.band_d_care
    for row in sorted(book.tax, key=lambda each: each.year):
        bill = _bill(row, last, care, drivers)
        bills[row.year] = bill
        last, care = bill.band_d, bill.charged_care
    return bills


def _bill(row: TaxYear, last: Decimal, care: Decimal, drivers: Drivers) -> TaxBill:
    core_set, care_set = drivers.rise(False, row.year), drivers.rise(True, row.year)
    for_care = penny(last * (row.care if care_set is None else care_set))
    if row.band_d is not None and core_set is None and care_set is None:
        core = row.band_d - last - for_care
    else:
        core = penny(last * (row.core if core_set is None else core_set))
    band_d = last + core + for_care
    base = penny(Fraction(row.base) * drivers.factor(row.driver, row.year))
    return TaxBill(row.year, base, last, band_d, core, for_care, care + for_care, penny(base * band_d))
