"""Officers' pages about scenarios and drivers: what each says, who may change it, and how a form answers."""

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.queries.version import bare_book
from goldenthread.people.queries.council import CouncilFacts
from tests.areas.finance.agreed import agree, person
from tests.areas.finance.sample_book import sample_book

pytestmark = pytest.mark.django_db
REF = "budget-2021"


@pytest.fixture
def desk(council: CouncilFacts, client: Client) -> Client:
    """A browser at which a finance officer keeps a draft."""
    fiona = person("fiona", "finance")
    begin_budget(fiona, sample_book())
    client.force_login(fiona)
    return client


def address(name: str, *args: str) -> str:
    return reverse(name, args=(REF, *args))


def soup(client: Client, name: str, *args: str, query: str = "") -> BeautifulSoup:
    answer = client.get(address(name, *args) + query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def filled(client: Client, name: str, *args: str, query: str = "", **changed: str) -> dict[str, str]:
    """The form as it opens, with whatever is changed: what a browser would send."""
    form = soup(client, name, *args, query=query).select_one("main form[method=post]")
    assert form
    said = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    said |= {field["name"]: field.text.strip() for field in form.select("textarea[name]")}
    for choice in form.select("select[name]"):
        chosen = choice.select_one("option[selected]") or choice.select_one("option")
        said[choice["name"]] = chosen["value"] if chosen else ""
    kept = {str(key): str(value) for key, value in said.items() if key != "csrfmiddlewaretoken"}
    kept.pop("illustrative", None)
    return kept | changed


def send(client: Client, said: dict[str, str], name: str, *args: str) -> HttpResponse:
    answer: HttpResponse = client.post(address(name, *args), said)
    return answer


def test_the_page_says_first_how_short_the_plan_is_and_how_likely(desk: Client) -> None:
    page = soup(desk, "budget-scenarios")
    first = page.select_one(".govuk-body-l")
    assert first
    assert first.text.startswith("Under the central plan 2022/23 ")
    assert "Nine times in ten" in first.text
    assert "10,000 times, with seed 1" in page.text
    assert "Illustrative" in page.text


def test_every_scenario_is_a_link_in_the_table(desk: Client) -> None:
    links = {link["href"] for link in soup(desk, "budget-scenarios").select("tbody th a")}
    assert {address("budget-scenario", each.ref) for each in bare_book(REF).scenarios} == links


def test_another_year_is_a_link_and_changes_the_sentence_and_the_tornado(desk: Client) -> None:
    page = soup(desk, "budget-scenarios", query="?year=2024-25")
    assert "2024/25" in str(page.select_one(".govuk-body-l"))
    assert "Which assumption matters most for 2024/25" in page.text
    assert page.select_one('a[aria-current="true"]').text == "2024/25"  # type: ignore[union-attr]
    assert soup(desk, "budget-scenarios", query="?year=nonsense")


def test_after_the_draft_changes_the_draws_are_made_anew_by_a_button(desk: Client) -> None:
    BudgetVersion.objects.update(simulated={})
    page = soup(desk, "budget-scenarios")
    assert "must be worked out anew" in page.text
    button = page.select_one(f'form[action="{address("budget-draws")}"]')
    assert button
    answer = desk.post(address("budget-draws"), follow=True)
    assert "Nine times in ten" in answer.content.decode()


def test_a_scenario_is_added_from_its_form_in_per_cent(desk: Client) -> None:
    said = filled(desk, "budget-scenario-new", **{"title": "Pay", "why": "Unions", "own-pay-2022": "4.5%"})
    answer = send(desk, said, "budget-scenario-new")
    assert answer.status_code == 302
    page = soup(desk, "budget-scenario", bare_book(REF).scenarios[-1].ref)
    row = page.select_one("#assumed + div tbody tr")
    assert row
    assert [cell.text for cell in row.select("th, td")][:3] == ["Pay award", "as there", "4.5% (2%)"]
    assert "worse than under the central plan" in str(page.select_one(".govuk-body-l"))


def test_why_a_year_differs_begins_with_one_gap_and_ends_with_the_other(desk: Client) -> None:
    page = soup(desk, "budget-scenario", bare_book(REF).scenarios[0].ref, query="?year=2023-24")
    rows = [[cell.text for cell in row.select("th, td")] for row in page.select("#apart + div tbody tr")]
    figures = [float(text.replace(",", "").replace("\N{MINUS SIGN}", "-")) for _, text in rows]
    assert (rows[0][0], rows[-1][0]) == ("The central plan’s gap", "This scenario’s gap")
    assert sum(figures[:-1]) == pytest.approx(figures[-1], abs=0.001)


def test_a_copy_begins_with_everything_but_the_name(desk: Client) -> None:
    first = bare_book(REF).scenarios[0]
    said = filled(desk, "budget-scenario-new", query=f"?from={first.ref}", title="A copy")
    send(desk, said, "budget-scenario-new")
    made = bare_book(REF).scenarios[-1]
    assert (made.title, set(made.overrides)) == ("A copy", set(first.overrides))


def test_saving_a_scenario_as_it_opens_changes_nothing(desk: Client) -> None:
    before = bare_book(REF).scenarios
    for each in before:
        said = filled(desk, "budget-scenario-edit", each.ref)
        said |= {"illustrative": "on"} if each.illustrative else {}
        assert send(desk, said, "budget-scenario-edit", each.ref).status_code == 302
    assert [set(each.overrides) for each in bare_book(REF).scenarios] == [
        set(each.overrides) for each in before
    ]


def test_a_text_in_place_of_a_rate_is_refused_at_its_cell_and_kept(desk: Client) -> None:
    said = filled(desk, "budget-scenario-new", **{"title": "Pay", "own-pay-2022": "lots"})
    page = BeautifulSoup(send(desk, said, "budget-scenario-new").content, "html.parser")
    wrong = page.select_one("#id_own-pay-2022")
    assert wrong
    assert (wrong["value"], wrong["aria-invalid"]) == ("lots", "true")
    assert page.select_one('.govuk-error-summary a[href="#id_own-pay-2022"]')
    assert page.title and page.title.text.startswith("Error:")


def test_somebody_who_was_slower_keeps_what_was_entered_and_may_save_over(desk: Client) -> None:
    said = filled(desk, "budget-scenario-new", title="Slow")
    send(desk, filled(desk, "budget-scenario-new", title="Quick"), "budget-scenario-new")
    page = BeautifulSoup(send(desk, said, "budget-scenario-new").content, "html.parser")
    assert "it changed since you opened it" in page.text.lower()
    again = said | {"version": page.select_one("#id_version")["value"]}  # type: ignore[index,dict-item]
    assert send(desk, again, "budget-scenario-new").status_code == 302


def test_a_scenario_is_removed_by_its_button(desk: Client) -> None:
    ref = bare_book(REF).scenarios[0].ref
    desk.post(address("budget-scenario-remove", ref))
    assert ref not in [each.ref for each in bare_book(REF).scenarios]
    assert desk.get(address("budget-scenario", ref)).status_code == 404


def test_a_driver_is_changed_from_its_form_and_a_circle_is_told_in_the_form(desk: Client) -> None:
    said = filled(desk, "budget-driver-edit", "wage", source="Low Pay Commission, October")
    assert send(desk, said, "budget-driver-edit", "wage").status_code == 302
    assert bare_book(REF).drivers[0].source == "Low Pay Commission, October"
    circle = filled(desk, "budget-driver-edit", "wage", follows="care-fees", share="10")
    page = BeautifulSoup(send(desk, circle, "budget-driver-edit", "wage").content, "html.parser")
    assert "circle" in str(page.select_one("#id_follows_error"))


def test_saving_a_driver_as_it_opens_changes_nothing(desk: Client) -> None:
    before = bare_book(REF)
    for each in before.drivers:
        said = filled(desk, "budget-driver-edit", each.ref)
        said["source"] = each.source or "Judgement"
        assert send(desk, said, "budget-driver-edit", each.ref).status_code == 302
    after = bare_book(REF)
    assert [each.values for each in after.drivers] == [each.values for each in before.drivers]
    assert [each.share for each in after.drivers] == [each.share for each in before.drivers]
    assert len(after.correlations) == len(before.correlations)


def test_a_low_above_the_central_value_is_refused_and_a_source_is_asked_for(desk: Client) -> None:
    said = filled(desk, "budget-driver-edit", "pay", **{"low-2022": "9", "source": ""})
    page = BeautifulSoup(send(desk, said, "budget-driver-edit", "pay").content, "html.parser")
    assert "above the central value" in str(page.select_one("#id_low-2022_error"))
    assert page.select_one("#id_source_error")


def test_a_new_driver_stands_on_the_page_with_nothing_hanging_on_it(desk: Client) -> None:
    values = {f"central-{year}": "1" for year in range(2021, 2026)}
    said = filled(desk, "budget-driver-new", title="Energy", source="Ofgem", **values)
    assert send(desk, said, "budget-driver-new").status_code == 302
    page = soup(desk, "budget-drivers")
    assert "Energy" in page.text
    assert "It moves nothing yet" in page.text
    desk.post(address("budget-driver-remove", "energy"))
    assert "Energy" not in soup(desk, "budget-drivers").text


def test_a_frozen_version_shows_its_scenarios_and_offers_no_change(desk: Client) -> None:
    agree(REF)
    for name in ("budget-scenarios", "budget-drivers"):
        page = soup(desk, name).select_one("main")
        assert page
        assert "Add a" not in page.text
    answer = desk.get(address("budget-scenario-new"))
    assert answer.status_code == 409
    assert "begin a new version" in answer.content.decode()


def test_other_officers_read_and_do_not_change_and_members_do_not_read(desk: Client) -> None:
    desk.force_login(person("perry", "performance"))
    main = soup(desk, "budget-scenarios").select_one("main")
    assert main
    assert "Add a scenario" not in main.text
    assert desk.get(address("budget-scenario-new")).status_code == 403
    assert desk.post(address("budget-draws")).status_code == 403
    desk.force_login(person("cory", "councillor"))
    assert desk.get(address("budget-scenarios")).status_code == 403


def test_a_budget_that_is_an_example_says_so_on_every_page_about_it(desk: Client) -> None:
    first = bare_book(REF).scenarios[0].ref
    for said in (("budget-scenarios",), ("budget-scenario", first), ("budget-drivers",), ("budget",)):
        assert "Illustrative" in str(soup(desk, *said).select_one(".gt-banner"))
