"""What a viewer may read at one moment: which measures, and which releases of observations, in what order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from goldenthread.measures import models
from goldenthread.measures.access import may_see_unpublished
from goldenthread.measures.definition import measure_subject, release_subject
from goldenthread.measures.sheet import MeasureSheet, read_sheet, sheet_rows
from goldenthread.people.access import Viewer
from goldenthread.people.queries import publicity


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
    layout: str
    received_at: datetime
    publish_at: datetime | None
    visible: bool


def releases_for(viewer: Viewer, now: datetime, as_known_on: date | None = None) -> tuple[ReleaseSheet, ...]:
    """The releases whose observations the viewer may read, the earliest received first.

    `as_known_on` leaves out what was received after that day.
    """
    found = all_releases(now)
    if not may_see_unpublished(viewer):
        found = tuple(release for release in found if release.visible)
    if as_known_on is None:
        return found
    return tuple(each for each in found if timezone.localdate(each.received_at) <= as_known_on)


def all_releases(now: datetime | None = None) -> tuple[ReleaseSheet, ...]:
    """Every release there is, the earliest received first, each with whether the public sees it."""
    public = publicity(now or timezone.now())
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
        layout=row.layout,
        received_at=row.received_at,
        publish_at=row.publish_at,
        visible=visible,
    )


def sheets_for(viewer: Viewer, now: datetime, **only: object) -> tuple[MeasureSheet, ...]:
    """The sheets that the viewer may read, by title; `only` narrows them by column."""
    rows = sheet_rows().filter(**only)
    known = sources()
    if may_see_unpublished(viewer):
        return tuple(read_sheet(row, known) for row in rows)
    public = publicity(now)
    due = rows.filter(publish_at__lte=now)
    shown = (row for row in due if public.shows(row.publish_at, measure_subject(row.ref)))
    return tuple(read_sheet(row, known) for row in shown)


def all_sheets() -> tuple[MeasureSheet, ...]:
    """The sheet of every measure, by title."""
    return tuple(read_sheet(row) for row in sheet_rows())


def sources() -> Mapping[str, tuple[str, str]]:
    """Publisher and address of the newest release of each measure."""
    known: dict[str, tuple[str, str]] = {}
    for release in models.Release.objects.select_related("source").exclude(source=None):
        if release.source is not None:
            known |= dict.fromkeys(release.measures, (release.source.publisher, release.source.address))
    return known
