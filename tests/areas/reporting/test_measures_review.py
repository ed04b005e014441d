"""Once a year: measures are proposed, changed and retired with reasons, agreed as a list, and begun."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from goldenthread.measures.commands import define_measure
from goldenthread.measures.queries import definitions
from goldenthread.measures.returned import returned_measures
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.service import open_service
from goldenthread.people.models import User
from goldenthread.reporting.commands.measures_review import (
    agree_review,
    begin_review,
    open_review,
    propose_line,
    take_back_line,
)
from goldenthread.reporting.queries.measures_review import review
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refused

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 4, 1, 9, tzinfo=UTC)
YEAR = "2027-04-01/P1Y"
PASSWORD = "a long enough pass phrase"


@pytest.fixture
def opened() -> str:
    open_service(None, "libraries", "Libraries", "service")
    for ref, title in (("visits", "Visits"), ("loans", "Loans"), ("events", "Events")):
        define_measure(None, Measure(ref, title, unit="people", polarity="high_is_good"))
    return open_review(None, read_period("2027/28", "financial"), "Measures for 2027/28")


def agreed() -> None:
    agree_review(None, YEAR, "Cabinet", date(2026, 11, 2), "12")


def test_a_year_opens_with_what_cabinet_agreed(opened: str) -> None:
    new = {"title": "Members", "unit": "people", "service": "libraries", "returned": "quarterly"}
    propose_line(None, opened, "members", "propose", "Says who uses libraries", new)
    propose_line(
        None, opened, "loans", "change", "E-books count too", {"definition": "Books and e-books lent"}
    )
    propose_line(None, opened, "events", "retire", "Says nothing of use")
    assert set(definitions(in_use=True)) == {"visits", "loans", "events"}
    agreed()
    assert begin_review(None, opened, NOW) == 3
    assert set(definitions(in_use=True)) == {"visits", "loans", "members"}
    assert definitions()["loans"].definition == "Books and e-books lent"
    assert [each.measure.ref for each in returned_measures()] == ["members"]


def test_the_list_shows_each_column_before_and_after_even_once_it_is_begun(opened: str) -> None:
    propose_line(None, opened, "loans", "change", "Shorter", {"title": "Books lent", "unit": "people"})
    agreed()
    begin_review(None, opened, NOW)
    sheet = review(opened)
    assert sheet is not None and sheet.kept == 2
    [line] = sheet.of("change")
    assert [(each.column, each.was, each.now) for each in line.differences] == [
        ("title", "Loans", "Books lent")
    ]


def test_nothing_changes_once_it_is_agreed(opened: str) -> None:
    propose_line(None, opened, "events", "retire", "Says nothing of use")
    agreed()
    with pytest.raises(Refused, match="the review is agreed"):
        take_back_line(None, opened, "events")
    with pytest.raises(Refused, match="the review is agreed"):
        propose_line(None, opened, "loans", "retire", "Also")


def test_a_proposal_taken_back_leaves_the_measure_as_it_is(opened: str) -> None:
    propose_line(None, opened, "events", "retire", "Says nothing of use")
    take_back_line(None, opened, "events")
    agreed()
    assert begin_review(None, opened, NOW) == 0
    assert "events" in definitions(in_use=True)


@pytest.mark.parametrize(
    ("measure", "change", "reason", "wanted", "what"),
    [
        ("loans", "improve", "Why not", {}, "is no change"),
        ("loans", "retire", " ", {}, "no reason"),
        ("loans", "propose", "New", {"title": "Loans"}, "is a measure already"),
        ("lends", "retire", "Old", {}, "no measure 'lends' in use"),
        ("loans", "change", "Other", {"polarity": "upwards"}, "upwards is none of"),
        ("members", "propose", "New", {"unit": "people"}, "no title"),
        ("loans", "change", "Other", {"decimals": "nine"}, "nine is not a whole number"),
    ],
)
def test_what_could_not_be_carried_out_is_refused_at_once(
    opened: str, measure: str, change: str, reason: str, wanted: dict[str, str], what: str
) -> None:
    with pytest.raises(Refused, match=what):
        propose_line(None, opened, measure, change, reason, wanted)


def test_an_unagreed_review_opens_no_year(opened: str) -> None:
    with pytest.raises(Refused, match="not agreed"):
        begin_review(None, opened, NOW)


def test_a_review_is_not_agreed_on_a_day_to_come(opened: str) -> None:
    with pytest.raises(Refused, match="has not come yet"):
        agree_review(None, opened, "Cabinet", date(2999, 1, 1))


def test_a_year_has_one_review(opened: str) -> None:
    with pytest.raises(Refused, match="already"):
        open_review(None, read_period("2027/28", "financial"), "Again")


@pytest.mark.parametrize("role", ["service_lead:libraries", "auditor", "councillor", "administrator"])
def test_others_propose_nothing(opened: str, role: str) -> None:
    person = add_officer("somebody", PASSWORD, [role])
    for act in (
        lambda: propose_line(person, opened, "loans", "retire", "Old"),
        lambda: agree_review(person, opened, "Cabinet", date(2026, 11, 2)),
        lambda: begin_review(person, opened, NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_whole_review_on_its_pages(opened: str, client: Client) -> None:
    person: User = add_officer("performance-officer", PASSWORD, ["performance"])
    client.force_login(person)
    address = f"/officer/measures-review/{YEAR}/"
    form = client.get(f"{address}line/?measure=loans").content.decode()
    assert 'value="loans"' in form and 'value="Loans"' in form
    said = {
        "change": "change",
        "measure": "loans",
        "reason": "Clearer",
        "title": "Books lent",
        "unit": "people",
    }
    assert client.post(f"{address}line/", said | {"polarity": "high_is_good"}).status_code == 302
    shown = client.get(address).content.decode()
    assert "<del>Loans</del>" in shown and "<ins>Books lent</ins>" in shown
    assert client.post(address, {"body": "Cabinet", "on": "2026-11-02"}).status_code == 302
    assert client.post(f"{address}begin/").status_code == 302
    assert definitions()["loans"].title == "Books lent"
