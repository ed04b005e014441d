"""What a viewer may read at one moment: which measures, and which releases of observations, in what order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from goldenthread.measures import models
from goldenthread.measures.access import may_see_unpublished
from goldenthread.measures.definition import measure_subject, release_subject
from goldenthread.measures.sheet import MeasureSheet, read_sheet, sheet_rows
from goldenthread.people.access import Viewer
from goldenthread.people.queries import Publicity, publicity


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
        found = tuple(each for each in _releases(self.public) if each.visible or self.everything)
        if as_known_on is None:
            return found
        return tuple(each for each in found if timezone.localdate(each.received_at) <= as_known_on)

    def sheets(self, *, links: bool = False, **only: Any) -> tuple[MeasureSheet, ...]:
        """The measures in sight, by title; `only` narrows them by column. Links take one more query."""
        rows = sheet_rows(links).filter(**only)
        if not self.everything:
            rows = rows.filter(publish_at__lte=self.public.now)
        return tuple(
            read_sheet(row, links)
            for row in rows
            if self.everything or self.public.shows(row.publish_at, measure_subject(row.ref))
        )


def sight(viewer: Viewer, now: datetime) -> Sight:
    """What this viewer may read at this moment: one query for a whole page."""
    return Sight(may_see_unpublished(viewer), publicity(now))


def all_releases() -> tuple[ReleaseSheet, ...]:
    """Every release there is, the earliest received first, each with whether the public sees it now."""
    return _releases(publicity(timezone.now()))


def all_sheets() -> tuple[MeasureSheet, ...]:
    """The sheet of every measure, by title, without its links."""
    return tuple(read_sheet(row, False) for row in sheet_rows(False))


def _releases(public: Publicity) -> tuple[ReleaseSheet, ...]:
    rows = models.Release.objects.select_related("source").order_by("received_at", "id")
    return tuple(_release(row, public.shows(row.publish_at, release_subject(row.ref))) for row in rows)


def _release(row: models.Release, visible: bool) -> ReleaseSheet:
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
        visible=visible,
    )


def publishers(releases: Iterable[ReleaseSheet]) -> Mapping[str, tuple[str, str]]:
    """Publisher and address of the newest of these releases that holds each measure."""
    known: dict[str, tuple[str, str]] = {}
    for release in releases:
        if release.source:
            known |= dict.fromkeys(release.measures, (release.publisher, release.address))
    return known
