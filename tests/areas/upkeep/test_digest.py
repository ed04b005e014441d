"""The daily letter: what waits, on a day that gives a reason to write, and never twice.

| the day | a lead who owes one return due on 14 October hears |
|---|---|
| 5 October, the quarter opens | that it is asked for |
| 6 October, nothing is new | nothing |
| 7 October, a week before | that it is due |
| 15 October, a day after | that it is late |
| 16 October | nothing |
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.organisation import name_portfolio
from goldenthread.people.commands.service import change_service
from goldenthread.people.models import Letter, User
from goldenthread.reporting.commands.question import ask_question
from goldenthread.reporting.commands.returning import send_back
from goldenthread.reporting.models import Return
from goldenthread.rules.subject import Subject
from goldenthread.upkeep.digest import is_time, write_digests
from tests.areas.reporting.quarter import NOW, REF, lay_ground, open_quarter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]

PASSWORD = "a long enough pass phrase"


@pytest.fixture
def lead() -> User:
    lay_ground()
    open_quarter()
    return add_officer("care-lead", PASSWORD, ["service_lead:care"], email="care-lead@council.example")


def on(day: int) -> datetime:
    return datetime(2026, 10, day, 9, tzinfo=UTC)


def written(day: int) -> list[str]:
    """The subjects of the letters of one day, those made before being moved to the day before it."""
    Letter.objects.update(made_at=on(day) - timedelta(days=1))
    before = set(Letter.objects.values_list("pk", flat=True))
    write_digests(on(day))
    return [each.subject for each in Letter.objects.exclude(pk__in=before)]


def test_a_letter_comes_when_something_is_new_and_on_reminder_days_only(lead: User) -> None:
    assert written(5) == ["Shire County Council: 1 thing for you"]
    assert written(6) == []
    assert written(7) == ["Shire County Council: 1 thing for you"]
    assert written(12) == []
    assert written(13) == ["Shire County Council: 1 thing for you"]
    assert written(14) == ["Shire County Council: 1 thing for you"]
    assert written(15) == ["Shire County Council: 1 thing for you, 1 late"]
    assert written(16) == []


def test_the_letter_says_what_is_owed_by_when_and_where(lead: User) -> None:
    write_digests(on(5))
    body = Letter.objects.get().body
    assert body.startswith("What you owe\n")
    assert "- Adult care, Quarter 2 2026/27: by 14 October 2026" in body
    assert f"/officer/returns/{REF}/care/" in body
    assert "/officer/me/" in body


def test_a_person_gets_one_letter_a_day_however_often_it_is_asked_for(lead: User) -> None:
    assert write_digests(on(5)) == 1
    assert write_digests(on(5)) == 0


def test_a_return_that_comes_back_is_told_the_next_morning_with_the_reason(lead: User) -> None:
    write_digests(on(5))
    Return.objects.filter(service="care").update(state="submitted", submitted_by="care-lead")
    send_back(None, REF, "care", "The number of calls looks like last year's", on(6))
    Letter.objects.update(made_at=on(5))
    assert write_digests(on(8)) == 1
    body = Letter.objects.latest("made_at").body
    assert body.startswith("Sent back to you") and "looks like last year's" in body


def test_who_owes_nothing_or_wants_no_letter_or_has_left_hears_nothing(lead: User) -> None:
    add_officer("analyst", PASSWORD, ["performance"], email="analyst@council.example")
    User.objects.filter(pk=lead.pk).update(digest=False)
    assert write_digests(on(5)) == 0
    User.objects.filter(pk=lead.pk).update(digest=True, is_active=False)
    assert write_digests(on(5)) == 0
    User.objects.filter(pk=lead.pk).update(is_active=True, email="")
    assert write_digests(on(5)) == 0


def test_a_cabinet_member_hears_of_a_question_once(lead: User) -> None:
    name_portfolio(None, "adults", "Adults")
    change_service(None, "care", from_day=date(2020, 1, 1), why="Given a portfolio", portfolio="adults")
    add_officer("cabinet", PASSWORD, ["cabinet_member:adults"], email="cabinet@council.example")
    asker = add_officer("councillor", PASSWORD, ["councillor"])
    ask_question(asker, Subject("measure", "waiting"), "adults", "Why do people wait?", NOW)
    write_digests(on(6))
    assert "Why do people wait?" in Letter.objects.get(to="cabinet@council.example").body
    Letter.objects.update(made_at=on(6))
    write_digests(on(7))
    assert Letter.objects.filter(to="cabinet@council.example").count() == 1


@pytest.mark.parametrize(
    ("moment", "written_on", "expected"),
    [
        (datetime(2026, 10, 5, 5, 59, tzinfo=UTC), None, False),  # 6.59 in British summer time
        (datetime(2026, 10, 5, 6, 0, tzinfo=UTC), None, True),
        (datetime(2026, 10, 5, 9, 0, tzinfo=UTC), date(2026, 10, 5), False),
        (datetime(2026, 10, 6, 9, 0, tzinfo=UTC), date(2026, 10, 5), True),
        (datetime(2026, 10, 10, 9, 0, tzinfo=UTC), None, False),  # a Saturday
    ],
)
def test_letters_are_written_once_a_working_day_from_seven(
    moment: datetime, written_on: date | None, expected: bool
) -> None:
    assert is_time(moment, written_on) == expected
