"""A measure: how it is going, how that is known, and where it stands on the thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from goldenthread.engine.area import AreaRegister
from goldenthread.engine.policy import read_policy, shipped_policies
from goldenthread.kit.figure import Figure, Line, Panel
from goldenthread.kit.line_chart import Guides, line_chart
from goldenthread.kit.format import change, with_unit
from goldenthread.kit.part import Download, Link, Row
from goldenthread.kit.series import points_of
from goldenthread.kit.small_multiples import small_multiples
from goldenthread.kit.tile_map import KENT_AND_MEDWAY, tile_map
from goldenthread.measures import queries
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import ReleaseSheet
from goldenthread.plan.queries import titles_of
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy
from goldenthread.rules.sentence import in_words
from goldenthread.rules.verdict import Verdict
from goldenthread.thread.reader import Reader

ENGLAND = "E92000001"
# Unitary authorities that a county's map shows with its own districts.
NEARBY = ("E06000035",)


@dataclass(frozen=True, slots=True)
class Asked:
    """The area and group that the address names; empty where it names none."""

    area: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a switch."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the policy's word for it and the sentence that says it."""

    verdict: Verdict
    word: str
    said: str
    question: str
    policy: Policy
    evidence: tuple[Row, ...]


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
    definition: tuple[Row, ...]
    figure: Figure | None
    serves: tuple[Link, ...]
    downloads: tuple[Download, ...]
    releases: tuple[ReleaseSheet, ...]
    several_areas: bool
    replaced_by: MeasureSheet | None

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


QUESTIONS = {
    "direction_1y": "Is it better than a year earlier?",
    "direction_3y": "Is it better than three years earlier?",
    "target": "Does it meet its target?",
    "expected_range": "Is it within the expected range?",
    "regression": "Is there a clear trend?",
}


def read(slug: str, asked: Asked, reader: Reader) -> MeasurePage | None:
    """The page of one measure, or None where the reader may not see it."""
    sheet = queries.measure(slug, reader.viewer, reader.now)
    if sheet is None:
        return None
    register = queries.register()
    codes = queries.areas_with(sheet.ref, viewer=reader.viewer, now=reader.now)
    area = chosen_area(asked.area, codes, reader.council.area)
    groups = queries.groups_of(sheet.ref, area, viewer=reader.viewer, now=reader.now)
    group = asked.group if asked.group in groups else (groups[0] if groups else "")
    rows = queries.series(sheet.ref, area, group, viewer=reader.viewer, now=reader.now)
    first, others, elsewhere = judged(sheet, area, group, reader)
    return MeasurePage(
        sheet=sheet,
        area=area,
        area_name=name_of(area, register),
        group=group,
        areas=area_choices(codes, area, register),
        groups=tuple(Choice(each, group_name(each), each == group) for each in groups),
        headline=first,
        others=others,
        elsewhere=elsewhere,
        latest_note=rows[-1].note if rows else "",
        definition=definition(sheet),
        figure=chart(sheet, area, group, rows, first, register, reader),
        serves=serves(sheet, reader),
        downloads=downloads(sheet),
        releases=queries.releases_behind(sheet, reader.viewer, reader.now),
        several_areas=len(codes) > 2,
        replaced_by=(
            queries.measure_named(sheet.replaced_by, reader.viewer, reader.now) if sheet.replaced_by else None
        ),
    )


def chosen_area(asked: str, codes: Sequence[str], council: str) -> str:
    """The area asked for where the measure has it, else the council's, else the first there is."""
    for code in (asked, council):
        if code in codes:
            return code
    return codes[0] if codes else council


def name_of(code: str, register: AreaRegister) -> str:
    area = register.get(code)
    return area.name if area else code


def group_name(group: str) -> str:
    """`sex=female;age=16-17` as "female, 16-17"; everyone where it is empty."""
    return ", ".join(pair.partition("=")[2] for pair in group.split(";")) if group else "Everyone"


def area_choices(codes: Sequence[str], chosen: str, register: AreaRegister) -> tuple[Choice, ...]:
    named = sorted((name_of(code, register), code) for code in codes)
    twice = {name for (name, _), (after, _) in zip(named, named[1:], strict=False) if name == after}
    return tuple(
        Choice(code, f"{name} ({code})" if name in twice else name, code == chosen) for name, code in named
    )


