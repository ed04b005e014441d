"""A measure's rows as open data: the plain layout, with its unit and the release that gave each row."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal

from goldenthread.kit.download import Value
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation

COLUMNS = (
    "measure",
    "area",
    "period",
    "value",
    "numerator",
    "denominator",
    "lower",
    "upper",
    "group",
    "status",
    "qualifier",
    "note",
    "unit",
    "release",
)


def rows_of(
    points: Iterable[Observation], measure: Measure, given: Mapping[tuple[str, str, str], str]
) -> Iterator[tuple[Value, ...]]:
    """The rows under COLUMNS; `given` names the release that gave each, by area, period and group."""
    for each in points:
        yield (
            each.measure,
            each.area,
            str(each.period),
            each.value,
            each.numerator,
            each.denominator,
            each.lower,
            each.upper,
            each.group,
            each.status,
            each.qualifier,
            each.note,
            measure.unit,
            given.get((each.area, str(each.period), each.group), ""),
        )


def definition(measure: Measure) -> dict[str, str]:
    """Everything stated about a measure, as text."""
    return {name: _plain(said) for name, said in asdict(measure).items() if said not in (None, "")}


def _plain(said: object) -> str:
    return format(said, "f") if isinstance(said, Decimal) else str(said)
