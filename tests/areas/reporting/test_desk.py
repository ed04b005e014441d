"""The performance desk: what is in, late and odd, in one table; reminders, and returns opened late."""

from datetime import date

import pytest
from django.test import Client

from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import Letter, TrailEntry, User
from goldenthread.people.queries.service import services
from goldenthread.reporting.commands.closing import close_period
from goldenthread.reporting.commands.reminding import remind
from goldenthread.reporting.commands.returning import send_back, submit_return
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnFigure, ReturnNote
from goldenthread.reporting.queries.desk import Desk, DeskFilter, DeskRow, desk
from goldenthread.rules.refusal import Refused
from tests.areas.reporting.finished import approve, fill
from tests.areas.reporting.quarter import NOW, open_next_quarter

pytestmark = pytest.mark.django_db
DUE = date(2026, 10, 14)
AFTER = date(2026, 10, 17)


def at_desk(ref: str, wanted: DeskFilter | None = None, today: date = DUE) -> Desk:
    found = desk(ref, wanted or DeskFilter(), services(today), read_quarter_policy(), today)
    assert found
    return found


def row(ref: str, service: str, today: date = DUE) -> DeskRow:
    return next(each for each in at_desk(ref, today=today).rows if each.service == service)


def test_a_return_nobody_touched_is_not_begun(quarter: str) -> None:
    assert row(quarter, "care").state == "not_begun"
    fill(quarter, "care")
    assert row(quarter, "care").state == "draft"


def test_a_return_is_late_once_its_due_day_has_passed(quarter: str) -> None:
    assert row(quarter, "roads", DUE).late == 0
    assert row(quarter, "roads", AFTER).late == 3


def test_what_was_handed_in_is_not_late(quarter: str) -> None:
    fill(quarter, "roads")
    submit_return(None, quarter, "roads", NOW)
    assert row(quarter, "roads", AFTER).late == 0


def test_a_row_says_when_and_by_whom(quarter: str, leo: User) -> None:
    fill(quarter, "roads")
    submit_return(leo, quarter, "roads", NOW)
    shown = row(quarter, "roads")
    assert (shown.submitted_by, shown.submitted_at) == ("leo", NOW)


def test_a_row_counts_what_is_in_red_missing_and_of_low_confidence(quarter: str) -> None:
    fill(quarter, "care")
    fill(quarter, "roads")
    care, roads = row(quarter, "care").counts, row(quarter, "roads").counts
    assert (care.figures_in, care.figures, care.actions_in, care.actions) == (3, 3, 2, 2)
    assert (care.red, care.missing, care.low) == (1, 0, 1)
    assert (roads.red, roads.missing, roads.low) == (0, 1, 0)


def test_a_confirmed_warning_makes_a_figure_odd(quarter: str) -> None:
    fill(quarter, "care")
    assert row(quarter, "care").counts.odd == 0
    ReturnFigure.objects.filter(measure="calls").update(confirmed=["jump"])
    shown = row(quarter, "care")
    assert shown.counts.odd == 1
    assert ("Calls to the care line", "a jump beyond what it usually does") in [
        (line.title, line.why) for line in shown.lines
    ]


def test_a_row_opens_to_the_comments_and_actions_behind_its_counts(quarter: str) -> None:
    fill(quarter, "care")
    red, low = row(quarter, "care").lines
    assert red.said == "300 people"
    assert red.words == "Two assessors left in July. Hire two assessors (Head of assessment)"
    assert (low.title, low.why) == ("Recruit 40 carers", "low confidence")
    assert low.words == "Nobody applied. Help wanted: A new advert"


def test_a_row_is_compared_with_the_quarter_before(quarter: str) -> None:
    approve(quarter, "care")
    following = open_next_quarter()
    better = {"value": "180"}
    fill(following, "care", waiting=better, care_1={"confidence": "on_track", "sentence": "All are hired."})
    change = row(following, "care").change
    assert (change.figures, change.better, change.worse, change.confidences) == (1, 1, 0, 1)
    assert str(change) == "1 better, 1 other figure, 1 other confidence"


