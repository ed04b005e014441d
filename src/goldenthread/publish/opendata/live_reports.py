"""The tables about what was published: the quarters, the editions and the releases of figures."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from goldenthread.publish.opendata.live import LiveTable, Row, columns_of, fixed
from goldenthread.publish.opendata.table import OpenTable
from goldenthread.publish.queries.public import PublicEdition, published_editions
from goldenthread.reporting.queries.report import PublishedReport, published_report, published_reports
from goldenthread.reporting.queries.report_table import ACTIONS, MEASURES, TABLES, report_table
from goldenthread.thread.reader import Reader

QUARTER = {
    "measures": columns_of(
        " ".join(MEASURES), "value lower_limit upper_limit value_before", "management_due"
    ),
    "actions": columns_of(" ".join(ACTIONS), "", "expected"),
}
EDITIONS = columns_of(
    "edition kind title subtitle period published_on issue frozen_on withdrawn_on address",
    "issue",
    "published_on frozen_on withdrawn_on",
)
RELEASES = columns_of(
    "release title publisher source layout rows received_on published_on", "rows", "received_on published_on"
)


def report_tables(reader: Reader) -> Iterator[LiveTable]:
    """Editions and releases, then each published quarter's tables."""
    rows, count = fixed(_edition(each) for each in published_editions(reader.now))
    table = OpenTable(
        "editions", gettext_noop("Published reports"), EDITIONS, "One row is one report.", key=("edition",)
    )
    yield LiveTable(table, rows, reverse("reports"), count, area=reader.council.area)
    yield _releases(reader)
    for report in published_reports(reader.now):
        for name, title in TABLES.items():
            yield _quarter(report, name, title, reader)


def _edition(each: PublicEdition) -> Row:
    cover, gone = each.cover, each.withdrawn
    return (
        *(each.ref, each.kind, cover.title, cover.subtitle, cover.period),
        timezone.localdate(each.published_at),
        each.latest.number,
        timezone.localdate(each.latest.frozen_at),
        timezone.localdate(gone.at) if gone else None,
        reverse("edition", args=(each.ref,)),
    )


def _releases(reader: Reader) -> LiveTable:
    held = reader.sight.releases()
    rows, count = fixed(
        (
            *(each.ref, each.title, each.publisher, each.source, each.layout, each.rows),
            timezone.localdate(each.received_at),
            timezone.localdate(each.publish_at) if each.publish_at else None,
        )
        for each in held
    )
    days = [timezone.localdate(each.publish_at) for each in held if each.publish_at]
    title = gettext_noop("Deliveries of figures")
    table = OpenTable("releases", title, RELEASES, "One row is one delivery.", key=("release",))
    return LiveTable(table, rows, reverse("measures"), count, max(days, default=None))


def _quarter(report: PublishedReport, name: str, title: str, reader: Reader) -> LiveTable:
    def rows() -> Iterator[Row]:
        found = published_report(report.ref, reader.viewer, reader.now)
        made = report_table(found, name) if found else None
        yield from made[1] if made else ()

    ref = f"quarter-{report.ref}-{name}"
    table = OpenTable(ref, f"{report.title}: {title.lower()}", QUARTER[name], report.days)
    page, updated = reverse("report", args=(report.ref,)), timezone.localdate(report.publish_at)
    return LiveTable(table, rows, page, None, updated, area=reader.council.area)
