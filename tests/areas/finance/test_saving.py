"""Savings from identified to delivered or lost, with what is expected of them, and who answers for them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from goldenthread.finance.commands.saving import SavingWords, report_saving
from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import ChangeRow, SavingReport
from goldenthread.finance.queries.saving import (
    month_due,
    reports_of,
    saving_named,
    savings_unanswered,
    savings_view,
)
from goldenthread.finance.queries.saving_sheet import SavingSheet
from goldenthread.finance.queries.version import worked
from goldenthread.finance.queries.virement import YearBudget, agreed_budget
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.budget import Change
from goldenthread.rules.refusal import Refused
from tests.areas.finance.agreed import agree, lay_agreed_budget
from tests.areas.finance.sample_book import BALANCED, sample_book

pytestmark = pytest.mark.django_db

SHORTER = "library-hours"
"""Shorter opening hours are to save £500,000 in 2021/22; Help at home £6 million."""

TO_FIND = Change("to-find", "Savings still to be found", "arts", 2021, "unidentified", D("250000.00"))
HALF = SavingWords("agreed", D("100000.00"), D("400000.00"), "medium", "Three libraries still to agree")


@pytest.fixture
def people(council: CouncilFacts) -> dict[str, User]:
    return lay_agreed_budget(sample_book(changes=(*BALANCED.changes, TO_FIND)))


def in_force() -> YearBudget:
    found = agreed_budget(2021)
    assert found
    return found


def saving(ref: str = SHORTER) -> SavingSheet:
    found = saving_named(in_force(), ref)
    assert found
    return found


def refused(words: SavingWords, month: int = 3, ref: str = SHORTER) -> dict[str | None, str]:
    with pytest.raises(Refused) as told:
        report_saving(None, 2021, ref, month, words)
    return {each.column: each.what for each in told.value.refusals}


def lay_finished(*shares: str, kind: str = "policy") -> None:
    """Savings of £100 each in 2020/21, of one kind, that delivered these sums."""
    changes = tuple(
        Change(f"past-{n}", "Past", "arts", 2020, kind, D("100.00")) for n, _ in enumerate(shares)
    )
    agree(begin_budget(None, sample_book(ref="budget-2020", first=2020, changes=changes)))
    for n, share in enumerate(shares):
        row = SavingReport(year=2020, month=12, change=f"past-{n}", service="libraries", state="delivered")
        row.planned, row.delivered, row.forecast = D("100.00"), D(share), D(share)
        row.save()


# --- its states --------------------------------------------------------------------------------------------


def test_a_saving_goes_from_identified_to_agreed_under_way_and_delivered(people: dict[str, User]) -> None:
    assert saving().state == "identified"
    for month, state in enumerate(["agreed", "under_way", "under_way", "delivered"], start=1):
        report_saving(people["lee"], 2021, SHORTER, month, replace(HALF, state=state))
        assert saving().state == state
    assert [each.state for each in reports_of(SHORTER, 2021)] == [
        "delivered",
        "under_way",
        "under_way",
        "agreed",
    ]
    assert TrailEntry.objects.filter(act="report_saving").count() == 4


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("identified", "under_way"),
        ("identified", "delivered"),
        ("agreed", "identified"),
        ("under_way", "agreed"),
        ("delivered", "under_way"),
        ("delivered", "lost"),
        ("lost", "under_way"),
    ],
)
def test_a_saving_takes_no_other_steps(before: str, after: str, people: dict[str, User]) -> None:
    steps = {"identified": ["identified"], "agreed": ["agreed"], "lost": ["lost"]}
    way = steps.get(before, ["agreed", before])
    for month, state in enumerate(way, start=1):
        report_saving(None, 2021, SHORTER, month, replace(HALF, state=state, forecast=HALF.delivered))
    found = refused(replace(HALF, state=after, forecast=HALF.delivered), month=6)
    assert "does not become" in found["state"]


def test_a_saving_that_the_book_says_is_agreed_begins_as_agreed(council: CouncilFacts) -> None:
    changes = tuple(replace(each, approval="County Council, 11 February 2021") for each in BALANCED.changes)
    lay_agreed_budget(sample_book(changes=changes))
    assert saving().state == "agreed"


def test_a_lost_saving_says_why_and_brings_nothing_more(people: dict[str, User]) -> None:
    lost = SavingWords("lost", D("100.00"), D("200.00"))
    assert set(refused(lost)) == {"note", "forecast"}
    report_saving(None, 2021, SHORTER, 3, SavingWords("lost", D("100.00"), D("100.00"), note="Called in"))
    assert saving().state == "lost" and saving().expected.amount == D("100.00")


def test_a_month_can_be_corrected_but_not_so_that_a_later_one_no_longer_follows(
    people: dict[str, User],
) -> None:
    report_saving(None, 2021, SHORTER, 3, HALF)
    report_saving(None, 2021, SHORTER, 6, replace(HALF, state="under_way"))
    report_saving(None, 2021, SHORTER, 3, replace(HALF, delivered=D("90000.00")))
    assert SavingReport.objects.count() == 2
    found = refused(replace(HALF, state="identified"), month=3)
    assert found["state"] == "in September 2021 it was said to be under way"


def test_amounts_make_sense_and_an_open_saving_says_how_sure_it_is(people: dict[str, User]) -> None:
    assert set(refused(SavingWords("agreed", D("10.00"), D("9.99")))) == {"forecast", "confidence"}
    assert set(refused(SavingWords("agreed", D("-1.00"), D("0.00"), "high"))) == {"delivered"}


# --- who answers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "may"), [("lee", True), ("fiona", True), ("ada", False), ("perry", False)])
def test_the_lead_of_its_service_and_finance_officers_answer_for_a_saving(
    name: str, may: bool, people: dict[str, User]
) -> None:
    if may:
        report_saving(people[name], 2021, SHORTER, 3, HALF)
        assert SavingReport.objects.get().by == name
    else:
        with pytest.raises(NotAllowed):
            report_saving(people[name], 2021, SHORTER, 3, HALF)


def test_a_lead_is_asked_for_the_savings_not_answered_for_since_the_quarter_ended(
    people: dict[str, User],
) -> None:
    asked = savings_unanswered(in_force(), ["libraries"], 6)
    assert asked == ((SHORTER, "Shorter opening hours", "libraries"),), (
        "what is to be found has no one to ask"
    )
    report_saving(None, 2021, SHORTER, 3, HALF)
    assert savings_unanswered(in_force(), ["libraries"], 6) == asked
    report_saving(None, 2021, SHORTER, 6, HALF)
    assert savings_unanswered(in_force(), ["libraries"], 6) == ()


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2021, 6, 30), None),
        (date(2021, 7, 1), 3),
        (date(2021, 9, 30), 3),
        (date(2022, 1, 1), 9),
        (date(2022, 3, 31), 9),
        (date(2022, 4, 1), 12),
        (date(2024, 4, 1), 12),
    ],
)
def test_what_is_due_is_the_latest_quarter_that_ended(today: date, month: int | None) -> None:
    assert month_due(2021, today) == month


# --- what is expected --------------------------------------------------------------------------------------


def test_what_is_still_to_be_found_is_never_counted_as_found(people: dict[str, User]) -> None:
    view = savings_view(in_force())
    assert view.unidentified == D("250000.00")
    (to_find,) = [each for each in view.savings if each.is_unidentified]
    assert to_find.expected.amount == D("0.00") and to_find.state_in_words == "Still to be found"
    assert refused(HALF, ref="to-find") == {"state": "this saving is still to be found"}


def test_with_too_few_finished_savings_the_published_share_stands_in_and_is_called_so(
    people: dict[str, User],
) -> None:
    lay_finished("90", "80", "100", "70")
    found = saving().expected
    assert found.basis == "prior"
    assert found.amount == D("440182.83"), "£500,000 times 221.5 over 251.6"


def test_with_five_the_councils_own_history_of_the_kind_counts(people: dict[str, User]) -> None:
    lay_finished("90", "80", "100", "70", "0")
    found = saving().expected
    assert (found.basis, found.amount) == ("own_history", D("340000.00"))
    assert (found.least, found.most) == (D("0.00"), D("500000.00"))
    assert saving("reablement").expected.basis == "prior", "another kind is another history"


def test_totals_are_the_sums_of_their_grounds_to_the_penny(people: dict[str, User]) -> None:
    report_saving(None, 2021, "reablement", 3, replace(HALF, forecast=D("5000000.00")))
    view = savings_view(in_force())
    assert view.planned == D("6750000.00") == sum(each.planned for each in view.bases)
    assert view.expected == sum(each.expected for each in view.bases)
    assert view.counted == sum(each.counted for each in view.bases)
    assert view.at_risk == sum(each.at_risk for each in view.bases)
    assert (view.reported, view.forecast, view.delivered) == (1, D("5000000.00"), D("100000.00"))
    assert view.later == ((2023, 1, D("4000000.00"), D("4000000.00")),)


def test_what_the_plan_counts_of_a_saving_stands_beside_its_face_amount(people: dict[str, User]) -> None:
    """£6m, of which the plan takes nine tenths to be delivered; 221.5 of 251.6 are expected."""
    reablement = saving("reablement")
    assert (reablement.planned, reablement.counted) == (D("6000000.00"), D("5400000.00"))
    assert reablement.expected.amount == D("5282193.96")
    assert reablement.at_risk == D("117806.04")
    assert sum(each.counted for each in savings_view(in_force()).savings) == worked_savings()


def worked_savings() -> D:
    """All savings of the first year as the plan works them out."""
    return worked(in_force().ref, "total", scenario="").total("savings", 2021)


# --- the pages ---------------------------------------------------------------------------------------------


def soup(client: Client, name: str, *args: object) -> BeautifulSoup:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_a_lead_answers_for_a_saving_in_one_small_form(people: dict[str, User], client: Client) -> None:
    client.force_login(people["lee"])
    page = soup(client, "budget-saving", 2021, SHORTER)
    assert {each["name"] for each in page.select("form [name]")} >= {
        "month",
        "state",
        "delivered",
        "forecast",
    }
    sent = {
        "month": "3",
        "state": "agreed",
        "delivered": "£1,000.50",
        "forecast": "480,000",
        "confidence": "",
    }
    address = reverse("budget-saving", args=[2021, SHORTER])
    refused_page = BeautifulSoup(client.post(address, sent).content, "html.parser")
    assert "how sure" in refused_page.select_one(".govuk-error-summary").get_text().lower()  # type: ignore[union-attr]
    assert client.post(address, sent | {"confidence": "low"}).status_code == 302
    assert SavingReport.objects.get().delivered == D("1000.50")
    text = soup(client, "budget-saving", 2021, SHORTER).get_text(" ", strip=True)
    assert "£1,000.50 was delivered by the end of June 2021" in text and "low confidence" in text


def test_two_who_report_one_saving_are_told_of_each_other(people: dict[str, User], client: Client) -> None:
    client.force_login(people["lee"])
    address = reverse("budget-saving", args=[2021, SHORTER])
    mark = soup(client, "budget-saving", 2021, SHORTER).select_one("input[name=seen]")
    assert mark
    said = SavingWords("agreed", D("1.00"), D("2.00"), "high")
    report_saving(people["fiona"], 2021, SHORTER, 3, said)
    sent = {"month": "3", "state": "agreed", "delivered": "5", "forecast": "9", "confidence": "low"}
    page = BeautifulSoup(client.post(address, sent | {"seen": str(mark["value"])}).content, "html.parser")
    assert "fiona has said something of it since you opened it: agreed in June 2021" in page.get_text()
    assert SavingReport.objects.get().delivered == D("1.00")
    again = page.select_one("input[name=seen]")
    assert again and client.post(address, sent | {"seen": str(again["value"])}).status_code == 302
    assert SavingReport.objects.get().delivered == D("5.00")


def test_a_month_in_the_address_that_is_none_asks_of_the_month_due(
    people: dict[str, User], client: Client
) -> None:
    client.force_login(people["lee"])
    for month in ("0", "13", "9" * 5000):
        assert client.get(reverse("budget-saving", args=[2021, SHORTER]), {"month": month}).status_code == 200


def test_a_saving_shows_what_it_touches(people: dict[str, User], client: Client) -> None:
    client.force_login(people["audrey"])
    page = soup(client, "budget-saving", 2021, SHORTER)
    assert "Fewer hours may mean fewer visits" in page.get_text()
    assert page.find("a", href=reverse("item", args=["small", "o1"]))
    assert not page.select("main form"), "an auditor changes nothing"


def test_another_lead_reads_a_saving_and_does_not_answer_for_it(
    people: dict[str, User], client: Client
) -> None:
    client.force_login(people["ada"])
    assert not soup(client, "budget-saving", 2021, SHORTER).select("main form")
    assert client.post(reverse("budget-saving", args=[2021, SHORTER]), {}).status_code == 403


def test_the_list_says_what_is_planned_expected_at_risk_and_still_to_be_found(
    people: dict[str, User], client: Client
) -> None:
    client.force_login(people["perry"])
    text = soup(client, "budget-savings").get_text(" ", strip=True)
    assert "£6,750,000 of savings are planned" in text and "£250,000 is still to be found" in text
    assert "Welsh councils delivered £221.5 million of the £251.6 million" in text
    assert "Cannot judge: too few" in text


def test_a_hundred_savings_stand_on_a_page_and_the_totals_are_of_all(
    people: dict[str, User], client: Client
) -> None:
    (row,) = ChangeRow.objects.filter(ref=SHORTER)
    more = [ChangeRow(**{**_held(row), "ref": f"more-{n:03}", "amount": D("1.00")}) for n in range(120)]
    ChangeRow.objects.bulk_create(more)
    client.force_login(people["perry"])
    first = soup(client, "budget-savings")
    count = ChangeRow.objects.filter(is_saving=True, year=2021).count()
    assert len(first.select("table[class*=gt-table] tbody th a")) == 100
    second = BeautifulSoup(client.get(reverse("budget-savings") + "?page=2").content, "html.parser")
    assert len(second.select("table[class*=gt-table] tbody th a")) == count - 100
    for page in (first, second):
        assert "£6,750,120 of savings are planned" in page.get_text(" ", strip=True)


def _held(row: ChangeRow) -> dict[str, object]:
    return {
        each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if each.name != "id"
    }


def test_a_lead_finds_the_savings_to_answer_for_on_their_home_page(
    people: dict[str, User], client: Client
) -> None:
    client.force_login(people["lee"])
    home = soup(client, "officer-home")
    link = home.find("a", href=f"{reverse('budget-saving', args=[2021, SHORTER])}#answer")
    assert link and "For the end of March 2022" in home.get_text(" ", strip=True)
    report_saving(None, 2021, SHORTER, 12, HALF)
    assert "Shorter opening hours" not in soup(client, "officer-home").get_text()


def test_whoever_may_say_nothing_of_savings_is_not_told_which_there_are(people: dict[str, User]) -> None:
    auditor = people["audrey"]
    for ref in (SHORTER, "no-such-saving"):
        with pytest.raises(NotAllowed):
            report_saving(auditor, 2021, ref, 3, HALF)
