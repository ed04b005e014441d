"""`{% load publish %}`: the blocks of a report as a page shows them."""

from collections.abc import Collection, Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from goldenthread.kit.picture import picture
from goldenthread.kit.svg import clean
from goldenthread.kit.verdict import MARKS, mark_of, verdict_svg
from goldenthread.publish import page
from goldenthread.publish.block import Block, Cell, Figure, Run, Table, VerdictLine
from goldenthread.publish.cover import kind_title
from goldenthread.publish.drawing import safe_drawing

_LONG = 20
register = template.Library()
register.filter("kind_title", kind_title)


@register.simple_tag
def put_blocks(blocks: Iterable[Block], data: str = "", tables: Collection[str] = ()) -> SafeString:
    """Blocks one after another; `data` is where the files of `tables` are, by the tables' refs."""
    return mark_safe("".join(page.html_of(blocks, page.Files(data, frozenset(tables)))))


@register.filter
def words(runs: Iterable[Run]) -> SafeString:
    """Stretches of words, with their links."""
    return mark_safe("".join(_run(each) for each in runs))


def _run(run: Run) -> str:
    text = f"<strong>{clean(run.text)}</strong>" if run.is_strong else clean(run.text)
    return f'<a class="govuk-link" href="{clean(run.href)}">{text}</a>' if run.href else text


@register.simple_tag
def drawing(figure: Figure) -> SafeString:
    """The figure's picture, of allowed parts alone; empty where what is stored is no drawing."""
    # Safe: written anew from a list of elements and attributes, every word escaped.
    return mark_safe(safe_drawing(figure.svg, figure.title, figure.alternative))


@register.filter
def pictured(name: str) -> SafeString:
    """The drawing of that name beside a line of Easy Read; empty where there is none."""
    return mark_safe(picture(name))


@register.filter
def told_with(line: VerdictLine) -> str:
    """The question that a verdict answers, and the notes that its sentence leaves out, each as a sentence."""
    notes = (note for note in line.notes if note not in line.sentence)
    parts = [part for part in (line.question, *notes) if part]
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)


@register.filter
def reason_beside(line: VerdictLine) -> str:
    """The reason of a verdict, where its sentence does not say the same."""
    return "" if line.reason.rstrip(".").casefold() in line.sentence.casefold() else line.reason


@register.filter
def has_mark(verdict: str) -> bool:
    """Is there a mark for this verdict? An edition of another version may hold one that is not drawn."""
    return verdict in MARKS


@register.simple_tag
def table_head(table: Table) -> SafeString:
    """The headings of a table's columns, each with its unit."""
    return mark_safe("".join(_heading(c.title, c.unit, c.is_numeric) for c in table.columns))


def _heading(title: str, unit: str, is_numeric: bool) -> str:
    if not title:
        return "<td></td>"
    right = " govuk-table__header--numeric" if is_numeric else ""
    said = clean(title) + (f', <span class="gt-nowrap">{clean(unit)}</span>' if unit else "")
    return f'<th scope="col" class="govuk-table__header{right}">{said}</th>'


@register.simple_tag
def table_body(table: Table) -> SafeString:
    """The rows, written at once: a table has many cells, and a template takes its time over each."""
    right = [column.is_numeric for column in table.columns]
    return mark_safe("".join(_row(row, right) for row in table.rows))


def _row(row: tuple[Cell, ...], right: list[bool]) -> str:
    first = f'<th scope="row"{_named(row[0])}>{_cell(row[0])}</th>' if row and _cell(row[0]) else "<td></td>"
    rest = (
        f"<td>{_cell(cell)}</td>" if is_right else f'<td class="{_wide(cell)}">{_cell(cell)}</td>'
        for cell, is_right in zip(row[1:], right[1:], strict=True)
    )
    return f"<tr>{first}{''.join(rest)}</tr>\n"


def _named(cell: Cell) -> str:
    """Room for a long name on a narrow screen."""
    return ' class="gt-table__name"' if len(cell.text) > _LONG else ""


def _wide(cell: Cell) -> str:
    return "gt-words gt-table__words" if len(cell.text) > 2 * _LONG else "gt-words"


def _cell(cell: Cell) -> str:
    mark = verdict_svg(cell.verdict) if cell.verdict in MARKS else ""
    text = clean(cell.text or (mark_of(cell.verdict).word if mark else ""))
    said = f'<a class="govuk-link" href="{clean(cell.href)}">{text}</a>' if cell.href and text else text
    if not mark:
        return said
    # A mark keeps to the line of a short word; long words must be free to wrap.
    inside = mark + said
    held = inside if len(text) > 2 * _LONG else f'<span class="gt-verdict__mark">{inside}</span>'
    return f'<span class="gt-verdict">{held}</span>'
