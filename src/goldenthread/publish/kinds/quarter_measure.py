"""The measures of a published quarter as blocks and facts."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.kit.format import day
from goldenthread.kit.line_chart import line_chart
from goldenthread.kit.telling import in_unit, span_of
from goldenthread.publish.block import Cell, Column, Table, VerdictLine
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.made import as_reason, exact, figure_of, list_of, ref_of, value_cell
from goldenthread.publish.kinds.measure_section import status_in_words
from goldenthread.publish.kinds.narrow import narrow
from goldenthread.publish.kinds.told import Told, joined
from goldenthread.reporting.queries.report import QuarterReport
from goldenthread.reporting.queries.report_measure import MeasureLine
from goldenthread.rules.question import title_of
from goldenthread.rules.sentence import MARK_WORDS
from goldenthread.rules.verdict import CANNOT_JUDGE, Verdict


def rating(line: MeasureLine) -> VerdictLine:
    """The rating of one figure, with what it rests on."""
    verdict = line.verdict
    silent = verdict.verdict == CANNOT_JUDGE
    told = f"{line.figure}, {line.period_label}." if silent else line.said
    notes = (MARK_WORDS[mark] for mark in verdict.marks if mark in MARK_WORDS)
    return VerdictLine(
        verdict.verdict,
        line.word,
        f"{line.area_name}: {told}",
        title_of(verdict.question),
        verdict.rule,
        as_reason(line.said) if silent else "",
        tuple(words for words in notes if words not in told),
    )


def facts_of_line(line: MeasureLine, report: QuarterReport) -> tuple[Fact, ...]:
    """The rating and, where the policy asks, the direction of one figure."""
    both = (line.verdict, line.direction)
    return tuple(_fact(verdict, line, report) for verdict in both if verdict is not None)


def _fact(verdict: Verdict, line: MeasureLine, report: QuarterReport) -> Fact:
    word = line.policy.word(verdict.verdict)
    return Fact(
        key=f"quarter/{report.period.ref}/{verdict.measure}/{verdict.area}/{verdict.question}",
        about=f"{line.title}, {line.area_name}, {line.period_label}: {title_of(verdict.question)}",
        text=f"{word}: {line.figure}",
        value=exact(line.observation.known_value),
        unit=line.sheet.measure.unit,
        period=str(line.period),
        verdict=verdict.verdict,
        reason=verdict.reason,
        change=exact(verdict.change),
        status=line.observation.status,
        rule=verdict.rule,
        releases=(report.period.release,) if report.period.release else (),
    )


def measure_table(lines: Sequence[MeasureLine], caption: str, ref: str, report: QuarterReport) -> Told:
    """Every measure of a quarter with figure, target, rating and direction."""
    if not lines:
        return Told()
    columns = (
        Column(_("Measure")),
        Column(_("Where")),
        Column(_("Period")),
        Column(_("Figure"), is_numeric=True),
        Column(_("Status")),
        Column(_("Held against")),
        Column(_("Rating")),
        Column(_("Direction of travel")),
    )
    rows = tuple(_row(line) for line in lines)
    facts = tuple(fact for line in lines for fact in facts_of_line(line, report))
    marks = (mark for line in lines for mark in line.verdict.marks)
    notes = tuple(MARK_WORDS[mark] for mark in dict.fromkeys(marks) if mark in MARK_WORDS)
    return Told((narrow(Table(ref, caption, columns, rows, notes, report.label)),), facts)


def _row(line: MeasureLine) -> tuple[Cell, ...]:
    direction = line.direction
    return (
        Cell(line.title, href=address(line)),
        Cell(line.area_name),
        Cell(line.period_label),
        value_cell(line.observation, line.sheet.measure),
        Cell(status_in_words(line.observation.status)),
        Cell(line.target_said),
        Cell(line.word, verdict=line.verdict.verdict),
        Cell(line.policy.word(direction.verdict), verdict=direction.verdict)
        if direction is not None
        else Cell(_("not asked")),
    )


def address(line: MeasureLine) -> str:
    """The measure's page, for the area that the figure is of."""
    return f"{reverse('measure', args=[line.sheet.slug])}?area={line.area}"


def red_measures(report: QuarterReport, lines: Sequence[MeasureLine], key: str) -> Told:
    """Each red measure: its rating, why, what is being done, and its line."""
    return joined(_red(line, report, key) for line in lines)


def _red(line: MeasureLine, report: QuarterReport, key: str) -> Told:
    told = (
        (_("Service"), line.service_title),
        (_("Latest"), f"{line.figure}, {line.period_label}"),
        (_("Before"), line.before_said),
        (_("Why"), line.comment or _("Nothing was said.")),
        (_("What is being done"), line.action or _("No management action was asked for.")),
        (_("Who"), line.owner),
        (_("By"), day(line.due) if line.due else ""),
    )
    facts = list_of(f"{name}: {value}" for name, value in told if value)
    whole = Told((rating(line), facts, *_drawn(line, key).blocks), facts_of_line(line, report))
    return whole.under(3, line.title, ref_of(key, line.sheet.slug, line.area))


def _drawn(line: MeasureLine, key: str) -> Told:
    measure = line.sheet.measure
    if len([point for point in line.points if point.value is not None]) < 2:
        return Told()
    drawn = line_chart(
        ref_of(key, line.sheet.slug, line.area, "line"),
        measure.title,
        line.points,
        subtitle=in_unit(measure.unit, line.area_name, span_of(line.points)),
        unit=measure.unit,
        decimals=measure.decimals,
        verdict=line.word,
        source=line.sheet.publisher or measure.source,
        zero=False,
    )
    return Told((figure_of(drawn, drawn.key, measure.unit),))


def corrections(lines: Sequence[MeasureLine]) -> Told:
    """Published figures that were put right since."""
    said = [
        _("{measure}, {area}, {period}: from {was} to {now} on {day}. {reason}").format(
            measure=line.title,
            area=line.area_name,
            period=each.period_label,
            was=each.was,
            now=each.now,
            day=day(each.at.date()),
            reason=each.reason,
        )
        for line in lines
        for each in line.corrections
    ]
    return Told((list_of(said),)) if said else Told()
