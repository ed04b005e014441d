"""A resident who reads a published report on the site, and somebody who opens its archive from a disk."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site, faults

pytestmark = pytest.mark.browser
EDITION = "annual-report-2017"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def archive(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's annual report, published to a folder."""
    out = tmp_path_factory.mktemp("archive") / EDITION
    run = [sys.executable, "-m", "goldenthread", "publish", "--edition", EDITION, "--out", str(out)]
    subprocess.run(run, env=os.environ | {"GOLDENTHREAD_HOME": str(site.home)}, check=True)
    return out


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """Somebody who opens files, on a desk."""
    context = browser.new_context(viewport=DESK)
    yield context.new_page()
    context.close()


def is_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_a_resident_finds_a_report_reads_a_chapter_and_goes_on_to_the_next(page: Page) -> None:
    page.goto("/reports/")
    page.get_by_role("link", name="Annual report 2016/17").click()
    assert faults(page) == []
    page.locator(".gt-items a").first.click()
    assert faults(page) == []
    first = page.locator("h1").inner_text()
    page.locator('a[rel="next"]').click()
    assert page.locator("h1").inner_text() != first
    assert faults(page) == []


def test_a_report_fits_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    for address in ("/reports/", f"/editions/{EDITION}/", f"/editions/{EDITION}/summary/"):
        page.goto(address)
        assert not is_wide(page), address


def test_every_page_of_an_archive_opened_from_a_disk_reads_well(archive: Path, reader: Page) -> None:
    errors: list[str] = []
    reader.on("pageerror", lambda error: errors.append(str(error)))
    for path in sorted(archive.rglob("*.html")):
        reader.goto(path.as_uri())
        assert faults(reader) == [], path.name
        reader.set_viewport_size(PHONE)
        assert not is_wide(reader), path.name
        reader.set_viewport_size(DESK)
    assert errors == []


def test_search_in_an_archive_works_from_a_disk(archive: Path, reader: Page) -> None:
    reader.goto((archive / "search.html").as_uri())
    reader.get_by_label("Search this report").fill("direction of travel")
    found = reader.locator("#search-results a")
    found.first.click()
    assert "/chapters/" in reader.url
    assert "direction of travel" in reader.locator("body").inner_text().lower()


def test_search_is_an_a_to_z_where_no_scripts_run(archive: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((archive / "search.html").as_uri())
    assert not page.get_by_label("Search this report").is_visible()
    page.locator("main li a").first.click()
    assert "/chapters/" in page.url
    context.close()
