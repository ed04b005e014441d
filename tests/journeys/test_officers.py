"""Officers at work: by keyboard alone, without scripts, and with axe over each officer's pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site, faults

pytestmark = pytest.mark.browser

KENT = "E10000016"
HEADER = "measure,area,period,value\n"
PLAN = """\
plan: {ref: journey, title: A fair county, body: Kent County Council, levels: [vision, outcome]}
items:
- {ref: v, kind: vision, title: Everyone does well}
- {ref: o1, kind: outcome, parent: v, title: Children start well}
"""
PERFORMANCE = (
    "/officer/",
    "/officer/measures/",
    "/officer/measures/new/",
    "/officer/measures/neet-16-17/",
    "/officer/measures/neet-16-17/definition/",
    "/officer/measures/neet-16-17/withdraw/",
    "/officer/imports/",
    "/officer/imports/template.xlsx?period=soon",
    "/officer/trail/",
    "/officer/publication/",
)
STRATEGY = (
    "/officer/plans/",
    "/officer/plan-files/",
    "/officer/plans/strategic-statement-2015/",
    "/officer/plans/strategic-statement-2015/add/",
    "/officer/plans/strategic-statement-2015/state/",
    "/officer/plans/strategic-statement-2015/publish/",
    "/officer/plans/strategic-statement-2015/withdraw/",
    "/officer/plans/strategic-statement-2015/succession/",
    "/officer/plans/strategic-statement-2015/items/1.6/",
    "/officer/plans/strategic-statement-2015/items/1.6/remove/",
    "/officer/publication/",
)
FINANCE = (
    "/officer/budget/",
    "/officer/budget/compare/",
    "/officer/budget/compare/?this=budget-illustrative&that=budget-illustrative:slow-recovery",
    "/officer/budget/upload/",
    "/officer/budget/from-outturn/",
    "/officer/budget/monitoring/",
    "/officer/budget/monitoring/file/",
    "/officer/budget/savings/",
    "/officer/budget/virements/",
    "/officer/budget/virements/new/",
    "/officer/budget/evaluations/",
    "/officer/budget/evaluations/new/",
    *(
        f"/officer/budget/budget-illustrative/{page}"
        for page in (
            "",
            "lines/",
            "lines/older-care-homes/",
            "changes/",
            "funding/",
            "reserves/",
            "scenarios/",
            "scenarios/slow-recovery/",
            "drivers/",
            "outcomes/",
            "outcomes/line/older-care-homes/",
            "checks/",
            "robustness/",
            "begin/",
            "publish/",
        )
    ),
)

DRAFT = (
    "",
    "edit/",
    "checks/",
    "freeze/",
    "lines/older-care-homes/",
    "new-line/",
    "edit-line/older-care-homes/",
    "new-change/older-care-homes/",
    "edit-change/older-demand/",
    "new-funding/",
    "edit-funding/business-rates/",
    "new-reserve/",
    "tax/2021/",
    "new-scenario/",
    "edit-scenario/slow-recovery/",
    "new-driver/",
    "edit-driver/living-wage/",
    "outcomes/line/older-care-homes/",
    "robustness/",
    "why/lines/older-care-homes/",
)


def sign_in(page: Page, site: Site, role: str) -> Page:
    """Sign in with the keyboard, as someone does who knows the page."""
    username = f"{role}-officer"
    page.goto("/officer/sign-in/")
    page.get_by_label("Username").focus()
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(site.passwords[username])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your work").wait_for()
    return page


@pytest.fixture
def without_scripts(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what is focused is called so; a page on which that never happens fails."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(NAME).startswith(words):
            return
    pytest.fail(f"no Tab leads to {words!r} on {page.url}")


NAME = """() => {
    const at = document.activeElement;
    const label = at.labels && at.labels.length ? at.labels[0] : at;
    return label.textContent.trim();
}"""


def fill(page: Page, label: str, words: str) -> None:
    tab_to(page, label)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(words)


def press(page: Page, words: str) -> None:
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_a_performance_officers_pages(width: int, page: Page, site: Site) -> None:
    sign_in(page, site, "performance").set_viewport_size({"width": width, "height": 900})
    assert {path: found for path in PERFORMANCE if (found := looked_at(page, path))} == {}


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_a_strategy_officers_pages(width: int, page: Page, site: Site) -> None:
    sign_in(page, site, "strategy").set_viewport_size({"width": width, "height": 900})
    assert {path: found for path in STRATEGY if (found := looked_at(page, path))} == {}


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_a_finance_officers_pages(width: int, page: Page, site: Site) -> None:
    sign_in(page, site, "finance").set_viewport_size({"width": width, "height": 900})
    assert {path: found for path in FINANCE if (found := looked_at(page, path))} == {}


def test_axe_finds_nothing_on_the_pages_of_a_draft(page: Page, site: Site) -> None:
    sign_in(page, site, "finance").goto("/officer/budget/budget-illustrative/begin/")
    page.get_by_label("Ref", exact=True).fill("next-draft")
    page.get_by_role("button", name="Begin").click()
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        paths = [f"/officer/budget/next-draft/{path}" for path in DRAFT]
        assert {path: found for path in paths if (found := looked_at(page, path))} == {}
    page.goto("/officer/budget/next-draft/freeze/")
    page.get_by_text("Throw this draft away").click()
    page.get_by_role("button", name="Throw it away").click()
    assert "next-draft" not in page.inner_html("main")


def looked_at(page: Page, path: str) -> list[str]:
    """What axe finds on a page with everything on it unfolded, and whether it scrolls sideways."""
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return faults(page) + ([f"{wide} pixels too wide"] if wide > 0 else [])


def test_a_performance_officer_defines_measures_and_publishes_by_keyboard_alone(
    page: Page, site: Site, tmp_path: Path
) -> None:
    sign_in(page, site, "performance")
    press(page, "Keep measures")
    press(page, "Define a measure")
    fill(page, "Its name in files", "journey-visits")
    fill(page, "Title", "Visits to libraries")
    fill(page, "Unit", "visits")
    tab_to(page, "Which way is better")
    page.keyboard.press("H")
    press(page, "Save the definition")
    assert page.get_by_role("heading", level=1).inner_text() == "Visits to libraries"

    tab_to(page, "Set a target")
    page.keyboard.press("Enter")
    fill(page, "Period", "2025")
    fill(page, "Target", "5000")
    press(page, "Set the target")
    assert "The target is set" in page.inner_text("main")

    rehearse(page, tmp_path, f"journey-visits,{KENT},2024,4000\njourney-visits,{KENT},2025,5200\n")
    assert "2 to add" in page.inner_text("main") and faults(page) == []
    tab_to(page, "Not yet")
    page.keyboard.press("ArrowDown")
    press(page, "Import 2 new rows")
    press(page, "Visits to libraries")
    press(page, "Publish the measure")
    page.goto("/measures/journey-visits/")
    assert "5,200" in page.inner_text("main")

    rehearse(page, tmp_path, f"journey-visits,{KENT},2025,5300\n")
    changed = page.get_by_role("row", name="journey-visits").inner_text()
    assert "5200" in changed and "5300" in changed
    press(page, "Remove the files")


def rehearse(page: Page, folder: Path, rows: str) -> None:
    """Hand a file over. A browser's own dialogue for files is no page, so the file is put in for it."""
    file = folder / "visits.csv"
    file.write_text(HEADER + rows)
    page.goto("/officer/imports/")
    page.get_by_label("Files", exact=True).set_input_files(file)
    press(page, "Rehearse the import")


