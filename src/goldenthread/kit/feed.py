"""News that people follow, as RSS 2.0."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed

from goldenthread.kit.svg import for_xml

RSS_TYPE = "application/rss+xml; charset=utf-8"
MOST_ENTRIES = 20
KEPT_FOR = 300
"""Seconds for which a reader's programme need not ask again."""
_BEFORE_ANYTHING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news. `key` never changes, so that no reader is told twice; `address` is on this site."""

    key: str
    title: str
    address: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class News:
    """What is followed: its title, its page and its own address on this site, and what is new."""

    title: str
    words: str
    page: str
    address: str
    entries: tuple[Entry, ...]


class _Rss(Rss201rev2Feed):
    """The same bytes for the same news: an empty feed is not as of now."""

    content_type = RSS_TYPE

    def latest_post_date(self) -> datetime:
        dates = [item["pubdate"] for item in self.items]
        return max(dates, default=_BEFORE_ANYTHING)


def newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The latest of these, the newest first."""
    return tuple(sorted(entries, key=lambda each: (each.at, each.key), reverse=True))[:MOST_ENTRIES]


def rss(news: News) -> HttpResponse:
    """The news as RSS 2.0, with whole addresses of this site.

    A character that XML forbids, in one title, would spoil the feed for everyone who follows it.
    """
    feed = _Rss(
        title=for_xml(news.title),
        link=whole(news.page),
        description=for_xml(news.words),
        language=translation.get_language() or settings.LANGUAGE_CODE,
        feed_url=whole(news.address),
        ttl=KEPT_FOR // 60,
    )
    for entry in news.entries:
        feed.add_item(
            title=for_xml(entry.title),
            link=whole(entry.address),
            description=for_xml(entry.words),
            pubdate=entry.at,
            unique_id=entry.key,
            unique_id_is_permalink=False,
        )
    answer = HttpResponse(feed.writeString("utf-8"), content_type=RSS_TYPE)
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    answer.headers["Last-Modified"] = f"{feed.latest_post_date().astimezone(UTC):%a, %d %b %Y %H:%M:%S} GMT"
    return answer


def whole(address: str) -> str:
    """An address of this site, with the site's name."""
    return f"{settings.ADDRESS}{address}"
