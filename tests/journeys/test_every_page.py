"""Every page that can be reached from the home page, checked as a document and in the browser."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from tests.journeys.conftest import Site, faults

pytestmark = pytest.mark.browser

# One of each kind of page, for what is too slow to ask of every page.
KINDS = (
    "/",
    "/plans/",
    "/plans/strategic-statement-2015/",
    "/plans/five-year-plan-2020/",
    "/plans/strategic-statement-2015/tree/",
    "/plans/strategic-statement-2015/direction-of-travel/",
    "/plans/strategic-statement-2015/what-became-of-it/",
    "/plans/strategic-statement-2015/items/1/",
    "/plans/strategic-statement-2015/items/1.6/",
    "/plans/five-year-plan-2020/items/o1/",
    "/plans/interim-plan-2020/items/c1/",
    "/measures/",
    "/measures/neet-16-17/",
    "/measures/gcse-5-good-english-maths/",
    "/measures/neet-16-17/areas/",
    "/measures/neet-16-17/questions/regression/",
    "/measures/gcse-5-good-english-maths/questions/variation/",
    "/compare/",
    "/compare/?measure=neet-16-17&measure=gcse-5-good-english-maths&area=E10000016&area=E92000001",
    "/areas/",
    "/areas/E10000016/",
    "/scorecard/",
    "/scorecard/?policy=kent-quarterly-2020",
    "/reports/",
    "/editions/annual-report-2017/",
    "/editions/annual-report-2017/summary/",
    "/editions/annual-report-2017/item-2/",
    "/policies/",
    "/policies/kent-annual-report-2017/",
    "/policies/every-question/",
    "/policies/kent-annual-report-2017/against/kent-quarterly-2020/",
    "/policies/kent-annual-report-2017/against/kent-quarterly-2020/?measure=neet-16-17",
    "/search/",
    "/search/?q=potholes",
    "/search/?q=nothing-at-all-like-it",
    "/budget/",
    "/budget/published/",
    *(
        f"/budget/budget-illustrative/{page}"
        for page in (
            "",
            "services/",
            "services/adult-social-care/",
            "services/?q=homes",
            "outcomes/",
            "changes/",
            "savings/",
            "council-tax/",
            "funding/",
            "reserves/",
            "later-years/",
            "versions/",
            "balance/",
            "balance/?tax=1.5&care=3&reserve=5000000&s=highways:-2&drop=older-demand",
        )
    ),
    "/reading/",
    "/officer/sign-in/",
    "/no-such-page/",
)
MOST_PAGES = 400


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, BeautifulSoup]:
    """Up to MOST_PAGES pages, breadth first from the home page, by path."""
    found: dict[str, BeautifulSoup] = {}
    waiting = ["/", *KINDS]
    seen = set(waiting)
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop(0)
        status, text = site.read(path)
        assert status == 200 or path == "/no-such-page/", f"{path} answered {status}"
        if "<html" not in text[:300]:
            continue
        found[path] = BeautifulSoup(text, "html.parser")
        for link in links(path, found[path]):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def links(path: str, soup: BeautifulSoup) -> Iterator[str]:
    for anchor in soup.find_all("a", href=True):
        target, _ = urldefrag(urljoin(path, str(anchor["href"])))
        if target.startswith("/"):
            yield target


def test_every_page_is_valid_html(site: Site, pages: dict[str, BeautifulSoup]) -> None:
    for path in pages:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(site.read(path)[1])
        assert not parser.errors, f"{path}: {parser.errors[:3]}"


def test_every_fragment_resolves(pages: dict[str, BeautifulSoup]) -> None:
    for path, soup in pages.items():
        for anchor in soup.find_all("a", href=True):
            target, fragment = urldefrag(urljoin(path, str(anchor["href"])))
            if fragment and target in pages:
                assert pages[target].find(id=fragment), (
                    f"{path} links to {target}#{fragment}, which is not there"
                )


def test_every_id_is_used_once_and_every_reference_finds_its_id(pages: dict[str, BeautifulSoup]) -> None:
    for path, soup in pages.items():
        ids = Counter(str(tag["id"]) for tag in soup.find_all(id=True))
        assert [name for name, count in ids.items() if count > 1] == [], path
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for tag in soup.select(f"[{attribute}]"):
                for name in str(tag[attribute]).split():
                    assert name in ids, f"{path}: {attribute}={name} names nothing"


def test_no_page_carries_a_script_or_a_style_of_its_own(pages: dict[str, BeautifulSoup]) -> None:
    for path, soup in pages.items():
        assert not soup.find_all(style=True), path
        assert not soup.find_all("style"), path
        assert not [tag for tag in soup.find_all("script") if not tag.get("src")], path
        handlers = [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
        assert not handlers, path


def test_every_page_has_one_first_heading_and_a_title_of_its_own(pages: dict[str, BeautifulSoup]) -> None:
    for path, soup in pages.items():
        assert len(soup.find_all("h1")) == 1, path
        assert soup.title and len(soup.title.get_text(strip=True)) > 10, path


def test_no_page_leads_to_another_host(pages: dict[str, BeautifulSoup]) -> None:
    for path, soup in pages.items():
        for tag in soup.find_all(["link", "script", "img"]):
            address = str(tag.get("href") or tag.get("src") or "")
            assert not urlsplit(address).netloc, f"{path} loads {address}"


def test_every_figure_has_its_sentence_and_its_table(pages: dict[str, BeautifulSoup]) -> None:
    figures = [(path, tag) for path, soup in pages.items() for tag in soup.select("figure.gt-figure")]
    assert figures
    for path, tag in figures:
        sentence = tag.select_one(".gt-figure__sentence")
        assert sentence and sentence.get_text(strip=True), path
        assert tag.select_one("table caption"), path
        assert tag.select_one("svg title") and tag.select_one("svg desc"), path


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(path: str, width: int, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    assert faults(page) == []


@pytest.mark.parametrize("path", KINDS)
def test_no_page_scrolls_sideways_on_a_phone(path: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(path)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360, f"{path} is {wide} wide"


@pytest.mark.parametrize("path", KINDS)
def test_the_console_stays_silent(path: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path)
    assert [line for line in said if not re.search("404", line)] == []
