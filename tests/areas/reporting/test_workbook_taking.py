"""An Excel return that is handed over: what it would change, what is saved, what others changed meanwhile."""

from datetime import datetime

import pytest
from openpyxl import Workbook

from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.reporting.commands.saving import RowChange, save_figure
from goldenthread.reporting.commands.workbook import NotTaken, TakenIn, rehearse_workbook, take_workbook
from goldenthread.reporting.models import Return, ReturnAction, ReturnFigure
from tests.areas.reporting.excel import Entries, cell_of, changed, downloaded, filled, reading
from tests.areas.reporting.quarter import LATER, NOW, REF

pytestmark = pytest.mark.django_db

WHOLE: Entries = {
    ("reviews", "Numerator"): 850,
    ("reviews", "Denominator"): 1000,
    ("waiting", "Value"): 198,
    ("calls", "Value"): 4021,
    ("care-1", "Confidence"): "On track",
    ("care-1", "How it stands"): "Twelve have started.",
    ("care-2", "Confidence"): "At risk",
    ("care-2", "How it stands"): "The roof is late.",
    ("care-2", "Forecast date"): datetime(2027, 2, 1),
    ("care-2", "Milestones moved"): "roof: 15/01/2027",
}


def figure(measure: str) -> ReturnFigure:
    return ReturnFigure.objects.get(measure=measure)


def someone_saves(who: User, measure: str, **said: str) -> None:
    row = figure(measure)
    save_figure(who, REF, row.given_in.service, RowChange(row.pk, said, row.version), LATER)


def test_a_workbook_that_nobody_filled_in_changes_nothing(quarter: str, lara: User) -> None:
    found = rehearse_workbook(lara, REF, reading(downloaded(lara)), NOW)
    assert (found.changes, found.errors, found.warnings) == ((), (), ())
    assert found.same == 5


def test_the_rehearsal_says_each_cell_as_it_was_and_as_it_would_be(quarter: str, lara: User) -> None:
    someone_saves(lara, "waiting", value="210")
    found = rehearse_workbook(lara, REF, reading(filled(downloaded(lara), {("waiting", "Value"): 198})), NOW)
    told = [(each.title, each.heading, each.was, each.now) for each in found.changes]
    assert told == [("People waiting for an assessment", "Value", "210", "198")]
    assert found.same == 4


def test_a_filled_in_return_is_saved_whole_with_one_line_in_the_trail(quarter: str, lara: User) -> None:
    lines = TrailEntry.objects.count()
    taken = take_workbook(lara, REF, reading(filled(downloaded(lara), WHOLE)), NOW)
    assert taken == TakenIn(figures=3, actions=2, services=("care",))
    assert figure("reviews").value == "85.0"
    assert figure("waiting").verdict == "green"
    assert figure("waiting").changed_by == "lara"
    centre = ReturnAction.objects.get(action="care-2")
    assert (centre.confidence, centre.milestones) == ("at_risk", {"roof": "2027-01-15"})
    assert TrailEntry.objects.count() == lines + 1
    assert Return.objects.get(service="care").version == 2


def test_the_same_workbook_handed_over_again_changes_nothing(quarter: str, lara: User) -> None:
    book = reading(filled(downloaded(lara), WHOLE))
    take_workbook(lara, REF, book, NOW)
    again = take_workbook(lara, REF, book, NOW)
    assert isinstance(again, NotTaken) and again.why == "nothing"
    assert again.rehearsal.errors == ()


def test_nothing_is_saved_where_one_cell_is_wrong(quarter: str, lara: User) -> None:
    wrong = {**WHOLE, ("calls", "Value"): "about 4,000"}
    answer = take_workbook(lara, REF, reading(filled(downloaded(lara), wrong)), NOW)
    assert isinstance(answer, NotTaken) and answer.why == "errors"
    assert [each.finding.code for each in answer.rehearsal.errors] == ["not_a_number"]
    assert not ReturnFigure.objects.exclude(value="").exists()


def test_an_emptied_cell_is_cleared_and_an_absent_column_is_left(quarter: str, lara: User) -> None:
    someone_saves(lara, "calls", value="4021", comment="A quiet summer")
    book = filled(downloaded(lara), {("calls", "Value"): 4000, ("calls", "Comment"): None})
    take_workbook(lara, REF, reading(book), NOW)
    assert (figure("calls").value, figure("calls").comment) == ("4000", "")
    someone_saves(lara, "calls", comment="Said again")
    shorter = changed(downloaded(lara), lambda book: book["Figures"].delete_cols(17))
    take_workbook(lara, REF, reading(filled(shorter, {("calls", "Value"): 4001})), NOW)
    assert (figure("calls").value, figure("calls").comment) == ("4001", "Said again")


