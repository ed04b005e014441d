"""A Word document as blocks. A line is a paragraph, or a row of a table, counted from 1."""

import re
from collections.abc import Iterator
from typing import Any

from goldenthread.plan.reading.block import BOLD, Block, clean
from goldenthread.plan.reading.text import typed_bullet

_HEADING = re.compile(r"heading (\d)")
_LIST = re.compile(r"list(?: (?:bullet|number|paragraph|continue))?(?: (\d))?$")


def blocks_of_docx(document: Any) -> list[Block]:
    """Headings by their style, bullets by their style or numbering, rows of tables, and paragraphs."""
    from docx.table import Table

    blocks: list[Block] = []
    indents: list[int] = []  # of the typed bullets around, one for each depth
    line = 0
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                line += 1
                cells = tuple(clean(cell.text) for cell in row.cells)
                blocks.append(Block(line, clean(" ".join(cells)), cells=cells))
            continue
        line += 1
        blocks.extend(_paragraph(line, part, indents))
    return blocks


def _paragraph(line: int, paragraph: Any, indents: list[int]) -> Iterator[Block]:
    text = clean(paragraph.text)
    style = _style(paragraph)
    if not text or style.startswith("toc "):
        return
    heading = _HEADING.match(style)
    if style == "title" or heading:
        yield Block(line, text, level=int(heading[1]) if heading else 1)
        return
    depth = _depth(paragraph, style)
    if depth:
        yield Block(line, text, depth=depth)
        return
    runs = [run for run in paragraph.runs if run.text.strip()]
    if runs and all(run.bold for run in runs):
        yield Block(line, text, level=BOLD)
        return
    typed = typed_bullet(paragraph.text)
    if not typed:
        indents.clear()
        yield Block(line, text)
        return
    indent = int(paragraph.paragraph_format.left_indent or 0)
    indents[:] = [*(each for each in indents if each < indent), indent]
    yield Block(line, typed, depth=len(indents))


def _style(paragraph: Any) -> str:
    style = paragraph.style
    return (style.name or "").casefold() if style is not None else ""


def _depth(paragraph: Any, style: str) -> int:
    """How deep in lists a paragraph stands; 0 outside them."""
    properties = paragraph._p.pPr
    numbering = properties.numPr if properties is not None else None
    if numbering is not None and numbering.numId is not None and numbering.numId.val != 0:
        return int(numbering.ilvl.val) + 1 if numbering.ilvl is not None else 1
    listed = _LIST.match(style)
    if listed and style != "list paragraph":
        return int(listed[1] or 1)
    return 0