def test_what_is_not_in_yet_is_not_compared(quarter: str) -> None:
    approve(quarter, "care")
    following = open_next_quarter()
    assert str(row(following, "care").change) == ""


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (DeskFilter(), ["care", "roads"]),
        (DeskFilter(state="submitted"), ["roads"]),
        (DeskFilter(state="outstanding"), ["care"]),
        (DeskFilter(directorate="people"), ["care"]),
        (DeskFilter(late=True), ["care"]),
        (DeskFilter(odd=True), []),
    ],
)
def test_the_desk_is_narrowed(quarter: str, wanted: DeskFilter, left: list[str]) -> None:
    fill(quarter, "roads")
    submit_return(None, quarter, "roads", NOW)
    found = at_desk(quarter, wanted, AFTER)
    assert sorted(each.service for each in found.rows) == left
    assert found.total == 2


def test_the_number_of_reads_does_not_grow_with_the_returns(
    quarter: str, django_assert_num_queries: object
) -> None:
    fill(quarter, "care")
    fill(quarter, "roads")
    tree, policy = services(DUE), read_quarter_policy()
    with django_assert_num_queries(12, exact=False):  # type: ignore[operator]
        desk(quarter, DeskFilter(), tree, policy, DUE)


def test_filters_stay_in_the_address(quarter: str, bob: User, client: Client) -> None:
    client.force_login(bob)
    page = client.get(f"/officer/desk/{quarter}/?state=not_begun&directorate=people").content.decode()
    assert 'value="not_begun" selected' in page
    assert f"/officer/returns/{quarter}/care/" in page
    assert "/roads/" not in page
    assert 'name="address" value="state=not_begun&amp;directorate=people"' in page


def test_a_filter_without_sense_narrows_nothing(quarter: str, bob: User, client: Client) -> None:
    client.force_login(bob)
    page = client.get(f"/officer/desk/{quarter}/?state=purple").content.decode()
    assert "2 returns" in page


def test_a_reminder_is_one_letter_to_each_lead_and_a_note_on_the_return(
    quarter: str, bob: User, lara: User
) -> None:
    lara.email = "lara@shire.example"
    lara.save()
    assert remind(bob, quarter, ["care"], NOW) == 1
    letter = Letter.objects.get()
    assert (letter.to, letter.kind) == ("lara@shire.example", "reminded")
    assert letter.subject == "Reminder: your return for Quarter 2 2026/27 is due on 14 October 2026"
    assert f"/officer/returns/{quarter}/care/" in letter.body
    assert ReturnNote.objects.get(kind="reminded").about.service == "care"
    assert TrailEntry.objects.filter(act="remind").count() == 1
    assert row(quarter, "care").reminded == NOW


def test_nobody_is_reminded_of_a_return_that_is_locked(quarter: str, bob: User, lara: User) -> None:
    ReportingPeriod.objects.update(state="closed")
    with pytest.raises(Refused, match="owes its return"):
        remind(bob, quarter, ["care"], NOW)
    Return.objects.filter(service="care").update(is_unlocked=True)
    remind(bob, quarter, ["care"], NOW)
    assert ReturnNote.objects.get(kind="reminded").about.service == "care"


def test_what_was_not_done_leads_back_to_where_it_was_tried(quarter: str, bob: User, client: Client) -> None:
    client.force_login(bob)
    desk_page = f"/officer/desk/{quarter}/"
    tried = client.post(f"{desk_page}remind/", HTTP_REFERER=f"http://testserver{desk_page}")
    assert f'href="http://testserver{desk_page}"' in tried.content.decode()
    elsewhere = client.post(f"{desk_page}remind/", HTTP_REFERER="https://elsewhere.example/")
    assert "elsewhere.example" not in elsewhere.content.decode()


