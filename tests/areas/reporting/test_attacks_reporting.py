"""Somebody bends what a return's page sends, or publishes for later: nothing breaks or comes early."""

import time
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goldenthread.delivery.commands.action import add_actions
from goldenthread.delivery.commands.service_plan import (
    agree_service_plan,
    make_service_plan,
    publish_service_plan,
)
from goldenthread.delivery.sheet import ActionSheet, ServesLink
from goldenthread.people.models import User
from goldenthread.plan.commands import import_plan, publish_plan
from goldenthread.reporting.commands.closing import close_period, publish_period
from goldenthread.reporting.commands.found import found_return
from goldenthread.reporting.commands.returning import unlock_return
from goldenthread.reporting.forms.entry import changes_of
from goldenthread.reporting.models import ReportingPeriod, ReturnAction, ReturnFigure
from goldenthread.rules.period import read_period
from goldenthread.rules.plan import PlanDocument, PlanItem
from goldenthread.rules.refusal import Refused
from tests.areas.reporting.finished import approve, close, publish_measures
from tests.areas.reporting.quarter import NOW, REF, lay_ground, open_quarter, person

pytestmark = pytest.mark.django_db

CARE = f"/officer/returns/{REF}/care/"
LONG = ("9" * 30, "9" * 5000)


@pytest.fixture
def lead(client: Client, quarter: str, lara: User) -> Client:
    """The browser of the lead of adult care."""
    client.force_login(lara)
    return client


@pytest.mark.parametrize("number", [*LONG, "0", "²"])
@pytest.mark.parametrize("path", ["", "figures/", "actions/", "submit/"])
def test_a_row_that_no_database_could_number_is_no_row(lead: Client, path: str, number: str) -> None:
    sent = {f"{row}-{number}-version": "1" for row in "fa"}
    answer = lead.post(CARE + path, sent | {f"f-{number}-value": "3", f"a-{number}-sentence": "3"})
    assert answer.status_code < 500
    assert not ReturnFigure.objects.filter(value="3").exists()
    assert not ReturnAction.objects.filter(sentence="3").exists()


@pytest.mark.parametrize("version", [*LONG, "0", "-1", "x", "", "²"])
def test_a_version_that_never_was_saves_nothing(lead: Client, version: str) -> None:
    row = ReturnFigure.objects.get(measure="waiting")
    sent = {f"f-{row.pk}-version": version, f"f-{row.pk}-value": "3"}
    for path in ("figures/", ""):
        assert lead.post(CARE + path, sent).status_code < 500
    row.refresh_from_db()
    assert row.value == ""


def test_a_row_of_another_return_is_not_saved_from_ones_own(lead: Client) -> None:
    theirs = ReturnFigure.objects.get(measure="potholes")
    sent = {f"f-{theirs.pk}-version": "1", f"f-{theirs.pk}-value": "3"}
    assert lead.post(f"{CARE}figures/", sent).status_code == 423
    assert lead.post(CARE, sent).status_code < 500
    assert lead.post(f"/officer/returns/{REF}/roads/figures/", sent).status_code == 403
    theirs.refresh_from_db()
    assert theirs.value == ""


def test_news_of_a_milestone_that_the_action_has_not_is_not_taken(lead: Client) -> None:
    # Taken, it would stop the whole quarter from being published.
    row = ReturnAction.objects.get(action="care-1")
    sent = {f"a-{row.pk}-version": "1", f"a-{row.pk}-expected-roof": "2026-12-01"}
    answer = lead.post(f"{CARE}actions/", sent)
    assert answer.status_code == 423
    assert "no milestone" in answer.json()["refused"]
    row.refresh_from_db()
    assert row.milestones == {}


def test_a_quotient_too_long_to_be_kept_is_left_out(lead: Client) -> None:
    row = ReturnFigure.objects.get(measure="reviews")
    parts = {"version": "1", "numerator": "9" * 20, "denominator": f"0.{'0' * 17}1"}
    sent = {f"f-{row.pk}-{name}": text for name, text in parts.items()}
    assert lead.post(f"{CARE}figures/", sent).status_code == 200
    row.refresh_from_db()
    assert (row.numerator, row.value) == ("9" * 20, "")
    assert "more than 20 digits" in lead.post(f"{CARE}submit/").content.decode()


