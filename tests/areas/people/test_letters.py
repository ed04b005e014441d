"""Letters: written within an act, sent later, tried again, and never in anybody's way."""

import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.letter import WAITS, Draft, queue_letters, send_letters, try_letter_again
from goldenthread.people.models import Letter
from goldenthread.people.queries.letter import letters
from goldenthread.rules.refusal import Refused
from tests.areas.people.post_office import PostOffice, post_office

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
PASSWORD = "a long enough pass phrase"


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    with post_office() as opened:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", opened.port
        yield opened


def draft(to: str = "lead@council.example", kind: str = "digest", day: date = DAY) -> Draft:
    return Draft(to, kind, day, "What you owe", "Adult care: Quarter 2 is due on Friday.")


def later(**delta: int) -> datetime:
    return datetime.now(UTC) + timedelta(**delta)


def test_a_letter_reaches_the_mail_server_once(office: PostOffice) -> None:
    queue_letters([draft()])
    assert send_letters(later()).sent == 1
    assert send_letters(later(days=2)).sent == 0
    [(to, text)] = office.taken
    assert to == "lead@council.example"
    assert "Quarter 2 is due on Friday" in text and "Auto-Submitted: auto-generated" in text


def test_a_person_gets_one_letter_of_a_kind_a_day() -> None:
    assert queue_letters([draft(), draft()]) == 1
    assert queue_letters([draft()]) == 0
    assert queue_letters([draft(kind="reminder"), draft(day=DAY + timedelta(1))]) == 2


def test_nobody_without_an_address_is_written_to() -> None:
    assert queue_letters([draft(to="")]) == 0


def test_a_refused_letter_says_why_and_does_not_stop_the_others(office: PostOffice) -> None:
    office.refusing.add("gone@council.example")
    queue_letters([draft("gone@council.example"), draft("here@council.example")])
    posted = send_letters(later())
    assert (posted.sent, posted.failed) == (1, 1)
    shown = letters(only_failing=True)
    assert shown.count == shown.failing == 1
    assert "nobody of that name" in shown.letters[0].fault
    assert shown.letters[0].standing == "Failed, will be tried again"


def test_a_letter_waits_longer_after_each_failure_and_is_given_up_at_last(office: PostOffice) -> None:
    office.refusing.add("lead@council.example")
    queue_letters([draft()])
    now = later()
    for wait in WAITS:
        assert send_letters(now).failed == 1
        assert send_letters(now + wait - timedelta(seconds=1)).failed == 0
        now += wait
    assert send_letters(now).failed == 1
    assert letters().letters[0].standing == "Given up"
    assert send_letters(now + timedelta(days=30)).failed == 0


def test_a_given_up_letter_is_sent_when_an_officer_asks_for_it(office: PostOffice) -> None:
    queue_letters([draft()])
    Letter.objects.update(given_up_at=later(), last_fault="refused", attempts=6)
    officer = add_officer("performance-officer", PASSWORD, ["performance"])
    try_letter_again(officer, Letter.objects.get().pk, later())
    assert send_letters(later(minutes=1)).sent == 1
    with pytest.raises(Refused, match="no such letter waiting"):
        try_letter_again(officer, Letter.objects.get().pk, later())


def test_a_mail_server_that_is_away_loses_nothing(settings: Any, office: PostOffice) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    queue_letters([draft("one@council.example"), draft("two@council.example")])
    assert send_letters(later()).failed == 2
    settings.EMAIL_PORT = office.port
    assert send_letters(later(hours=1)).sent == 2


def test_without_a_mail_server_letters_wait(settings: Any) -> None:
    settings.EMAIL_HOST = ""
    queue_letters([draft()])
    assert send_letters(later()).sent == send_letters(later()).failed == 0
    assert letters().letters[0].standing == "Waiting" and not letters().has_server


def test_a_letter_that_another_sender_has_taken_up_is_left_to_it(office: PostOffice) -> None:
    queue_letters([draft()])
    Letter.objects.update(try_after=later(minutes=10))
    assert send_letters(later()).sent == 0


def test_a_line_break_in_a_subject_starts_no_header_of_its_own(office: PostOffice) -> None:
    queue_letters([Draft("lead@council.example", "digest", DAY, "Owed\r\nBcc: all@council.example", "Text.")])
    send_letters(later())
    assert [to for to, _ in office.taken] == ["lead@council.example"]
    assert "\nBcc:" not in office.taken[0][1]


def test_officers_who_keep_letters_see_what_failed_and_others_do_not(client: Client) -> None:
    queue_letters([draft()])
    Letter.objects.update(last_fault="550 nobody of that name", attempts=1)
    for role, status in (("performance", 200), ("strategy", 403)):
        client.force_login(add_officer(f"{role}-officer", PASSWORD, [role]))
        assert client.get("/officer/letters/?failing=1").status_code == status
    with pytest.raises(NotAllowed):
        try_letter_again(add_officer("lead", PASSWORD, ["engagement"]), Letter.objects.get().pk, later())
