"""A measure: how it is going, how that is known, and where it stands on the thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from goldenthread.engine.policy import read_policy, shipped_policies
from goldenthread.kit.figure import Figure
from goldenthread.kit.format import with_unit
from goldenthread.kit.part import Download, Link, Row
from goldenthread.measures import queries
from goldenthread.measures.figures import Figures, read_figures
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import ReleaseSheet
from goldenthread.plan.queries import titles_of
from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy
from goldenthread.thread.judged import Judged, judged_as
from goldenthread.thread.measure_chart import chart, group_name
from goldenthread.thread.place import ENGLAND, Choice, area_choices, chosen_area, name_of
from goldenthread.thread.reader import Reader
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
    group: str
    areas: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    headline: Judged | None
    others: tuple[Judged, ...]
    elsewhere: tuple[Judged, ...]
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

    @property
    def group_named(self) -> str:
        return group_name(self.group)

    @property
    def life_words(self) -> str:
        """Why a measure is no longer used, and what took its place."""
        after = f"Replaced by {self.replaced_by.title}." if self.replaced_by else ""
        return f"{self.sheet.life_reason} {after}".strip() or "Its last figures stay here for the record."

    @property
    def marks(self) -> tuple[str, ...]:
        judged = (*((self.headline,) if self.headline else ()), *self.others, *self.elsewhere)
        return tuple(mark for each in judged for mark in each.verdict.marks)


def read(slug: str, asked: Asked, reader: Reader) -> MeasurePage | None:
    """The page of one measure, or None where the reader may not see it."""
    sheet = next(iter(reader.sight.told(slug=slug)), None)
    if sheet is None:
        return None
    register, figures = queries.register(), read_figures(reader.sight, [sheet])
    codes = figures.areas_held()
    area = chosen_area(asked.area, codes, reader.council.area)
    here = figures.within([area])
    groups = here.groups_held()
    group = asked.group if asked.group in groups else (groups[0] if groups else "")
    rows = here.one(group)
    targets = queries.targets(sheet.ref, area)
    first, others, elsewhere = judged(sheet, rows, targets, reader)
    return MeasurePage(
        sheet=sheet,
        area=area,
        area_name=name_of(area, register),
        group=group,
        areas=area_choices(codes, area, reader.council.area, register),
        groups=tuple(Choice(each, group_name(each), each == group) for each in groups),
        headline=first,
        others=others,
        elsewhere=elsewhere,
        latest_note=rows[-1].note if rows else "",
        aims=aims(sheet.measure, targets),
        definition=definition(sheet),
        figure=chart(sheet, rows, england_beside(figures, area, group), targets, first, register),
        serves=serves(sheet, reader),
        downloads=downloads(sheet),
        releases=queries.behind(reader.sight, sheet),
        several_areas=len(codes) > 2,
        replaced_by=(
            next(iter(reader.sight.sheets(ref=sheet.replaced_by)), None) if sheet.replaced_by else None
        ),
        updated=updated([sheet.ref], reader),
        first_figure_only=len([row for row in rows if row.known_value is not None]) == 1,
    )


def aims(measure: Measure, targets: Sequence[Target]) -> tuple[Row, ...]:
    """What is aimed for in the place, period by period, whether or not there is a figure yet."""

    def said(value: Decimal | None, before: str) -> str:
        return f"{before} {with_unit(value, measure.unit, measure.decimals)}" if value is not None else ""

    return tuple(
        Row(
            target.period.label(measure.year_type),
            ", ".join(
                part
                for part in (
                    said(target.target, "Target"),
                    said(target.floor, "floor standard"),
                    said(target.lower, "from"),
                    said(target.upper, "up to"),
                )
                if part
            ),
        )
        for target in targets
    )


def england_beside(figures: Figures, area: str, group: str) -> tuple[Observation, ...]:
    """England's figures, for a page about another place."""
    return figures.within([ENGLAND]).one(group) if area != ENGLAND else ()


def judged(
    sheet: MeasureSheet, rows: Sequence[Observation], targets: Sequence[Target], reader: Reader
) -> tuple[Judged | None, tuple[Judged, ...], tuple[Judged, ...]]:
    """The headline by the council's policy, its other questions, and what the other policies would say."""
    own = reader.policy
    every = judged_by(own, sheet, rows, targets, reader)
    headline = sheet.measure.headline or own.headline_for(sheet.measure.kind)
    first = next((each for each in every if each.verdict.question == headline), every[0] if every else None)
    others = tuple(each for each in every if each is not first)
    elsewhere = tuple(
        each
        for name in shipped_policies()
        if name != own.ref
        for each in judged_by(read_policy(name), sheet, rows, targets, reader)
        if each.verdict.reason != "not_applicable"
    )
    return first, others, elsewhere


def judged_by(
    policy: Policy,
    sheet: MeasureSheet,
    rows: Sequence[Observation],
    targets: Sequence[Target],
    reader: Reader,
) -> tuple[Judged, ...]:
    """One series asked by the rules themselves; nothing where it has no row."""
    found = judge(rows, sheet.measure, targets, policy, reader.today) if rows else ()
    return tuple(judged_as(each, sheet.measure, policy) for each in found)


POLARITY_WORDS = {
    "high_is_good": "Higher is better",
    "low_is_good": "Lower is better",
    "in_range": "Best within a range",
    "no_judgement": "Nobody has said which way is better",
    "": "Nobody has said which way is better",
}


def definition(sheet: MeasureSheet) -> tuple[Row, ...]:
    """The definition sheet; a line that says nothing is left out."""
    measure = sheet.measure
    better = POLARITY_WORDS[measure.polarity]
    lines = (
        ("Definition", measure.definition),
        ("Unit", measure.unit),
        ("Kind", measure.kind.capitalize()),
        ("Which way is better", ". ".join(part for part in (better, sheet.polarity_reason) if part)),
        ("Source", measure.source),
        ("Publisher", sheet.publisher),
        ("Owner", measure.owner),
        ("Reference", measure.ref),
    )
    return tuple(Row(key, value) for key, value in lines if value)


def serves(sheet: MeasureSheet, reader: Reader) -> tuple[Link, ...]:
    """The plan items that this measure quantifies."""
    titles = titles_of(((link.plan, link.item) for link in sheet.links), reader.viewer, reader.sight.public)
    return tuple(
        Link(
            titles[link.plan, link.item],
            reverse("item", args=[link.plan, link.item]),
            "our reading" if link.whose_reading == "ours" else "",
        )
        for link in sheet.links
        if (link.plan, link.item) in titles
    )


def downloads(sheet: MeasureSheet) -> tuple[Download, ...]:
    return tuple(
        Download("Every area and period", reverse("measure-data", args=[sheet.slug, ending]), name)
        for ending, name in (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
    )
