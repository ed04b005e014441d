"""A table drops what tells a reader nothing."""

from goldenthread.publish.block import Cell, Column, Table
from goldenthread.publish.kinds.narrow import narrow


def table(*rows: tuple[str, str, str]) -> Table:
    columns = (Column("Measure"), Column("Status"), Column("Why"))
    return Table("t", "A table", columns, tuple(tuple(Cell(text) for text in row) for row in rows))


def titles(made: Table) -> list[str]:
    return [column.title for column in made.columns]


def test_one_reason_of_every_row_becomes_a_note() -> None:
    made = narrow(
        table(("A", "revised", "Cannot judge: no target."), ("B", "", "Cannot judge: no target.")), "Why"
    )
    assert titles(made) == ["Measure", "Status"]
    assert made.notes == ("Why: no target.",)
    assert [len(row) for row in made.rows] == [2, 2]


def test_reasons_that_differ_stay_in_their_rows() -> None:
    made = narrow(table(("A", "revised", "Too old."), ("B", "", "No target.")), "Why")
    assert titles(made) == ["Measure", "Status", "Why"]
    assert made.notes == ()


def test_a_single_row_keeps_its_reason() -> None:
    assert titles(narrow(table(("A", "revised", "Too old.")), "Why")) == ["Measure", "Status", "Why"]


def test_a_column_without_a_word_is_dropped_and_the_first_never_is() -> None:
    assert titles(narrow(table(("", "", "Too old."), ("", "", "No target.")), "Why")) == ["Measure", "Why"]
