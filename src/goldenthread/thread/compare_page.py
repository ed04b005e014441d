"""Any set of measures in any set of areas, side by side: what is chosen, what can be, and what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.engine.area import AreaRegister
from goldenthread.kit.figure import Figure
from goldenthread.kit.format import count_of
from goldenthread.kit.part import Download
from goldenthread.measures import queries
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.queries.policy import policies
from goldenthread.rules.policy import RULE_OF, Policy
from goldenthread.rules.question import title_of
from goldenthread.thread.answers import EVERY_QUESTION
from goldenthread.thread.area_page import outcome_titles
from goldenthread.thread.compare_figure import pictures
from goldenthread.thread.compare_table import Compared, ComparedMeasure, compared
from goldenthread.thread.place import ENGLAND, Choice, composites, name_of
from goldenthread.thread.reader import Reader
from goldenthread.thread.scorecard_page import under_outcomes

MOST = 12
"""Measures, and areas, that one page compares."""

Choices = tuple[tuple[str, tuple[Choice, ...]], ...]
"""What can be added, under headings."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address names: slugs of measures, codes of areas, and a question or none."""

    measures: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of it there is, at most MOST of each, and in words what was left out."""

    sheets: tuple[MeasureSheet, ...]
    areas: tuple[str, ...]
    question: str
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Everything that the compare page shows."""

    rows: tuple[ComparedMeasure, ...]
    measures: tuple[Choice, ...]
    areas: tuple[Choice, ...]
    more_measures: Choices
    more_areas: Choices
    questions: tuple[Choice, ...]
    left_out: tuple[str, ...]
    figures: tuple[Figure, ...]
    address: str
    downloads: tuple[Download, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        judged = (cell.judged for row in self.rows for cell in row.cells if cell.judged)
        return tuple(mark for each in judged for mark in each.verdict.marks)


def read(asked: Asked, reader: Reader) -> ComparePage:
    """The page; with nothing chosen it offers what there is."""
    register = queries.register()
    every = reader.sight.told()
    chosen = choose(asked, every, register, reader)
    table = read_table(chosen, register, reader)
    kept = [("measure", sheet.slug) for sheet in chosen.sheets] + [("area", code) for code in chosen.areas]
    kept += [("question", chosen.question)] if chosen.question else []
    return ComparePage(
        rows=table.rows,
        measures=tuple(Choice(each.slug, each.title, True) for each in chosen.sheets),
        areas=tuple(Choice(code, name_of(code, register), True) for code in chosen.areas),
        more_measures=more_measures(chosen, every, reader),
        more_areas=more_areas(chosen, register, reader),
        questions=questions(chosen.question),
        left_out=chosen.left_out,
        figures=pictures(table),
        address=f"{reverse('compare')}?{urlencode(kept)}",
        downloads=downloads(kept) if table.rows else (),
    )


def choose(asked: Asked, every: Sequence[MeasureSheet], register: AreaRegister, reader: Reader) -> Chosen:
    """Of what the address names, what there is. Without an area: the council's and England."""
    by_slug = {sheet.slug: sheet for sheet in every}
    slugs = [slug for slug in dict.fromkeys(asked.measures) if slug]
    codes = [code for code in dict.fromkeys(asked.areas) if code]
    sheets = [by_slug[slug] for slug in slugs if slug in by_slug]
    areas = [code for code in codes if code in register] or [reader.council.area, ENGLAND]
    unknown = [
        _("There is no measure called {slug} to read here.").format(slug=slug)
        for slug in slugs
        if slug not in by_slug
    ]
    unknown += [
        _("There is no area with the code {code}.").format(code=code)
        for code in codes
        if code not in register
    ]
    if len(sheets) > MOST:
        unknown.append(_left_out(count_of(len(sheets) - MOST, "measure")))
    if len(areas) > MOST:
        unknown.append(_left_out(count_of(len(areas) - MOST, "area")))
    question = asked.question if asked.question in RULE_OF else ""
    return Chosen(tuple(sheets[:MOST]), tuple(areas[:MOST]), question, tuple(unknown))


def _left_out(counted: str) -> str:
    return _("{counted} left out: a page compares {most} at most.").format(counted=counted, most=MOST)


def read_table(chosen: Chosen, register: AreaRegister, reader: Reader) -> Compared:
    """The figures and verdicts of what is chosen."""
    policy = asking(chosen.question, reader.policy)
    return compared(chosen.sheets, chosen.areas, policy, chosen.question, register, reader)


def asking(question: str, own: Policy) -> Policy:
    """The policy whose answer is shown: the council's where it asks this, else the first that does."""
    ranked = [own, *sorted(policies(), key=lambda policy: policy.ref == EVERY_QUESTION)]
    return next((policy for policy in ranked if policy.question(question)), own)


def questions(chosen: str) -> tuple[Choice, ...]:
    """Each measure's own headline first, then every question."""
    named = tuple(Choice(name, title_of(name), name == chosen) for name in RULE_OF)
    return (Choice("", _("Each measure's headline"), not chosen), *named)


def more_measures(chosen: Chosen, every: Sequence[MeasureSheet], reader: Reader) -> Choices:
    """The measures that are not chosen yet, under their outcomes."""
    rest = [sheet for sheet in every if sheet not in chosen.sheets]
    groups = under_outcomes(rest, outcome_titles(reader))
    return tuple(
        (title, tuple(Choice(each.slug, each.title, False) for each in sheets)) for title, sheets in groups
    )


def more_areas(chosen: Chosen, register: AreaRegister, reader: Reader) -> Choices:
    """The council's own places, those above it, and others of its kind, that are not chosen yet."""
    own = register.get(reader.council.area)
    inside = [area.code for area in register.children(reader.council.area)]
    above = [ENGLAND, *_above(reader.council.area, register)]
    alike = [code for code, area in register.areas.items() if own and area.kind == own.kind]
    groups = (
        (_("The council's area"), [reader.council.area, *inside, *composites(register)]),
        (_("The country and the region"), above),
        (_("Other areas of the council's kind"), sorted(alike, key=lambda code: name_of(code, register))),
    )
    seen = set(chosen.areas)
    found = []
    for title, codes in groups:
        fresh = [code for code in dict.fromkeys(codes) if code not in seen]
        seen.update(fresh)
        if fresh:
            found.append((title, tuple(Choice(code, name_of(code, register), False) for code in fresh)))
    return tuple(found)


def _above(code: str, register: AreaRegister) -> list[str]:
    found = []
    while (area := register.parent(code)) and area.code not in found:
        code = area.code
        found.append(code)
    return found


def downloads(kept: Sequence[tuple[str, str]]) -> tuple[Download, ...]:
    address = reverse("compare-data")
    return (
        Download(_("This table"), f"{address}?{urlencode(kept)}", "CSV"),
        Download(
            _("Every period of these measures and areas"),
            f"{address}?{urlencode([*kept, ('periods', 'every')])}",
            "CSV",
        ),
    )
