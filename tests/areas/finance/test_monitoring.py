"""The year as it goes: lines said month by month, by service and by file, with what must be explained."""

import io
from datetime import date
from decimal import Decimal as D

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from goldenthread.finance.commands.monitoring import LineSaid, monitor_lines
from goldenthread.finance.commands.monitoring_import import (
    accept_monitoring,
    hand_over_monitoring,
    rehearsed_monitoring,
)
from goldenthread.finance.commands.virement import VirementWords, enter_virement
from goldenthread.finance.models import Line, Monitored, MonitoredTotal
from goldenthread.finance.queries.monitoring import lines_year, warned_lines, year_view
from goldenthread.finance.queries.virement import YearBudget, agreed_budget
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.refusal import Refused
from tests.areas.finance.agreed import SERVICES, lay_agreed_budget, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(council: CouncilFacts) -> dict[str, User]:
    return lay_agreed_budget()


def in_force() -> YearBudget:
    found = agreed_budget(2021)
    assert found
    return found


def said(line: str, actual: str, forecast: str, reason: str = "", action: str = "") -> LineSaid:
    return LineSaid(line, D(actual), D(forecast), reason, action)


def refused(who: User | None, *lines: LineSaid, month: int = 3) -> list[tuple[str | None, str]]:
    with pytest.raises(Refused) as told:
        monitor_lines(who, 2021, month, lines)
    return [(each.column, each.what) for each in told.value.refusals]


def soup(client: Client, name: str, *args: object, query: str = "") -> BeautifulSoup:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


# --- what is said of a line --------------------------------------------------------------------------------


def test_a_line_is_kept_with_its_budget_as_it_stood_virements_counted(people: dict[str, User]) -> None:
    moved = {"arts": D("-100000.00"), "libraries": D("100000.00")}
    enter_virement(None, VirementWords(2021, date(2021, 5, 1), "Fewer bids", "service", "Decision 1", moved))
    monitor_lines(people["lee"], 2021, 3, [said("arts", "700000.01", "2900000.00")])
    row = Monitored.objects.get(line="arts")
    assert (row.budget, row.actual, row.forecast) == (D("2900000.00"), D("700000.01"), D("2900000.00"))
    assert row.by == "lee" and row.service == "libraries"


def test_saying_it_again_corrects_the_month_and_saying_the_same_changes_nothing(
    people: dict[str, User],
) -> None:
    first = said("arts", "700000.00", "3000000.00")
    assert monitor_lines(None, 2021, 3, [first]) == 1
    assert monitor_lines(None, 2021, 3, [first]) == 0
    assert monitor_lines(None, 2021, 3, [said("arts", "700000.00", "3000000.01")]) == 1
    assert Monitored.objects.count() == 1
    assert TrailEntry.objects.filter(act="monitor_lines").count() == 2


@pytest.mark.parametrize(
    ("over", "reason", "action", "lacks"),
    [
        ("100000.00", "", "", ""),
        ("100000.01", "", "", "no reason"),
        ("100000.01", "More bids", "", "nothing is said to be done"),
        ("-100000.01", "", "", "no reason"),
        ("100000.01", "More bids", "Stop new bids", ""),
    ],
)
def test_a_large_variance_needs_a_reason_and_an_action(
    over: str, reason: str, action: str, lacks: str, people: dict[str, User]
) -> None:
    figures = LineSaid("arts", D("0.00"), D("3000000.00") + D(over), reason, action)
    if lacks:
        ((column, what),) = refused(None, figures)
        assert column == "arts" and lacks in what
    else:
        assert monitor_lines(None, 2021, 3, [figures]) == 1


WHO_MONITORS = [
    ("fiona", "arts", True),
    ("lee", "arts", True),
    ("ada", "arts", False),
    ("ada", "care-homes", True),
]


@pytest.mark.parametrize(("name", "line", "may"), WHO_MONITORS)
def test_leads_say_how_their_own_services_lines_stand(
    name: str, line: str, may: bool, people: dict[str, User]
) -> None:
    budget = next(each.line.budget for each in lines_year(in_force(), refs=[line]))
    figures = LineSaid(line, D("1.00"), budget)
    if may:
        assert monitor_lines(people[name], 2021, 3, [figures]) == 1
    else:
        assert refused(people[name], figures) == [
            (line, "your roles do not let you say how Libraries stands")
        ]