def test_a_reminder_that_reaches_nobody_says_so(quarter: str, bob: User, client: Client) -> None:
    client.force_login(bob)
    told = client.post(f"/officer/desk/{quarter}/remind/", {"all": "1"}, follow=True)
    assert "Nobody was written to" in told.content.decode()


def test_nobody_is_reminded_twice_on_one_day(quarter: str, bob: User, lara: User) -> None:
    lara.email = "lara@shire.example"
    lara.save()
    remind(bob, quarter, ["care"], NOW)
    assert remind(bob, quarter, ["care"], NOW) == 0
    assert Letter.objects.count() == 1


def test_a_service_that_owes_nothing_is_not_reminded(quarter: str, bob: User) -> None:
    approve(quarter, "roads")
    with pytest.raises(Refused, match="none of these services owes its return"):
        remind(bob, quarter, ["roads"], NOW)


def test_a_return_sent_back_is_owed_again(quarter: str, bob: User) -> None:
    fill(quarter, "roads")
    submit_return(None, quarter, "roads", NOW)
    send_back(None, quarter, "roads", "Say why", NOW)
    assert remind(bob, quarter, ["roads"], NOW) == 0
    assert ReturnNote.objects.filter(kind="reminded").count() == 1


def test_only_performance_officers_remind(quarter: str, lara: User, alice: User) -> None:
    for who in (lara, alice):
        with pytest.raises(NotAllowed):
            remind(who, quarter, ["care"], NOW)


def test_every_officer_reads_the_desk_and_none_but_performance_acts_there(
    quarter: str, lara: User, client: Client
) -> None:
    client.force_login(lara)
    page = client.get(f"/officer/desk/{quarter}/").content.decode()
    assert "Send reminders" not in page
    assert client.post(f"/officer/desk/{quarter}/remind/", {"service": "care"}).status_code == 403
    assert (
        client.post(f"/officer/desk/{quarter}/unlock/", {"service": "care", "reason": "x"}).status_code == 403
    )


def test_a_resident_is_asked_to_sign_in(quarter: str, client: Client) -> None:
    for address in (f"/officer/desk/{quarter}/", "/officer/desk/", f"/officer/report/{quarter}/"):
        assert client.get(address).headers["Location"].startswith("/officer/sign-in/")


def test_the_ticked_returns_are_opened_late_with_a_reason(quarter: str, bob: User, client: Client) -> None:
    close_period(bob, quarter, NOW, {"care": "Nobody there", "roads": "It flooded"})
    client.force_login(bob)
    address = f"/officer/desk/{quarter}/unlock/"
    assert client.post(address, {"service": "care", "reason": ""}).status_code == 409
    answer = client.post(address, {"service": "care", "reason": "They are back", "address": "late=on"})
    assert answer.headers["Location"] == f"/officer/desk/{quarter}/?late=on"
    held = Return.objects.get(service="care")
    assert (held.is_unlocked, held.late_reason) == (True, "They are back")


def test_all_that_are_not_in_are_reminded_at_once(quarter: str, bob: User, client: Client) -> None:
    approve(quarter, "roads")
    client.force_login(bob)
    assert client.post(f"/officer/desk/{quarter}/remind/", {"all": "1"}).status_code == 302
    assert [note.about.service for note in ReturnNote.objects.filter(kind="reminded")] == ["care"]


def test_the_desk_leads_to_the_latest_quarter(quarter: str, bob: User, client: Client) -> None:
    client.force_login(bob)
    assert client.get("/officer/desk/").headers["Location"] == f"/officer/desk/{quarter}/"


def test_the_desk_says_which_services_have_no_lead_or_no_approver(
    quarter: str, bob: User, lara: User, amir: User, client: Client
) -> None:
    client.force_login(bob)
    told = client.get(f"/officer/desk/{quarter}/").content.decode()
    assert "1 service has no lead: Roads." in told
    assert "no approver: " in told and "Adult care" not in told.split("no approver: ")[1].split("</p>")[0]
