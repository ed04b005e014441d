"""Blocks and facts made from what the pages of the thread already know."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from goldenthread.kit.figure import DataTable
from goldenthread.kit.figure import Figure as Drawn
from goldenthread.kit.format import unit_heading, with_unit
from goldenthread.publish.block import (
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    VerdictLine,
)
from goldenthread.publish.document import Part, Section
from goldenthread.publish.fact import Fact
from goldenthread.rules.figure import MINUS
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.sentence import MARK_WORDS
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.judged import Judged


def ref_of(*names: str) -> str:
    """Names joined to a ref of lower-case letters, figures and hyphens."""
    return "-".join(re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") for name in names if name)


def line_of(judged: Judged) -> VerdictLine:
    """A verdict as the line that shows it; where there is none, the latest figure and the reason.

    A mark's words that the sentence says already are no note.
    """
    verdict = judged.verdict
    words = (MARK_WORDS[mark] for mark in verdict.marks if mark in MARK_WORDS)
    notes = tuple(each for each in words if each not in judged.said)
    if verdict.verdict != CANNOT_JUDGE:
        return VerdictLine(
            verdict.verdict, judged.word, judged.said, judged.question, verdict.rule, "", notes
        )
    latest = next((row.value for row in judged.evidence if verdict.value is not None), "")
    known = _("Latest: {figure}.").format(figure=latest) if latest else _("There is no latest figure.")
    return VerdictLine(
        verdict.verdict, judged.word, known, judged.question, verdict.rule, as_reason(judged.said), notes
    )


def as_reason(said: str) -> str:
    """A sentence as the reason that follows "Cannot judge: "."""
    return f"{said[:1].lower()}{said[1:]}".rstrip(".")


def verdict_fact(
    judged: Judged, measure: Measure, place: str, status: str = "", releases: tuple[str, ...] = ()
) -> Fact:
    """A verdict as a fact. `place` is the area's name."""
    verdict = judged.verdict
    key = f"verdict/{verdict.measure}/{verdict.area}/{verdict.group}/{verdict.question}"
    return Fact(
        key=key,
        about=f"{measure.title}, {place}: {judged.question}",
        text=f"{judged.word}: {judged.said}",
        value=exact(verdict.value),
        unit=measure.unit,
        period=str(verdict.period) if verdict.period else "",
        verdict=verdict.verdict,
        reason=verdict.reason,
        change=exact(verdict.change),
        status=status,
        rule=verdict.rule,
        releases=releases,
    )


def figure_fact(
    row: Observation, measure: Measure, place: str, releases: tuple[str, ...] = (), group: str = ""
) -> Fact:
    """One figure as a fact, under the name of its own measure, area, group and period."""
    when = row.period.label(measure.year_type)
    whom = f"{place}, {group}" if group else place
    shown = with_unit(row.known_value, measure.unit, measure.decimals, row.qualifier)
    return Fact(
        key=f"figure/{row.measure}/{row.area}/{row.group}/{row.period}",
        about=f"{measure.title}, {whom}, {when}",
        text=shown,
        value=exact(row.known_value),
        unit=measure.unit,
        period=str(row.period),
        reason=row.silence,
        status=row.status,
        releases=releases,
    )


def exact(value: Decimal | None) -> str:
    """A figure as exact plain text, without an exponent; empty for none."""
    return "" if value is None else f"{value:f}"


def figure_of(drawn: Drawn, ref: str, unit: str = "") -> Figure:
    """A finished picture as a block; the names inside its drawing are made the report's own by `ref`."""
    svg = drawn.svg.replace(f'"{drawn.key}-title"', f'"{ref}-title"')
    svg = svg.replace(f'"{drawn.key}-desc"', f'"{ref}-desc"')
    table = replace(table_of(drawn.table, ref, unit), source=drawn.source)
    return Figure(ref, drawn.title, drawn.subtitle, drawn.alternative, svg, table, drawn.notes, drawn.source)


