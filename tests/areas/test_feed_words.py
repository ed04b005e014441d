"""What a feed is made of: words that somebody wrote, which must never spoil it for everyone."""

from xml.etree import ElementTree

from django.utils import timezone

from goldenthread.kit.feed import Entry, News, rss


def test_a_title_with_characters_that_xml_forbids_spoils_no_feed() -> None:
    spoiled = "New\x0b figures\ufffe of 2025\uffff"
    entry = Entry("figures/1", spoiled, "/measures/calls/", timezone.now(), spoiled)
    answer = rss(News(spoiled, spoiled, "/measures/calls/", "/measures/calls/feed.xml", (entry,)))
    titles = [each.text for each in ElementTree.fromstring(answer.content).iter("title")]
    assert titles == ["New figures of 2025"] * 2
