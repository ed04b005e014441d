"""The outcome measures performance report: a chapter for each measure of a plan."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.kit.format import day
from goldenthread.publish.block import Cell, Column, Table, said
from goldenthread.publish.document import Part
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.counted import measures as measures_said
from goldenthread.publish.kinds.judged_chapter import how_judged
from goldenthread.publish.kinds.kind import Composed, Scope
from goldenthread.publish.kinds.made import made_distinct, number_cell, value_cell, verdict_cell
from goldenthread.publish.kinds.measure_chapter import Subject, measure_chapter
from goldenthread.publish.kinds.measure_section import facts_of_rows, lines, status_in_words
from goldenthread.publish.kinds.narrow import narrow
from goldenthread.publish.kinds.plan_section import plan_in_sight, state_notice
from goldenthread.publish.kinds.subject import subjects_of
from goldenthread.publish.kinds.told import Told, joined, section
from goldenthread.publish.kinds.year_report import YearReport, year_report
from goldenthread.rules.refusal import refuse
from goldenthread.thread.reader import Reader


def compose(scope: Scope, reader: Reader) -> Composed:
    """All measures in one table, then a chapter for each. Raises Refused where the plan is not public."""
    view = plan_in_sight(scope.plan, reader)
    report = year_report(view, None, reader)
    if not report.sheets:
        what = _("no public measure belongs to the plan '{plan}'").format(plan=scope.plan)
        raise refuse(what, _("link measures to its items first"))
    placed = (sheet for item in view.document.items for sheet in report.measures_at(item))
    subjects = subjects_of(placed, report.evidence)
    every = next((each.policy for subject in subjects for each in subject.further), None)
    parts = (
        overview(report, subjects),
        *(measure_chapter(each) for each in subjects),
        how_judged(report.sheets, report.evidence, [every] if every else []),
    )
    return Composed(
        title=_("Outcome measures performance report: {plan}").format(plan=view.document.title),
        subtitle=_("Each measure of the plan on a page of its own"),
        period=_("As known on {day}").format(day=day(reader.today)),
        policy=reader.policy.ref,
        parts=made_distinct(parts),
    )


def overview(report: YearReport, subjects: Sequence[Subject]) -> Part:
    """Every measure in one table, and how many stand where."""
    counts: dict[tuple[str, str], int] = {}
    for each in subjects:
        if each.own:
            verdict = each.own[0].verdict.verdict
            counts[verdict, each.own[0].word] = counts.get((verdict, each.own[0].word), 0) + 1
    told = _("{measures} of {plan}, each on a page of its own.").format(
        measures=measures_said(len(subjects)), plan=report.view.document.title
    )
    opening = joined((state_notice(report.view), Told((said(told),))))
    return Part(
        "summary",
        _("All measures"),
        (
            section("summary/about", _("About this report"), opening),
            section("summary/counts", _("How many stand where"), _counted(counts)),
            section("summary/measures", _("Every measure"), _table(subjects)),
        ),
        told,
    )


def _counted(counts: dict[tuple[str, str], int]) -> Told:
    if not counts:
        return Told()
    columns = (Column(_("Verdict")), Column(_("Measures"), is_numeric=True))
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    rows = tuple((Cell(word, verdict=verdict), number_cell(count)) for (verdict, word), count in ordered)
    facts = tuple(
        Fact(f"count/measures/{verdict}", _("Measures: {word}").format(word=word), str(count), str(count))
        for (verdict, word), count in ordered
    )
    return Told((Table("measure-counts", _("Measures by headline verdict"), columns, rows),), facts)


def _table(subjects: Sequence[Subject]) -> Told:
    columns = (
        Column(_("Measure")),
        Column(_("Where")),
        Column(_("Period")),
        Column(_("Figure"), is_numeric=True),
        Column(_("Status")),
        Column(_("Verdict")),
    )
    told = [each for each in subjects if each.rows]
    if not told:
        return Told()
    facts = [
        fact
        for each in told
        for fact in (
            *facts_of_rows(each.sheet, each.rows[-1:], each.held),
            *lines(each.sheet, each.own[:1], each.held, each.area).facts,
        )
    ]
    table = Table("measures", _("Every measure, latest figure"), columns, tuple(_row(each) for each in told))
    return Told((narrow(table),), tuple(facts))


def _row(subject: Subject) -> tuple[Cell, ...]:
    sheet, latest = subject.sheet, subject.rows[-1]
    return (
        Cell(sheet.title, href=reverse("measure", args=[sheet.slug])),
        Cell(subject.held.name(subject.area)),
        Cell(latest.period.label(sheet.measure.year_type)),
        value_cell(latest, sheet.measure),
        Cell(status_in_words(latest.status)),
        verdict_cell(subject.own[0] if subject.own else None),
    )
