"""What a viewer may read at one moment: which measures, and which releases of observations, in what order."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from goldenthread.measures import models
from goldenthread.measures.access import may_see_unpublished
from goldenthread.measures.definition import measure_subject, read_target, release_subject
from goldenthread.measures.sheet import MeasureSheet, published_by, read_sheets
from goldenthread.people.access import Viewer
from goldenthread.people.queries.publication import Publicity, publicity
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
    """One viewer at one moment: the public sees what is public then, an officer sees everything.

    Opened once for a page and handed on, so that holds and releases are read once.
    """

    everything: bool
    public: Publicity
    delivered: tuple[ReleaseSheet, ...]

    def releases(self, as_known_on: date | None = None) -> tuple[ReleaseSheet, ...]:
        """The releases in sight, the earliest received first; `as_known_on` leaves out later days'."""
        known = _known_on(self.delivered, as_known_on)
        return tuple(each for each in known if self.everything or each.visible)

    def sheets(self, *, links: bool = False, **only: Any) -> tuple[MeasureSheet, ...]:
        """The measures in sight, by title; `only` narrows them by column. Links take one more query."""
        found = read_sheets(links=links, **only)
        if self.everything:
            return found
        return tuple(each for each in found if self.public.shows(each.publish_at, measure_subject(each.ref)))

    def told(self, **only: Any) -> tuple[MeasureSheet, ...]:
        """The measures in sight with their links and publishers: all that a page tells about them."""
        sheets = self.sheets(links=True, **only)
        known = publishers(self.releases()) if sheets else {}
        return tuple(published_by(sheet, known) for sheet in sheets)


def sight(viewer: Viewer, now: datetime) -> Sight:
    """What this viewer may read at this moment: two queries."""
    public = publicity(now)
    return Sight(may_see_unpublished(viewer), public, delivered_at(public))


def all_releases(as_known_on: date | None = None) -> tuple[ReleaseSheet, ...]:
    """Every release there is, the earliest received first, each with whether the public sees it now."""
    return _known_on(delivered_at(publicity(timezone.now())), as_known_on)


def all_sheets() -> tuple[MeasureSheet, ...]:
    """The sheet of every measure, by title, without its links."""
    return read_sheets()


def targets_of(refs: Collection[str] | None) -> tuple[Target, ...]:
    """The targets of these measures, or of all, by measure, area and period."""
    rows = models.Target.objects.order_by("measure_id", "area", "period")
    chosen = rows if refs is None else rows.filter(measure__ref__in=sorted(refs))
    return tuple(read_target(row, row.measure.ref) for row in chosen.select_related("measure"))


def delivered_at(public: Publicity) -> tuple[ReleaseSheet, ...]:
    """Every release, the earliest received first, with whether the public sees it."""
    rows = models.Release.objects.select_related("source")
    return tuple(_release(row, public.shows(row.publish_at, release_subject(row.ref))) for row in rows)


def _known_on(releases: tuple[ReleaseSheet, ...], day: date | None) -> tuple[ReleaseSheet, ...]:
    """The releases without those received after the day, where one is given."""
    if day is None:
        return releases
    return tuple(each for each in releases if timezone.localdate(each.received_at) <= day)


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