def judged(
    sheet: MeasureSheet, area: str, group: str, reader: Reader
) -> tuple[Judged | None, tuple[Judged, ...], tuple[Judged, ...]]:
    """The headline by the council's policy, its other questions, and what the other policies would say."""
    own = read_policy(reader.council.policy)
    every = judged_by(own, sheet, area, group, reader)
    headline = sheet.measure.headline or own.headline_for(sheet.measure.kind)
    first = next((each for each in every if each.verdict.question == headline), every[0] if every else None)
    others = tuple(each for each in every if each is not first)
    elsewhere = tuple(
        each
        for name in shipped_policies()
        if name != own.ref
        for each in judged_by(read_policy(name), sheet, area, group, reader)
        if each.verdict.reason != "not_applicable"
    )
    return first, others, elsewhere


def judged_by(
    policy: Policy, sheet: MeasureSheet, area: str, group: str, reader: Reader
) -> tuple[Judged, ...]:
    found = queries.verdicts([sheet.ref], [area], viewer=reader.viewer, now=reader.now, policy=policy)
    return tuple(
        judged_as(each, sheet.measure, policy) for each in found.get((sheet.ref, area, group), ())
    )


def judged_as(verdict: Verdict, measure: Measure, policy: Policy) -> Judged:
    """A verdict in the policy's words."""
    return Judged(
        verdict,
        policy.word(verdict.verdict),
        said_of(verdict, measure, policy),
        QUESTIONS.get(verdict.question, verdict.question.replace("_", " ").capitalize()),
        policy,
        evidence(verdict, measure),
    )


def evidence(verdict: Verdict, measure: Measure) -> tuple[Row, ...]:
    """What the verdict rests on: the figures compared and the limits that were tested."""

    def figure(value: Decimal | None) -> str:
        return with_unit(value, measure.unit, measure.decimals)

    rows = []
    if verdict.period is not None:
        rows.append(Row("Latest", f"{figure(verdict.value)}, {verdict.period.label(measure.year_type)}"))
    if verdict.base_period is not None:
        then = verdict.base_period.label(measure.year_type)
        rows.append(Row("Compared with", f"{figure(verdict.base_value)}, {then}"))
    if verdict.change is not None:
        rows.append(Row("Change", change(verdict.change, measure.unit, measure.decimals)))
    limits = [figure(each) for each in (verdict.lower_limit, verdict.upper_limit) if each is not None]
    if limits and verdict.question == "regression":
        rows.append(Row("Slope, per year", " to ".join(limits)))
    elif limits:
        rows.append(Row("Limits tested", " to ".join(dict.fromkeys(limits))))
    return tuple(rows)


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
        ("Which way is better", f"{better}. {sheet.polarity_reason}".strip() if sheet.polarity_reason else better),
        ("Source", measure.source),
        ("Publisher", sheet.publisher),
        ("Owner", measure.owner),
        ("Reference", measure.ref),
    )
    return tuple(Row(key, value) for key, value in lines if value)


def said_of(verdict: Verdict, measure: Measure, policy: Policy) -> str:
    """The verdict's sentence without its word, which stands before it with its shape."""
    said = in_words(verdict, measure, policy)
    said = said.removeprefix(f"{policy.word(verdict.verdict)}: ")
    return said[:1].upper() + said[1:]


def chart(
    sheet: MeasureSheet,
    area: str,
    group: str,
    rows: Sequence[Observation],
    first: Judged | None,
    register: AreaRegister,
    reader: Reader,
) -> Figure | None:
    """The line with its target, limits and benchmark; None where there is nothing to draw."""
    if not rows:
        return None
    measure = sheet.measure
    where = name_of(area, register)
    named = where if not group else f"{where}, {group_name(group)}"
    return line_chart(
        "series",
        f"{measure.title}, {named}",
        points_of(rows, measure.year_type),
        subtitle=measure.unit,
        unit=measure.unit,
        decimals=measure.decimals,
        guides=guides(sheet, area, group, reader),
        verdict=f"{first.word}" if first and first.verdict.verdict != "cannot_judge" else "",
        source=sheet.publisher or measure.source,
        zero=False,
    )


