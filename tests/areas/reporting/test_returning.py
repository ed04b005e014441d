"""A return is saved as it is typed, submitted when nothing is wrong with it, sent back, and approved."""

from datetime import UTC, date, datetime

import pytest

from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.service import services
from goldenthread.people.queries.trail import acts_on
from goldenthread.reporting.commands.returning import (
    NotReady,
    Submitted,
    approve_return,
    send_back,
    submit_return,
    unlock_return,
)
from goldenthread.reporting.commands.saving import RowChange, Saved, save_action, save_figure, save_rows
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnAction, ReturnFigure
from goldenthread.reporting.queries.return_row import FigureRow
from goldenthread.reporting.queries.returns import ReturnSheet, return_sheet
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject
from tests.areas.reporting.quarter import LATER, NOW, SOUND, STANDS, fill_care, open_next_quarter, person

pytestmark = pytest.mark.django_db


def number(measure: str) -> int:
    return ReturnFigure.objects.get(measure=measure, given_in__period__state__in=("open", "closed")).pk


def enter(who: User | None, measure: str, **said: str) -> None:
    """Enter a figure as somebody who sees the newest version does."""
    row = ReturnFigure.objects.get(pk=number(measure))
    save_figure(who, "2026-27-q2", row.given_in.service, RowChange(row.pk, said, row.version), NOW)


def sheet(who: User) -> ReturnSheet:
    found = return_sheet("2026-27-q2", "care", who, services(date(2026, 10, 5)), NOW)
    assert found
    return found


def figure(who: User, ref: str) -> FigureRow:
    return next(row for row in sheet(who).figures if row.measure.ref == ref)


def codes(found: object) -> list[tuple[str, str]]:
    assert isinstance(found, NotReady)
    return [(each.title, each.finding.code) for each in found.findings]


def test_what_is_entered_is_kept_as_text_with_a_line_in_the_trail(quarter: str, lara: User) -> None:
    enter(lara, "waiting", value="230", comment="Two assessors left.")
    row = ReturnFigure.objects.get(measure="waiting")
    assert (row.value, row.verdict, row.changed_by, row.version) == ("230", "amber", "lara", 2)
    line = acts_on(Subject("return", "2026-27-q2/care"))[0]
    assert line.act == "save_return"
    assert ("waiting: value", "", "230") in line.changes


def test_a_value_is_worked_out_from_numerator_and_denominator(quarter: str, lara: User) -> None:
    enter(lara, "reviews", numerator="90", denominator="120")
    assert ReturnFigure.objects.get(measure="reviews").value == "75.0"
    enter(lara, "reviews", denominator="")
    assert ReturnFigure.objects.get(measure="reviews").value == ""


def test_what_is_wrong_is_saved_all_the_same_and_said(quarter: str, lara: User) -> None:
    enter(lara, "waiting", value="about 200")
    row = figure(lara, "waiting")
    assert row.entered["value"] == "about 200"
    assert [each.finding.code for each in row.raised] == ["not_a_number"]


def test_saving_the_same_again_writes_nothing(quarter: str, lara: User) -> None:
    enter(lara, "waiting", value="230")
    lines = TrailEntry.objects.count()
    answer = save_figure(lara, quarter, "care", RowChange(number("waiting"), {"value": "230"}, 1), NOW)
    assert answer == Saved("figure", number("waiting"), 2)
    assert TrailEntry.objects.count() == lines


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"colour": "red"}, "colour"),
        ({"management_due": "soon"}, "management_due"),
        ({"value": "1" * 41}, "value"),
    ],
)
def test_what_cannot_be_kept_at_all_is_refused(
    said: dict[str, str], column: str, quarter: str, lara: User
) -> None:
    with pytest.raises(Refused) as refused:
        enter(lara, "waiting", **said)
    assert refused.value.refusals[0].column == column


def test_a_row_of_another_return_is_not_saved_into_this_one(quarter: str, lara: User) -> None:
    with pytest.raises(Refused, match="no figure"):
        save_figure(lara, quarter, "care", RowChange(number("potholes"), {"value": "1"}, 1), NOW)