def test_a_refused_file_says_where_what_and_what_to_do(page: Page, site: Site, tmp_path: Path) -> None:
    sign_in(page, site, "performance")
    rehearse(page, tmp_path, f"neet-16-17,{KENT},2018,45%\nno-such-measure,{KENT},2018,4\n")
    row = page.get_by_role("row", name="visits.csv, column value, row 2").inner_text()
    assert "percentage sign" in row and "write 45" in row
    assert page.get_by_role("link", name="define it").count() == 1 and faults(page) == []
    page.get_by_role("button", name="Remove the files and import nothing").click()
    assert "Nothing was imported" in page.inner_text("main")


def test_a_strategy_officer_uploads_adopts_and_publishes_a_plan_without_scripts(
    without_scripts: Page, site: Site, tmp_path: Path
) -> None:
    page = sign_in(without_scripts, site, "strategy")
    page.get_by_role("link", name="Write and publish plans").click()
    hand_over(page, tmp_path, PLAN + "- {ref: o2, kind: outcome, parent: x, title: Lost}\n")
    assert "journey.yaml:5:parent: o2 hangs on x, which is not in the plan" in page.inner_text("main")
    hand_over(page, tmp_path, PLAN)
    assert "2 items added" in page.inner_text("main")
    page.get_by_role("button", name="Import it").click()

    page.get_by_role("link", name="Change its state").click()
    page.get_by_label("Adopted", exact=True).check()
    page.get_by_role("button", name="Change the state").click()
    assert "Say who adopted it" in page.inner_text("main")
    page.get_by_label("Decided by").fill("County Council")
    page.get_by_label("On which day").fill("2026-01-15")
    page.get_by_role("button", name="Change the state").click()
    assert "Adopted: County Council, 15 January 2026" in page.inner_text("main")

    page.get_by_role("link", name="Publish the latest version").click()
    page.get_by_role("button", name="Publish").click()
    assert site.read("/plans/journey/")[0] == 200

    page.get_by_role("link", name="Children start well").click()
    page.get_by_label("Title").fill("Every child starts well")
    page.get_by_role("button", name="Save").click()
    assert "version 2, a new draft" in page.inner_text("main")
    assert "Children start well" in site.read("/plans/journey/")[1]


def hand_over(page: Page, folder: Path, plan: str) -> None:
    (folder / "journey.yaml").write_text(plan)
    page.goto("/officer/plan-files/")
    page.get_by_label("Plan file").set_input_files(folder / "journey.yaml")
    page.get_by_role("button", name="Show what it would change").click()
