"""A measure in a report: its verdicts, its line with every figure, and what is only a figure so far."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.block import Cell, Column, Paragraph, Run, Table
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.evidence import Evidence
from goldenthread.publish.kinds.made import figure_fact, figure_of, line_of, ref_of, value_cell, verdict_fact
from goldenthread.publish.kinds.narrow import narrow
from goldenthread.publish.kinds.told import Told, joined
from goldenthread.rules.observation import Observation
from goldenthread.rules.sentence import reason_sentence
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.judged import Judged
from goldenthread.thread.measure_chart import chart
from goldenthread.thread.place import ENGLAND

LEAST_POINTS: Final = 2
"""Figures that a line is drawn through."""


def results(sheets: Sequence[MeasureSheet], held: Evidence, key: str) -> Told:
    """Measures with a verdict one by one; those with only a figure so far together in one table."""
    told: list[MeasureSheet] = []
    quiet: list[MeasureSheet] = []
    for sheet in sheets:
        judged = held.judged(sheet, held.place_of(sheet))
        (told if any(each.verdict.verdict != CANNOT_JUDGE for each in judged) else quiet).append(sheet)
    return joined((*(brief(sheet, held, key) for sheet in told), only_figures(quiet, held, key)))


def brief(sheet: MeasureSheet, held: Evidence, key: str) -> Told:
    """One measure where it is told of: a line for each verdict, then its picture with every figure."""
    return brief_in(sheet, held.place_of(sheet), held, key)


def brief_in(sheet: MeasureSheet, area: str, held: Evidence, key: str) -> Told:
    """The same in one area."""
    judged = held.judged(sheet, area)
    told = joined((lines(sheet, judged, held, area), picture(sheet, judged, held, area, key), links(sheet)))
    return told.under(3, sheet.title, ref_of(key, "measure", sheet.slug))


def lines(sheet: MeasureSheet, judged: Sequence[Judged], held: Evidence, area: str) -> Told:
    """A line and a fact for each verdict, the headline first."""
    rows = held.rows(sheet, area)
    status = rows[-1].status if rows else ""
    releases = held.releases.get(sheet.ref, ())
    place = held.name(area)
    facts = tuple(verdict_fact(each, sheet.measure, place, status, releases) for each in judged)
    return Told(tuple(line_of(each) for each in judged), facts)


def picture(sheet: MeasureSheet, judged: Sequence[Judged], held: Evidence, area: str, key: str) -> Told:
    """The measure's line with its target and England's, and a fact for every figure in it.

    Where there is one figure alone there is no line to draw, and it stands in a table.
    """
    rows = held.rows(sheet, area)
    england = held.rows(sheet, ENGLAND) if area != ENGLAND else ()
    facts = facts_of_rows(sheet, (*rows, *england), held)
    if len([row for row in rows if row.known_value is not None]) < LEAST_POINTS:
        return Told((one_figure(sheet, rows, held, key),), facts) if rows else Told()
    first = judged[0] if judged else None
    drawn = chart(sheet, rows, england, held.aims(sheet, area), first, held.register)
    if drawn is None:
        return Told()
    return Told((figure_of(drawn, ref_of(key, sheet.slug), sheet.measure.unit),), facts)


def one_figure(sheet: MeasureSheet, rows: Sequence[Observation], held: Evidence, key: str) -> Table:
    """The rows of a measure that has too few figures for a line."""
    measure = sheet.measure
    columns = (
        Column(_("Period")),
        Column(_("Figure"), is_numeric=True),
        Column(_("Status")),
        Column(_("Note")),
    )
    cells = tuple(
        (
            Cell(row.period.label(measure.year_type)),
            value_cell(row, measure),
            Cell(status_in_words(row.status)),
            Cell(row.note),
        )
        for row in rows
    )
    caption = _("{measure}, {place}").format(measure=measure.title, place=held.name(rows[0].area))
    note = _("One figure makes no line, so there is no chart yet.")
    source = sheet.publisher or measure.source
    return narrow(Table(ref_of(key, sheet.slug), caption, columns, cells, (note,), source))


def facts_of_rows(sheet: MeasureSheet, rows: Iterable[Observation], held: Evidence) -> tuple[Fact, ...]:
    """A fact for each of these figures of one measure."""
    releases = held.releases.get(sheet.ref, ())
    return tuple(figure_fact(row, sheet.measure, held.name(row.area), releases) for row in rows)


def links(sheet: MeasureSheet) -> Told:
    """Where the measure's own page is."""
    address = reverse("measure", args=[sheet.slug])
    return Told((Paragraph((Run(_("Definition and every figure of this measure"), address),)),))


def only_figures(sheets: Sequence[MeasureSheet], held: Evidence, key: str) -> Told:
    """Measures that no verdict can be given on, in one table: the latest figure, and why."""
    return only_figures_in([(sheet, held.place_of(sheet)) for sheet in sheets], held, key)


def only_figures_in(placed: Sequence[tuple[MeasureSheet, str]], held: Evidence, key: str) -> Told:
    """The same, each measure in an area of its own."""
    seen = [(sheet, area, found) for sheet, area in placed if (found := held.rows(sheet, area))]
    if not seen:
        return Told()
    rows = tuple(_quiet_row(sheet, area, found[-1], held) for sheet, area, found in seen)
    columns = (
        Column(_("Measure")),
        Column(_("Where")),
        Column(_("Period")),
        Column(_("Figure"), is_numeric=True),
        Column(_("Status")),
        Column(_("Why it is not judged")),
    )
    table = Table(
        ref_of(key, "figures"),
        _caption(placed),
        columns,
        rows,
        source=", ".join(dict.fromkeys(sheet.publisher for sheet, *_rest in seen if sheet.publisher)),
    )
    facts = [
        fact
        for sheet, area, found in seen
        for fact in (
            *facts_of_rows(sheet, found[-1:], held),
            *lines(sheet, held.judged(sheet, area), held, area).facts,
        )
    ]
    told = Told((narrow(table, _("Why it is not judged")),), tuple(facts))
    return told.under(3, _("Measured, and not judged yet"), ref_of(key, "not-judged"))


def _caption(placed: Sequence[tuple[MeasureSheet, str]]) -> str:
    """A chapter has such a table of activity and another of the rest."""
    if all(sheet.measure.is_activity for sheet, _area in placed):
        return _("Activity without a verdict so far")
    return _("Figures without a verdict so far")


def status_in_words(status: str) -> str:
    """How a figure is marked, for a column of its own; empty for one that has no mark."""
    words = {
        "normal": "",
        "provisional": _("provisional"),
        "revised": _("revised"),
        "estimated": _("estimated"),
        "break": _("not comparable with earlier figures"),
        "missing": _("missing"),
        "suppressed": _("withheld to protect people"),
    }
    return words.get(status, status)


def _quiet_row(sheet: MeasureSheet, area: str, row: Observation, held: Evidence) -> tuple[Cell, ...]:
    measure = sheet.measure
    judged = held.judged(sheet, area)
    first = judged[0] if judged else None
    why = reason_sentence(first.verdict, first.policy) if first else _("No question is asked of it")
    return (
        Cell(sheet.title, href=reverse("measure", args=[sheet.slug])),
        Cell(held.name(area)),
        Cell(row.period.label(measure.year_type)),
        value_cell(row, measure),
        Cell(status_in_words(row.status)),
        Cell(why, verdict=CANNOT_JUDGE if first else ""),
    )