def test_what_somebody_else_entered_since_the_download_stays(quarter: str, lara: User, bob: User) -> None:
    book = filled(downloaded(lara), {("waiting", "Value"): 198})
    someone_saves(bob, "waiting", comment="Two new assessors")
    someone_saves(bob, "calls", value="4021")
    found = rehearse_workbook(lara, REF, reading(book), NOW)
    assert [(each.heading, each.was, each.now) for each in found.changes] == [("Value", "", "198")]
    left = {(each.heading, each.now) for each in found.newer}
    assert left == {("Value", "4021"), ("Comment", "Two new assessors")}
    take_workbook(lara, REF, reading(book), NOW)
    assert (figure("waiting").value, figure("waiting").comment) == ("198", "Two new assessors")
    assert figure("calls").value == "4021"


def test_a_cell_that_both_changed_is_asked_about(quarter: str, lara: User, bob: User) -> None:
    book = reading(filled(downloaded(lara), {("waiting", "Value"): 198}))
    someone_saves(bob, "waiting", value="205", comment="Late referrals")
    answer = take_workbook(lara, REF, book, NOW)
    assert isinstance(answer, NotTaken) and answer.why == "unanswered"
    (asked,) = answer.rehearsal.overtaken
    assert (asked.was, asked.now) == ("205", "198")
    assert asked.overtaken == "changed by bob since this workbook was downloaded"
    assert isinstance(take_workbook(lara, REF, book, NOW, is_answered=True), TakenIn)
    assert figure("waiting").value == "198"


def test_what_was_saved_after_the_rehearsal_stops_the_word_that_was_given(
    quarter: str, lara: User, bob: User
) -> None:
    book = reading(filled(downloaded(lara), {("waiting", "Value"): 198}))
    seen = rehearse_workbook(lara, REF, book, NOW).fingerprint
    someone_saves(bob, "waiting", comment="Late referrals")
    answer = take_workbook(lara, REF, book, NOW, seen=seen)
    assert isinstance(answer, NotTaken) and answer.why == "changed_since"
    assert figure("waiting").value == ""


def test_a_new_numerator_works_the_value_out_again(quarter: str, lara: User) -> None:
    take_workbook(lara, REF, reading(filled(downloaded(lara), WHOLE)), NOW)
    book = filled(downloaded(lara), {("reviews", "Numerator"): 900})
    found = rehearse_workbook(lara, REF, reading(book), NOW)
    assert {(each.heading, each.was, each.now) for each in found.changes} == {
        ("Value", "85.0", "90.0"),
        ("Numerator", "850", "900"),
    }
    take_workbook(lara, REF, reading(book), NOW)
    assert figure("reviews").value == "90.0"


def test_a_warning_is_asked_once_and_kept_as_answered(quarter: str, lara: User) -> None:
    book = reading(filled(downloaded(lara), {("waiting", "Value"): 198.4}))
    answer = take_workbook(lara, REF, book, NOW)
    assert isinstance(answer, NotTaken) and answer.why == "unanswered"
    assert [each.finding.code for each in answer.rehearsal.warnings] == ["too_many_decimals"]
    assert isinstance(take_workbook(lara, REF, book, NOW, is_answered=True), TakenIn)
    assert figure("waiting").confirmed == ["too_many_decimals"]


def test_a_figure_shown_as_a_percentage_is_read_as_it_is_shown(quarter: str, lara: User) -> None:
    def type_percentage(book: Workbook) -> None:
        cell = book["Figures"][cell_of(book, "Figures", "reviews", "Value")]
        cell.value, cell.number_format = 0.853, "0.0%"

    book = changed(downloaded(lara), type_percentage)
    take_workbook(lara, REF, reading(book), NOW)
    assert figure("reviews").value == "85.3"


def test_nobody_takes_in_a_workbook_for_a_service_that_is_not_theirs(
    quarter: str, lara: User, leo: User, amir: User
) -> None:
    book = reading(filled(downloaded(lara), WHOLE))
    answer = take_workbook(leo, REF, book, NOW)
    assert isinstance(answer, NotTaken)
    assert {each.finding.code for each in answer.rehearsal.errors} == {"not_allowed"}
    with pytest.raises(NotAllowed):
        take_workbook(amir, REF, book, NOW)


def test_a_performance_officer_hands_over_every_service_at_once(quarter: str, bob: User) -> None:
    book = filled(downloaded(bob), {**WHOLE, ("potholes", "Value"): 91.5})
    assert take_workbook(bob, REF, reading(book), NOW) == TakenIn(4, 2, ("care", "roads"))


def test_a_lead_may_fill_in_their_rows_of_everybodys_workbook(quarter: str, bob: User, lara: User) -> None:
    found = rehearse_workbook(lara, REF, reading(filled(downloaded(bob), WHOLE)), NOW)
    assert found.errors == ()
    assert found.passed == 2
