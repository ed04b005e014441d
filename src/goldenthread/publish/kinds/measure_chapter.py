"""One measure as a chapter: how it is going, how it compares, in which places, and what it counts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.block import Cell, Column, Table, said
from goldenthread.publish.document import Part
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.evidence import Evidence
from goldenthread.publish.kinds.made import figure_of, ref_of, value_cell, verdict_cell
from goldenthread.publish.kinds.measure_section import facts_of_rows, lines, links, picture, status_in_words
from goldenthread.publish.kinds.narrow import narrow
from goldenthread.publish.kinds.told import Told, joined, section
from goldenthread.publish.kinds.unanswered import answered, not_answered, only_figure
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import rule_of
from goldenthread.thread.here import Here
from goldenthread.thread.judged import BESIDE, Judged
from goldenthread.thread.measure_page import aims, definition
from goldenthread.thread.place import ENGLAND
from goldenthread.thread.question_figure import figure_of as drawn_of
from goldenthread.thread.series_here import here_of

ONE_RUN = ("assurance",)
"""Questions whose picture is another's: the run chart shows them both."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure in one place, with every answer to every question about it."""

    sheet: MeasureSheet
    area: str
    own: tuple[Judged, ...]
    further: tuple[Judged, ...]
    held: Evidence
    key: str

    @property
    def rows(self) -> tuple[Observation, ...]:
        """Everyone's figures in the place, the earliest first."""
        return self.held.rows(self.sheet, self.area)

    @property
    def is_quiet(self) -> bool:
        """Whether one figure is all there is, and no question has an answer."""
        one = len(self.rows) == 1 and self.rows[0].known_value is not None
        return one and not answered(self.every)

    @property
    def every(self) -> tuple[Judged, ...]:
        """Every answer, the measure's own policy's first."""
        return (*self.own, *self.further)


def measure_chapter(subject: Subject) -> Part:
    """The chapter, without sections that would have nothing in them."""
    key, sheet = subject.key, subject.sheet
    here = _here(subject)
    sections = (
        section(f"{key}/results", _("How it is going"), results(subject), limits(subject, here)),
        section(f"{key}/comparison", _("How it compares"), comparison(subject, here)),
        section(f"{key}/places", _("In each place"), places(subject)),
        section(f"{key}/questions", _("Every other question"), others(subject)),
        section(f"{key}/unanswered", _("What cannot be judged"), unanswered(subject)),
        section(f"{key}/definition", _("Definition"), defined(subject)),
    )
    summary = f"{subject.own[0].word}: {subject.own[0].said}" if subject.own else _("There is no figure yet.")
    return Part(key, sheet.title, tuple(each for each in sections if each.blocks), summary)


def results(subject: Subject) -> Told:
    """The headline and each other verdict of the measure's own policy, then its line."""
    sheet, held = subject.sheet, subject.held
    if not subject.rows:
        return joined(
            (lines(sheet, subject.own[:1], held, subject.area), Told((said(_("There is no figure yet.")),)))
        )
    if subject.is_quiet:
        facts = picture(sheet, subject.own, held, subject.area, subject.key).facts
        return joined((only_figure(sheet, subject.rows[0], held), Told((), facts), links(sheet)))
    told = (*subject.own[:1], *answered(subject.own[1:]))
    asked = [each for each in told if each.verdict.question not in BESIDE]
    return joined(
        (
            lines(sheet, asked, held, subject.area),
            picture(sheet, subject.own, held, subject.area, subject.key),
            links(sheet),
        )
    )


def limits(subject: Subject, here: Here | None) -> Told:
    """The pictures of what was tested on the measure's own series: its limits, its trend, its pace."""
    if here is None:
        return Told()
    asked = [
        each for each in subject.every if each.verdict.question not in BESIDE and _rule(each) not in ONE_RUN
    ]
    return joined(_picture(each, here, subject) for each in asked)


def comparison(subject: Subject, here: Here | None) -> Told:
    """Against the benchmark and the similar areas: the verdicts, and the areas in order."""
    asked = [each for each in subject.every if each.verdict.question in BESIDE]
    told = lines(subject.sheet, answered(asked), subject.held, subject.area)
    drawn = joined(_picture(each, here, subject) for each in asked) if here else Told()
    return joined((told, beside_england(subject), drawn))


def beside_england(subject: Subject) -> Told:
    """England's figure and the place's own for the last period that both have, in a sentence."""
    sheet, held = subject.sheet, subject.held
    england = held.rows(sheet, ENGLAND) if subject.area != ENGLAND else ()
    theirs = {row.period: row for row in england if row.known_value is not None}
    both = [row for row in subject.rows if row.period in theirs and row.known_value is not None]
    if not both:
        return Told()
    own, same = both[-1], theirs[both[-1].period]
    words = _("In {period} the figure for England was {england}; for {place} it was {own}.").format(
        period=own.period.label(sheet.measure.year_type),
        england=value_cell(same, sheet.measure).text,
        place=held.name(subject.area),
        own=value_cell(own, sheet.measure).text,
    )
    return Told((said(words),), facts_of_rows(sheet, (same, own), held))


