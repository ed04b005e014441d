"""One row for one figure under the headings of data science: `measure_id, area_code, period, value`.

`numerator, denominator, lower_ci, upper_ci` are read where they are there. Only the names are translated.
"""

from pathlib import Path

from goldenthread.engine.layout.kind import YearTypeOf
from goldenthread.engine.table import Table, read_table

REQUIRED = {"measure_id": "measure", "area_code": "area", "period": "period", "value": "value"}
OPTIONAL = {
    "numerator": "numerator",
    "denominator": "denominator",
    "lower_ci": "lower",
    "upper_ci": "upper",
}


def read(path: Path, _year_type: YearTypeOf) -> list[Table]:
    """The file's observations under the plain names."""
    table = read_table(path, tuple(REQUIRED), tuple(OPTIONAL), keep_ragged=True)
    return [table.renamed(REQUIRED | OPTIONAL)]
