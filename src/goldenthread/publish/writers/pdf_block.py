"""Blocks as plain data for the PDF's template, in reading order, with every word made printable."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from goldenthread.kit.verdict import MARKS, mark_of, verdict_svg
from goldenthread.publish.block import (
    Block,
    Bullets,
    CallOut,
    Cell,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    Run,
    Table,
    VerdictLine,
)
from goldenthread.publish.document import Chapter
from goldenthread.publish.writers.drawing import drawing_of, placed
from goldenthread.publish.writers.letters import printable
from goldenthread.publish.writers.table_layout import Fit, Paper, breadth, fitted, heading_of, heights, parted

Plain = dict[str, Any]
SHORT = 0.3
"""A table that takes less than this share of a page is kept on one."""
LONG_ROW = 0.3
"""A row that takes more than this share of a page may run on to the next; any other is kept whole."""
_WHOLE_ADDRESS = re.compile(r"(https?://[^\s<>\"]+|mailto:[^\s<>\"@]+@[^\s<>\"@]+)\Z")


def plain_chapters(chapters: Iterable[Chapter], paper: Paper) -> list[Plain]:
    """Every chapter's heading and blocks. Those that need a turned page are under `sheet`."""
    laid: list[Plain] = []
    for chapter in chapters:
        laid.append({"is": "heading", "level": 1, "text": printable(chapter.title).strip() or chapter.ref})
        level = 1
        for block in chapter.blocks:
            for each in plain_block(block, paper, level):
                level = each.get("level", level)
                _lay(laid, each)
    return laid


def _level(heading: Heading, before: int) -> int:
    """The heading's level, where none may be skipped on the way down and 1 is the chapter's own."""
    return max(2, min(heading.level, before + 1))


def _lay(laid: list[Plain], block: Plain) -> None:
    """Add a block. One on another sheet takes the headings right before it along, and joins one there."""
    sheet = block.get("sheet", 0)
    if not sheet:
        laid.append(block)
        return
    led: list[Plain] = []
    while laid and laid[-1]["is"] == "heading":
        led.insert(0, laid.pop())
    before = laid[-1] if laid else {}
    if before.get("is") == "other-sheet" and before["at"] == sheet and all(each["level"] > 1 for each in led):
        before["blocks"] += [*led, block]
    else:
        laid.append({"is": "other-sheet", "at": sheet, "blocks": [*led, block]})


def plain_block(block: Block, paper: Paper, level: int = 1) -> list[Plain]:
    """What stands for one block: a figure and its table, nothing for a heading without words.

    `level` is that of the heading before it.
    """
    if isinstance(block, Paragraph):
        return [{"is": "paragraph", "runs": _runs(block.runs)}]
    if isinstance(block, Bullets):
        return [
            {"is": "list", "is_ordered": block.is_ordered, "entries": [_runs(each) for each in block.items]}
        ]
    if isinstance(block, Table):
        return [plain_table(block, paper)] if block.columns or block.rows else []
    if isinstance(block, Figure):
        return [_drawing(block, paper), _telling(block), plain_table(block.table, paper)]
    if isinstance(block, VerdictLine):
        return [_verdict(block)]
    if isinstance(block, Quotation):
        return [{"is": "quotation", "text": printable(block.text), "by": printable(block.by)}]
    if isinstance(block, CallOut):
        return [{"is": "call-out", "title": printable(block.title), "runs": _runs(block.runs)}]
    text = printable(block.text).strip()
    return [{"is": "heading", "level": _level(block, level), "text": text}] if text else []


def _runs(runs: tuple[Run, ...]) -> list[Plain]:
    return [
        {"text": printable(each.text), "href": _address(each.href), "is_strong": each.is_strong}
        for each in runs
        if each.text
    ]


def _address(href: str) -> str:
    """A whole web or e-mail address. One from the site's root leads nowhere on paper, so it is dropped."""
    return href if href.isascii() and _WHOLE_ADDRESS.match(href) else ""


def plain_table(table: Table, paper: Paper) -> Plain:
    """A table with its fit on the paper. Every row has as many cells as the widest."""
    table = _shown(table)
    fit = fitted(table, paper)
    high, depth = heights(table, fit), paper.sheets[fit.sheet].depth
    columns = breadth(table)
    short = (columns - len(table.columns)) * [""]
    heads = [parted(heading_of(each), fit.longest) for each in table.columns] + short
    return {
        "is": "table",
        "sheet": fit.sheet,
        "pad": fit.pad,
        "caption": printable(table.caption),
        "size": fit.size,
        "widths": list(fit.widths),
        "right": [each.is_numeric for each in table.columns] + len(short) * [False],
        "heads": heads,
        "rows": [_row(row, columns, fit) for row in table.rows],
        "is_breakable": max(high, default=0.0) > depth * LONG_ROW,
        "is_short": sum(high) < depth * SHORT,
        "notes": [printable(each) for each in table.notes],
        "source": printable(table.source),
    }


def _shown(table: Table) -> Table:
    """The table in the words that are printed, so that they are what is measured."""
    columns = (
        replace(each, title=printable(each.title), unit=printable(each.unit)) for each in table.columns
    )
    rows = (
        tuple(replace(each, text=printable(each.text or _word(each.verdict))) for each in row)
        for row in table.rows
    )
    return replace(table, columns=tuple(columns), rows=tuple(rows))


def _row(row: tuple[Cell, ...], columns: int, fit: Fit) -> list[Plain]:
    empty = (columns - len(row)) * [Cell("")]
    return [
        {
            "text": parted(each.text, fit.longest),
            "mark": mark_svg(each.verdict),
            "href": _address(each.href),
        }
        for each in (*row, *empty)
    ]


def mark_svg(verdict: str) -> str:
    """A verdict's mark to stand beside its word; nothing where none has been drawn."""
    return verdict_svg(verdict) if verdict in MARKS else ""


def _word(verdict: str) -> str:
    return mark_of(verdict).word if verdict in MARKS else verdict.replace("_", " ")


def _drawing(figure: Figure, paper: Paper) -> Plain:
    """A chart under its title. Who cannot see it gets its sentence, or its title where there is none."""
    svg = drawing_of(figure.svg)
    sheet, width = placed(svg, paper)
    return {
        "is": "figure",
        "sheet": sheet,
        "width": width,
        "title": printable(figure.title),
        "subtitle": printable(figure.subtitle),
        "alternative": printable(figure.alternative or figure.title or figure.table.caption) or _("Chart"),
        "svg": svg,
    }


def _telling(figure: Figure) -> Plain:
    """The words under a chart, which need no turned page even where the chart does."""
    return {
        "is": "telling",
        "sentence": printable(figure.alternative),
        "notes": [printable(each) for each in figure.notes],
        "source": printable(figure.source),
    }


def _verdict(line: VerdictLine) -> Plain:
    return {
        "is": "verdict",
        "mark": mark_svg(line.verdict),
        "word": printable(line.word or _word(line.verdict)),
        "question": printable(line.question),
        "sentence": printable(line.sentence),
        "reason": printable(line.reason),
        "notes": [printable(each) for each in line.notes],
    }
