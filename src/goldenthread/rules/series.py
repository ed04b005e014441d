"""One series: everything observed for one measure, area and group, in order of period."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from goldenthread.rules.measure import Measure
from goldenthread.rules.number import places_as_delivered, scaled, unscaled
from goldenthread.rules.observation import Observation


@dataclass(frozen=True, slots=True)
class Series:
    """At least one observation, sorted by period, and the decimals at which they are judged."""

    rows: tuple[Observation, ...]
    decimals: int

    @staticmethod
    def of(observations: Sequence[Observation], measure: Measure) -> "Series":
        """The series of these observations. Their periods must differ."""
        rows = tuple(sorted(observations, key=lambda row: row.period))
        if len({row.period for row in rows}) < len(rows):
            raise ValueError("a series has one observation in each period")
        values = (row.known_value for row in rows)
        delivered = places_as_delivered(value for value in values if value is not None)
        return Series(rows, delivered if measure.decimals is None else measure.decimals)

    @property
    def latest(self) -> Observation:
        """The last period with any row, valued or not."""
        return self.rows[-1]

    def units(self, row: Observation) -> int:
        """The row's value as the integer that is judged. The row must have a value."""
        value = row.known_value
        if value is None:
            raise ValueError("there is no value")
        return scaled(value, self.decimals)

    def fraction(self, row: Observation) -> Fraction:
        """The rounded value, exact."""
        return Fraction(self.units(row), 10**self.decimals)

    def decimal(self, row: Observation) -> Decimal | None:
        """The rounded value for showing; None where there is none."""
        return None if row.silence else unscaled(self.units(row), self.decimals)

    def years_before(self, years: int, instants_within_days: int) -> Observation | None:
        """The row of the same duration whose period starts so many years before the latest.

        For instants the nearest within so many days of it; of two equally near, the earlier.
        """
        wanted = self.latest.period.earlier(years)
        if not wanted.is_instant:
            return next((row for row in self.rows if row.period == wanted), None)
        near = [
            (abs((row.period.start - wanted.start).days), row.period.start, row)
            for row in self.rows[:-1]
            if row.period.is_instant
        ]
        nearest = min(near, key=lambda each: each[:2], default=None)
        return nearest[2] if nearest and nearest[0] <= instants_within_days else None

    @property
    def last_break(self) -> Observation | None:
        """The latest row that is not comparable with what came before it."""
        return next((row for row in reversed(self.rows) if row.status == "break"), None)

    def broken_since(self, row: Observation) -> bool:
        """Does a break stand between the row and the latest period?"""
        last = self.last_break
        return last is not None and row.period < last.period

    def like_latest(self) -> tuple[Observation, ...]:
        """The rows of the latest period's duration: a year and its quarters are not points of one line."""
        return tuple(row for row in self.rows if row.period.duration == self.latest.period.duration)
