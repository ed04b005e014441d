"""The quarterly report: made of approved returns, edited until it is published, and only then public."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from goldenthread.measures.commands import set_target
from goldenthread.measures.delivery import deliver
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.council import hold_publication
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.reporting.commands.closing import close_period, publish_period
from goldenthread.reporting.commands.report import move_section, write_opening, write_section
from goldenthread.reporting.observed import table_of
from goldenthread.reporting.queries.report import (
    QuarterReport,
    draft_report,
    published_report,
    published_reports,
    report_words,
)
from goldenthread.reporting.queries.report_measure import MeasureLine
from goldenthread.rules.measure import Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refused
from tests.areas.reporting.finished import approve, close, publish, publish_measures
from tests.areas.reporting.quarter import AREA, NOW, open_next_quarter

pytestmark = pytest.mark.django_db
RESIDENT = AnonymousUser()
SAID_INSIDE = ("Two assessors left", "Hire two assessors", "Nobody applied", "300 people")


def draft(ref: str, who: User) -> QuarterReport:
    found = draft_report(ref, who, timezone.now())
    assert found
    return found


def line(report: QuarterReport, measure: str) -> MeasureLine:
    return next(each for each in report.measures if each.sheet.ref == measure)


def counts(report: QuarterReport) -> dict[str, tuple[int, int]]:
    return {each.verdict: (each.now, each.was) for each in report.ratings}


def test_it_counts_measures_by_rating_with_those_that_cannot_be_judged(quarter: str, bob: User) -> None:
    close(quarter)
    report = draft(quarter, bob)
    assert counts(report) == {"green": (0, 0), "amber": (0, 0), "red": (1, 0), "cannot_judge": (2, 3)}
    assert report.sentence == "3 measures to hold against a target: 1 red and 2 not judged."


def test_what_is_not_judged_says_why(quarter: str, bob: User) -> None:
    close(quarter)
    report = draft(quarter, bob)
    assert line(report, "reviews").target_said == "Cannot judge: no target has been set."
    assert line(report, "potholes").target_said == "Cannot judge: the latest figure is missing."
    assert {each.sheet.ref for each in report.unjudged} == {"reviews", "potholes", "calls"}


def test_a_red_measure_has_its_comment_and_its_management_action(quarter: str, bob: User) -> None:
    close(quarter)
    [red] = draft(quarter, bob).red
    assert (red.figure, red.period_label, red.area_name) == ("300 people", "2026/27 Q2", "Kent")
    assert (red.comment, red.action) == ("Two assessors left in July.", "Hire two assessors")
    assert (red.owner, str(red.due)) == ("Head of assessment", "2027-01-31")
    assert "against a target of 200 people and a ceiling of 250 people" in red.said


def test_returns_that_are_not_approved_are_left_out_and_named(quarter: str, bob: User) -> None:
    approve(quarter, "care")
    close_period(bob, quarter, NOW, {"roads": "The depot flooded"})
    report = draft(quarter, bob)
    assert (report.returns, report.asked) == (1, 2)
    [left] = report.left_out
    assert (left.service_title, left.reason) == ("Roads", "The depot flooded")
    assert "potholes" not in {each.sheet.ref for each in report.measures}


def test_changes_since_the_quarter_before_are_counted(quarter: str, bob: User) -> None:
    publish(quarter)
    following = open_next_quarter()
    approve(following, "care", waiting={"value": "180"})
    report = draft(following, bob)
    assert counts(report)["green"] == (1, 0)
    assert counts(report)["red"] == (0, 1)
    [better] = report.better
    assert (better.sheet.ref, better.before_said) == ("waiting", "300 people, 2026/27 Q2")
    assert report.previous == "Quarter 2 2026/27"


def test_a_returned_quarter_is_not_mixed_with_the_years_of_its_measure(quarter: str, bob: User) -> None:
    year, half = read_period("2025-10-01/P1Y"), read_period("2026-09-01/P1M")
    before = Observation("waiting", AREA, read_period("2026-04-01/P3M"), Decimal(240))
    rest = [Observation("waiting", AREA, each, Decimal(9999)) for each in (year, half)]
    deliver(None, table_of([before, *rest]), "Earlier", "plain", "", timezone.now(), {}, lambda release: None)
    close(quarter)
    told = line(draft(quarter, bob), "waiting")
    assert (told.figure, told.period_label) == ("300 people", "2026/27 Q2")
    assert told.before_said == "240 people, 2026/27 Q1"
    assert [each.value for each in told.points] == [Decimal(240), Decimal(300)]


def test_the_page_says_what_its_earlier_column_counts_and_which_days_it_tells_of(
    quarter: str, bob: User, client: Client
) -> None:
    publish(quarter)
    following = open_next_quarter()
    approve(following, "care")
    approve(following, "roads")
    close_period(bob, following, NOW)
    publish_period(bob, following)
    page = client.get(f"/reports/{following}/").content.decode()
    assert "counts the same measures and actions, so it can differ from that quarter’s own report" in page
    assert "It tells of 1 October to 31 December 2026." in page
    assert "1 July to 30 September 2026, published" in client.get("/reports/").content.decode()


def test_an_earlier_report_does_not_change_with_later_figures(quarter: str, bob: User) -> None:
    publish(quarter)
    following = open_next_quarter()
    approve(following, "care", waiting={"value": "180"})
    approve(following, "roads")
    close_period(bob, following, NOW)
    publish_period(bob, following)
    assert [each.sheet.ref for each in draft(quarter, bob).red] == ["waiting"]
    assert draft(following, bob).red == ()


def test_activity_is_held_against_its_expected_range_and_never_rated(quarter: str, bob: User) -> None:
    aim = Target("calls", AREA, read_period("2026-07-01/P3M"), lower=Decimal(100), upper=Decimal(400))
    set_target(None, aim)
    close(quarter)
    report = draft(quarter, bob)
    [calls] = report.activity
    assert (calls.verdict.verdict, calls.target_said) == ("above", "100 calls to 400 calls")
    assert {each.verdict: each.now for each in report.ranges}["above"] == 1


def test_actions_are_gathered_by_confidence(quarter: str, bob: User) -> None:
    close(quarter)
    report = draft(quarter, bob)
    assert {each.code: now for each, now, _ in report.confidences} == {
        "on_track": 2,
        "at_risk": 0,
        "off_track": 1,
    }
    [outcome] = report.outcomes
    assert outcome.title == "Serves no outcome of a plan"
    assert [each.title for each in outcome.low] == ["Recruit 40 carers"]


def test_it_is_told_by_service_and_by_portfolio(quarter: str, bob: User) -> None:
    close(quarter)
    report = draft(quarter, bob)
    assert [(each.title, each.above, dict(each.ratings)["red"]) for each in report.services] == [
        ("Adult care", "Adults and health", 1),
        ("Roads", "Roads", 0),
    ]
    assert [each.title for each in report.portfolios] == ["In no portfolio"]


def test_before_publication_the_public_sees_nothing_of_it(quarter: str, bob: User, client: Client) -> None:
    write_opening(bob, quarter, "", "A hard quarter.")
    close(quarter)
    publish_measures()
    now = timezone.now()
    assert published_reports(now) == ()
    assert published_report(quarter, RESIDENT, now) is None
    assert "No report is published yet" in client.get("/reports/").content.decode()
    for address in (f"/reports/{quarter}/", f"/reports/{quarter}/measures.csv"):
        assert client.get(address).status_code == 404
    for address in ("/", "/measures/", "/measures/waiting/", "/scorecard/", f"/areas/{AREA}/", "/reports/"):
        page = client.get(address).content.decode()
        assert not [words for words in (*SAID_INSIDE, "A hard quarter") if words in page], address


def test_not_even_an_officer_reads_a_draft_at_the_public_address(
    quarter: str, bob: User, client: Client
) -> None:
    close(quarter)
    client.force_login(bob)
    assert client.get(f"/reports/{quarter}/").status_code == 404
    assert "300 people" in client.get(f"/officer/report/{quarter}/").content.decode()


def test_once_published_everyone_reads_it(quarter: str, bob: User, client: Client) -> None:
    write_opening(bob, quarter, "", "A hard quarter.")
    write_section(bob, quarter, "red", 0, "Waiting is the worst of it.", True)
    publish(quarter)
    assert "Quarter 2 2026/27" in client.get("/reports/").content.decode()
    page = client.get(f"/reports/{quarter}/").content.decode()
    for words in (*SAID_INSIDE, "A hard quarter.", "Waiting is the worst of it.", "Head of assessment"):
        assert words in page
    assert "Only officers see this" not in page


def test_a_report_published_from_a_later_moment_waits_for_it(quarter: str, bob: User) -> None:
    close(quarter)
    at = timezone.now() + timedelta(days=2)
    publish_period(bob, quarter, at)
    assert published_report(quarter, RESIDENT, timezone.now()) is None
    assert published_report(quarter, RESIDENT, at + timedelta(minutes=1))


def test_a_hold_made_before_its_moment_keeps_it_back(quarter: str, bob: User, alice: User) -> None:
    close(quarter)
    at = timezone.now() + timedelta(days=2)
    publish_period(bob, quarter, at)
    day = timezone.localdate(at)
    hold_publication(alice, "Election", day - timedelta(days=1), day + timedelta(days=5))
    assert published_report(quarter, RESIDENT, at + timedelta(days=1)) is None
    assert published_report(quarter, RESIDENT, at + timedelta(days=7))


def test_the_public_reads_nothing_of_a_measure_that_is_not_public(quarter: str, bob: User) -> None:
    close(quarter)
    publish_period(bob, quarter)
    found = published_report(quarter, RESIDENT, timezone.now())
    assert found is not None
    assert found.measures == ()
    assert len(draft(quarter, bob).measures) == 4


def test_a_draft_action_of_an_unpublished_return_is_not_told(quarter: str, bob: User) -> None:
    approve(quarter, "care")
    close_period(bob, quarter, NOW, {"roads": "Late"})
    publish_period(bob, quarter)
    approve_late = published_report(quarter, RESIDENT, timezone.now())
    assert approve_late is not None
    assert {each.ref for each in approve_late.actions} == {"care-1", "care-2"}


def test_the_tables_are_taken_as_csv_with_unit_period_area_and_status(
    quarter: str, bob: User, client: Client
) -> None:
    publish(quarter)
    text = client.get(f"/reports/{quarter}/measures.csv").content.decode()
    rows = {row["measure"]: row for row in csv.DictReader(io.StringIO(text))}
    waiting, potholes = rows["waiting"], rows["potholes"]
    said = [waiting[name] for name in ("value", "unit", "period", "area", "status", "rating")]
    assert said == ["300", "people", "2026-07-01/P3M", AREA, "normal", "red"]
    assert (potholes["value"], potholes["status"], potholes["why_not_rated"]) == (
        "",
        "missing",
        "a figure is missing",
    )
    actions = client.get(f"/reports/{quarter}/actions.csv").content.decode()
    assert "care-1,Recruit 40 carers,Adult care,off_track" in actions
    assert client.get(f"/reports/{quarter}/secrets.csv").status_code == 404


def test_the_running_order_is_changed_a_place_at_a_time(quarter: str, bob: User) -> None:
    move_section(bob, quarter, "risks", "up")
    move_section(bob, quarter, "summary", "up")
    words = report_words(quarter)
    assert words is not None
    assert [each.key for each in words.sections][:6] == [
        "summary",
        "red",
        "direction",
        "activity",
        "risks",
        "delivery",
    ]


def test_a_part_that_is_not_shown_is_left_out_of_the_page(quarter: str, bob: User, client: Client) -> None:
    write_section(bob, quarter, "portfolios", 0, "", False)
    publish(quarter)
    page = client.get(f"/reports/{quarter}/").content.decode()
    assert 'id="part-services"' in page
    assert 'id="part-portfolios"' not in page


def test_of_two_who_edit_one_part_the_second_is_told_and_keeps_the_words(
    quarter: str, bob: User, client: Client
) -> None:
    write_section(bob, quarter, "red", 0, "First words.", True)
    write_section(bob, quarter, "red", 2, "Second words.", True)
    client.force_login(bob)
    said = {"narrative": "My words.", "is_shown": "on", "version": 2}
    page = client.post(f"/officer/report/{quarter}/parts/red/", said).content.decode()
    assert "Somebody else changed" in page
    assert "Second words." in page
    assert "My words." in page


def test_two_first_edits_of_one_part_do_not_overwrite_each_other(quarter: str, bob: User) -> None:
    write_section(bob, quarter, "red", 0, "First words.", True)
    with pytest.raises(Refused, match="somebody else changed"):
        write_section(bob, quarter, "red", 0, "Mine.", True)


def test_opening_words_changed_meanwhile_are_not_overwritten(quarter: str, bob: User) -> None:
    write_opening(bob, quarter, "", "First.")
    with pytest.raises(Refused, match="somebody else changed the opening words"):
        write_opening(bob, quarter, "", "Second.")


def test_a_published_report_keeps_its_words(quarter: str, bob: User) -> None:
    publish(quarter)
    for edit in (
        lambda: write_opening(bob, quarter, "", "New"),
        lambda: write_section(bob, quarter, "red", 0, "New", True),
        lambda: move_section(bob, quarter, "red", "up"),
    ):
        with pytest.raises(Refused, match="is published"):
            edit()


def test_only_performance_officers_edit_the_report(quarter: str, lara: User, alice: User) -> None:
    for who in (lara, alice):
        with pytest.raises(NotAllowed):
            write_opening(who, quarter, "", "Mine")
        with pytest.raises(NotAllowed):
            write_section(who, quarter, "red", 0, "Mine", True)
        with pytest.raises(NotAllowed):
            move_section(who, quarter, "red", "up")


def test_words_are_shown_as_words(quarter: str, bob: User, client: Client) -> None:
    write_opening(bob, quarter, "", "<script>alert(1)</script>")
    publish(quarter)
    page = client.get(f"/reports/{quarter}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_page_edits_order_and_words_without_scripts(quarter: str, bob: User, client: Client) -> None:
    client.force_login(bob)
    assert client.post(f"/officer/report/{quarter}/parts/red/down/").status_code == 302
    assert client.post(f"/officer/report/{quarter}/opening/", {"note": "Good.", "was": ""}).status_code == 302
    page = client.get(f"/officer/report/{quarter}/").content.decode()
    assert page.index('id="order-direction"') < page.index('id="order-red"')
    assert "<p>Good.</p>" in page
    assert "Only officers see this" in page


def test_the_council_s_own_policy_judges_where_it_asks_about_targets(
    quarter: str, bob: User, council: CouncilFacts
) -> None:
    close(quarter)
    assert draft(quarter, bob).policy.ref == "kent-quarterly-2020"
