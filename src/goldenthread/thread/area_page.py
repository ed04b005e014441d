"""One place across every measure, and the list of places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.engine.area import AreaRegister
from goldenthread.kit.figure import DataTable, Place
from goldenthread.kit.format import with_unit
from goldenthread.kit.strip import Strip, ranked_strip
from goldenthread.kit.verdict import reason_in_words
from goldenthread.measures import queries
from goldenthread.measures.figures import read_figures
from goldenthread.measures.own_policy import policy_judging
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.plan import queries as plan_queries
from goldenthread.rules.area import Area
from goldenthread.rules.observation import Observation
from goldenthread.rules.sentence_fact import at
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.judged import Judged, headline_of
from goldenthread.thread.place import ENGLAND, name_of
from goldenthread.thread.reader import Reader
from goldenthread.thread.updated import Updated, updated


@dataclass(frozen=True, slots=True)
class AreaMeasure:
    """One measure in the area: its headline, and the area among its neighbours where there are any."""

    sheet: MeasureSheet
    headline: Judged | None
    period: str
    when: str
    latest: Observation
    strip: Strip | None
    england: Decimal | None

    @property
    def silence(self) -> str:
        """Why only the figure can be shown; empty where a verdict or a picture can."""
        verdict = self.headline.verdict if self.headline else None
        judged = verdict is not None and verdict.verdict != CANNOT_JUDGE
        return (
            "" if judged or self.strip else reason_in_words(verdict.reason if verdict else "no_observation")
        )


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """Measures under the outcome they serve, and all their figures as one table.

    `unjudged` holds those with nothing to show but a figure, under the reason why there is no verdict.
    """

    title: str
    key: str
    measures: tuple[AreaMeasure, ...]
    unjudged: tuple[tuple[str, tuple[AreaMeasure, ...]], ...]
    table: DataTable


@dataclass(frozen=True, slots=True)
class AreaPage:
    """How one place is doing."""

    area: Area
    among: str
    groups: tuple[AreaGroup, ...]
    count: int
    marks: tuple[str, ...]
    updated: Updated


@dataclass(frozen=True, slots=True)
class AreasList:
    """The places that have figures, the council's own first."""

    own: Area
    inside: tuple[Area, ...]
    composites: tuple[Area, ...]
    others: tuple[Area, ...]


def places_of(reader: Reader) -> tuple[Area, ...]:
    """The council's area, the places in it, and the composites it declares."""
    register = queries.register()
    own = register.get(reader.council.area)
    return (*((own,) if own else ()), *register.children(reader.council.area))


def list_areas(reader: Reader) -> AreasList:
    """Every place with a figure that the reader may see."""
    register = queries.register()
    held = queries.areas_in(reader.sight)
    own = register.get(reader.council.area) or Area(reader.council.area, reader.council.title)
    inside = register.children(reader.council.area)
    composites = tuple(register[code] for code in held if code in register and register[code].is_composite)
    first = {own.code, *(each.code for each in (*inside, *composites))}
    others = sorted((register[code] for code in held if code in register and code not in first), key=_by_name)
    return AreasList(own, inside, composites, tuple(others))


def _by_name(area: Area) -> tuple[str, str]:
    return area.name, area.code


def read(code: str, reader: Reader) -> AreaPage | None:
    """How a place is doing, or None where no such place has a figure."""
    register = queries.register()
    area = register.get(code)
    if area is None:
        return None
    sheets = {sheet.ref: sheet for sheet in reader.sight.told()}
    peers = peers_of(area, reader.council.area, register)
    figures = read_figures(reader.sight, sheets.values(), [code, *peers, ENGLAND])
    latest = figures.latest()
    here = {ref: row for (ref, at, group), row in latest.items() if at == code and not group}
    policy = reader.policy
    found = figures.within([code]).verdicts(policy, queries.aims(figures.sheets), reader.today)
    rows = {
        ref: AreaMeasure(
            sheet=sheets[ref],
            headline=headline_of(
                found.get((ref, code, ""), ()), sheets[ref].measure, policy_judging(sheets[ref], policy)
            ),
            period=row.period.label(sheets[ref].measure.year_type),
            when=at(row.period, sheets[ref].measure),
            latest=row,
            strip=strip(sheets[ref], row, peers, latest, register),
            england=same_period(latest.get((ref, ENGLAND, "")), row) if code != ENGLAND else None,
        )
        for ref, row in here.items()
    }
    judged = [row.headline.verdict for row in rows.values() if row.headline]
    return AreaPage(
        area,
        among_of(area, reader.council.area, register),
        by_outcome(rows, area.name, reader),
        len(rows),
        tuple(mark for each in judged for mark in each.marks),
        updated(rows, reader),
    )


