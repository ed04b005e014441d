"""The plain table of the file contracts: one row for one figure."""

from pathlib import Path

from goldenthread.engine.layout.kind import YearTypeOf
from goldenthread.engine.table import Table, read_table

REQUIRED = ("measure", "area", "period", "value")
OPTIONAL = ("numerator", "denominator", "lower", "upper", "group", "status", "qualifier", "note")


def read(path: Path, _year_type: YearTypeOf) -> list[Table]:
    """The file's observation columns as they stand."""
    return [read_table(path, REQUIRED, OPTIONAL, keep_ragged=True)]
