"""What is new among reports: editions, their corrections and withdrawals, and quarters."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from goldenthread.kit.feed import Entry, News, newest, rss
from goldenthread.publish.queries.public import PublicEdition, published_editions
from goldenthread.reporting.queries.report import published_reports
from goldenthread.thread.reader import reader_of


@conditional_page
@require_safe
def reports_feed(request: HttpRequest) -> HttpResponse:
    """Every published report as it comes out, by RSS."""
    reader = reader_of(request)
    return rss(reports_news(reader.council.title, reader.now))


def reports_news(council: str, now: datetime) -> News:
    """The council's reports, the newest first."""
    editions = (entry for each in published_editions(now) for entry in edition_entries(each))
    return News(
        _("Reports of {council}").format(council=council),
        _("New reports, their corrections, and quarters."),
        reverse("reports"),
        reverse("reports-feed"),
        newest([*editions, *quarter_entries(now)]),
    )


def edition_entries(edition: PublicEdition) -> Iterator[Entry]:
    """An edition's first issue and each correction; where it is withdrawn, that."""
    page, cover = reverse("edition", args=[edition.ref]), edition.cover
    if edition.withdrawn:
        title = _("Withdrawn: {title}").format(title=cover.title)
        key = f"edition/{edition.ref}/withdrawn"
        yield Entry(key, title, page, edition.withdrawn.at, edition.withdrawn.reason)
        return
    for issue in edition.issues:
        at = max(issue.frozen_at, edition.published_at)
        title = _("Published: {title}") if issue.number == 1 else _("Corrected: {title}")
        words = issue.reason or " ".join(part for part in (cover.subtitle, cover.period) if part)
        yield Entry(f"edition/{edition.ref}/{issue.number}", title.format(title=cover.title), page, at, words)


def quarter_entries(now: datetime) -> Iterator[Entry]:
    """Each published quarter."""
    for each in published_reports(now):
        title = _("Quarterly report: {title}").format(title=each.title)
        page = reverse("report", args=[each.ref])
        yield Entry(f"report/{each.ref}", title, page, each.publish_at, each.days)
