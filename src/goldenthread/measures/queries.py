"""What there is to read about measures, as frozen values: sheets, series, targets, verdicts and releases.

The public reads only what is published; officers read everything. `now` is an argument, so that a page can be
shown as it will be. `as_known_on` reads the observations as they were known at the end of that day.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
from django.utils import timezone

from goldenthread.engine.area import AreaRegister
from goldenthread.measures import models
from goldenthread.measures.area import known_areas
from goldenthread.measures.comparators import comparators as held_comparators
from goldenthread.measures.definition import read_target
from goldenthread.measures.figures import Figures, read_figures
from goldenthread.measures.judging import Key, Verdicts
from goldenthread.measures.reading import delivered_by, read_delivered
from goldenthread.measures.sheet import MeasureSheet, refs_needed
from goldenthread.measures.visible import ReleaseSheet, Sight, all_releases, all_sheets, sight, targets_of
from goldenthread.people.access import Viewer
from goldenthread.people.queries.council import council
from goldenthread.people.queries.policy import needed, policy_of
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """Where observations come from, and the address that a release can be fetched from."""

    ref: str
    title: str
    publisher: str
    address: str
    layout: str
    licence: str


# Up to so many measures are asked for by name; more, and all are read and sifted.
FEW = 20


def measure(slug: str, viewer: Viewer, now: datetime) -> MeasureSheet | None:
    """The measure with that name in addresses, where the viewer may read it."""
    return next(iter(sight(viewer, now).told(slug=slug)), None)


def measure_named(ref: str, viewer: Viewer, now: datetime) -> MeasureSheet | None:
    """The measure of that ref, where the viewer may read it."""
    return next(iter(sight(viewer, now).told(ref=ref)), None)


def measures(viewer: Viewer, now: datetime) -> tuple[MeasureSheet, ...]:
    """Every measure that the viewer may read, by title."""
    return sight(viewer, now).told()


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
    return linked(sight(viewer, now), plan, items)


def linked(seen: Sight, plan: str, items: Iterable[str]) -> dict[str, tuple[MeasureSheet, ...]]:
    """The same, for a viewer whose sight is open already."""
    wanted = set(items)
    found: dict[str, dict[str, MeasureSheet]] = {}
    # Asked by plan alone, because a plan may have more items than a database takes in one question.
    links = models.MeasureLink.objects.filter(plan=plan)
    for sheet in seen.sheets(links=True, pk__in=links.values("measure")):
        for link in sheet.links:
            if link.plan == plan and link.item in wanted:
                found.setdefault(link.item, {})[sheet.ref] = sheet
    return {item: tuple(held.values()) for item, held in found.items()}


def series(
    ref: str, area: str, group: str = "", *, viewer: Viewer, now: datetime, as_known_on: date | None = None
) -> tuple[Observation, ...]:
    """One series in the order of its periods; empty where the viewer may read nothing of it."""
    return _figures([ref], [area], viewer, now, as_known_on).one(group)


def observations_of(
    refs: Iterable[str],
    areas: Iterable[str] | None = None,
    *,
    viewer: Viewer,
    now: datetime,
    as_known_on: date | None = None,
) -> dict[Key, tuple[Observation, ...]]:
    """Every series of these measures, by measure, area and group, each in the order of its periods."""
    return _figures(refs, areas, viewer, now, as_known_on).series()


def latest(
    refs: Iterable[str], areas: Iterable[str] | None = None, *, viewer: Viewer, now: datetime
) -> dict[Key, Observation]:
    """The last row of every series of these measures, by measure, area and group."""
    return _figures(refs, areas, viewer, now).latest()


def _figures(
    refs: Iterable[str],
    areas: Iterable[str] | None,
    viewer: Viewer,
    now: datetime,
    as_known_on: date | None = None,
) -> Figures:
    seen = sight(viewer, now)
    return read_figures(seen, _sheets_of(seen, refs), areas, as_known_on)


def _sheets_of(seen: Sight, refs: Iterable[str]) -> tuple[MeasureSheet, ...]:
    wanted = frozenset(refs)
    if len(wanted) <= FEW:
        return seen.sheets(ref__in=sorted(wanted))
    return tuple(sheet for sheet in seen.sheets() if sheet.ref in wanted)


def definitions(*, in_use: bool = False) -> dict[str, Measure]:
    """Every measure's definition, by its ref; with `in_use` without those proposed, retired or replaced."""
    sheets = all_sheets()
    return {sheet.ref: sheet.measure for sheet in sheets if sheet.life == "in_use" or not in_use}


