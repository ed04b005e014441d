"""Tables without columns that tell a reader nothing: those that are empty, or say one thing in every row."""

from dataclasses import replace

from goldenthread.publish.block import Table


def narrow(table: Table, shared: str = "") -> Table:
    """The table without its empty columns, the first aside.

    Where every row says the same under the title `shared`, that becomes a note and its column goes too.
    """
    kept, notes = [], list(table.notes)
    for at, column in enumerate(table.columns):
        said = {row[at].text for row in table.rows}
        one = next(iter(said)) if len(said) == 1 else ""
        if column.title == shared and one and len(table.rows) > 1:
            notes.append(f"{shared}: {_after_colon(one)}")
        elif not at or said != {""}:
            kept.append(at)
    columns = tuple(table.columns[at] for at in kept)
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return replace(table, columns=columns, rows=rows, notes=tuple(notes))


def _after_colon(said: str) -> str:
    """A reason without the words that only say that it is one: "Cannot judge: no target has been set."."""
    return said.partition(": ")[2] or said
