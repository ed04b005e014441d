"""The table of a comparison: measures down, areas across, each with its figure and its verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from goldenthread.engine.area import AreaRegister
from goldenthread.kit.download import Value
from goldenthread.kit.format import with_unit
from goldenthread.measures import queries
from goldenthread.measures.figures import read_figures
from goldenthread.measures.own_policy import policy_judging
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.rules.figure import no_figure
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict
from goldenthread.thread.judged import Judged, judged_as
from goldenthread.thread.place import name_of
from goldenthread.thread.reader import Reader

COLUMNS: Final = (
    "measure",
    "title",
    "unit",
    "area",
    "area_name",
    "period",
    "value",
    "qualifier",
    "status",
    "lower",
    "upper",
    "question",
    "verdict",
    "reason",
    "rule",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure in one area: every figure, oldest first, and the verdict on the latest."""

    area: str
    area_name: str
    rows: tuple[Observation, ...]
    judged: Judged | None
    figure: str
    period: str


@dataclass(frozen=True, slots=True)
class ComparedMeasure:
    """One measure in every chosen area, in the order chosen."""

    sheet: MeasureSheet
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The whole table."""

    rows: tuple[ComparedMeasure, ...]


def compared(
    sheets: Sequence[MeasureSheet],
    areas: Sequence[str],
    policy: Policy,
    question: str,
    register: AreaRegister,
    reader: Reader,
) -> Compared:
    """One read of the store and one judgement, of one question where one is chosen."""
    figures = read_figures(reader.sight, sheets, areas)
    series = figures.series()
    asked = policy.question(question)
    narrow = replace(policy, questions=(asked,), headline={}) if asked else policy
    verdicts = figures.verdicts(narrow, queries.aims(figures.sheets), reader.today)
    rows = []
    for sheet in sheets:
        judging = policy_judging(sheet, policy)
        cells = []
        for area in areas:
            points = series.get((sheet.ref, area, ""), ())
            found = verdicts.get((sheet.ref, area, ""), ()) if points else ()
            judged = _chosen(found, question, sheet, judging)
            cells.append(_cell(area, name_of(area, register), points, judged, sheet))
        rows.append(ComparedMeasure(sheet, tuple(cells)))
    return Compared(tuple(rows))


def _chosen(verdicts: Sequence[Verdict], question: str, sheet: MeasureSheet, policy: Policy) -> Judged | None:
    """The verdict on the question asked, or on the measure's headline where none is."""
    wanted = question or sheet.measure.headline or policy.headline_for(sheet.measure.kind)
    found = next((each for each in verdicts if each.question == wanted), None)
    if found is None and not question:
        found = next(iter(verdicts), None)
    return judged_as(found, sheet.measure, policy) if found else None


def _cell(
    area: str, name: str, rows: tuple[Observation, ...], judged: Judged | None, sheet: MeasureSheet
) -> Cell:
    if not rows:
        return Cell(area, name, (), None, no_figure(), "")
    last, measure = rows[-1], sheet.measure
    said = {"suppressed": _("withheld"), "missing": _("missing")}.get(
        last.silence, with_unit(last.known_value, measure.unit, measure.decimals, last.qualifier)
    )
    return Cell(area, name, rows, judged, said, last.period.label(measure.year_type))


def table_rows(table: Compared, every: bool) -> Iterator[tuple[Value, ...]]:
    """The rows of COLUMNS: each cell's latest figure with its verdict, or `every` period of it.

    A cell without a figure is a row without a period.
    """
    for row in table.rows:
        for cell in row.cells:
            head = (row.sheet.ref, row.sheet.title, row.sheet.measure.unit, cell.area, cell.area_name)
            shown = cell.rows if every else cell.rows[-1:]
            if not shown:
                yield (*head, *[None] * (len(COLUMNS) - len(head)))
            for at in shown:
                judged = cell.judged.verdict if cell.judged and at is cell.rows[-1] else None
                yield (*head, *_figure(at), *_verdict(judged))


def _figure(row: Observation) -> tuple[Value, ...]:
    return (str(row.period), row.known_value, row.qualifier, row.status, row.lower, row.upper)


def _verdict(verdict: Verdict | None) -> tuple[Value, ...]:
    if verdict is None:
        return (None, None, None, None)
    return (verdict.question, verdict.verdict, verdict.reason, verdict.rule)