def table_of(held: DataTable, ref: str, unit: str = "") -> Table:
    """A picture's own table: figures keep their exact value, and a heading's unit its column."""
    columns = tuple(_column(title, unit, at in held.numeric) for at, title in enumerate(held.headings))
    rows = tuple(
        tuple(Cell(text, plain(text) if at in held.numeric else "") for at, text in enumerate(row))
        for row in held.rows
    )
    return Table(ref, held.caption, columns, rows)


def _column(title: str, unit: str, is_numeric: bool) -> Column:
    said = unit_heading(unit)
    if not is_numeric:
        return Column(title)
    ending = f" ({said})"
    return Column(title.removesuffix(ending) if said else title, said, True)


def plain(shown: str) -> str:
    """The exact decimal of a figure as it is shown; empty where words stand in its place."""
    said = shown.strip().removesuffix("%").replace(",", "").replace(MINUS, "-").removeprefix("+")
    try:
        value = Decimal(said)
    except InvalidOperation:
        return ""
    return f"{value:f}" if value.is_finite() else ""


def number_cell(count: int) -> Cell:
    """A count in a table."""
    return Cell(f"{count:,}", str(count))


def value_cell(row: Observation | None, measure: Measure) -> Cell:
    """A figure in a table whose column does not carry the unit, or that there is none."""
    if row is None or row.known_value is None:
        return Cell(with_unit(None))
    shown = with_unit(row.known_value, measure.unit, measure.decimals, row.qualifier)
    return Cell(shown, "" if row.qualifier else exact(row.known_value))


def verdict_cell(judged: Judged | None) -> Cell:
    """A verdict's mark and word in a table; empty where the question was not asked."""
    return Cell(judged.word, verdict=judged.verdict.verdict) if judged else Cell("")


def linked(text: str, href: str) -> Paragraph:
    """A paragraph that is one link."""
    return Paragraph((Run(text, href),))


def list_of(lines: Iterable[Sequence[Run] | str]) -> Bullets:
    """A list of plain lines, or of runs."""
    return Bullets(tuple((Run(each),) if isinstance(each, str) else tuple(each) for each in lines))


def one_fact_each(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each fact once, in order: what stands on two pages of a report is one fact."""
    return tuple({each.key: each for each in reversed(list(facts))}.values())[::-1]


def made_distinct(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The chapters with every table's, figure's and heading's ref once in the report.

    A ref that stands again gets a number. A fact may stand in several sections, as an editor may hide one of
    them; it says the same in each.
    """
    seen: dict[str, int] = {}
    return tuple(
        replace(part, sections=tuple(_distinct(each, seen) for each in part.sections if each.blocks))
        for part in parts
    )


def _distinct(section: Section, seen: dict[str, int]) -> Section:
    blocks = tuple(_renamed(each, seen) for each in section.blocks)
    return replace(section, blocks=blocks, facts=one_fact_each(section.facts))


def _renamed(block: Block, seen: dict[str, int]) -> Block:
    if isinstance(block, Table):
        return replace(block, ref=_free(block.ref, seen))
    if isinstance(block, Figure):
        ref = _free(block.ref, seen)
        svg = block.svg.replace(f'"{block.ref}-title"', f'"{ref}-title"')
        svg = svg.replace(f'"{block.ref}-desc"', f'"{ref}-desc"')
        return replace(block, ref=ref, svg=svg, table=replace(block.table, ref=ref))
    if isinstance(block, Heading):
        return replace(block, ref=_free(block.ref, seen))
    return block


def _free(ref: str, seen: dict[str, int]) -> str:
    """The ref, with a number after it where it is taken."""
    wanted = ref
    while wanted in seen:
        seen[ref] = seen.get(ref, 1) + 1
        wanted = f"{ref}-{seen[ref]}"
    seen[wanted] = 1
    return wanted