def test_a_lead_fills_only_their_own_services_return(quarter: str, leo: User, lara: User, amir: User) -> None:
    for who in (leo, amir):
        with pytest.raises(NotAllowed):
            enter(who, "waiting", value="1")
    chief = person("carla", "service_lead", "people")
    enter(chief, "waiting", value="230")
    assert ReturnFigure.objects.get(measure="waiting").changed_by == "carla"


def test_errors_stop_a_return_and_all_of_them_are_listed(quarter: str, lara: User) -> None:
    enter(lara, "waiting", value="300")
    enter(lara, "reviews", numerator="130", denominator="120")
    found = codes(submit_return(lara, quarter, "care", NOW))
    assert ("People waiting for an assessment", "red_without_comment") in found
    assert ("People waiting for an assessment", "red_without_action") in found
    assert ("Care plans reviewed within a year", "numerator_over_denominator") in found
    assert ("Calls to the care line", "value_missing") in found
    assert ("Open the day centre", "confidence_missing") in found
    assert Return.objects.get(service="care").state == "draft"


def test_a_warning_asks_until_it_is_answered_and_asks_again_about_another_figure(
    quarter: str, lara: User
) -> None:
    fill_care(lara)
    ReturnFigure.objects.filter(measure="calls").update(
        usual={
            "previous": "500",
            "previous_period": "2026-04-01/P3M",
            "lower": "450",
            "upper": "550",
            "points": 9,
        }
    )
    enter(lara, "calls", value="900")
    assert codes(submit_return(lara, quarter, "care", NOW)) == [("Calls to the care line", "jump")]
    enter(lara, "calls", confirmed="jump")
    assert [(each.finding.code, each.is_confirmed) for each in figure(lara, "calls").raised] == [
        ("jump", True)
    ]
    enter(lara, "calls", value="950")
    assert codes(submit_return(lara, quarter, "care", NOW)) == [("Calls to the care line", "jump")]
    enter(lara, "calls", confirmed="jump")
    assert submit_return(lara, quarter, "care", NOW) == Submitted()


def test_a_sound_return_is_submitted_and_then_rests_with_its_approver(
    quarter: str, lara: User, amir: User
) -> None:
    fill_care(lara)
    assert submit_return(lara, quarter, "care", NOW) == Submitted()
    assert sheet(lara).shut == "the return is submitted"
    assert sheet(amir).may_approve and not sheet(lara).may_approve
    with pytest.raises(Refused, match="submitted"):
        enter(lara, "waiting", value="1")


def test_a_return_is_sent_back_with_a_reason_and_approved_once_corrected(
    quarter: str, lara: User, amir: User
) -> None:
    fill_care(lara)
    submit_return(lara, quarter, "care", NOW)
    with pytest.raises(Refused, match="no reason"):
        send_back(amir, quarter, "care", " ", NOW)
    send_back(amir, quarter, "care", "The waiting list is last month's.", NOW)
    note = sheet(lara).sent_back
    assert note and note.text == "The waiting list is last month's."
    enter(lara, "waiting", value="190")
    submit_return(lara, quarter, "care", LATER)
    approve_return(amir, quarter, "care", LATER)
    row = Return.objects.get(service="care")
    assert (row.state, row.approved_by) == ("approved", "amir")
    assert [each.kind for each in sheet(lara).notes] == ["approved", "submitted", "sent_back", "submitted"]


def test_an_approver_does_not_approve_what_changed_since_they_read_it(
    quarter: str, lara: User, amir: User
) -> None:
    fill_care(lara)
    submit_return(lara, quarter, "care", NOW)
    seen = sheet(amir).version
    send_back(amir, quarter, "care", "The waiting list is last month's.", NOW)
    enter(lara, "waiting", value="190")
    submit_return(lara, quarter, "care", LATER)
    with pytest.raises(Refused, match="changed since you opened it"):
        approve_return(amir, quarter, "care", LATER, seen=seen)
    approve_return(amir, quarter, "care", LATER, seen=sheet(amir).version)


