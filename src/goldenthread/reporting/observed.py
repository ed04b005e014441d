"""Returned figures as observations: what a release is made of, and what a report judges before that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from goldenthread.engine.columns import NUMBER, OBSERVATIONS, TEXT
from goldenthread.reporting.models import ReturnFigure
from goldenthread.reporting.standing import said_of
from goldenthread.rules.entered import read_entered
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.return_check import Asked, Said, value_of

SAID: Final = ("value", "numerator", "denominator", "status", "comment")
"""What a correction may change, and keeps as it was."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One figure as it was returned: for which measure, area and period, and what was said of it."""

    number: int
    given_in: int
    measure: str
    area: str
    period: str
    said: Said
    version: int


def returned(row: ReturnFigure) -> Returned:
    """The figure that a table row holds."""
    return Returned(row.pk, row.given_in_id, row.measure, row.area, row.period, said_of(row), row.version)


def observation_of(figure: Returned, measure: Measure, note: str = "") -> Observation | None:
    """The observation that a figure states, or None where it states neither a value nor a reason for none."""
    said = figure.said
    period = read_period(figure.period, measure.year_type)
    value = value_of(said, Asked(measure, figure.area, period, (), None))
    status = said.status or ("missing" if value is None else "normal")
    if value is None and not said.status:
        return None
    silent = status in ("missing", "suppressed")
    return Observation(
        measure=figure.measure,
        area=figure.area,
        period=period,
        value=None if silent else value,
        numerator=None if silent else read_entered(said.numerator, "").number,
        denominator=None if silent else read_entered(said.denominator, "").number,
        status=status,
        note=note or (said.comment if silent else ""),
    )


def observed(
    figures: Iterable[Returned], measures: Mapping[str, Measure], notes: Mapping[int, str] | None = None
) -> tuple[Observation, ...]:
    """The observations of figures whose measures are known; `notes` go with figures by their number."""
    told = notes or {}
    found = (
        observation_of(figure, measures[figure.measure], told.get(figure.number, ""))
        for figure in figures
        if figure.measure in measures
    )
    return tuple(each for each in found if each is not None)


def table_of(points: Iterable[Observation]) -> pa.Table:
    """Observations as the engine's own columns."""
    rows = tuple(points)
    columns = []
    for column in OBSERVATIONS:
        said = [getattr(row, column.name) for row in rows]
        if column.type == TEXT:
            texts = pa.array([str(each) for each in said], pa.string())
            columns.append(texts.dictionary_encode().cast(TEXT))
        else:
            columns.append(pa.array(said, NUMBER))
    return pa.table(columns, schema=OBSERVATIONS)
