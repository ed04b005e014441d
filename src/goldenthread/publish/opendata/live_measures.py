"""The tables about measures: definitions, figures, targets, verdicts, the scorecard and profiles of areas."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from goldenthread.kit.download import Value
from goldenthread.measures import queries
from goldenthread.measures.download import COLUMNS, rows_of
from goldenthread.measures.figures import read_figures
from goldenthread.measures.own_policy import policy_judging
from goldenthread.measures.reading import delivered_by
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.opendata.coverage import Coverage, coverages
from goldenthread.publish.opendata.live import LiveTable, Row, columns_of, fixed
from goldenthread.publish.opendata.table import OpenTable
from goldenthread.rules.verdict import Verdict
from goldenthread.thread.place import composites, name_of
from goldenthread.thread.reader import Reader

MOST_FIGURES: Final = 500_000
NUMBERS: Final = "value numerator denominator lower upper"
FIGURE: Final = columns_of(" ".join(COLUMNS), NUMBERS)
MEASURES: Final = columns_of(
    "measure title unit statistic multiplier polarity polarity_reason decimals kind year_type source"
    " definition owner comparator tolerance headline protection life replaced_by gap_of gap_from gap_to"
    " publisher address",
    "multiplier decimals",
)
TARGETS: Final = columns_of(
    "measure area period target floor lower upper baseline_period baseline",
    "target floor lower upper baseline",
)
VERDICTS: Final = columns_of(
    "measure area group question verdict reason marks period value base_period base_value change lower_limit"
    " upper_limit rule qualifier base_qualifier basis rank ranked",
    "value base_value change lower_limit upper_limit rank ranked",
)
PROFILES: Final = columns_of(
    "area area_name measure title period value unit status question verdict word reason marks rule", "value"
)


def measure_tables(reader: Reader) -> Iterator[LiveTable]:
    """Every table about measures, those of many measures first."""
    sheets = reader.sight.told()
    known = coverages(reader, sheets)
    yield _definitions(reader, sheets)
    yield _figures(reader, sheets, known)
    yield _targets(sheets)
    yield _verdicts(reader, sheets)
    yield _profiles(reader, sheets, "scorecard", gettext_noop("The scorecard"), [reader.council.area])
    yield _profiles(reader, sheets, "area-profiles", gettext_noop("Profiles of areas"), places(reader))
    for sheet in sheets:
        yield figures_of(reader, sheet, known.get(sheet.ref))


def places(reader: Reader) -> list[str]:
    """The council's own area, those in it, and those that it has declared."""
    register, own = queries.register(), reader.council.area
    return list(dict.fromkeys([own, *(each.code for each in register.children(own)), *composites(register)]))


def figures_of(reader: Reader, sheet: MeasureSheet, known: Coverage | None = None) -> LiveTable:
    """The figures of one measure."""
    table = OpenTable(
        f"figures-{sheet.slug}",
        sheet.title,
        FIGURE,
        sheet.measure.definition,
        tuple(filter(None, (_withheld(reader, sheet),))) if sheet.protection else (),
        sheet.publisher or sheet.measure.source,
        ("measure", "area", "period", "group"),
    )
    return LiveTable(
        table,
        lambda: _rows(reader, [sheet]),
        reverse("measure", args=(sheet.slug,)),
        known.rows if known else None,
        _updated(reader, [sheet.gap.of if sheet.gap else sheet.ref]),
        known.begins if known else None,
        known.ends if known else None,
        reader.council.area,
        known.often if known else "",
        sheet.ref,
    )


def _withheld(reader: Reader, sheet: MeasureSheet) -> str:
    """How many figures of a protected measure are withheld, in a sentence."""
    ref = sheet.gap.of if sheet.gap else sheet.ref
    return read_figures(reader.sight, [sheet], ()).mask.words(ref)


def _rows(reader: Reader, sheets: Iterable[MeasureSheet]) -> Iterator[Row]:
    """The figures of measure after measure, so that only one is held at a time."""
    releases = reader.sight.releases()
    for sheet in sheets:
        found = read_figures(reader.sight, [sheet]).series()
        points = (each for key in sorted(found) for each in found[key])
        yield from rows_of(points, sheet.measure, delivered_by(releases, sheet))


def _figures(reader: Reader, sheets: tuple[MeasureSheet, ...], known: Mapping[str, Coverage]) -> LiveTable:
    held = [each for sheet in sheets if (each := known.get(sheet.ref))]
    count = sum(each.rows for each in held)
    notes: tuple[str, ...] = ()
    if count > MOST_FIGURES or not known:
        notes = (f"The first {MOST_FIGURES:,} rows; each measure's own file has all of its rows.",)
    table = OpenTable(
        "figures", gettext_noop("Every figure of every measure"), FIGURE, "One row is one figure.", notes,
        key=("measure", "area", "period", "group"),
    )  # fmt: skip
    return LiveTable(
        table,
        lambda: (row for _, row in zip(range(MOST_FIGURES), _rows(reader, sheets), strict=False)),
        reverse("measures"),
        min(count, MOST_FIGURES) if known else None,
        _updated(reader, None),
        min((each.begins for each in held if each.begins), default=None),
        max((each.ends for each in held if each.ends), default=None),
        reader.council.area,
    )


