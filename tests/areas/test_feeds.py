"""What people follow by RSS: new figures with their sentence, versions of plans, and reports."""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from goldenthread.measures.commands import (
    define_measure,
    import_release,
    publish_measure,
    publish_release,
    rehearse_import,
)
from goldenthread.people.models import User
from goldenthread.rules.measure import Measure
from tests.areas.api.conftest import AREA, DISTRICT, made, own_folder, publish
from tests.areas.measures.conftest import WriteFile, figures
from tests.house.permission_council import WHISPERED

__all__ = ["figures", "made", "own_folder"]

FEEDS = {
    "/measures/reviews/": "/measures/reviews/feed.xml",
    "/plans/small/": "/plans/small/feed.xml",
    "/plans/small/items/o1/": "/plans/small/items/o1/feed.xml",
    f"/areas/{AREA}/": f"/areas/{AREA}/feed.xml",
    "/reports/": "/reports/feed.xml",
}
every_feed = pytest.mark.parametrize("address", list(FEEDS.values()))


@pytest.fixture(autouse=True)
def address_of_the_site(settings: Any) -> None:
    settings.ADDRESS = "https://strategy.shire.example"


def read(client: Client, address: str) -> list[dict[str, str]]:
    """The entries of a feed, each by the names of its parts."""
    channel = ElementTree.fromstring(client.get(address).content).find("channel")
    assert channel is not None
    return [{part.tag: part.text or "" for part in item} for item in channel.findall("item")]


@pytest.mark.usefixtures("made")
@every_feed
def test_a_feed_is_rss_with_whole_addresses_dates_and_keys_of_its_own(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "rss" and root.attrib["version"] == "2.0"
    channel = root.find("channel")
    assert channel is not None and channel.findtext("title") and channel.findtext("language") == "en-gb"
    entries = read(client, address)
    assert entries, address
    for entry in entries:
        assert entry["link"].startswith("https://strategy.shire.example/")
        assert parsedate_to_datetime(entry["pubDate"]) <= timezone.now()
        assert client.get(entry["link"].removeprefix("https://strategy.shire.example")).status_code == 200
    assert len({entry["guid"] for entry in entries}) == len(entries)


@pytest.mark.usefixtures("made")
@every_feed
def test_a_feed_that_is_still_the_same_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address)
    tag = first.headers["ETag"]
    assert client.get(address).content == first.content
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    since = {"if-modified-since": first.headers["Last-Modified"]}
    assert client.get(address, headers=since).status_code == 304


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("page", list(FEEDS))
def test_the_page_names_its_feed_for_programmes_and_for_people(client: Client, page: str) -> None:
    soup = BeautifulSoup(client.get(page).content, "html.parser")
    alternate = soup.select_one('head link[rel="alternate"][type="application/rss+xml"]')
    assert alternate and alternate["href"] == FEEDS[page]
    assert soup.select_one(f'main a[href="{FEEDS[page]}"]')


def test_new_figures_are_news_with_the_verdict_of_that_day(
    made: Mapping[str, Any], client: Client, figures: WriteFile
) -> None:
    before = read(client, "/measures/reviews/feed.xml")
    assert "Improving. 80.0% in 2016/17" in before[0]["description"]
    publish(figures(f"reviews,{AREA},2017/18,60.0"))
    now = read(client, "/measures/reviews/feed.xml")
    assert [entry["guid"] for entry in now[1:]] == [entry["guid"] for entry in before]
    assert "Not improving. 60.0% in 2017/18" in now[0]["description"]
    assert read(client, "/plans/small/items/o1/feed.xml")[0]["description"] == now[0]["description"]


def test_a_published_plan_is_news_and_so_is_an_edition(made: Mapping[str, Any], client: Client) -> None:
    assert "Plan published: A small plan" in [
        entry["title"] for entry in read(client, "/plans/small/feed.xml")
    ]
    assert any(entry["title"].startswith("Published: ") for entry in read(client, "/reports/feed.xml"))


def test_a_place_is_told_of_its_own_figures_alone(made: Mapping[str, Any], client: Client) -> None:
    (entry,) = read(client, f"/areas/{DISTRICT}/feed.xml")
    assert "80.0%" not in entry["description"]


def test_a_place_is_told_of_no_more_measures_than_have_figures_for_it(
    made: Mapping[str, Any], client: Client, figures: WriteFile
) -> None:
    define_measure(None, Measure("litter-picked", "Litter picked in time", "%"))
    publish_measure(None, "litter-picked")
    publish(figures(f"litter-picked,{AREA},2017/18,90.0", f"reviews,{DISTRICT},2017/18,75.0"))
    assert read(client, f"/areas/{DISTRICT}/feed.xml")[0]["title"].startswith("New figures: Care plans")
    assert read(client, f"/areas/{AREA}/feed.xml")[0]["title"] == "New figures: 2 measures"


@every_feed
def test_an_officer_follows_what_the_public_follows(
    made: Mapping[str, Any], client: Client, bob: User, address: str
) -> None:
    public = client.get(address).content
    client.force_login(bob)
    mine = client.get(address)
    assert mine.content == public and WHISPERED.encode() not in public and b"waiting" not in public
    assert mine.headers["Cache-Control"] == "public, max-age=300"


NOWHERE = ("/measures/secret/feed.xml", "/measures/waiting/feed.xml", "/plans/another/feed.xml")


@pytest.mark.parametrize("address", [*NOWHERE, "/plans/small/items/none/feed.xml", "/areas/none/feed.xml"])
def test_what_is_not_public_has_no_feed(
    made: Mapping[str, Any], client: Client, bob: User, address: str
) -> None:
    client.force_login(bob)
    assert client.get(address).status_code == 404


def test_a_feed_without_news_is_a_feed_and_as_of_no_day(client: Client, council: object) -> None:
    assert read(client, "/reports/feed.xml") == []
    first = client.get("/reports/feed.xml").content
    assert b"01 Jan 2000" in first and client.get("/reports/feed.xml").content == first


def test_a_release_that_is_not_public_yet_is_no_news(
    made: Mapping[str, Any], client: Client, figures: WriteFile
) -> None:
    known = read(client, "/measures/reviews/feed.xml")
    ref = import_release(None, rehearse_import(None, [figures(f"reviews,{AREA},2017/18,60.0")])).release
    publish_release(None, ref, timezone.now() + timedelta(days=1))
    assert read(client, "/measures/reviews/feed.xml") == known