def test_a_period_is_read_after_its_return_is_locked(quarter: str) -> None:
    # On PostgreSQL a save that waited for the close would otherwise still see the period open.
    with CaptureQueriesContext(
        connection,
    ) as asked:
        row = found_return(REF, "care")
        assert row.period.state == "open"
    columns = asked.captured_queries[0]["sql"].partition(" FROM ")[0]
    assert "reporting_reportingperiod" not in columns
    assert len(asked) == 2


@pytest.mark.parametrize("filters", ["late=1\r\nSet-Cookie: mine=1", "//evil.example", "late=é&odd=1"])
def test_the_desks_filters_go_nowhere_but_to_the_desk(client: Client, quarter: str, filters: str) -> None:
    client.force_login(person("perf", "performance"))
    answer = client.post(f"/officer/desk/{REF}/unlock/", {"address": filters})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"/officer/desk/{REF}/?")
    assert "mine" not in answer.cookies


def test_what_is_approved_late_is_not_published_for_later(client: Client, quarter: str) -> None:
    # The report is public: what joins it is read at once, whatever moment its figures are given.
    approve(REF, "care")
    close_period(None, REF, NOW, {"roads": "Its contractor is silent"})
    publish_measures()
    publish_period(None, REF)
    unlock_return(None, REF, "roads", "The contractor has answered", NOW)
    approve(REF, "roads")
    with pytest.raises(Refused, match="published already"):
        publish_period(None, REF, timezone.now() + timedelta(days=9))
    assert b"Four miles are done" not in client.get(f"/reports/{REF}/actions.csv").content
    publish_period(None, REF)
    assert b"Four miles are done" in client.get(f"/reports/{REF}/actions.csv").content


PLAN = PlanDocument(
    "small", "The plan", start="2016", end="2029", items=(PlanItem("o1", "outcome", "Better care"),)
)


def test_how_an_action_stands_is_not_public_before_its_quarter_is(council: Any, client: Client) -> None:
    lay_ground()
    import_plan(None, PLAN)
    publish_plan(None, "small")
    make_service_plan(None, "care-plan", "care", read_period("2026-04-01/P1Y"), "Care's plan")
    serves = (ServesLink("small", "o1"),)
    add_actions(None, [ActionSheet("care-3", "Train carers", "care", plan="care-plan", serves=serves)])
    agree_service_plan(None, "care-plan")
    publish_service_plan(None, "care-plan")
    open_quarter()
    stands = {"confidence": "off_track", "sentence": "No trainer.", "help_wanted": "One"}
    approve(REF, "care", care_3=stands)
    approve(REF, "roads")
    close_period(None, REF, NOW)
    publish_period(None, REF, timezone.now() + timedelta(days=9))
    page = client.get("/plans/small/items/o1/").content.decode()
    assert "Train carers" in page
    assert "Off track" not in page
    ReportingPeriod.objects.update(publish_at=timezone.now())
    assert "Off track" in client.get("/plans/small/items/o1/").content.decode()


@pytest.mark.parametrize("path", ["", "measures.csv", "actions.csv"])
def test_a_report_for_later_is_not_there_for_anyone_yet(client: Client, quarter: str, path: str) -> None:
    close(REF)
    publish_period(None, REF, timezone.now() + timedelta(days=9))
    for role in ("", "councillor", "auditor"):
        if role:
            client.force_login(person(role, role))
        assert client.get(f"/reports/{REF}/{path}").status_code == 404


def test_thousands_of_rows_are_read_once_and_not_once_for_each() -> None:
    sent = {f"a-{number}-version": "1" for number in range(2400)}
    sent |= {f"a-{number}-expected-roof": "2026-12-01" for number in range(2400)}
    before = time.process_time()
    changes = changes_of(QueryDict(urlencode(sent)))
    assert time.process_time() - before < 0.5
    assert [len(each) for each in changes] == [0, 2400]
    assert changes[1][7].said == {"milestones": "roof: 2026-12-01"}
