"""What measures are called, for pages that name many: three columns read, not whole definition sheets."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from goldenthread.measures import models


@dataclass(frozen=True, slots=True)
class MeasureName:
    """A measure as a line of a table names it."""

    ref: str
    title: str
    unit: str
    decimals: int | None


def measure_names(refs: Collection[str]) -> Mapping[str, MeasureName]:
    """The names of these measures, by ref; for officers, who read every measure."""
    if not refs:
        return {}
    rows = models.Measure.objects.filter(ref__in=sorted(set(refs))).order_by()
    found = rows.values_list("ref", "title", "unit", "decimals")
    return {row[0]: MeasureName(*row) for row in found}
