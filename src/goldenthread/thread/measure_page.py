"""A measure: how it is going, how that is known, and where it stands on the thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.finance.queries.touch import SavingTouch
from goldenthread.kit.figure import Figure
from goldenthread.kit.format import with_unit
from goldenthread.kit.part import Download, Link, Row
from goldenthread.measures import queries
from goldenthread.measures.figures import Figures, read_figures
from goldenthread.measures.own_policy import looks_at_levels, policy_judging
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import ReleaseSheet
from goldenthread.people.queries.policy import policies, policy_named
from goldenthread.plan.queries import titles_of
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.tongue import Words
from goldenthread.thread.answers import answers
from goldenthread.thread.chosen import series_chosen
from goldenthread.thread.here import Here
from goldenthread.thread.measure_chart import chart, group_name
from goldenthread.thread.money_lens import savings_on_measure
from goldenthread.thread.place import (
    ENGLAND,
    Choice,
    area_choices,
    name_of,
    stands_in_for,
)
from goldenthread.thread.question_section import Section, sections
from goldenthread.thread.reader import Reader
from goldenthread.thread.series_here import here_of
from goldenthread.thread.updated import Updated, updated


@dataclass(frozen=True, slots=True)
class Asked:
    """The area and group that the address names; empty where it names none."""

    area: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """Everything the measure page shows."""

    sheet: MeasureSheet
    area: str
    area_name: str
    instead_of: str
    group: str
    areas: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    headline: Section | None
    others: tuple[Section, ...]
    elsewhere: tuple[Section, ...]
    latest_note: str
    aims: tuple[Row, ...]
    definition: tuple[Row, ...]
    figure: Figure | None
    serves: tuple[Link, ...]
    downloads: tuple[Download, ...]
    releases: tuple[ReleaseSheet, ...]
    several_areas: bool
    replaced_by: MeasureSheet | None
    updated: Updated
    first_figure_only: bool
    withheld: str
    savings: tuple[SavingTouch, ...] = ()

    @property
    def group_named(self) -> str:
        return group_name(self.group)

    @property
    def life_words(self) -> str:
        """Why a measure is no longer used, and what took its place."""
        after = _("Replaced by {measure}.").format(measure=self.replaced_by.title) if self.replaced_by else ""
        return f"{self.sheet.life_reason} {after}".strip() or _("Its last figures stay here for the record.")

    @property
    def marks(self) -> tuple[str, ...]:
        shown = (*((self.headline,) if self.headline else ()), *self.others, *self.elsewhere)
        return tuple(mark for each in shown for mark in each.judged.verdict.marks)


def read(slug: str, asked: Asked, reader: Reader) -> MeasurePage | None:
    """The page of one measure, or None where the reader may not see it."""
    sheet = next(iter(reader.sight.told(slug=slug)), None)
    if sheet is None:
        return None
    register, figures = queries.register(), read_figures(reader.sight, [sheet])
    picked = series_chosen(figures, asked.area, asked.group, reader.council.area)
    area, group, rows = picked.area, picked.group, picked.rows
    targets = figures.aimed(queries.targets(sheet.ref, area))
    whole = any(looks_at_levels(policy) for policy in policies())
    here = here_of(sheet, rows, targets, figures, register, whole) if rows else None
    first, others, elsewhere = judged(here, reader) if here else (None, (), ())
    england = england_beside(figures, area, group)
    return MeasurePage(
        sheet=sheet,
        area=area,
        area_name=name_of(area, register),
        instead_of=stands_in_for(asked.area, area, reader.council.area, register),
        group=group,
        areas=area_choices(picked.codes, area, reader.council.area, register),
        groups=tuple(Choice(each, group_name(each), each == group) for each in picked.groups),
        headline=first,
        others=others,
        elsewhere=elsewhere,
        latest_note=rows[-1].note if rows else "",
        aims=aims(sheet.measure, targets),
        definition=definition(sheet),
        figure=chart(sheet, rows, england, targets, first.judged if first else None, register),
        serves=serves(sheet, reader),
        downloads=downloads(sheet),
        releases=queries.behind(reader.sight, sheet),
        several_areas=len(picked.codes) > 2,
        replaced_by=(
            next(iter(reader.sight.sheets(ref=sheet.replaced_by)), None) if sheet.replaced_by else None
        ),
        updated=updated([sheet.ref], reader),
        first_figure_only=len([row for row in rows if row.known_value is not None]) == 1,
        savings=savings_on_measure(sheet, reader),
        withheld=figures.mask.words(sheet.gap.of if sheet.gap else sheet.ref),
    )


def aims(measure: Measure, targets: Sequence[Target]) -> tuple[Row, ...]:
    """What is aimed for in the place, period by period, whether or not there is a figure yet."""

    def said(value: Decimal | None, before: str) -> str:
        if value is None:
            return ""
        return before.format(figure=with_unit(value, measure.unit, measure.decimals))

    return tuple(
        Row(
            target.period.label(measure.year_type),
            ", ".join(
                part
                for part in (
                    said(target.target, _("Target {figure}")),
                    said(target.floor, _("floor standard {figure}")),
                    said(target.lower, _("from {figure}")),
                    said(target.upper, _("up to {figure}")),
                )
                if part
            ),
        )
        for target in targets
    )


def england_beside(figures: Figures, area: str, group: str) -> tuple[Observation, ...]:
    """England's figures, for a page about another place."""
    return figures.within([ENGLAND]).one(group) if area != ENGLAND else ()


