"""One row for a series, its periods across: `measure, area`, perhaps `group`, then one column for a period.

Every other column is taken for a period, and its heading must be one: a heading that is no period is
refused like any other period. An empty cell is missing. A column with no figure at all in it, such as next
year's in a sheet ready to be filled in, says nothing and is left out.
"""

from pathlib import Path

import pyarrow as pa

from goldenthread.engine.layout.kind import YearTypeOf
from goldenthread.engine.table import Table, read_table
from goldenthread.rules.refusal import refuse

KEYS = ("measure", "area", "group")


def read(path: Path, _year_type: YearTypeOf) -> list[Table]:
    """One table for each period column."""
    table = read_table(path, ("measure", "area"), every=True)
    low = {name.lower(): name for name in table.data.column_names}
    keys = {low[key]: key for key in KEYS if key in low}
    periods = [name for name in table.data.column_names if name not in keys]
    if not periods:
        do = "head one column for each period, such as 2016/17"
        raise refuse("there is no column for any period", do, file=table.file, row=1)
    begun = [name for name in periods if table.data.column(name).null_count < table.data.num_rows]
    return [_period(table, keys, name) for name in begun]


def _period(table: Table, keys: dict[str, str], name: str) -> Table:
    """Every series' figure for one period."""
    data = table.data.select([*keys, name]).rename_columns([*keys.values(), "value"])
    period = pa.array([name] * data.num_rows, pa.string())
    headings = {"value": name, "period": name}
    return Table(table.file, data.append_column("period", period), table.lines, headings)
