"""One place: how it is doing across every measure, and where it stands among its neighbours."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.kit.format import day
from goldenthread.measures import queries
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.block import Cell, Column, Table, said
from goldenthread.publish.document import Part, Section
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.counted import measures as measures_said
from goldenthread.publish.kinds.evidence import Evidence, evidence
from goldenthread.publish.kinds.judged_chapter import how_judged
from goldenthread.publish.kinds.kind import Composed, Scope
from goldenthread.publish.kinds.made import made_distinct, number_cell, ref_of, value_cell
from goldenthread.publish.kinds.measure_section import brief_in, facts_of_rows, only_figures_in
from goldenthread.publish.kinds.scorecard import verdict_counts
from goldenthread.publish.kinds.told import Told, joined, section
from goldenthread.rules.refusal import refuse
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.area_page import outcome_titles, peers_of
from goldenthread.thread.place import ENGLAND
from goldenthread.thread.reader import Reader
from goldenthread.thread.scorecard_page import under_outcomes

LEAST_PLACES: Final = 3
"""So many places must have a figure for the same period before one is ranked among them."""


def compose(scope: Scope, reader: Reader) -> Composed:
    """A summary, a chapter for each outcome with figures there, and sources. Raises Refused."""
    register = queries.register()
    place = register.get(scope.area)
    if place is None:
        inside = ", ".join(each.code for each in register.children(reader.council.area))
        what = _("there is no area '{area}'").format(area=scope.area)
        raise refuse(
            what, _("use the code of an area, such as {codes}").format(codes=inside or reader.council.area)
        )
    peers = peers_of(place, reader.council.area, register)
    areas = list(dict.fromkeys((place.code, *peers, ENGLAND)))
    held = evidence(reader, reader.sight.told(), reader.policy, reader.today, areas=areas)
    sheets = [sheet for sheet in held.sheets.values() if held.rows(sheet, place.code)]
    if not sheets:
        what = _("no public measure has a figure for {area}").format(area=place.name)
        raise refuse(what, _("choose an area that has figures"))
    found = under_outcomes(sorted(sheets, key=lambda each: each.title), outcome_titles(reader))
    parts = (
        overview(sheets, place.code, peers, held),
        *(_chapter(title, own, place.code, held) for title, own in found),
        how_judged(sheets, held),
    )
    return Composed(
        title=place.name,
        subtitle=_("How this place is doing"),
        period=_("As known on {day}").format(day=day(reader.today)),
        policy=reader.policy.ref,
        parts=made_distinct(part for part in parts if part.sections),
    )


def overview(sheets: Sequence[MeasureSheet], area: str, peers: Sequence[str], held: Evidence) -> Part:
    """How many measures stand where, and the place among its neighbours."""
    firsts = [judged[0] for sheet in sheets if (judged := held.judged(sheet, area))]
    told = _("{measures} with a figure for {area}.").format(
        measures=measures_said(len(sheets)), area=held.name(area)
    )
    sections = (
        section(
            "summary/counts", _("How many stand where"), Told((said(told),)), verdict_counts(firsts, area)
        ),
        section("summary/among", _("Among its neighbours"), among(sheets, area, peers, held)),
    )
    return Part("summary", _("Summary"), tuple(each for each in sections if each.blocks), told)


def among(sheets: Sequence[MeasureSheet], area: str, peers: Sequence[str], held: Evidence) -> Told:
    """The place's rank among the places of its county, the highest figure first, and England's figure."""
    found = [each for sheet in sheets if (each := ranked(sheet, area, peers, held))]
    if not found:
        return Told()
    columns = (
        Column(_("Measure")),
        Column(_("Period")),
        Column(held.name(area), is_numeric=True),
        Column(_("Rank, highest first"), is_numeric=True),
        Column(_("Places compared"), is_numeric=True),
        Column(_("England"), is_numeric=True),
    )
    caption = _("{area} among the places of its county").format(area=held.name(area))
    facts = tuple(fact for _row, told in found for fact in told)
    return Told((Table("among", caption, columns, tuple(row for row, _told in found)),), facts)


def ranked(
    sheet: MeasureSheet, area: str, peers: Sequence[str], held: Evidence
) -> tuple[tuple[Cell, ...], tuple[Fact, ...]] | None:
    """One measure's row with its facts; None where fewer than three places have a figure for the period."""
    own = held.rows(sheet, area)[-1]
    latest = [rows[-1] for code in (*peers, ENGLAND) if (rows := held.rows(sheet, code))]
    same = {row.area: row for row in latest if row.period == own.period and row.known_value is not None}
    values = [row.known_value for code, row in same.items() if code in peers]
    if own.known_value is None or len(values) < LEAST_PLACES:
        return None
    above = sum(1 for value in values if value is not None and value > own.known_value)
    cells = (
        Cell(sheet.title, href=f"{reverse('measure', args=[sheet.slug])}?area={area}"),
        Cell(own.period.label(sheet.measure.year_type)),
        value_cell(own, sheet.measure),
        number_cell(above + 1),
        number_cell(len(values)),
        value_cell(same.get(ENGLAND), sheet.measure),
    )
    return cells, facts_of_rows(sheet, (own, *(row for code, row in same.items() if code == ENGLAND)), held)


def _chapter(title: str, sheets: tuple[MeasureSheet, ...], area: str, held: Evidence) -> Part:
    key = ref_of("group", title)[:60].rstrip("-")
    told: list[MeasureSheet] = []
    quiet: list[MeasureSheet] = []
    for sheet in sheets:
        judged = held.judged(sheet, area)
        (told if any(each.verdict.verdict != CANNOT_JUDGE for each in judged) else quiet).append(sheet)
    sections: tuple[Section, ...] = (
        section(f"{key}/results", _("Results"), joined(brief_in(each, area, held, key) for each in told)),
        section(f"{key}/figures", _("Figures"), only_figures_in([(each, area) for each in quiet], held, key)),
    )
    summary = measures_said(len(sheets))
    return Part(key, title, tuple(each for each in sections if each.blocks), summary)