def peers_of(area: Area, council: str, register: AreaRegister) -> tuple[str, ...]:
    """Whom a place is shown among: the other places in the same county; nobody for a place without them."""
    parent = register.parent(area.code)
    if area.code == council or parent is None or parent.code != council:
        return ()
    return tuple(each.code for each in register.children(council))


def among_of(area: Area, council: str, register: AreaRegister) -> str:
    return name_of(council, register) if peers_of(area, council, register) else ""


def same_period(other: Observation | None, row: Observation) -> Decimal | None:
    """Another place's figure, where it is for the same period."""
    return other.known_value if other and other.period == row.period else None


def strip(
    sheet: MeasureSheet,
    row: Observation,
    peers: Sequence[str],
    latest: Mapping[tuple[str, str, str], Observation],
    register: AreaRegister,
) -> Strip | None:
    """The place among its peers in one period, with England; None where fewer than three compare."""
    same = {
        code: held.known_value
        for code in (*peers, ENGLAND)
        if (held := latest.get((sheet.ref, code, ""))) and held.period == row.period
    }
    england: Decimal | None = same.pop(ENGLAND, None)
    if row.known_value is None or len([value for value in same.values() if value is not None]) < 3:
        return None
    return ranked_strip(
        [Place(code, name_of(code, register), value) for code, value in same.items()],
        row.area,
        unit=sheet.measure.unit,
        decimals=sheet.measure.decimals,
        benchmark=(_("England"), england) if england is not None else None,
    )


def by_outcome(rows: Mapping[str, AreaMeasure], place: str, reader: Reader) -> tuple[AreaGroup, ...]:
    """Measures under the first outcome that each is linked to, in the plans' order; the rest last."""
    titles = outcome_titles(reader)
    held: dict[str, list[AreaMeasure]] = {title: [] for title in dict.fromkeys(titles.values())}
    rest: list[AreaMeasure] = []
    for row in sorted(rows.values(), key=lambda row: row.sheet.title):
        title = next((titles[at] for at in links_of(row.sheet) if at in titles), None)
        (held[title] if title else rest).append(row)
    groups = [*held.items(), (_("Other measures"), rest)]
    return tuple(
        AreaGroup(title, f"group-{number}", *told_apart(found), figures(title, place, found))
        for number, (title, found) in enumerate(groups)
        if found
    )


def told_apart(
    rows: Sequence[AreaMeasure],
) -> tuple[tuple[AreaMeasure, ...], tuple[tuple[str, tuple[AreaMeasure, ...]], ...]]:
    """The rows with a verdict or a picture, then the others by the reason why they have neither."""
    quiet: dict[str, list[AreaMeasure]] = {}
    for row in rows:
        if row.silence:
            quiet.setdefault(row.silence, []).append(row)
    shown = tuple(row for row in rows if not row.silence)
    return shown, tuple((reason, tuple(held)) for reason, held in quiet.items())


def figures(title: str, place: str, rows: Sequence[AreaMeasure]) -> DataTable:
    """The group's figures: the place's own, and England's for the same period."""

    def said(row: AreaMeasure, value: Decimal | None, qualifier: str = "") -> str:
        return with_unit(value, row.sheet.measure.unit, row.sheet.measure.decimals, qualifier)

    cells: tuple[tuple[str, ...], ...] = tuple(
        (
            row.sheet.title,
            row.period,
            said(row, row.latest.known_value, row.latest.qualifier),
            said(row, row.england),
        )
        for row in rows
    )
    headings: tuple[str, ...]
    caption = _("{title}: figures for {place}").format(title=title, place=place)
    headings = (_("Measure"), _("Period"), place, _("England"))
    if all(row.england is None for row in rows):
        headings, cells = headings[:3], tuple(cell[:3] for cell in cells)
    return DataTable(caption, headings, cells, tuple(range(2, len(headings))))


def links_of(sheet: MeasureSheet) -> Iterable[tuple[str, str]]:
    return ((link.plan, link.item) for link in sheet.links)


def outcome_titles(reader: Reader) -> dict[tuple[str, str], str]:
    """For every plan item, the title of the outcome or challenge it stands under."""
    titles: dict[tuple[str, str], str] = {}
    for item in plan_queries.places(reader.viewer, reader.now):
        above = titles.get((item.plan, item.parent))
        own = item.title if item.kind in ("outcome", "challenge", "theme") else above
        if own:
            titles[item.plan, item.ref] = own
    return titles