def _definitions(reader: Reader, sheets: tuple[MeasureSheet, ...]) -> LiveTable:
    rows, count = fixed(_definition(sheet) for sheet in sheets)
    table = OpenTable(
        "measures",
        gettext_noop("Measures and their definitions"),
        MEASURES,
        "One row is one measure.",
        key=("measure",),
    )
    return LiveTable(table, rows, reverse("measures"), count, area=reader.council.area)


def _definition(sheet: MeasureSheet) -> tuple[Value, ...]:
    said, gap = sheet.measure, sheet.gap
    return (
        *(said.ref, said.title, said.unit, said.statistic, said.multiplier, said.polarity),
        *(sheet.polarity_reason, said.decimals, said.kind, said.year_type, said.source, said.definition),
        *(said.owner, said.comparator, said.tolerance, said.headline, sheet.protection, sheet.life),
        *(sheet.replaced_by, gap.of if gap else "", gap.from_group if gap else ""),
        *(gap.to_group if gap else "", sheet.publisher, reverse("measure", args=(sheet.slug,))),
    )


def _targets(sheets: tuple[MeasureSheet, ...]) -> LiveTable:
    """What is aimed at; a baseline of a protected measure may be a small number, and is left out."""
    protected = {sheet.ref for sheet in sheets if sheet.protection}
    ours = {sheet.ref for sheet in sheets}
    rows, count = fixed(
        (
            *(each.measure, each.area, str(each.period), each.target, each.floor, each.lower, each.upper),
            str(each.baseline_period) if each.baseline_period else "",
            None if each.measure in protected else each.baseline,
        )
        for each in queries.aims(sheets)
        if each.measure in ours
    )
    table = OpenTable(
        "targets",
        gettext_noop("Targets"),
        TARGETS,
        "What is aimed at, by when.",
        key=("measure", "area", "period"),
    )
    return LiveTable(table, rows, reverse("measures"), count)


def _verdicts(reader: Reader, sheets: tuple[MeasureSheet, ...]) -> LiveTable:
    def rows() -> Iterator[Row]:
        figures = read_figures(reader.sight, sheets, places(reader))
        found = figures.verdicts(reader.policy, queries.aims(sheets), reader.today)
        for key in sorted(found):
            yield from (_verdict(each) for each in found[key])

    table = OpenTable(
        "verdicts",
        gettext_noop("How each measure is going"),
        VERDICTS,
        "Every answer today, for the council's area, the areas in it and those it has declared. One row is"
        " one question about one measure in one area.",
        key=("measure", "area", "group", "question"),
    )
    return LiveTable(table, rows, reverse("policies"), None, reader.today, area=reader.council.area)


def _verdict(said: Verdict) -> tuple[Value, ...]:
    return (
        *(said.measure, said.area, said.group, said.question, said.verdict, said.reason),
        ";".join(said.marks),
        str(said.period) if said.period else "",
        said.value,
        str(said.base_period) if said.base_period else "",
        *(said.base_value, said.change, said.lower_limit, said.upper_limit, said.rule),
        *(said.qualifier, said.base_qualifier, ";".join(said.basis), said.rank, said.ranked),
    )


def _profiles(
    reader: Reader, sheets: tuple[MeasureSheet, ...], ref: str, title: str, areas: list[str]
) -> LiveTable:
    """The latest figure of each measure in these areas, with the verdict that is shown first."""
    description = "The latest figure of each measure for everyone, with the answer that is shown first."
    table = OpenTable(ref, title, PROFILES, description, key=("area", "measure"))
    page = reverse("scorecard") if ref == "scorecard" else reverse("areas")
    return LiveTable(
        table, lambda: _profile(reader, sheets, areas), page, None, reader.today, area=reader.council.area
    )


def _profile(reader: Reader, sheets: tuple[MeasureSheet, ...], areas: list[str]) -> Iterator[Row]:
    register, known = queries.register(), {sheet.ref: sheet for sheet in sheets}
    figures = read_figures(reader.sight, sheets, areas)
    found = figures.verdicts(reader.policy, queries.aims(sheets), reader.today)
    for (ref, area, group), latest in sorted(figures.latest().items()):
        if group:
            continue
        measure = known[ref].measure
        own = policy_judging(known[ref], reader.policy)
        wanted = measure.headline or own.headline_for(measure.kind)
        said = found.get((ref, area, group), ())
        first = next((each for each in said if each.question == wanted), said[0] if said else None)
        head = (area, name_of(area, register), ref, measure.title, str(latest.period), latest.known_value)
        yield (*head, measure.unit, latest.status, *_answer(first, own.word(first.verdict) if first else ""))


def _answer(said: Verdict | None, word: str) -> tuple[Value, ...]:
    if said is None:
        return ("", "", "", "", "", "")
    return said.question, said.verdict, word, said.reason, ";".join(said.marks), said.rule


def _updated(reader: Reader, refs: Iterable[str] | None) -> date | None:
    """The day on which the newest release of these measures, or of any, was published."""
    wanted = None if refs is None else frozenset(refs)
    days = (
        timezone.localdate(each.publish_at)
        for each in reader.sight.releases()
        if each.publish_at and (wanted is None or each.measures & wanted)
    )
    return max(days, default=None)
