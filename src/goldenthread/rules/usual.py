"""What a series usually does: the range in which its next figure would be no surprise.

The range lies around an earlier figure, as far to either side as the limit of the moving-range chart: a
multiple of the mean change from point to point. Sources: NIST/SEMATECH e-Handbook of Statistical Methods,
6.3.2.2; L. S. Nelson, Journal of Quality Technology 14 (1982), for leaving out a single wild change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any, Final

from goldenthread.rules.measure import Measure
from goldenthread.rules.number import places_as_delivered, plain, unscaled
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.quarter import JumpRule, QuarterPolicy
from goldenthread.rules.whole import largest_possible

WILD: Final = Fraction(7, 2)
"""A change of more than so many times the mean change is left out of the mean, once."""


@dataclass(frozen=True, slots=True)
class Usual:
    """The figure before, and the range in which the next would be no surprise.

    `previous_period` is canonical ISO text. `points` is how many figures were looked at; with too few of them
    there is no range.
    """

    previous: Decimal | None
    previous_period: str
    lower: Decimal | None
    upper: Decimal | None
    points: int

    def to_json(self) -> dict[str, str | int | None]:
        """As it is kept: numbers as text, so that none is rounded."""
        return {
            "previous": _text(self.previous),
            "previous_period": self.previous_period,
            "lower": _text(self.lower),
            "upper": _text(self.upper),
            "points": self.points,
        }

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> "Usual":
        """What `to_json` kept; an empty mapping is a series without a past."""
        return Usual(
            _number(kept.get("previous")),
            str(kept.get("previous_period") or ""),
            _number(kept.get("lower")),
            _number(kept.get("upper")),
            int(kept.get("points") or 0),
        )


def usual(
    series: Sequence[Observation], measure: Measure, policy: QuarterPolicy, period: Period | None = None
) -> Usual:
    """What one series usually does.

    `period` is the one that a figure is asked for; without it, the one that follows the last figure. Only
    figures of its length, before it and since the last break are looked at.
    """
    points = _points(series, period)
    if not points:
        return Usual(None, "", None, None, 0)
    last = points[-1]
    lower, upper = _range(points, period or _next(last.period), measure, policy.jump)
    return Usual(last.known_value, str(last.period), lower, upper, len(points))


def _points(series: Sequence[Observation], period: Period | None) -> list[Observation]:
    """The rows that can be compared with the figure that is asked for, in order."""
    rows = sorted(series, key=lambda row: row.period)
    if period is not None:
        rows = [row for row in rows if row.period < period]
    if not rows:
        return []
    duration = (period or rows[-1].period).duration
    broken = max((at for at, row in enumerate(rows) if row.status == "break"), default=0)
    return [
        row
        for row in rows[broken:]
        if row.period.duration == duration and not row.silence and not row.is_censored
    ]


def _next(period: Period) -> Period:
    return Period(period.end, period.count, period.unit)


def _range(
    points: list[Observation], period: Period, measure: Measure, jump: JumpRule
) -> tuple[Decimal | None, Decimal | None]:
    window = points[-jump.window :]
    if len(window) < jump.at_least:
        return None, None
    base, changes = _value(window[-1]), _changes(window)
    by_year = _year_before(points, period)
    yearly = [abs(_value(row) - _value(before)) for row, before in _year_pairs(points, window)]
    enough = len(yearly) >= jump.at_least - 1
    if by_year is not None and enough and _mean(yearly) <= Fraction(jump.season) * _mean(changes):
        base, changes = _value(by_year), yearly
    decimals = _decimals(window, measure)
    reach = max(Fraction(jump.times) * _tame_mean(changes), Fraction(1, 10**decimals))
    return _possible(
        ceil((base - reach) * 10**decimals), floor((base + reach) * 10**decimals), decimals, measure
    )


def _decimals(rows: Sequence[Observation], measure: Measure) -> int:
    if measure.decimals is not None:
        return measure.decimals
    return places_as_delivered(row.known_value or Decimal(0) for row in rows)


def _value(row: Observation) -> Fraction:
    return Fraction(row.known_value or 0)


def _changes(rows: Sequence[Observation]) -> list[Fraction]:
    return [abs(_value(after) - _value(before)) for before, after in pairwise(rows)]


def _year_before(points: Sequence[Observation], period: Period) -> Observation | None:
    """The same time of the year before; None for whole years and instants, which have no season."""
    if period.unit in ("Y", ""):
        return None
    wanted = period.earlier(1)
    return next((row for row in points if row.period == wanted), None)


def _year_pairs(
    points: Sequence[Observation], window: Sequence[Observation]
) -> list[tuple[Observation, Observation]]:
    pairs = ((row, _year_before(points, row.period)) for row in window)
    return [(row, before) for row, before in pairs if before is not None]


def _mean(changes: Sequence[Fraction]) -> Fraction:
    return sum(changes, Fraction(0)) / len(changes)


def _tame_mean(changes: Sequence[Fraction]) -> Fraction:
    """The mean change, without any change that was wild."""
    mean = _mean(changes)
    return _mean([change for change in changes if change <= WILD * mean])


def _possible(lower: int, upper: int, decimals: int, measure: Measure) -> tuple[Decimal, Decimal]:
    """Both ends at the measure's decimals, and never where no value can be."""
    low, high = unscaled(lower, decimals), unscaled(upper, decimals)
    if measure.stays_above_zero:
        low = max(low, Decimal(0))
    largest = largest_possible(measure)
    return low, high if largest is None else min(high, largest)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _number(text: Any) -> Decimal | None:
    return None if text is None or text == "" else Decimal(str(text))