def judged(here: Here, reader: Reader) -> tuple[Section | None, tuple[Section, ...], tuple[Section, ...]]:
    """The headline by the policy that judges the measure, its other questions, and those that others ask."""
    own = policy_judging(here.sheet, reader.policy)
    every = answers(here, own, policies(), reader.today)
    ours = [each for each in every if each.first.policy is own]
    wanted = here.measure.headline or own.headline_for(here.measure.kind)
    first = next((each for each in ours if each.name == wanted), ours[0] if ours else None)
    shown = sections(here, every, own)
    mine = [each for each in shown if each.judged.policy is own]
    return (
        next((each for each in mine if each.answered is first), None),
        tuple(each for each in mine if each.answered is not first),
        tuple(each for each in shown if each.judged.policy is not own),
    )


KIND_WORDS = Words({"outcome": "Outcome", "performance": "Performance", "activity": "Activity", "": ""})
POLARITY_WORDS = Words(
    {
        "high_is_good": "Higher is better",
        "low_is_good": "Lower is better",
        "in_range": "Best within a range",
        "no_judgement": "Nobody has said which way is better",
        "": "Nobody has said which way is better",
    }
)


def definition(sheet: MeasureSheet) -> tuple[Row, ...]:
    """The definition sheet; a line that says nothing is left out."""
    measure = sheet.measure
    better = POLARITY_WORDS[measure.polarity]
    lines = (
        (_("Definition"), measure.definition),
        (_("Unit"), measure.unit),
        (_("Kind"), KIND_WORDS[measure.kind]),
        (_("Which way is better"), ". ".join(part for part in (better, sheet.polarity_reason) if part)),
        (_("Source"), measure.source),
        (_("Publisher"), sheet.publisher),
        (_("Owner"), measure.owner),
        (_("Reference"), measure.ref),
    )
    said = tuple(Row(key, value) for key, value in lines if value)
    own = policy_named(sheet.policy) if sheet.policy else None
    if own is None:
        return said
    address = reverse("policy", args=[own.ref])
    return (*said, Row(_("Judged by its own policy"), own.title, address, _("Read it"), own.title))


def serves(sheet: MeasureSheet, reader: Reader) -> tuple[Link, ...]:
    """The plan items that this measure quantifies."""
    titles = titles_of(((link.plan, link.item) for link in sheet.links), reader.viewer, reader.sight.public)
    return tuple(
        Link(
            titles[link.plan, link.item],
            reverse("item", args=[link.plan, link.item]),
            _("our reading") if link.whose_reading == "ours" else "",
        )
        for link in sheet.links
        if (link.plan, link.item) in titles
    )


def downloads(sheet: MeasureSheet) -> tuple[Download, ...]:
    return tuple(
        Download(_("Every area and period"), reverse("measure-data", args=[sheet.slug, ending]), name)
        for ending, name in (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
    )