def guides(sheet: MeasureSheet, area: str, group: str, reader: Reader) -> Guides:
    """The latest target, floor standard and range, and England's line where the measure has one."""
    latest = newest(queries.targets(sheet.ref, area)) if not group else None
    england = (
        queries.series(sheet.ref, ENGLAND, group, viewer=reader.viewer, now=reader.now)
        if area != ENGLAND
        else ()
    )
    benchmark = Line("England", points_of(england, sheet.measure.year_type)) if england else None
    if latest is None:
        return Guides(benchmark=benchmark)
    when = latest.period.label(sheet.measure.year_type)
    expected = (latest.lower, latest.upper)
    return Guides(
        target=latest.target,
        floor=latest.floor,
        expected=expected if None not in expected else None,  # type: ignore[arg-type]
        benchmark=benchmark,
        target_label=f"Target {when}",
    )


def newest(targets: Sequence[Target]) -> Target | None:
    return max(targets, key=lambda each: each.period, default=None)


def serves(sheet: MeasureSheet, reader: Reader) -> tuple[Link, ...]:
    """The plan items that this measure quantifies."""
    titles = titles_of(((link.plan, link.item) for link in sheet.links), reader.viewer, reader.now)
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


@dataclass(frozen=True, slots=True)
class AreasPage:
    """A measure in every area of one kind: a map, small multiples and a table."""

    sheet: MeasureSheet
    chosen: str
    period: str
    figures: tuple[Figure, ...]
    figure_note: str
    places: tuple[Link, ...]


def read_areas(slug: str, chosen: str, reader: Reader) -> AreasPage | None:
    """The measure across the districts of the council's area; None where the reader may not see it."""
    sheet = queries.measure(slug, reader.viewer, reader.now)
    if sheet is None:
        return None
    register = queries.register()
    inside = [area.code for area in register.children(reader.council.area)]
    codes = [*inside, *NEARBY, ENGLAND]
    found = queries.observations_of([sheet.ref], codes, viewer=reader.viewer, now=reader.now)
    rows = {area: points for (_, area, group), points in found.items() if not group}
    districts = {code: rows[code] for code in (*inside, *NEARBY) if code in rows}
    last = max((points[-1].period for points in districts.values()), default=None)
    period = last.label(sheet.measure.year_type) if last else ""
    return AreasPage(
        sheet=sheet,
        chosen=chosen,
        period=period,
        figures=area_figures(sheet, districts, rows.get(ENGLAND, ()), period, chosen, register) if districts else (),
        figure_note=f"{len(districts)} places have figures." if districts else "",
        places=tuple(
            Link(name_of(code, register), f"{reverse('measure', args=[sheet.slug])}?area={code}")
            for code in sorted(districts, key=lambda code: name_of(code, register))
        ),
    )


def area_figures(
    sheet: MeasureSheet,
    districts: Mapping[str, Sequence[Observation]],
    england: Sequence[Observation],
    period: str,
    chosen: str,
    register: AreaRegister,
) -> tuple[Figure, ...]:
    """The map for the latest period that any place has, then every place's line on one scale.

    A council whose places are not on the shipped map has the lines alone.
    """
    measure = sheet.measure
    told = {"subtitle": measure.unit, "unit": measure.unit, "source": sheet.publisher or measure.source}
    last = max(points[-1].period for points in districts.values())
    now = {code: value_of(points[-1]) if points[-1].period == last else None for code, points in districts.items()}
    benchmark = Line("England", points_of(england, measure.year_type)) if england else None
    panels = [
        Panel(name_of(code, register), points_of(points, measure.year_type), code == chosen)
        for code, points in districts.items()
    ]
    lines = small_multiples(
        "lines", f"{measure.title} in each place", panels, decimals=measure.decimals, benchmark=benchmark, **told
    )
    if now.keys().isdisjoint(tile.code for tile in KENT_AND_MEDWAY):
        return (lines,)
    title = f"{measure.title}, {period}"
    return (tile_map("map", title, now, decimals=measure.decimals, chosen=chosen, **told), lines)


def values_by_area(
    sheet: MeasureSheet, areas: Sequence[str], reader: Reader
) -> Mapping[str, Observation]:
    """The latest row of each area, everyone in it."""
    found = queries.latest([sheet.ref], areas, viewer=reader.viewer, now=reader.now)
    return {area: row for (_, area, group), row in found.items() if not group}


def value_of(row: Observation | None) -> Decimal | None:
    return row.known_value if row else None
