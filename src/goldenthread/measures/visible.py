"""What a viewer may read at one moment: which measures, and which releases of observations, in what order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from goldenthread.measures import models
from goldenthread.measures.access import may_see_unpublished
from goldenthread.measures.definition import measure_subject, read_target, release_subject
from goldenthread.measures.sheet import MeasureSheet, read_sheet, sheet_rows
from goldenthread.people.access import Viewer
from goldenthread.people.queries import Publicity, publicity
from goldenthread.rules.measure import Target


@dataclass(frozen=True, slots=True)
class ReleaseSheet:
    """One delivery of observations. `segment` is its name in the store; `rows` how many it holds.

    `visible` says whether the public sees it now; `publish_at` when it was or will be published.
    """

    ref: str
    title: str
    source: str
    publisher: str
    address: str
    segment: str
    rows: int
    measures: frozenset[str]
    areas: frozenset[str]
    layout: str
    received_at: datetime
    publish_at: datetime | None
    visible: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """One viewer at one moment: the public sees what is public then, an officer sees everything."""

    everything: bool
    public: Publicity

    def releases(self, as_known_on: date | None = None) -> tuple[ReleaseSheet, ...]:
        """The releases in sight, the earliest received first; `as_known_on` leaves out later days'."""
        found = _told(_release_sheets(self.public.now), self.public, as_known_on)
        return found if self.everything else tuple(each for each in found if each.visible)

    def sheets(self, *, links: bool = False, **only: Any) -> tuple[MeasureSheet, ...]:
        """The measures in sight, by title; `only` narrows them by column. Links take one more query."""
        found = _measure_sheets(self.public.now, links, tuple(only.items()))
        if self.everything:
            return found
        return tuple(each for each in found if self.public.shows(each.publish_at, measure_subject(each.ref)))


def sight(viewer: Viewer, now: datetime) -> Sight:
    """What this viewer may read at this moment."""
    return Sight(may_see_unpublished(viewer), _publicity(now))


def all_releases(as_known_on: date | None = None) -> tuple[ReleaseSheet, ...]:
    """Every release there is, the earliest received first, each with whether the public sees it now."""
    now = timezone.now()
    return _told(_release_sheets(now), publicity(now), as_known_on)


def all_sheets() -> tuple[MeasureSheet, ...]:
    """The sheet of every measure, by title, without its links."""
    return tuple(read_sheet(row, False) for row in sheet_rows(False))


# A page asks several things at one moment, so what was read at that moment is kept for the next question.
_publicity = lru_cache(maxsize=8)(publicity)


@lru_cache(maxsize=8)
def _release_sheets(now: datetime) -> tuple[ReleaseSheet, ...]:
    rows = models.Release.objects.select_related("source").order_by("received_at", "id")
    return tuple(_release(row) for row in rows)


@lru_cache(maxsize=32)
def _measure_sheets(
    now: datetime, links: bool, only: tuple[tuple[str, Any], ...]
) -> tuple[MeasureSheet, ...]:
    rows = sheet_rows(links).filter(**dict(only)).distinct()
    return tuple(read_sheet(row, links) for row in rows)


@lru_cache(maxsize=16)
def targets_at(now: datetime, refs: frozenset[str] | None) -> tuple[Target, ...]:
    """The targets of these measures, or of all, by measure, area and period."""
    rows = models.Target.objects.order_by("measure", "area", "period")
    chosen = rows if refs is None else rows.filter(measure__ref__in=sorted(refs))
    return tuple(read_target(row, row.measure.ref) for row in chosen.select_related("measure"))


def forget_moments() -> None:
    """Forget what was read, because something was written: the same moment may be asked about again."""
    _publicity.cache_clear()
    _release_sheets.cache_clear()
    _measure_sheets.cache_clear()
    targets_at.cache_clear()


def _told(
    releases: Iterable[ReleaseSheet], public: Publicity, as_known_on: date | None
) -> tuple[ReleaseSheet, ...]:
    """The releases with whether the public sees them, those received after the day left out."""
    return tuple(
        replace(each, visible=public.shows(each.publish_at, release_subject(each.ref)))
        for each in releases
        if as_known_on is None or timezone.localdate(each.received_at) <= as_known_on
    )


def _release(row: models.Release) -> ReleaseSheet:
    source = row.source
    return ReleaseSheet(
        ref=row.ref,
        title=row.title,
        source=source.ref if source else "",
        publisher=source.publisher if source else "",
        address=source.address if source else "",
        segment=row.segment,
        rows=row.rows,
        measures=frozenset(row.measures),
        areas=frozenset(row.areas),
        layout=row.layout,
        received_at=row.received_at,
        publish_at=row.publish_at,
        visible=False,
    )


def publishers(releases: Iterable[ReleaseSheet]) -> Mapping[str, tuple[str, str]]:
    """Publisher and address of the newest of these releases that holds each measure."""
    known: dict[str, tuple[str, str]] = {}
    for release in releases:
        if release.source:
            known |= dict.fromkeys(release.measures, (release.publisher, release.address))
    return known
