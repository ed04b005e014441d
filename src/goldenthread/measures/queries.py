"""What there is to read about measures, as frozen values: sheets, series, targets, verdicts and releases.

The public reads only what is published; officers read everything. `now` is an argument, so that a page can be
shown as it will be. `as_known_on` reads the observations as they were known at the end of that day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.engine.area import AreaRegister, area_register
from goldenthread.measures import models
from goldenthread.measures.definition import read_target
from goldenthread.measures.judging import Series, judged
from goldenthread.measures.reading import distinct, observations, only, read_table
from goldenthread.measures.sheet import MeasureSheet, refs_needed
from goldenthread.measures.visible import ReleaseSheet, releases_for, sheets_for
from goldenthread.people.access import Viewer
from goldenthread.people.queries import council
from goldenthread.rules.area import Area
from goldenthread.rules.measure import Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """Where observations come from, and the address that a release can be fetched from."""

    ref: str
    title: str
    publisher: str
    address: str
    layout: str
    licence: str


def measure(slug: str, viewer: Viewer, now: datetime) -> MeasureSheet | None:
    """The measure with that name in addresses, where the viewer may read it."""
    return next(iter(sheets_for(viewer, now, slug=slug)), None)


def measure_named(ref: str, viewer: Viewer, now: datetime) -> MeasureSheet | None:
    """The measure of that ref, where the viewer may read it."""
    return next(iter(sheets_for(viewer, now, ref=ref)), None)


def measures(viewer: Viewer, now: datetime) -> tuple[MeasureSheet, ...]:
    """Every measure that the viewer may read, by title."""
    return sheets_for(viewer, now)


def search(text: str, viewer: Viewer, now: datetime) -> tuple[MeasureSheet, ...]:
    """Measures whose title, ref or definition holds every word: those titled so first."""
    words = text.casefold().split()
    if not words:
        return ()
    found = [sheet for sheet in measures(viewer, now) if all(word in _words_of(sheet) for word in words)]
    return tuple(sorted(found, key=lambda sheet: words[0] not in sheet.title.casefold()))


def _words_of(sheet: MeasureSheet) -> str:
    return f"{sheet.title} {sheet.ref} {sheet.measure.definition}".casefold()


def links_of_items(
    plan: str, items: Iterable[str], viewer: Viewer, now: datetime
) -> dict[str, tuple[MeasureSheet, ...]]:
    """The measures of each of these plan items that the viewer may read; an item without any is left out."""
    wanted = set(items)
    sheets = sheets_for(viewer, now, links__plan=plan, links__item__in=wanted)
    found: dict[str, dict[str, MeasureSheet]] = {}
    for sheet in sheets:
        for link in sheet.links:
            if link.plan == plan and link.item in wanted:
                found.setdefault(link.item, {})[sheet.ref] = sheet
    return {item: tuple(held.values()) for item, held in found.items()}


def series(
    ref: str, area: str, group: str = "", *, viewer: Viewer, now: datetime, as_known_on: date | None = None
) -> tuple[Observation, ...]:
    """One series in the order of its periods; empty where the viewer may read nothing of it."""
    sheets = sheets_for(viewer, now, ref=ref)
    table = read_table(releases_for(viewer, now, as_known_on), sheets, [area])
    return observations(only(table, measure=ref, area=area, group=group))


def observations_of(
    refs: Iterable[str],
    areas: Iterable[str] | None = None,
    *,
    viewer: Viewer,
    now: datetime,
    as_known_on: date | None = None,
) -> dict[tuple[str, str, str], tuple[Observation, ...]]:
    """Every series of these measures, by measure, area and group, each in the order of its periods."""
    sheets = sheets_for(viewer, now, ref__in=tuple(refs))
    found: dict[tuple[str, str, str], list[Observation]] = {}
    for each in observations(read_table(releases_for(viewer, now, as_known_on), sheets, areas)):
        found.setdefault((each.measure, each.area, each.group), []).append(each)
    return {key: tuple(points) for key, points in found.items()}


def latest(
    refs: Iterable[str], areas: Iterable[str] | None = None, *, viewer: Viewer, now: datetime
) -> dict[tuple[str, str, str], Observation]:
    """The last row of every series of these measures, by measure, area and group."""
    found = observations_of(refs, areas, viewer=viewer, now=now)
    return {key: points[-1] for key, points in found.items()}


def areas_with(ref: str, *, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """The codes of the areas in which the measure has any row."""
    return distinct(read_table(releases_for(viewer, now), sheets_for(viewer, now, ref=ref)), "area")


def groups_of(ref: str, area: str = "", *, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """The groups in which the measure has any row, everyone (empty) first; in one area, where given."""
    places = [area] if area else None
    return distinct(read_table(releases_for(viewer, now), sheets_for(viewer, now, ref=ref), places), "group")


def targets(ref: str, area: str = "") -> tuple[Target, ...]:
    """The measure's targets in one area, or in all, the earliest period first."""
    place = {"area": area} if area else {}
    rows = models.Target.objects.filter(measure__ref=ref, **place)
    return tuple(sorted((read_target(row, ref) for row in rows), key=lambda each: each.period))


def verdicts(
    refs: Iterable[str],
    areas: Sequence[str] | None,
    *,
    viewer: Viewer,
    now: datetime,
    policy: Policy | str | None = None,
    as_known_on: date | None = None,
) -> dict[tuple[str, str, str], tuple[Verdict, ...]]:
    """What the policy says of every series of these measures in these areas, question by question.

    One read of the store and one judgement over whole columns, however many there are. Without a policy the
    council's own judges.
    """
    sheets = sheets_for(viewer, now, ref__in=tuple(refs))
    places = None if areas is None else tuple(sorted(set(areas)))
    wanted = Series(releases_for(viewer, now, as_known_on), sheets, places, _targets_of(sheets, places))
    return judged(wanted, policy or _policy_of_council(), now)


def _targets_of(sheets: Sequence[MeasureSheet], areas: Sequence[str] | None) -> tuple[Target, ...]:
    rows = models.Target.objects.filter(measure__ref__in=[sheet.ref for sheet in sheets])
    if areas is not None:
        rows = rows.filter(area__in=areas)
    return tuple(read_target(row, row.measure.ref) for row in rows.select_related("measure"))


def _policy_of_council() -> str:
    facts = council()
    return facts.policy if facts else ""


def releases(viewer: Viewer, now: datetime) -> tuple[ReleaseSheet, ...]:
    """The releases that the viewer may read, the newest first."""
    return releases_for(viewer, now)[::-1]


def releases_behind(sheet: MeasureSheet, viewer: Viewer, now: datetime) -> tuple[ReleaseSheet, ...]:
    """The releases that a measure's figures come from, the newest first."""
    needed = set(refs_needed([sheet]))
    return tuple(each for each in releases(viewer, now) if each.measures & needed)


def sources() -> tuple[SourceSheet, ...]:
    """Everywhere that observations come from."""
    rows = models.Source.objects.order_by("title")
    return tuple(
        SourceSheet(row.ref, row.title, row.publisher, row.address, row.layout, row.licence) for row in rows
    )


def register() -> AreaRegister:
    """The shipped areas with those that the council has declared."""
    shipped = area_register()
    rows = tuple(models.CompositeArea.objects.all())
    if not rows:
        return shipped
    declared = {row.code: Area(row.code, row.title, row.kind, tuple(row.members)) for row in rows}
    parents = {row.code: row.parent for row in rows if row.parent}
    return AreaRegister({**shipped.areas, **declared}, {**shipped.parents, **parents})
