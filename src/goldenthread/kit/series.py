"""From observations to points on a line."""

from collections.abc import Iterable

from goldenthread.kit.figure import Point
from goldenthread.rules.observation import Observation


def points_of(observations: Iterable[Observation], year_type: str = "") -> tuple[Point, ...]:
    """The observations of one measure, area and group as points, oldest first."""
    ordered = sorted(observations, key=lambda row: row.period)
    return tuple(
        Point(
            row.period.start,
            row.period.label(year_type),
            row.known_value,
            row.lower,
            row.upper,
            row.silence or row.status,
            row.qualifier,
            row.note,
        )
        for row in ordered
    )
