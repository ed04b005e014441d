"""What a home pays in council tax by its band: last year, this year, the difference, and what is for care.

Bands are ninths of Band D (Local Government Finance Act 1992, section 5). A week is a 52nd part of a year.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.rules.council_tax import NINTHS, by_band
from goldenthread.rules.money import penny

WEEKS: Final = 52


@dataclass(frozen=True, slots=True)
class BandBill:
    """One band's charge in pounds for a year; `care` is how much of `now` is for adult social care."""

    band: str
    last: Decimal
    now: Decimal
    care: Decimal

    @property
    def rise(self) -> Decimal:
        """By how much the charge is higher than last year's; negative where it is lower."""
        return self.now - self.last

    @property
    def a_week(self) -> Decimal:
        """The rise for each week, to the penny."""
        return penny(self.rise / WEEKS)


def band_bills(last: Decimal, now: Decimal, care: Decimal) -> tuple[BandBill, ...]:
    """What each band pays, A to H, from the Band D charges of two years and what of the later is for care."""
    before, after, caring = by_band(last), by_band(now), by_band(care)
    return tuple(BandBill(band, before[band], after[band], caring[band]) for band in NINTHS)
