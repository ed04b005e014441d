"""What stands at the head of a column."""

from goldenthread.publish.block import Column


def heading_of(column: Column) -> str:
    """A column's title with its unit in brackets, once."""
    said = f"({column.unit})"
    return f"{column.title} {said}" if column.unit and not column.title.endswith(said) else column.title
