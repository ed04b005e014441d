"""A return in a real browser: saved as it is typed, by keys alone, and fit for everyone who reads it."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.areas.reporting.quarter import REF
from tests.journeys.conftest import browser, faults, wait_for

__all__ = ["browser"]

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[3]
PAGE = f"/officer/returns/{REF}/care/"
MOST_KEYS = 40

SignIn = Callable[..., Page]


def environment(home: Path) -> dict[str, str]:
    return os.environ | {
        "GOLDENTHREAD_HOME": str(home),
        "DATABASE_URL": "",
        "GOLDENTHREAD_SECOND_FACTOR": "optional",
        "DJANGO_SETTINGS_MODULE": "goldenthread.web.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An installation where a lead's quarter is owed, made once, and a session of everybody in it."""
    home = tmp_path_factory.mktemp("laid") / "home"
    command = [sys.executable, str(Path(__file__).with_name("laying_quarter.py"))]
    made = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=True)
    return home, json.loads(made.stdout)


@pytest.fixture
def sign_in(laid: tuple[Path, dict[str, str]], tmp_path: Path, browser: Browser) -> Iterator[SignIn]:
    """A copy of it, served; sits somebody at a page of their own."""
    home, sessions = laid
    shutil.copytree(home, tmp_path / "home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "goldenthread", "serve", "--port", str(port), "--workers", "1"]
    served = subprocess.Popen(command, env=environment(tmp_path / "home"), stderr=subprocess.PIPE, text=True)
    address, opened = f"http://127.0.0.1:{port}", []
    try:
        wait_for(f"{address}/healthy", served)

        def sit(who: str, width: int = 1280) -> Page:
            context = browser.new_context(
                base_url=address, viewport={"width": width, "height": 900}, locale="en-GB"
            )
            context.add_cookies([{"name": "sessionid", "value": sessions[who], "url": address}])
            context.set_default_timeout(10_000)
            opened.append(context)
            return context.new_page()

        yield sit
    finally:
        for context in opened:
            context.close()
        served.terminate()
        served.wait(20)


@pytest.fixture
def page(sign_in: SignIn) -> Page:
    """The return, opened from the button on the lead's first page."""
    opened = sign_in("lara")
    opened.goto("/officer/")
    opened.get_by_role("link", name="Fill in").press("Enter")
    opened.wait_for_url(f"**{PAGE}#begin")
    expect(opened.locator(".gt-cell:focus")).to_be_visible()
    return opened


def saved(page: Page) -> None:
    expect(page.locator("[data-told]")).to_contain_text("Saved at", timeout=10_000)


def field(page: Page, measure: str, column: str) -> Locator:
    """A field of the measure of that title."""
    return page.get_by_role("group", name=measure).locator(f"[name$='-{column}']")


class Keys:
    """The keyboard, which counts every key that is neither part of a figure nor of a sentence."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.count += 1

    def enter(self, text: str) -> None:
        """Type what is to be said, then go on."""
        self.page.keyboard.type(text)
        self.press("Enter")

    @property
    def at(self) -> str:
        """Where the keyboard is: the field's column and what it belongs to, or the words of a button."""
        said = self.page.evaluate(
            """() => {
              const at = document.activeElement, row = at.closest("[data-row]");
              if (!row) return at.textContent.trim();
              return `${at.name.split("-")[2]} of ${row.querySelector("h3").textContent}`;
            }"""
        )
        return str(said)


def enter_figures(page: Page, keys: Keys) -> None:
    """Every figure of the grid; the measure of homes fails its floor standard."""
    figures = {"numerator": "90", "denominator": "120", "value": "180"}
    for _ in range(len(page.query_selector_all(".gt-cell"))):
        at = keys.at
        keys.enter("70" if at == "value of Measure of homes" else figures[at.split(" of ")[0]])
        page.wait_for_timeout(200)  # nobody types faster
    saved(page)


def begin_from_home(page: Page, keys: Keys) -> None:
    """From the lead's first page to the first figure: past the navigation, then the one button."""
    page.goto("/officer/")
    for key in ("Tab", "Enter", "Tab", "Enter"):
        keys.press(key)
    page.wait_for_url(f"**{PAGE}#begin")
    expect(page.locator(".gt-cell:focus")).to_be_visible()


def test_a_leads_quarter_takes_at_most_forty_keys_beyond_figures_and_sentences(sign_in: SignIn) -> None:
    page = sign_in("lara")
    keys = Keys(page)
    begin_from_home(page, keys)
    rows = page.locator(".gt-entry").count()
    assert rows == 8 + 6
    enter_figures(page, keys)
    red = page.get_by_role("group", name="Measure of homes")
    expect(red.locator("details")).to_have_attribute("open", "")
    for column, text in (("comment", "Two homes closed."), ("management_action", "Reopen them.")):
        assert keys.at == f"{column} of Measure of homes"
        keys.enter(text)
    keys.enter("Head of homes")
    keys.enter("31122040")
    for _ in range(6):
        assert keys.at.startswith("confidence of ")
        keys.press("1")
        keys.enter("As planned.")
    assert keys.at == "Submit"
    keys.press("Enter")
    expect(page.get_by_text("Submitted. The approver")).to_be_visible()
    assert "Head of homes" in page.inner_text("main")
    assert page.inner_text("main").count("As planned.") == 6
    assert keys.count <= MOST_KEYS, keys.count


def test_what_is_typed_is_saved_without_a_button(page: Page) -> None:
    field(page, "People waiting", "value").fill("180")
    saved(page)
    page.reload()
    assert field(page, "People waiting", "value").input_value() == "180"


def test_a_block_from_a_spreadsheet_fills_the_grid(page: Page) -> None:
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.querySelector(".gt-cell[data-column='0']").dispatchEvent(paste);
        }""",
        "90\t120\t75\r\n\t\t44\r\n",
    )
    saved(page)
    page.reload()
    filled = [cell.input_value() for cell in page.locator(".gt-cell").all() if cell.input_value()]
    assert filled == ["90", "120", "44"]


def test_the_second_of_two_people_is_told_and_chooses(page: Page, sign_in: SignIn) -> None:
    other = sign_in("carla")
    other.goto(PAGE)
    field(other, "People waiting", "value").fill("190")
    saved(other)
    field(page, "People waiting", "value").fill("180")
    group = page.get_by_role("group", name="People waiting")
    told = group.get_by_role("alert")
    expect(told).to_contain_text("carla changed this")
    expect(told).to_contain_text("190")
    assert field(page, "People waiting", "value").input_value() == "180"
    told.get_by_role("button", name="Keep mine").click()
    saved(page)
    other.reload()
    assert field(other, "People waiting", "value").input_value() == "180"


def test_what_the_first_wrote_elsewhere_in_the_row_is_told_and_stays(page: Page, sign_in: SignIn) -> None:
    other = sign_in("carla")
    other.goto(PAGE)
    field(other, "Recruit 40 carers", "sentence").fill("Thirty so far.")
    saved(other)
    page.get_by_role("group", name="Recruit 40 carers").locator("summary").click()
    field(page, "Recruit 40 carers", "risk").fill("Wages elsewhere rise.")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Thirty so far.")
    told.get_by_role("button", name="Keep mine").click()
    saved(page)
    assert field(page, "Recruit 40 carers", "sentence").input_value() == "Thirty so far."
    page.reload()
    assert field(page, "Recruit 40 carers", "sentence").input_value() == "Thirty so far."
    assert field(page, "Recruit 40 carers", "risk").input_value() == "Wages elsewhere rise."


def test_what_is_written_over_the_first_while_choosing_is_asked_about(page: Page, sign_in: SignIn) -> None:
    other = sign_in("carla")
    other.goto(PAGE)
    field(other, "Recruit 40 carers", "sentence").fill("Thirty so far.")
    saved(other)
    page.get_by_role("group", name="Recruit 40 carers").locator("summary").click()
    field(page, "Recruit 40 carers", "risk").fill("Wages elsewhere rise.")
    expect(page.get_by_role("alert")).to_be_visible()
    field(page, "Recruit 40 carers", "sentence").fill("Forty so far.")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_role("alert")).to_contain_text("Thirty so far.")
    page.get_by_role("button", name="Keep mine").click()
    saved(page)
    page.reload()
    assert field(page, "Recruit 40 carers", "sentence").input_value() == "Forty so far."


def test_a_figure_half_entered_opens_nothing(page: Page) -> None:
    numerator = page.locator(".gt-cell[data-column='0']").first
    numerator.fill("90")
    saved(page)
    row = numerator.locator("xpath=ancestor::*[@data-row]")
    expect(row.locator("[data-state]")).to_contain_text("denominator")
    assert row.locator("details").get_attribute("open") is None


def test_a_missing_figure_is_not_asked_for_again(page: Page) -> None:
    row = page.get_by_role("group", name="People waiting")
    row.locator("summary").click()
    field(page, "People waiting", "status").select_option("missing")
    field(page, "People waiting", "comment").fill("The system was replaced.")
    saved(page)
    page.goto("/officer/")
    page.goto(f"{PAGE}#begin")
    expect(page.locator(":focus.gt-cell, :focus[name$=comment]")).to_be_visible()
    assert row.locator(":focus").count() == 0


def test_the_second_may_take_what_the_first_wrote(page: Page, sign_in: SignIn) -> None:
    other = sign_in("carla")
    other.goto(PAGE)
    field(other, "Recruit 40 carers", "sentence").fill("Thirty so far.")
    saved(other)
    field(page, "Recruit 40 carers", "sentence").fill("Forty so far.")
    page.get_by_role("button", name="Take theirs").click()
    assert field(page, "Recruit 40 carers", "sentence").input_value() == "Thirty so far."
    page.reload()
    assert field(page, "Recruit 40 carers", "sentence").input_value() == "Thirty so far."


def test_words_stay_on_the_page_while_the_connection_is_gone_and_go_when_it_is_back(page: Page) -> None:
    page.context.set_offline(True)
    field(page, "People waiting", "value").fill("180")
    expect(page.locator("[data-told]")).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    saved(page)
    page.reload()
    assert field(page, "People waiting", "value").input_value() == "180"


@pytest.mark.parametrize("width", [1280, 360])
def test_anyone_can_read_and_fill_it(width: int, sign_in: SignIn) -> None:
    page = sign_in("lara", width)
    for address in ("/officer/", PAGE):
        page.goto(address)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
