"""What is suggested where a quarter is planned."""

from datetime import date

import pytest
from django.test import Client

from goldenthread.people.models import User
from goldenthread.reporting.commands.period import plan_period
from goldenthread.reporting.next_period import next_period
from goldenthread.reporting.queries.period import PeriodSheet
from goldenthread.rules.period import read_period

LAST = PeriodSheet(
    "2026-27-q2",
    "2026/27 Q2",
    "2026-07-01/P3M",
    date(2026, 10, 1),
    date(2026, 10, 15),
    date(2026, 10, 22),
    date(2026, 11, 5),
    "closed",
)


def test_the_first_quarter_suggested_is_the_one_that_ended_last() -> None:
    assert next_period((), date(2026, 11, 23)) == {
        "period": "2026/27 Q2",
        "title": "2026/27 Q2",
        "opens": date(2026, 11, 23),
        "due": date(2026, 12, 7),
        "approve_by": date(2026, 12, 14),
        "closes": date(2026, 12, 21),
    }
    assert next_period((), date(2026, 2, 1))["period"] == "2025/26 Q3"


def test_the_next_quarter_follows_the_last_with_its_days_as_far_apart() -> None:
    said = next_period((LAST,), date(2026, 11, 23))
    assert (said["period"], said["opens"], said["due"]) == (
        "2026/27 Q3",
        date(2027, 1, 1),
        date(2027, 1, 15),
    )


def test_no_day_suggested_is_at_a_weekend() -> None:
    said = next_period((), date(2026, 11, 21))
    assert said["opens"] == date(2026, 11, 23)
    assert all(day.weekday() < 5 for name, day in said.items() if name not in ("period", "title"))


@pytest.mark.django_db
def test_the_form_begins_with_what_is_suggested(quarter: str, bob: User, client: Client) -> None:
    client.force_login(bob)
    page = client.get("/officer/periods/add/").content.decode()
    assert page.count('value="2026/27 Q3"') == 2
    assert 'value="2027-01-01"' in page


@pytest.mark.django_db
def test_a_period_before_its_day_says_that_opening_asks_at_once(bob: User, client: Client) -> None:
    said = {"opens": date(2100, 1, 4), "due": date(2100, 1, 18)}
    later = {"approve_by": date(2100, 1, 25), "closes": date(2100, 2, 1)}
    ref = plan_period(None, read_period("2099-10-01/P3M"), "Quarter 3", **said, **later)
    client.force_login(bob)
    page = client.get(f"/officer/periods/{ref}/").content.decode()
    assert "It was planned to open on 4 January 2100" in page