def delivered_table(
    refs: Iterable[str] | None = None, areas: Iterable[str] | None = None, as_known_on: date | None = None
) -> pa.Table:
    """OBSERVATIONS as they were delivered, whoever may read them: for the keeper at the machine."""
    wanted = {sheet.ref for sheet in all_sheets() if sheet.gap is None}
    return read_delivered(all_releases(as_known_on), wanted if refs is None else refs, areas)


def areas_with(ref: str, *, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """The codes of the areas in which the measure has any row."""
    return _figures([ref], None, viewer, now).areas_held()


def areas_held(*, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """The codes of the areas that any release in sight has a row for."""
    return areas_in(sight(viewer, now))


def areas_in(seen: Sight) -> tuple[str, ...]:
    """The same, for a viewer whose sight is open already."""
    found: set[str] = set()
    return tuple(sorted(found.union(*(release.areas for release in seen.releases()))))


def groups_of(ref: str, area: str = "", *, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """The groups in which the measure has any row, everyone (empty) first; in one area, where given."""
    return _figures([ref], [area] if area else None, viewer, now).groups_held()


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
) -> Verdicts:
    """What the policy says of every series of these measures in these areas, question by question.

    One read of the store and one judgement over whole columns, however many there are. Without a policy the
    council's own judges.
    """
    today = timezone.localdate(now)
    known = needed(policy) if isinstance(policy, str) else policy or _policy_of_council(today)
    if known is None:
        return {}
    figures = _figures(refs, None if areas is None else set(areas), viewer, now, as_known_on)
    return figures.verdicts(known, aims(figures.sheets), today)


def aims(sheets: Collection[MeasureSheet]) -> tuple[Target, ...]:
    """The targets of these measures in every area."""
    return targets_of({sheet.ref for sheet in sheets} if len(sheets) <= FEW else None)


def _policy_of_council(day: date) -> Policy | None:
    facts = council()
    return policy_of(facts, day) if facts else None


def releases(viewer: Viewer, now: datetime) -> tuple[ReleaseSheet, ...]:
    """The releases that the viewer may read, the newest first."""
    return sight(viewer, now).releases()[::-1]


def releases_behind(sheet: MeasureSheet, viewer: Viewer, now: datetime) -> tuple[ReleaseSheet, ...]:
    """The releases that a measure's figures come from, the newest first."""
    return behind(sight(viewer, now), sheet)


def behind(seen: Sight, sheet: MeasureSheet) -> tuple[ReleaseSheet, ...]:
    """The same, for a viewer whose sight is open already."""
    needed = set(refs_needed([sheet]))
    return tuple(each for each in seen.releases()[::-1] if each.measures & needed)


def releases_of_rows(sheet: MeasureSheet, viewer: Viewer, now: datetime) -> dict[tuple[str, str, str], str]:
    """The ref of the release that gave each row of a measure, by area, period and group."""
    return delivered_by(sight(viewer, now).releases(), sheet)


def sources() -> tuple[SourceSheet, ...]:
    """Everywhere that observations come from."""
    rows = models.Source.objects.order_by("title")
    return tuple(
        SourceSheet(row.ref, row.title, row.publisher, row.address, row.layout, row.licence) for row in rows
    )


def register() -> AreaRegister:
    """The shipped areas with those that the council has declared."""
    return known_areas()


def comparators(areas: Collection[str] | None = None) -> Comparators:
    """Whom these areas, or all, are compared with, and where limits begin anew.

    A policy may name another model than a measure does: `engine.comparator.asked_by` puts it in its place.
    """
    return held_comparators(areas)
