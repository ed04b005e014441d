"""What every form has to hold of a document."""

from collections.abc import Iterator
from decimal import Decimal

from goldenthread.publish.block import (
    Block,
    Bullets,
    CallOut,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    Table,
    VerdictLine,
)
from goldenthread.publish.document import Document
from goldenthread.publish.writers.writer import Writer
from tests.areas.publish.writers_suite.reading import Grid, plain

WORKBOOKS = (".xlsx", ".ods")


def words_of(document: Document, writer: Writer) -> Iterator[str]:
    """Every stretch of words that has to be in that form."""
    yield document.title
    if writer.ref == "easy-read":
        yield from (each.text for each in document.easy)
    elif writer.ending in WORKBOOKS:
        for table in document.tables:
            yield from (table.caption, *table.notes, table.source)
        yield from (each.text for each in document.facts)
    else:
        for chapter in document.chapters:
            yield chapter.title
            for block in chapter.blocks:
                yield from _said(block)


def _said(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield from (run.text for run in block.runs)
        case Bullets():
            yield from (run.text for runs in block.items for run in runs)
        case Table():
            yield from (block.caption, *block.notes, block.source)
            yield from (column.title for column in block.columns)
            yield from (cell.text for row in block.rows for cell in row)
        case Figure():
            yield from (block.title, block.subtitle, *block.notes, block.source)
            yield from _said(block.table)
        case VerdictLine():
            yield from (block.word, block.sentence, block.question, block.reason, *block.notes)
        case Quotation():
            yield from (block.text, block.by)
        case CallOut():
            yield from (block.title, *(run.text for run in block.runs))


def grids_of(document: Document, writer: Writer) -> tuple[Grid, ...]:
    """Every table as that form has to show it."""
    figures = writer.ending in WORKBOOKS
    return tuple(
        Grid(
            table.caption,
            tuple(map(heading, table.columns)),
            tuple(tuple(shown(cell, figures) for cell in row) for row in table.rows),
        )
        for table in document.tables
    )


def heading(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def shown(cell: Cell, as_figure: bool) -> str:
    """A cell's words, or in a workbook its figure."""
    return plain(Decimal(cell.value)) if as_figure and cell.value else cell.text


def squeezed(text: str) -> str:
    """Without white space: a page breaks its lines where it must."""
    return "".join(text.split())
