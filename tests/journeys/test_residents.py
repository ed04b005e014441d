"""A resident of Ashford with a keyboard, a phone, a screen reader or a printer."""

import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site
from tests.journeys.test_every_page import KINDS

pytestmark = pytest.mark.browser

MEASURE = "/measures/neet-16-17/"
PICTURE = Path(__file__).parents[2] / "docs" / "images" / "measure.png"
JARGON = re.compile(r"\b(metrics?|KPIs?|RAG|p\.p\.|pp|YoY|outturn|BRAG|datasets?)\b")


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Page]:
    """The narrowest screen that WCAG asks for, with scripts off."""
    context = browser.new_context(
        base_url=site.address, viewport={"width": 320, "height": 640}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def focused(page: Page) -> str:
    """The words of whatever has the focus."""
    return str(page.evaluate("document.activeElement.innerText || document.activeElement.name || ''")).strip()


def tab_to(page: Page, words: str, most: int = 60) -> None:
    """Press Tab until the thing with these words has the focus, and see that it can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page) == words:
            return
    pytest.fail(f"{words!r} cannot be reached with {most} presses of Tab")


def shows_focus(page: Page) -> bool:
    """Does whatever has the focus look different for it?"""
    look = "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).boxShadow].join()"
    return bool(page.evaluate(f"({look})(document.activeElement) !== 'none,none'"))


def test_the_first_press_of_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_with_the_keyboard_alone_from_home_to_how_the_place_is_doing_and_to_a_measure(page: Page) -> None:
    page.goto("/")
    tab_to(page, "Kent")
    assert shows_focus(page)
    page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "How is Kent doing?"
    tab_to(page, "16 and 17 year olds not in education, employment or training", 400)
    assert shows_focus(page)
    page.keyboard.press("Enter")
    assert page.locator(".gt-headline").inner_text().startswith("Improving")


def test_a_question_opens_and_closes_with_the_keyboard(page: Page) -> None:
    page.goto(MEASURE)
    question = page.locator("details.gt-question").first
    assert question.get_attribute("open") is None
    question.locator("summary").focus()
    assert shows_focus(page)
    page.keyboard.press("Enter")
    assert question.get_attribute("open") is not None
    page.keyboard.press("Enter")
    assert question.get_attribute("open") is None


def test_without_scripts_a_place_and_a_policy_are_chosen_on_the_scorecard(phone: Page) -> None:
    phone.goto("/scorecard/")
    phone.get_by_label("Judged by").select_option("kent-quarterly-2020")
    phone.get_by_role("button", name="Show").click()
    assert "policy=kent-quarterly-2020" in phone.url
    assert phone.get_by_label("Judged by").input_value() == "kent-quarterly-2020"


@pytest.mark.parametrize("path", KINDS)
def test_nothing_scrolls_sideways_at_320_pixels(path: str, phone: Page) -> None:
    phone.goto(path)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_cut_off_at_twice_the_size(path: str, page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 450})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_on_paper_there_is_no_navigation_and_no_address_after_a_link(page: Page) -> None:
    page.goto("/")
    page.emulate_media(media="print")
    for hidden in (".gt-nav", ".govuk-skip-link", "form[role=search]", ".gt-footer ul"):
        assert page.locator(hidden).first.is_hidden(), hidden
    after = "getComputedStyle(document.querySelector('main a.govuk-link'), '::after').content"
    assert page.evaluate(after) == "none"


def test_on_paper_the_table_of_a_figure_is_open(page: Page) -> None:
    page.goto(MEASURE)
    page.emulate_media(media="print")
    assert page.locator(".gt-figure__table table").first.is_visible()


@pytest.mark.parametrize("path", ["/", "/scorecard/", MEASURE, "/areas/E10000016/"])
def test_a_picture_is_not_read_beside_its_sentence(path: str, page: Page) -> None:
    page.goto(path)
    heard = page.locator("main").aria_snapshot()
    assert not re.search(r"^\s*- img", heard, re.MULTILINE)


@pytest.mark.parametrize("path", [*KINDS])
def test_small_letters_are_for_the_eye_and_explained_once_on_the_page(path: str, site: Site) -> None:
    page = BeautifulSoup(site.read(path)[1], "html.parser")
    letters = page.select("sup.gt-verdict__letter")
    explained = [tag.get_text() for tag in page.select(".gt-notes dt")]
    assert {tag.get_text() for tag in letters} <= set(explained)
    assert len(explained) == len(set(explained))
    for tag in letters:
        heard = tag.find_next_sibling("span")
        assert tag["aria-hidden"] == "true" and heard and heard.get_text(strip=True)


@pytest.mark.parametrize("path", KINDS)
def test_public_words_are_plain(path: str, site: Site) -> None:
    page = BeautifulSoup(site.read(path)[1], "html.parser")
    for tag in page.select("code"):
        tag.decompose()
    assert JARGON.findall(page.get_text(" ")) == []


@pytest.mark.parametrize("path", KINDS)
def test_headings_go_down_one_level_at_a_time(path: str, site: Site) -> None:
    page = BeautifulSoup(site.read(path)[1], "html.parser")
    levels = [int(str(tag.name)[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    steps = [after - before for before, after in itertools.pairwise(levels)]
    main = page.select("main h1, main h2, main h3, main h4")
    assert main[0].name == "h1"
    assert max(steps, default=0) <= 1, levels


@pytest.mark.parametrize("path", KINDS)
def test_a_link_says_where_it_leads_even_alone(path: str, site: Site) -> None:
    page = BeautifulSoup(site.read(path)[1], "html.parser")
    leads: dict[str, set[str]] = {}
    for tag in page.select("main a[href]"):
        leads.setdefault(tag.get_text(" ", strip=True), set()).add(str(tag["href"]))
    assert not {"", "here", "more", "read more", "link"} & {words.lower() for words in leads}
    # A plan's contents and a strategy that serves two outcomes may carry the same words twice.
    pages = {
        words: {one for one in to if "#" not in one and "/items/" not in one} for words, to in leads.items()
    }
    assert {words: to for words, to in pages.items() if len(to) > 1} == {}


@pytest.mark.parametrize("path", ["/scorecard/", MEASURE, "/areas/E10000016/"])
def test_a_page_of_figures_says_when_they_were_last_updated(path: str, site: Site) -> None:
    page = BeautifulSoup(site.read(path)[1], "html.parser")
    said = page.select_one(".gt-updated")
    assert said and re.match(r"Figures last updated \d{1,2} [A-Z][a-z]+ \d{4}\.", said.get_text())


def test_a_figure_with_something_to_know_about_it_says_so_under_the_headline(page: Page) -> None:
    page.goto(MEASURE)
    assert (
        page.locator(".gt-headline + p").inner_text() == "About this figure: January 2017, not a full year."
    )


def test_the_councils_questions_stand_open_and_those_of_others_say_who_asks_them(page: Page) -> None:
    page.goto(MEASURE)
    assert "Is it better than three years earlier?" in page.locator("main section h3").all_inner_texts()
    asked_by = page.locator("details.gt-question .gt-quiet").all_text_contents()
    assert "By Quarterly performance report, Quarter 1 2020/21." in asked_by
    assert "By Direction of travel, annual report 2017." not in asked_by


def test_what_was_published_lately_leads_to_measures_in_one_click(page: Page) -> None:
    page.goto("/")
    page.locator("main li:has(b) a[href^='/measures/']").first.click()
    assert page.locator(".gt-headline, .gt-empty").first.is_visible()


def test_a_place_without_figures_leads_to_one_that_has_them(page: Page) -> None:
    page.goto("/areas/E07000105/")
    page.get_by_role("link", name="See the figures for the whole area").click()
    assert page.locator("h1").inner_text() == "How is Kent doing?"


@pytest.mark.skipif(
    os.environ.get("GOLDENTHREAD_SCREENSHOT") != "1", reason="GOLDENTHREAD_SCREENSHOT=1 takes the picture"
)
def test_the_readme_shows_a_measure_as_it_is(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(MEASURE)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURE)
    assert PICTURE.stat().st_size < 400_000
