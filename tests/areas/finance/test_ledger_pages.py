"""Officers' pages of the budget: how it stands, editing a draft, freezing it, comparing two versions."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.finance.commands.edit import put_line
from goldenthread.finance.commands.freezing import begin_version, explain_difference, freeze_budget
from goldenthread.finance.commands.funding import put_frame, put_reserve, put_tax
from goldenthread.finance.commands.version import publish_budget, replace_budget
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.plan_words import standing_in_words
from goldenthread.finance.queries.version import whole_book
from goldenthread.finance.templatetags.pounds import rise
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.budget import TaxYear
from tests.areas.finance.ledger_ground import finance_officer, lay_budget
from tests.areas.finance.sample_book import BALANCED, LINES
from tests.conftest import officer

pytestmark = pytest.mark.django_db
REF = "budget-2021"
DECIDED = "County Council, 11 February 2021"


@pytest.fixture
def desk(council: CouncilFacts, client: Client) -> Client:
    """A browser at which a finance officer is signed in, before a draft of the sample book."""
    lay_budget()
    client.force_login(finance_officer())
    return client


def soup(client: Client, name: str, *args: object, query: str = "") -> BeautifulSoup:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def said(page: BeautifulSoup) -> str:
    assert page.main
    return page.main.get_text(" ", strip=True)


def table(page: BeautifulSoup, key: str) -> list[list[str]]:
    caption = page.find(id=f"{key}-caption")
    assert caption and caption.find_parent("table")
    rows = caption.find_parent("table").find_all("tr")  # type: ignore[union-attr]
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in rows]


def typed(page: BeautifulSoup) -> dict[str, str]:
    """What a form holds as it is opened."""
    form = page.find("form", method="post")
    assert form
    found = {}
    for field in form.find_all(["input", "textarea"]):  # type: ignore[union-attr]
        if field.get("name") and field.get("type") not in ("checkbox", "radio"):
            found[field["name"]] = field.get("value", "") or field.get_text()
    for field in form.find_all("select"):  # type: ignore[union-attr]
        chosen = field.find("option", selected=True) or field.find("option")
        found[field["name"]] = chosen["value"] if chosen else ""
    return found


def test_the_list_says_how_each_version_stands_and_what_to_do_next(desk: Client) -> None:
    freeze_budget(None, REF, "approved", DECIDED)
    begin_version(None, REF, "mid-year", "Mid-year budget")
    text = said(soup(desk, "budgets"))
    assert "Approved, frozen on" in text and "Draft" in text and "Publish it" in text and "Freeze it" in text
    assert [a["href"] for a in soup(desk, "budgets").select("main a[href*=upload]")]


def test_an_auditor_reads_everything_and_changes_nothing(desk: Client, client: Client) -> None:
    client.force_login(officer("ada", "auditor"))
    page = soup(client, "budget", REF)
    assert "Freeze it" not in said(page) and not page.select("main form[method=post]")
    for name, args in (("freeze-budget", [REF]), ("edit-budget-line", [REF, "roads"])):
        assert client.get(reverse(name, args=args)).status_code == 403
    assert client.post(reverse("remove-budget-line", args=[REF, "roads"])).status_code == 403
    assert len(whole_book(REF).lines) == len(LINES)


def test_one_sentence_says_how_a_version_stands() -> None:
    gaps = [(2021, D("0.50")), (2022, D("400000")), (2023, D("-2500000")), (2024, D("0.00"))]
    told = "2021/22 balances. The law asks that of this year; 2022/23 is £400,000 short and 2023/24 is £2.5"
    assert standing_in_words(gaps, D("1.00")).startswith(told)
    assert "it is £400,000 short, and the law asks" in standing_in_words(gaps[1:], D("1.00"))


def test_the_years_stand_in_a_table_with_what_is_still_to_be_identified_apart(desk: Client) -> None:
    rows = {row[0]: row[1:] for row in table(soup(desk, "budget", REF), "years")}
    assert rows["What"] == ["2021/22", "2022/23", "2023/24", "2024/25", "2025/26"]
    assert rows["Gap"][0] == "0" and rows["of which still to be identified"][2] == "4,000,000"
    gap, without = (
        D(rows[name][2].replace("−", "-").replace(",", ""))
        for name in ("Gap", "Gap if nothing more is identified")
    )
    assert without - gap == 4_000_000


@pytest.mark.parametrize("query", ["", "?year=2023/24", "?year=2022/23&service=adult-care"])
def test_the_steps_of_the_bridge_sum_to_what_it_comes_to(desk: Client, query: str) -> None:
    page = soup(desk, "budget", REF, query=query)
    rows = page.select_one("#bridge-figure table tbody")
    assert rows
    amounts = [D(td.get_text().replace(",", "").replace("−", "-")) for td in rows.select("td")]
    assert sum(amounts[:-1]) == amounts[-1] and len(amounts) > 3
    year = 2021 if not query else int(query[6:10])
    closing = table(page, "by-service")
    column = closing[0].index(f"{year}/{year - 1999}")
    row = "Adult social care" if "adult" in query else "Total"
    (shown,) = (each[column] for each in closing if each[0] == row)
    assert D(shown.replace(",", "")) == amounts[-1]


def test_the_law_is_worked_out_from_requirement_to_band(desk: Client) -> None:
    page = soup(desk, "budget", REF)
    text = said(page)
    assert "£185,848,390" in text and "131,000 Band D homes" in text
    assert "Not needed: the rise is within the limits , below 2% core" in text.replace("limits,", "limits ,")
    assert "SN05682" in text
    assert table(page, "bands")[1][3] == "1,418.69" and table(page, "bands")[1][7] == "2,837.38"
    assert [row[-1] for row in table(page, "rises")[1:3]] == ["As above", "Assumed; no limit is set yet"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda: put_tax(None, REF, TaxYear(2021, D("131000"), D("0.02"), D("0.03"))),
            "Needed: the core rise reaches the limit",
        ),
        (
            lambda: put_tax(None, REF, TaxYear(2021, D("131000"), D("0.01"), D("0.04"))),
            "Needed: the rise for adult social care goes beyond its limit",
        ),
        (lambda: put_frame(None, REF, {"rules": ""}), "No verdict. It names no rule pack"),
    ],
)
def test_the_referendum_is_said_as_the_pack_has_it(
    desk: Client, change: Callable[[], object], told: str
) -> None:
    change()
    assert told in said(soup(desk, "budget", REF))


def test_an_expired_pack_gives_no_verdict(desk: Client) -> None:
    row = BudgetVersion.objects.get(ref=REF)
    row.parts["rules"] = "england-2020-21"
    row.save()
    text = said(soup(desk, "budget", REF))
    assert "No verdict. The rule pack england-2020-21 holds for 2020/21, not for 2021/22" in text


def test_lines_are_searched_and_filtered_by_what_stands_in_the_address(desk: Client) -> None:
    assert "1 line," in said(soup(desk, "budget-lines", REF, query="?words=Foster"))
    text = said(soup(desk, "budget-lines", REF, query="?service=libraries&mandate=discretionary"))
    assert "Arts grants" in text and "12,000,000" not in text


def test_a_page_of_lines_reads_a_page_and_not_the_book(desk: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    lines = [
        replace(LINES[4], ref=f"road-{n}", title=f"Road {n}", gross=D(n), income=D(0)) for n in range(120)
    ]
    replace_budget(None, REF, replace(BALANCED, lines=(*BALANCED.lines, *lines)))
    with django_assert_max_num_queries(20) as captured:
        page = soup(desk, "budget-lines", REF, query="?page=2")
    assert len(table(page, "lines")) == 51
    read = [each["sql"] for each in captured.captured_queries if 'FROM "finance_line"' in each["sql"]]
    assert all("LIMIT 50" in sql or "COUNT" in sql for sql in read)


@pytest.mark.parametrize(
    "name", ["budget", "budget-changes", "budget-funding", "budget-reserves", "budget-checks", "budgets"]
)
def test_no_page_about_a_version_loads_all_its_lines(desk: Client, name: str, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def loaded(*_: object) -> None:
        raise AssertionError("the whole book was loaded")

    monkeypatch.setattr("goldenthread.finance.queries.version.book_of", loaded)
    monkeypatch.setattr("goldenthread.finance.storing.lines_of", loaded)
    soup(desk, name, *([] if name == "budgets" else [REF]))


def test_a_line_is_shown_with_its_changes_its_drivers_and_who_pays(desk: Client) -> None:
    text = said(soup(desk, "budget-line", REF, "care-homes"))
    assert "Help at home after hospital" in text and "100% with Fees of care homes" in text
    assert "£30,000,000 from Better Care Fund" in text


def test_a_line_is_edited_and_its_sums_follow(desk: Client) -> None:
    address = reverse("edit-budget-line", args=[REF, "roads"])
    form = typed(soup(desk, "edit-budget-line", REF, "roads"))
    answer = desk.post(address, form | {"gross": "£45,000,000.50"}, follow=True)
    assert "Saved." in answer.content.decode()
    assert next(line for line in whole_book(REF).lines if line.ref == "roads") == replace(
        LINES[4], gross=D("45000000.50")
    )


@pytest.mark.parametrize("typed_in", ["a lot", "1.005", "12,34", "1,00,000"])
def test_a_text_that_is_no_sum_is_refused_and_stays_in_the_form(desk: Client, typed_in: str) -> None:
    form = typed(soup(desk, "edit-budget-line", REF, "roads")) | {"gross": typed_in}
    answer = desk.post(reverse("edit-budget-line", args=[REF, "roads"]), form)
    page = BeautifulSoup(answer.content, "html.parser")
    assert "write pounds and pence" in said(page) and typed(page)["gross"] == typed_in


def test_opening_and_saving_a_line_again_changes_nothing(desk: Client) -> None:
    for line in LINES:
        desk.post(
            reverse("edit-budget-line", args=[REF, line.ref]),
            typed(soup(desk, "edit-budget-line", REF, line.ref)),
        )
    assert whole_book(REF) == BALANCED


PAGES: dict[str, list[list[object]]] = {
    "edit-budget-change": [[each.ref] for each in BALANCED.changes],
    "edit-budget-reserve": [[each.ref] for each in BALANCED.reserves],
    "edit-budget-tax": [[year] for year in BALANCED.years],
    "edit-budget-funding": [[each.ref] for each in BALANCED.funding if not each.services],
    "edit-budget": [[]],
}


@pytest.mark.parametrize("name", PAGES)
def test_opening_and_saving_what_is_not_a_line_again_changes_nothing(desk: Client, name: str) -> None:
    for args in ([REF, *each] for each in PAGES[name]):
        page = soup(desk, name, *args)
        ticked = {box["name"]: "on" for box in page.select("main input[type=checkbox][checked]")}
        answer = desk.post(reverse(name, args=args), typed(page) | ticked)
        assert answer.status_code == 302, args
    assert whole_book(REF) == BALANCED


def test_whoever_saves_second_keeps_what_they_typed_and_is_told_who_was_first(desk: Client) -> None:
    form = typed(soup(desk, "edit-budget-line", REF, "roads")) | {"title": "Roads and paths"}
    put_line(None, REF, replace(LINES[6], title="Libraries and archives"))
    address = reverse("edit-budget-line", args=[REF, "roads"])
    page = BeautifulSoup(desk.post(address, form).content, "html.parser")
    assert "it changed since you opened it" in said(page).lower()
    assert typed(page)["title"] == "Roads and paths"
    assert desk.post(address, typed(page)).status_code == 302
    assert [line.title for line in whole_book(REF).lines if line.ref in ("roads", "libraries")] == [
        "Roads and paths",
        "Libraries and archives",
    ]


def test_changes_are_filtered_by_kind_year_and_service(desk: Client) -> None:
    assert "Savings still to be found" in said(soup(desk, "budget-changes", REF, query="?year=2023/24"))
    text = said(soup(desk, "budget-changes", REF, query="?kind=policy&service=libraries"))
    assert "1 change," in text and "Shorter opening hours" in text and "−500,000" in text


def test_funding_says_what_restricted_money_pays_for_and_who_bears_which_risk(desk: Client) -> None:
    page = soup(desk, "budget-funding", REF)
    text = said(page)
    assert table(page, "ph-grant")[1][:2] == ["Help to stop smoking", "20,000,000"]
    assert "It may be spent by Public health" in text
    assert table(page, "pools")[1][4:6] == ["40%", "60%"]
    assert "High-needs deficit: −£51,000,000 at the start; −£61,000,000 at the end of 2021/22" in text


def test_the_sources_of_funding_sum_to_the_total_of_the_year(desk: Client) -> None:
    *rows, whole = table(soup(desk, "budget-funding", REF), "funding")[1:]
    for at in range(1, 6):
        amounts = [D(row[at].replace(",", "").replace("−", "-")) for row in rows]
        assert sum(amounts) == D(whole[at].replace(",", ""))


def test_a_reserve_below_its_minimum_is_marked(desk: Client) -> None:
    put_reserve(None, REF, replace(BALANCED.reserves[0], moves={2022: D("-8000000.00")}))
    rows = {row[0].split(" General")[0]: row for row in table(soup(desk, "budget-reserves", REF), "reserves")}
    general = rows["General reserve"]
    assert "Below minimum" not in general[4] and "29,000,000 Below minimum" in general[5]


def test_checks_read_the_whole_book_only_when_asked(desk: Client) -> None:
    page = BeautifulSoup(desk.post(reverse("budget-checks", args=[REF])).content, "html.parser")
    assert "Nothing is wrong with it as a draft" in said(page)
    put_line(None, REF, replace(LINES[4], gross=D("45500000.00")))
    page = BeautifulSoup(desk.post(reverse("budget-checks", args=[REF])).content, "html.parser")
    assert "2021/22 does not balance" in said(page)


def test_a_draft_goes_from_beginning_to_publication(desk: Client) -> None:
    begun = {"title": "Final budget", "ref": "final-2021"}
    assert desk.post(reverse("begin-version", args=[REF]), begun).status_code == 302
    answer = desk.post(
        reverse("freeze-budget", args=["final-2021"]), {"state": "approved", "decided": DECIDED}
    )
    assert answer.status_code == 302
    text = said(soup(desk, "budget", "final-2021"))
    assert f"Decided: {DECIDED}" in text
    assert BudgetVersion.objects.get(ref="final-2021").checksum in text.replace(" ", "")
    assert "Freeze it" not in text and "Add a line" not in said(soup(desk, "budget-lines", "final-2021"))
    assert desk.post(reverse("publish-budget", args=["final-2021"]), {"when": ""}).status_code == 302
    assert "public since" in said(soup(desk, "budget", "final-2021"))


def test_an_unbalanced_draft_is_not_approved_and_the_page_says_what_to_do(desk: Client) -> None:
    put_line(None, REF, replace(LINES[4], gross=D("45500000.00")))
    form = {"state": "approved", "decided": DECIDED}
    page = BeautifulSoup(desk.post(reverse("freeze-budget", args=[REF]), form).content, "html.parser")
    assert "does not balance" in said(page) and "find the savings or the money" in said(page)
    assert page.select_one("input[name=decided]")["value"] == DECIDED  # type: ignore[index]


def test_publication_to_come_is_taken_back_before_its_moment(desk: Client) -> None:
    freeze_budget(None, REF, "approved", DECIDED)
    publish_budget(None, REF, timezone.now() + timedelta(days=2))
    assert "It would become public on" in said(soup(desk, "withdraw-budget", REF))
    assert desk.post(reverse("withdraw-budget", args=[REF])).status_code == 302
    assert "not public" in said(soup(desk, "budget", REF))


def test_an_amended_budget_lists_each_difference_with_its_reason(desk: Client) -> None:
    freeze_budget(None, REF, "approved", DECIDED)
    begin_version(None, REF, "mid-year", "Mid-year budget")
    put_line(None, "mid-year", replace(LINES[4], gross=LINES[4].gross + 1))
    explain_difference(None, "mid-year", "lines", "roads", "Storm damage")
    query = f"?this={REF}&that=mid-year"
    page = soup(desk, "compare-budgets", query=query)
    row = table(page, "lines")[1]
    assert row[0].startswith("Road repairs") and "from “45,000,000” to “45,000,001”" in row[2]
    assert row[3] == "+1" and row[-1].startswith("Storm damage")
    assert table(page, "explained")[-1][1:] == ["+1"] * 5
    answer = desk.get(reverse("compare-budgets-file") + query)
    rows = list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert [(each["Ref"], each["Effect 2021/22"], each["Reason"]) for each in rows] == [
        ("roads", "1.00", "Storm damage")
    ]


def test_a_reason_is_written_on_a_page_of_its_own(desk: Client) -> None:
    begin_version(None, REF, "mid-year", "Mid-year budget")
    put_line(None, "mid-year", replace(LINES[4], gross=LINES[4].gross + 1))
    address = reverse("explain-difference", args=["mid-year", "lines", "roads"])
    answer = desk.post(address, {"reason": "Storm damage"}, follow=True)
    assert "Storm damage" in answer.content.decode() and "this=budget-2021" in answer.redirect_chain[0][0]


def test_a_scenario_is_laid_beside_the_central_plan_with_what_was_assumed(desk: Client) -> None:
    page = soup(desk, "compare-budgets", query=f"?this={REF}&that={REF}:high-prices")
    assert ["National Living Wage", "2021/22", "4%", "7%"] in table(page, "assumed")
    homes = next(row for row in table(page, "lines") if row[0].startswith("Care homes"))
    assert homes[1] == "As it was, but what moves it differs" and homes[3].startswith("+")
    assert page.select_one("#gaps-figure svg")


@pytest.mark.parametrize("query", ["?this=nothing&that=budget-2021", "?this=budget-2021&that=budget-2021:x"])
def test_what_is_not_there_is_not_compared(desk: Client, query: str) -> None:
    assert desk.get(reverse("compare-budgets") + query).status_code == 404


def test_a_version_that_is_not_there_is_not_found(desk: Client, alice: User) -> None:
    for name in ("budget", "budget-lines", "budget-changes", "budget-funding", "budget-reserves"):
        assert desk.get(reverse(name, args=["nothing"])).status_code == 404


def test_a_rise_below_a_limit_is_never_shown_as_reaching_it() -> None:
    assert rise(D("1.9952")) == "1.995"
    assert rise(D("1.99999")) == "1.999"
    assert rise(D("3")) == "3"