def places(subject: Subject) -> Told:
    """The latest figure of every place in the council's area, with its headline: a table."""
    sheet, held = subject.sheet, subject.held
    inside = (area.code for area in held.register.children(held.reader.council.area))
    found = [(code, rows) for code in inside if (rows := held.rows(sheet, code)) and code != subject.area]
    if not found:
        return Told()
    ordered = sorted(found, key=lambda each: held.name(each[0]))
    columns = (
        Column(_("Place")),
        Column(_("Period")),
        Column(_("Figure"), is_numeric=True),
        Column(_("Status")),
        Column(_("Verdict")),
    )
    table = Table(
        ref_of(subject.key, "places"),
        _("{measure} in each place").format(measure=sheet.title),
        columns,
        tuple(_place_row(code, rows[-1], subject) for code, rows in ordered),
        source=sheet.publisher or sheet.measure.source,
    )
    facts = [
        fact
        for code, rows in ordered
        for fact in (
            *facts_of_rows(sheet, rows[-1:], held),
            *lines(sheet, held.judged(sheet, code)[:1], held, code).facts,
        )
    ]
    return Told((narrow(table),), tuple(facts))


def _place_row(code: str, row: Observation, subject: Subject) -> tuple[Cell, ...]:
    measure, held = subject.sheet.measure, subject.held
    judged = held.judged(subject.sheet, code)
    address = f"{reverse('measure', args=[subject.sheet.slug])}?area={code}"
    return (
        Cell(held.name(code), href=address),
        Cell(row.period.label(measure.year_type)),
        value_cell(row, measure),
        Cell(status_in_words(row.status)),
        verdict_cell(judged[0] if judged else None),
    )


def others(subject: Subject) -> Told:
    """The answers to the questions that the measure's own policy does not ask."""
    asked = [each for each in answered(subject.further) if each.verdict.question not in BESIDE]
    if not asked:
        return Told()
    opening = said(
        _("These questions are not the policy's own. They are answered so that nothing is hidden.")
    )
    told = lines(subject.sheet, asked, subject.held, subject.area)
    return Told((opening, *told.blocks), told.facts)


def unanswered(subject: Subject) -> Told:
    """Every question without an answer that no line above tells, in one list by the reason."""
    told = subject.own[:1] if subject.rows and not subject.is_quiet else ()
    above = [each for each in told if each.verdict.question not in BESIDE]
    rest = [each for each in subject.every if each not in answered(subject.every) and each not in above]
    facts = lines(subject.sheet, rest, subject.held, subject.area).facts
    return Told(not_answered(rest).blocks, facts)


def defined(subject: Subject) -> Told:
    """What it counts, in which unit, which way is better, whose figures, how often, and what is aimed for."""
    sheet = subject.sheet
    rows = [(row.key, row.value) for row in definition(sheet)]
    if subject.rows:
        rows.append((_("How often"), how_often(subject.rows[-1])))
    rows.append((_("Where"), subject.held.name(subject.area)))
    targets = subject.held.aims(sheet, subject.area)
    rows += [
        (_("Aim for {period}").format(period=row.key), row.value) for row in aims(sheet.measure, targets)
    ]
    table = Table(
        ref_of(subject.key, "definition"),
        _("Definition of {measure}").format(measure=sheet.title),
        (Column(_("Part")), Column(_("What it says"))),
        tuple((Cell(name), Cell(value)) for name, value in rows),
    )
    return Told((table,), tuple(_said_fact(name, value, sheet) for name, value in rows))


def _said_fact(name: str, value: str, sheet: MeasureSheet) -> Fact:
    return Fact(key=f"definition/{sheet.ref}/{ref_of(name)}", about=f"{sheet.title}: {name}", text=value)


def how_often(row: Observation) -> str:
    """How often there is a figure, by how long its period is."""
    words = {
        (1, "Y"): _("every year"),
        (3, "M"): _("every quarter"),
        (1, "M"): _("every month"),
        (1, "W"): _("every week"),
        (0, ""): _("on single days"),
    }
    count, unit = row.period.duration
    return words.get((count, unit)) or _("for periods such as {period}").format(period=row.period.label())


def _rule(judged: Judged) -> str:
    return rule_of(judged.verdict.question) or ""


def _picture(judged: Judged, here: Here, subject: Subject) -> Told:
    """The picture of one answer; nothing where there is no answer, or where the measure's line shows it."""
    asked = here.asked_by(judged.policy)
    drawn = drawn_of(asked, judged, None)
    if drawn is None:
        return Told()
    ref = ref_of(subject.key, judged.verdict.question)
    facts = facts_of_rows(subject.sheet, _beside(judged, asked), subject.held)
    return Told((figure_of(drawn, ref, subject.sheet.measure.unit),), facts)


def _beside(judged: Judged, here: Here) -> tuple[Observation, ...]:
    """The figures of the areas that a comparison's picture shows; none for any other question."""
    if judged.verdict.question not in BESIDE:
        return ()
    beside = here.case.beside
    return tuple(beside.neighbours if judged.verdict.question == "neighbours" else beside.level)


def _here(subject: Subject) -> Here | None:
    """The series beside whom it is compared with; None where there is no figure."""
    held, sheet = subject.held, subject.sheet
    if not subject.rows:
        return None
    return here_of(
        sheet,
        subject.rows,
        held.aims(sheet, subject.area),
        held.alone(sheet),
        held.register,
        beside=held.comparators,
    )