def test_nobody_approves_what_they_submitted_or_what_is_not_theirs(
    quarter: str, lara: User, leo: User
) -> None:
    both = person("bo", "service_lead", "care")
    both.roles_held.create(role="approver", scope_kind="service", scope_ref="care")
    fill_care(both)
    submit_return(both, quarter, "care", NOW)
    with pytest.raises(NotAllowed, match="somebody else"):
        approve_return(both, quarter, "care", NOW)
    for other in (lara, person("rita", "approver", "roads"), person("pam", "performance")):
        with pytest.raises(NotAllowed):
            approve_return(other, quarter, "care", NOW)


def test_a_return_that_is_not_submitted_is_neither_approved_nor_sent_back(quarter: str, amir: User) -> None:
    with pytest.raises(Refused, match="is draft"):
        approve_return(amir, quarter, "care", NOW)
    with pytest.raises(Refused, match="is draft"):
        send_back(amir, quarter, "care", "Why not", NOW)


def test_a_closed_period_is_locked_until_the_performance_team_says_why_not(
    quarter: str, lara: User, bob: User, amir: User
) -> None:
    fill_care(lara)
    ReportingPeriod.objects.update(state="closed")
    with pytest.raises(Refused, match="closed"):
        enter(lara, "waiting", value="190")
    with pytest.raises(NotAllowed):
        unlock_return(lara, quarter, "care", "I was ill", LATER)
    with pytest.raises(Refused, match="no reason"):
        unlock_return(bob, quarter, "care", "", LATER)
    unlock_return(bob, quarter, "care", "The lead was ill.", LATER)
    enter(lara, "waiting", value="190")
    assert submit_return(lara, quarter, "care", LATER) == Submitted()
    approve_return(amir, quarter, "care", LATER)
    assert Return.objects.get(service="care").late_reason == "The lead was ill."


def test_what_was_submitted_before_the_close_is_approved_only_once_it_is_unlocked(
    quarter: str, lara: User, amir: User
) -> None:
    fill_care(lara)
    submit_return(lara, quarter, "care", NOW)
    ReportingPeriod.objects.update(state="closed")
    with pytest.raises(Refused, match="closed"):
        approve_return(amir, quarter, "care", LATER)


def test_an_open_return_needs_no_unlocking(quarter: str, bob: User) -> None:
    with pytest.raises(Refused, match="is open"):
        unlock_return(bob, quarter, "care", "Because", NOW)


def test_what_was_said_last_time_stands_beside_what_is_asked_now(quarter: str, lara: User) -> None:
    fill_care(lara)
    ref = open_next_quarter()
    found = return_sheet(ref, "care", lara, services(date(2026, 10, 5)), NOW)
    assert found
    last = next(row for row in found.figures if row.measure.ref == "reviews").last
    assert last and (last.value, last.period) == ("75.0%", "2026/27 Q2")
    told = found.actions[0].last
    assert told and told.confidence
    assert (told.confidence.code, told.sentence) == ("on_track", "As planned.")


def test_milestones_moved_are_kept_and_nonsense_about_them_is_refused(quarter: str, lara: User) -> None:
    row = ReturnAction.objects.get(action="care-2")
    moved = RowChange(row.pk, {"milestones": "roof: 2026-12-01"}, 1)
    save_action(lara, quarter, "care", moved, NOW)
    shown = next(each for each in sheet(lara).actions if each.ref == "care-2")
    assert (shown.milestones[0].forecast, shown.milestones[0].reached) == ("2026-12-01", "")
    with pytest.raises(Refused):
        save_action(lara, quarter, "care", RowChange(row.pk, {"milestones": "roof: soon"}, 2), NOW)


def test_many_rows_are_saved_with_one_line_in_the_trail(quarter: str, lara: User) -> None:
    before = TrailEntry.objects.count()
    figures = [RowChange(number(measure), said, 1) for measure, said in SOUND.items()]
    actions = [RowChange(row.pk, STANDS, 1) for row in ReturnAction.objects.filter(given_in__service="care")]
    answers = save_rows(lara, quarter, "care", figures, actions, NOW)
    assert [type(each) for each in answers] == [Saved] * 5
    assert TrailEntry.objects.count() == before + 1
    assert Return.objects.get(service="care").changed_at == datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def test_the_public_and_members_read_no_return(quarter: str) -> None:
    for who in (person("mo", "councillor"), person("pat", "partner", "")):
        assert return_sheet(quarter, "care", who, services(date(2026, 10, 5)), NOW) is None