@pytest.mark.parametrize("name", ["perry", "audrey", "cory"])
def test_nobody_else_says_how_lines_stand(name: str, people: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        monitor_lines(people[name], 2021, 3, [said("arts", "1.00", "3000000.00")])


def test_unknown_and_repeated_lines_are_refused_and_nothing_is_written(people: dict[str, User]) -> None:
    found = refused(None, said("arts", "1", "3000000"), said("arts", "2", "3000000"), said("art", "1", "1"))
    assert [what for _, what in found] == [
        "the line arts stands here twice",
        "there is no line 'art' in Budget 2021/22",
    ]
    assert not Monitored.objects.exists()


def test_there_is_no_thirteenth_month_and_no_year_without_a_budget(people: dict[str, User]) -> None:
    assert refused(None, month=13) == [("month", "there is no month 13")]
    with pytest.raises(Refused, match="no budget is agreed for 2030/31"):
        monitor_lines(None, 2030, 1, [])


# --- the council's year ------------------------------------------------------------------------------------


def test_the_councils_total_is_the_sum_of_its_services_to_the_penny(people: dict[str, User]) -> None:
    monitor_lines(None, 2021, 3, [said("arts", "10.10", "3000000.01"), said("roads", "20.20", "43000000.02")])
    monitor_lines(None, 2021, 6, [said("arts", "30.30", "2999999.99")])
    view = year_view(in_force(), SERVICES)
    assert [(each.month, each.lines, each.actual, each.variance) for each in view.months] == [
        (3, 2, D("30.30"), D("0.03")),
        (6, 1, D("30.30"), D("-0.01")),
    ]
    by_name = {each.title: each for each in view.services}
    assert by_name["Libraries"].months[6].forecast == D("2999999.99") and 6 not in by_name["Highways"].months
    assert view.agreed == sum(each.line.agreed for each in lines_year(in_force()))
    assert view.lines == 9


def test_a_line_that_went_to_another_service_is_summed_there_and_no_longer_where_it_was(
    people: dict[str, User],
) -> None:
    monitor_lines(None, 2021, 3, [said("arts", "700000.00", "3000000.00")])
    Line.objects.filter(budget__ref="budget-2021", ref="arts").update(service="highways")
    monitor_lines(None, 2021, 3, [said("arts", "700000.00", "3000000.00")])
    (held,) = MonitoredTotal.objects.filter(year=2021, month=3)
    assert (held.service, held.lines, held.actual) == ("highways", 1, D("700000.00"))


def test_a_line_that_moves_beyond_its_usual_is_an_early_warning_and_counted(people: dict[str, User]) -> None:
    steady = ["3003000", "3000000", "3003000", "3000000", "3003000"]
    for month, forecast in enumerate(steady, start=1):
        monitor_lines(None, 2021, month, [said("arts", "0", forecast)])
    monitor_lines(None, 2021, 6, [said("arts", "0", "3080000")])
    (found,) = warned_lines(in_force(), 6)
    assert (found.line, found.code, found.variance) == ("arts", "up", D("80000.00"))
    assert MonitoredTotal.objects.get(month=6, service="libraries").warned == 1
    (line,) = lines_year(in_force(), refs=["arts"])
    assert line.months[5].warned.code == "too_few" and line.months[6].warned.limit == D("9801.00")


def test_correcting_an_earlier_month_judges_the_later_ones_again(people: dict[str, User]) -> None:
    for month, forecast in enumerate(["3003000", "3000000", "3003000", "3000000", "3003000", "3080000"], 1):
        monitor_lines(None, 2021, month, [said("arts", "0", forecast)])
    assert len(warned_lines(in_force(), 6)) == 1
    monitor_lines(None, 2021, 5, [said("arts", "0", "3079000")])
    assert warned_lines(in_force(), 6) == ()
    assert MonitoredTotal.objects.get(month=6, service="libraries").warned == 0


# --- a file ------------------------------------------------------------------------------------------------

HEADINGS = "line,actual,forecast,reason,action\n"


def handed(who: User, text: str, month: int = 3) -> int:
    return hand_over_monitoring(who, 2021, month, "june.csv", (HEADINGS + text).encode())


def test_a_file_is_rehearsed_and_then_taken_in_as_rehearsed(people: dict[str, User]) -> None:
    who = people["fiona"]
    monitor_lines(None, 2021, 3, [said("arts", "1", "3000000"), said("roads", "1", "43000000")])
    number = handed(who, "arts,2.50,3000000,,\nroads,1,43000000,,\nit,5,27000000,Fewer staff,Hire\n")
    found = rehearsed_monitoring(who, number)
    assert found and (len(found.added), len(found.changed), found.same) == (1, 1, 1)
    assert Monitored.objects.filter(line="it").count() == 0
    assert accept_monitoring(who, number, found.seen) == 2
    assert Monitored.objects.get(line="arts").actual == D("2.50")


BAD_CELLS = [
    ("arts,about 5m,3000000,,", "actual", "'about 5m' is not a plain number"),
    ("arts,5,3000000.001,,", "forecast", "'3000000.001' has parts of a penny"),
    ("arts,,3000000,,", "actual", "the cell is empty"),
    ("art,5,3000000,,", "line", "there is no line 'art' in Budget 2021/22"),
    ("arts,5,9000000,,", "reason", "the variance is large and has no reason"),
    ("arts,5,9000000,More bids,", "action", "the variance is large and nothing is said to be done"),
    ("roads,5,43000000,,", "line", "your roles do not let you say how Highways stands"),
]


@pytest.mark.parametrize(("row", "column", "what"), BAD_CELLS)
def test_each_wrong_cell_is_named_and_nothing_goes_in(
    row: str, column: str, what: str, people: dict[str, User]
) -> None:
    who = people["lee"]
    number = handed(who, f"libraries,1,10500000,,\n{row}\n")
    found = rehearsed_monitoring(who, number)
    assert found
    ((fault),) = found.refusals
    assert (fault.row, fault.column, fault.what) == (3, column, what) and fault.do
    assert not found.does_something
    with pytest.raises(Refused):
        accept_monitoring(who, number, found.seen)
    assert not Monitored.objects.exists()


def test_a_workbook_goes_in_as_well(people: dict[str, User]) -> None:
    book, kept = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Monitoring"
    for row in (["line", "actual", "forecast"], ["arts", 1234.56, 3000000], ["it", "lots", 27000000]):
        sheet.append(row)
    book.save(kept)
    number = hand_over_monitoring(people["fiona"], 2021, 3, "june.xlsx", kept.getvalue())
    found = rehearsed_monitoring(people["fiona"], number)
    assert found and found.added[0].said.actual == D("1234.56")
    assert [(each.row, each.column) for each in found.refusals] == [(3, "actual")]


def test_a_file_rehearsed_before_something_changed_is_not_taken_in_unseen(people: dict[str, User]) -> None:
    who = people["fiona"]
    number = handed(who, "arts,2,3000000,,\n")
    found = rehearsed_monitoring(who, number)
    assert found
    monitor_lines(None, 2021, 3, [said("arts", "9", "3000000")])
    with pytest.raises(Refused, match="something else by now"):
        accept_monitoring(who, number, found.seen)


def test_a_file_is_its_owners_alone(people: dict[str, User]) -> None:
    assert rehearsed_monitoring(people["lee"], handed(people["fiona"], "arts,2,3000000,,\n")) is None


# --- the pages ---------------------------------------------------------------------------------------------


def test_the_year_shows_every_service_its_months_and_what_is_unusual(
    people: dict[str, User], client: Client
) -> None:
    monitor_lines(None, 2021, 3, [said("arts", "10", "3000050")])
    client.force_login(people["audrey"])
    page = soup(client, "budget-monitoring")
    assert "1 line of 9 had been reported" in page.get_text(" ", strip=True)
    row = page.find("th", string="Libraries") or page.find("a", string="Libraries")
    assert row and "+50" in row.find_parent("tr").get_text(" ", strip=True)  # type: ignore[union-attr]
    assert page.find("a", string="Bring in a month’s figures") is None, "an auditor changes nothing"


def test_a_lead_enters_a_month_and_wrong_cells_are_named_beside_them(
    people: dict[str, User], client: Client
) -> None:
    client.force_login(people["lee"])
    address = reverse("enter-monitoring", args=[2021, "libraries", 3])
    assert len(soup(client, "enter-monitoring", 2021, "libraries", 3).select("fieldset")) == 2
    sent = {
        "actual:arts": "lots",
        "forecast:arts": "9,000,000",
        "actual:libraries": "1",
        "forecast:libraries": "",
    }
    page = BeautifulSoup(client.post(address, sent).content, "html.parser")
    told = [each.get_text(strip=True) for each in page.select(".govuk-error-summary__list a")]
    assert any("'lots' is not a plain number" in each for each in told) and len(told) == 2
    for link in page.select(".govuk-error-summary__list a"):
        assert page.find(id=str(link["href"])[1:])
    assert not Monitored.objects.exists()
    sent = {
        "actual:arts": "£1,000.50",
        "forecast:arts": "9,000,000",
        "reason:arts": "Bids",
        "action:arts": "",
    }
    page = BeautifulSoup(client.post(address, sent).content, "html.parser")
    assert "nothing is said to be done" in page.get_text()
    assert client.post(address, sent | {"action:arts": "Stop bids"}).status_code == 302
    row = Monitored.objects.get()
    assert (row.line, row.actual, row.by) == ("arts", D("1000.50"), "lee")


def opened(client: Client) -> dict[str, str]:
    """The fields of the libraries' form for June, as somebody who opens it finds them."""
    fields = soup(client, "enter-monitoring", 2021, "libraries", 3).select("fieldset input")
    return {str(each["name"]): str(each.get("value", "")) for each in fields}


def test_what_another_says_meanwhile_is_not_lost_by_saving_a_form_opened_before(
    people: dict[str, User], client: Client
) -> None:
    monitor_lines(
        None, 2021, 3, [said("arts", "10", "3000000"), said("libraries", "20", "9", "Closed", "None")]
    )
    client.force_login(people["lee"])
    address = reverse("enter-monitoring", args=[2021, "libraries", 3])
    mine = opened(client)
    monitor_lines(people["fiona"], 2021, 3, [said("arts", "111", "3000000")])
    assert client.post(address, mine | {"actual:libraries": "222"}).status_code == 302
    spent = dict(Monitored.objects.values_list("line", "actual"))
    assert spent == {"arts": D("111.00"), "libraries": D("222.00")}


def test_two_who_change_one_line_are_told_of_each_other(people: dict[str, User], client: Client) -> None:
    monitor_lines(None, 2021, 3, [said("arts", "10", "3000000")])
    client.force_login(people["lee"])
    address = reverse("enter-monitoring", args=[2021, "libraries", 3])
    mine = opened(client) | {"actual:arts": "333"}
    monitor_lines(people["fiona"], 2021, 3, [said("arts", "111", "3000000")])
    page = BeautifulSoup(client.post(address, mine).content, "html.parser")
    assert "Since you opened it, fiona said: spent £111.00" in page.get_text()
    assert Monitored.objects.get().actual == D("111.00")
    fields = {str(each["name"]): str(each.get("value", "")) for each in page.select("fieldset input")}
    assert client.post(address, fields).status_code == 302, "seen now, it is replaced"
    assert Monitored.objects.get().actual == D("333.00")


def test_another_services_lead_may_not_open_the_form(people: dict[str, User], client: Client) -> None:
    client.force_login(people["ada"])
    assert client.get(reverse("enter-monitoring", args=[2021, "libraries", 3])).status_code == 403


def test_a_lines_page_explains_its_budget_and_what_it_was_judged_by(
    people: dict[str, User], client: Client
) -> None:
    moved = {"arts": D("-100000.00"), "libraries": D("100000.00")}
    enter_virement(None, VirementWords(2021, date(2021, 5, 1), "Fewer bids", "service", "Decision 1", moved))
    monitor_lines(None, 2021, 3, [said("arts", "10", "2900000")])
    client.force_login(people["perry"])
    text = soup(client, "budget-monitoring-line", 2021, "arts").get_text(" ", strip=True)
    for told in (
        "3,000,000",
        "-100,000".replace("-", "−"),
        "2,900,000",
        "Decision 1",
        "too few earlier moves",
    ):
        assert told in text
    assert "3.267 times" in text and "NIST" in text


def test_a_file_goes_in_through_the_pages(people: dict[str, User], client: Client) -> None:
    client.force_login(people["fiona"])
    file = SimpleUploadedFile("june.csv", (HEADINGS + "arts,2,3000000,,\n").encode())
    answer = client.post(reverse("upload-monitoring"), {"year": "2021", "month": "3", "file": file})
    assert answer.status_code == 302
    page = BeautifulSoup(client.get(answer["Location"]).content, "html.parser")
    seen = page.find("input", attrs={"name": "seen"})
    assert seen and "1 line to add" in page.get_text()
    assert client.post(answer["Location"], {"seen": seen["value"]}).status_code == 302  # type: ignore[index]
    assert Monitored.objects.get().actual == D("2.00")


def test_the_lines_come_out_as_a_file_that_goes_in_again(people: dict[str, User], client: Client) -> None:
    monitor_lines(None, 2021, 3, [said("arts", "10", "3000000")])
    client.force_login(people["lee"])
    text = client.get(reverse("budget-monitoring-file", args=[2021]) + "?service=libraries").content
    rows = text.decode().splitlines()
    assert rows[0] == "line,actual,forecast,reason,action,title,budget" and len(rows) == 3
    kept = "\n".join(row for row in rows if not row.startswith("libraries")).encode()
    number = hand_over_monitoring(people["lee"], 2021, 3, "again.csv", kept)
    found = rehearsed_monitoring(people["lee"], number)
    assert found and found.same == 1 and not found.refusals


def test_without_an_agreed_budget_the_page_says_what_to_do(council: CouncilFacts, client: Client) -> None:
    client.force_login(person("fay", "finance"))
    for name in ("budget-monitoring", "budget-virements", "budget-savings"):
        assert "No budget is agreed yet" in soup(client, name).get_text()
