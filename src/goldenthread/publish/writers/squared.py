"""A table's rows with a cell for every column."""

from collections.abc import Iterator

from goldenthread.publish.block import Cell, Table
from goldenthread.rules.refusal import refuse

_NOTHING = Cell("")


def squared(table: Table) -> Iterator[tuple[Cell, ...]]:
    """The rows, short ones filled up with blank cells.

    Raises Refused for a row with more cells than the table has columns: no form may leave one out.
    """
    width = len(table.columns)
    for number, row in enumerate(table.rows, 1):
        if len(row) > width:
            raise refuse(
                f"the row has {len(row)} cells and the table {width} columns",
                "name every column",
                file=table.ref,
                row=number,
            )
        yield (*row, *(_NOTHING for _ in range(width - len(row))))
