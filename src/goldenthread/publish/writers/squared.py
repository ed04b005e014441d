"""A table with a cell for every column and a column for every cell."""

from dataclasses import replace

from goldenthread.publish.block import Cell, Column, Table

_NOTHING, _UNNAMED = Cell(""), Column("")


def squared(table: Table) -> Table:
    """The table, its short rows filled up with blank cells.

    Cells that no column was named for get a column without a title: no form may leave one out.
    """
    width = max([len(table.columns), *(len(row) for row in table.rows)])
    columns = (*table.columns, *(_UNNAMED for _ in range(width - len(table.columns))))
    rows = tuple((*row, *(_NOTHING for _ in range(width - len(row)))) for row in table.rows)
    return replace(table, columns=columns, rows=rows)
