"""A real demo, served for real, and a real browser to walk it with."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.areas.test_postgres import started

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Site:
    """The demo's address, the passwords of those who may sign in, and its folder."""

    address: str
    passwords: dict[str, str]
    home: Path

    def read(self, path: str) -> tuple[int, str]:
        """The status and the text of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=30) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("demo") / "home", {"DATABASE_URL": ""}) as opened:
        yield opened


MADE = """
import django, os, pathlib
django.setup()
from goldenthread.upkeep.demo_home import DemoHome
from goldenthread.upkeep.demo_making import make_anew
home = DemoHome(pathlib.Path(os.environ["GOLDENTHREAD_HOME"]))
home.claim()
make_anew(home, None, None, print)
"""


@contextmanager
def served(home: Path, environment: Mapping[str, str]) -> Iterator[Site]:
    """A demo of its own in that folder, made anew and served until the tests that use it are over."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {"GOLDENTHREAD_HOME": str(home)} | environment
    command = [sys.executable, "-m", "goldenthread", "demo", "--port", str(port)]
    if environment["DATABASE_URL"]:
        # The demo keeps to a folder of its own; on a database server the same is made and then served.
        subprocess.run([sys.executable, "-c", MADE], env=env, check=True, cwd=ROOT)
        command = [sys.executable, "-m", "goldenthread", "serve", "--port", str(port)]
    running = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/healthy", running)
        officers = json.loads((home / "officers.json").read_text())
        yield Site(address, {each["username"]: each["password"] for each in officers}, home)
    finally:
        running.terminate()
        running.wait(20)


def wait_for(address: str, served: "subprocess.Popen[str]") -> None:
    """Until the demo answers; a demo that stops instead says why."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if served.poll() is not None:
            pytest.fail(f"the demo stopped: {served.stderr.read() if served.stderr else ''}")
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the demo did not answer within two minutes")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None or not AXE.exists():
        missing = "Chromium" if found is None else "axe-core"
        if os.environ.get("GOLDENTHREAD_BROWSER_TESTS") == "required":
            pytest.fail(f"{missing} is not on this machine, and the browser tests must run here")
        pytest.skip(f"BROWSER TESTS NOT RUN: {missing} is not on this machine (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


Enter = Callable[[str], Page]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def own_site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A demo of its own on each database."""
    with ExitStack() as stack:
        environment = {"DATABASE_URL": ""}
        if request.param == "postgresql":
            folder = stack.enter_context(TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True))
            server = stack.enter_context(started(folder))
            host = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
            environment = {
                "DATABASE_URL": "postgresql://postgres@/postgres",
                "PGHOST": host,
                "DJANGO_SETTINGS_MODULE": "goldenthread.web.settings",
                "GOLDENTHREAD_SECOND_FACTOR": "optional",
            }
        yield stack.enter_context(served(tmp_path / "home", environment))


@pytest.fixture
def enter(browser: Browser, own_site: Site) -> Iterator[Enter]:
    """A browser of one person's own, signed in; empty is a resident who signs in nowhere."""
    with ExitStack() as stack:

        def entered(username: str) -> Page:
            context = browser.new_context(base_url=own_site.address, viewport={"width": 1280, "height": 900})
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(10_000)
            if username:
                page.goto("/officer/sign-in/")
                page.get_by_label("Username").fill(username)
                page.get_by_label("Password", exact=True).fill(own_site.passwords[username])
                page.keyboard.press("Enter")
                page.get_by_role("heading", name="Your work").wait_for()
            return page

        yield entered


def faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line a fault."""
    page.evaluate(AXE.read_text() + "; undefined")
    found = page.evaluate(
        "async tags => (await axe.run(document, {runOnly: tags})).violations",
        ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    )
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
