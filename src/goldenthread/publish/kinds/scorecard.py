"""Every measure of one area in tables, under the outcome that each serves."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.kit.format import day, with_unit
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.block import Cell, Column, Table, said
from goldenthread.publish.document import Part
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.counted import measures as measures_said
from goldenthread.publish.kinds.evidence import Evidence, evidence
from goldenthread.publish.kinds.judged_chapter import how_judged
from goldenthread.publish.kinds.kind import Composed, Scope
from goldenthread.publish.kinds.made import made_distinct, number_cell, ref_of, value_cell, verdict_cell
from goldenthread.publish.kinds.measure_section import facts_of_rows, lines, status_in_words
from goldenthread.publish.kinds.narrow import narrow
from goldenthread.publish.kinds.told import Told, section
from goldenthread.rules.refusal import refuse
from goldenthread.rules.sentence import MARK_WORDS, reason_sentence
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.area_page import outcome_titles
from goldenthread.thread.judged import Judged
from goldenthread.thread.reader import Reader
from goldenthread.thread.scorecard_page import under_outcomes


def compose(scope: Scope, reader: Reader) -> Composed:
    """The counts, a table for each outcome, and what cannot be judged. Raises Refused for an unknown area."""
    area = scope.area or reader.council.area
    held = evidence(reader, reader.sight.told(), reader.policy, reader.today, areas=[area])
    if area not in held.register:
        what = _("there is no area '{area}'").format(area=area)
        raise refuse(what, _("use the code of an area, such as {code}").format(code=reader.council.area))
    sheets = [sheet for sheet in held.sheets.values() if held.rows(sheet, area)]
    if not sheets:
        what = _("no public measure has a figure for {area}").format(area=held.name(area))
        raise refuse(what, _("choose an area that has figures"))
    name = held.name(area)
    parts = (overview(sheets, area, held), groups(sheets, area, held), how_judged(sheets, held))
    return Composed(
        title=_("Scorecard: {area}").format(area=name),
        subtitle=_("Every measure, judged by {policy}").format(policy=reader.policy.title),
        period=_("As known on {day}").format(day=day(reader.today)),
        policy=reader.policy.ref,
        parts=made_distinct(parts),
    )


def overview(sheets: Sequence[MeasureSheet], area: str, held: Evidence) -> Part:
    """How many measures stand where, and how many cannot be judged, by the reason."""
    firsts = [judged[0] for sheet in sheets if (judged := held.judged(sheet, area))]
    told = _("{measures} with a figure for {area}.").format(
        measures=measures_said(len(sheets)), area=held.name(area)
    )
    return Part(
        "summary",
        _("Summary"),
        (
            section(
                "summary/counts", _("How many stand where"), Told((said(told),)), verdict_counts(firsts, area)
            ),
            section("summary/unjudged", _("What cannot be judged, and why"), _unjudged(firsts)),
        ),
        told,
    )


def verdict_counts(firsts: Sequence[Judged], area: str) -> Told:
    """How many headlines say what: a table, and a fact for each number."""
    counts: dict[tuple[str, str], int] = {}
    for each in firsts:
        named = each.verdict.verdict, each.word
        counts[named] = counts.get(named, 0) + 1
    ordered = sorted(counts.items(), key=lambda each: (each[0][0] == CANNOT_JUDGE, -each[1], each[0]))
    if not ordered:
        return Told()
    columns = (Column(_("Verdict")), Column(_("Measures"), is_numeric=True))
    rows = tuple((Cell(word, verdict=verdict), number_cell(count)) for (verdict, word), count in ordered)
    facts = tuple(
        Fact(
            f"count/measures/{area}/{verdict}",
            _("Measures: {word}").format(word=word),
            str(count),
            str(count),
            verdict=verdict,
        )
        for (verdict, word), count in ordered
    )
    return Told((Table("verdict-counts", _("Measures by headline verdict"), columns, rows),), facts)


def _unjudged(firsts: Sequence[Judged]) -> Told:
    counts: dict[str, int] = {}
    for each in firsts:
        if each.verdict.verdict == CANNOT_JUDGE:
            why = reason_sentence(each.verdict, each.policy)
            counts[why] = counts.get(why, 0) + 1
    if not counts:
        return Told()
    columns = (Column(_("Why")), Column(_("Measures"), is_numeric=True))
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    rows = tuple((Cell(why, verdict=CANNOT_JUDGE), number_cell(count)) for why, count in ordered)
    return Told((Table("unjudged", _("Measures that cannot be judged, by the reason"), columns, rows),))


def groups(sheets: Sequence[MeasureSheet], area: str, held: Evidence) -> Part:
    """A table of measures for each outcome that they serve."""
    found = under_outcomes(sorted(sheets, key=lambda each: each.title), outcome_titles(held.reader))
    return Part(
        "measures",
        _("Every measure"),
        tuple(
            section(f"measures/{ref_of(title)}", title, table(title, own, area, held)) for title, own in found
        ),
        _("Every measure under the outcome that it serves."),
    )


def table(title: str, sheets: Sequence[MeasureSheet], area: str, held: Evidence) -> Told:
    """Measures with their latest figure, headline and other verdicts; every one a fact."""
    columns = (
        Column(_("Measure")),
        Column(_("Period")),
        Column(_("Figure"), is_numeric=True),
        Column(_("Status")),
        Column(_("Verdict")),
        Column(_("What it says")),
    )
    facts = [
        fact
        for sheet in sheets
        for fact in (
            *facts_of_rows(sheet, held.rows(sheet, area)[-1:], held),
            *lines(sheet, held.judged(sheet, area), held, area).facts,
        )
    ]
    marks = (mark for sheet in sheets for each in held.judged(sheet, area) for mark in each.verdict.marks)
    made = Table(
        ref_of("scorecard", title)[:60].rstrip("-"),
        _("{outcome}: measures for {area}").format(outcome=title, area=held.name(area)),
        columns,
        tuple(_row(sheet, area, held) for sheet in sheets),
        tuple(MARK_WORDS[mark] for mark in dict.fromkeys(marks) if mark in MARK_WORDS),
        ", ".join(dict.fromkeys(sheet.publisher for sheet in sheets if sheet.publisher)),
    )
    return Told((narrow(made),), tuple(facts))


def _row(sheet: MeasureSheet, area: str, held: Evidence) -> tuple[Cell, ...]:
    latest = held.rows(sheet, area)[-1]
    judged = held.judged(sheet, area)
    first = judged[0] if judged else None
    address = f"{reverse('measure', args=[sheet.slug])}?area={area}"
    return (
        Cell(sheet.title, href=address),
        Cell(latest.period.label(sheet.measure.year_type)),
        value_cell(latest, sheet.measure),
        Cell(status_in_words(latest.status)),
        verdict_cell(first),
        Cell(" ".join(f"{each.short}: {each.word}." for each in judged[1:]) if first else with_unit(None)),
    )
