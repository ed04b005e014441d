"""An action: who may add and change it, how it stands, and the dates that never move."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from goldenthread.delivery.commands import action
from goldenthread.delivery.commands.action import (
    ActionWords,
    add_action,
    add_actions,
    change_action,
    next_ref,
)
from goldenthread.delivery.commands.milestone import (
    add_dependency,
    add_evidence,
    move_milestone,
    reach_milestone,
    remove_dependency,
    set_milestone,
)
from goldenthread.delivery.commands.report import report_action, report_actions
from goldenthread.delivery.commands.service_plan import add_priority
from goldenthread.delivery.commands.serving import say_who_delivers, serve
from goldenthread.delivery.models import Action
from goldenthread.delivery.queries.action import action_sheet, actions_named, actions_of
from goldenthread.delivery.queries.ground import ground_of
from goldenthread.delivery.sheet import (
    ActionReport,
    ActionSheet,
    MilestoneNews,
    ServesLink,
    read_milestone_news,
)
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.rules.refusal import Refused
from tests.areas.delivery.ground import SALT, SLOW, TODAY, lay_ground, make_roads_plan, person, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground() -> None:
    lay_ground()
    make_roads_plan()


@pytest.fixture
def lena() -> User:
    """The lead of the roads division."""
    return person("lena", "service_lead", "roads")


@pytest.fixture
def slow(lena: User) -> ActionSheet:
    """The action on school streets, added."""
    add_action(lena, SLOW)
    return SLOW


def test_a_lead_adds_an_action_and_reads_it_back_whole(slow: ActionSheet, lena: User) -> None:
    page = action_sheet("roads-1", lena, TODAY)
    assert page is not None and page.sheet == SLOW
    line = TrailEntry.objects.get(act="add_action")
    assert (line.who, line.subject_ref, line.after["serves"]) == (lena, "roads-1", ["small#o1.1.1"])


@pytest.mark.parametrize("role", ["finance", "auditor", "strategy"])
def test_officers_of_other_trades_change_no_action(role: str, slow: ActionSheet) -> None:
    with pytest.raises(NotAllowed):
        add_action(person("dora", role), SALT)
    with pytest.raises(NotAllowed):
        change_action(User.objects.get(username="dora"), "roads-1", ActionWords("Other"), 1)


def test_someone_elses_action_is_refused_before_a_word_about_it(slow: ActionSheet) -> None:
    other = person("liam", "service_lead", "libraries")
    with pytest.raises(NotAllowed):
        change_action(other, "roads-1", ActionWords("Other"), 99)
    with pytest.raises(Refused, match="there is no action 'roads-9'"):
        change_action(other, "roads-9", ActionWords("Other"), 1)


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"ref": "roads 1"}, "ref"),
        ({"title": ""}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"service": "ferries", "plan": "", "priority": ""}, "service"),
        ({"plan": "roads-1999"}, "service_plan"),
        ({"service": "libraries"}, "service_plan"),
        ({"priority": "none"}, "priority"),
        ({"owner": "nobody"}, "owner"),
        ({"partners": ("circus",)}, "partners"),
        ({"due": date(2026, 3, 31)}, "due"),
        ({"state": "asleep"}, "state"),
        ({"serves": (ServesLink("small", "o9"),)}, "serves"),
        ({"serves": (ServesLink("none", "o1"),)}, "serves"),
        ({"serves": (ServesLink(measure="none"),)}, "measures"),
        ({"milestones": (*SLOW.milestones, *SLOW.milestones)}, "milestones"),
    ],
)
def test_an_action_that_cannot_be_is_refused_at_its_column(
    changed: dict[str, object], column: str, lena: User
) -> None:
    with pytest.raises(Refused) as refused:
        add_action(None, replace(SLOW, **changed))
    assert {each.column for each in refused.value.refusals} == {column}
    assert not Action.objects.exists()


def test_many_actions_go_in_together_or_not_at_all(lena: User) -> None:
    theirs = ActionSheet("lib-1", "Open on Sundays", "libraries")
    with pytest.raises(Refused) as refused:
        add_actions(lena, [SLOW, theirs, replace(SLOW, title="")])
    told = {(each.file, each.column) for each in refused.value.refusals}
    assert told == {("lib-1", "service"), ("roads-1", "title"), ("roads-1", "ref")}
    assert not Action.objects.exists()
    assert add_actions(lena, [SLOW, SALT]) == 2
    assert [seen.ref for seen in actions_of(["roads"], TODAY)] == ["roads-1", "roads-2"]
    assert TrailEntry.objects.filter(act="add_actions").count() == 1


def test_a_change_is_kept_with_what_was_before(slow: ActionSheet, lena: User) -> None:
    said = ActionWords(**words(SLOW, due=date(2027, 3, 31), state="under_way"))
    assert change_action(lena, "roads-1", said, 1) == 2
    line = TrailEntry.objects.get(act="change_action")
    assert line.before == {"due": "2026-12-31", "state": "planned"}
    assert line.after == {"due": "2027-03-31", "state": "under_way"}


def test_two_who_change_one_action_do_not_overwrite_each_other(slow: ActionSheet, lena: User) -> None:
    change_action(lena, "roads-1", ActionWords(**words(SLOW, title="Mine")), 1)
    with pytest.raises(Refused, match="someone else has changed this action"):
        change_action(lena, "roads-1", ActionWords(**words(SLOW, title="Yours")), 1)
    assert Action.objects.get().title == "Mine"


def test_a_change_that_changes_nothing_leaves_no_trace(slow: ActionSheet, lena: User) -> None:
    assert change_action(lena, "roads-1", ActionWords(**words(SLOW)), 1) == 1
    assert not TrailEntry.objects.filter(act="change_action").exists()


@pytest.mark.parametrize(
    ("today", "forecast", "state", "word", "days"),
    [
        (date(2026, 12, 1), None, "planned", "on_time", 30),
        (date(2026, 12, 1), date(2027, 1, 10), "planned", "slipping", 10),
        (date(2027, 1, 2), date(2027, 1, 10), "under_way", "late", 2),
        (date(2027, 1, 2), None, "done", "done", 0),
    ],
)
def test_lateness_is_worked_out_from_due_forecast_and_state(
    today: date, forecast: date | None, state: str, word: str, days: int, lena: User
) -> None:
    add_action(None, replace(SLOW, forecast=forecast, state=state))
    seen = actions_named(["roads-1"], today)["roads-1"]
    assert (seen.lateness.word, seen.lateness.days) == (word, days)


def test_an_action_nobody_reports_on_is_stale_until_it_is_done(slow: ActionSheet, lena: User) -> None:
    assert actions_named(["roads-1"], TODAY)["roads-1"].is_stale
    report_action(lena, "roads-1", "on_track", None, date(2026, 9, 30))
    assert not actions_named(["roads-1"], TODAY)["roads-1"].is_stale
    assert actions_named(["roads-1"], date(2027, 9, 30))["roads-1"].is_stale
    change_action(lena, "roads-1", ActionWords(**words(SLOW, state="done")), 2)
    assert not actions_named(["roads-1"], date(2027, 9, 30))["roads-1"].is_stale


def test_a_milestone_moves_in_its_forecast_and_never_in_its_baseline(slow: ActionSheet, lena: User) -> None:
    move_milestone(lena, "roads-1", "tender", date(2026, 11, 1), "The drawings were late")
    page = action_sheet("roads-1", lena, TODAY)
    assert page is not None
    held = page.sheet.milestones[0]
    assert (held.baseline, held.expected, held.days_moved) == (date(2026, 9, 1), date(2026, 11, 1), 61)
    with pytest.raises(Refused, match="its baseline is never moved"):
        set_milestone(lena, "roads-1", "Tender", date(2026, 10, 1), ref="tender")
    assert TrailEntry.objects.get(act="move_milestone").note == "The drawings were late"


def test_a_milestone_reached_is_no_longer_forecast(slow: ActionSheet, lena: User) -> None:
    reach_milestone(lena, "roads-1", "tender", date(2026, 9, 3))
    with pytest.raises(Refused, match="has been reached"):
        move_milestone(lena, "roads-1", "tender", date(2026, 11, 1))


def test_milestones_stand_in_the_order_of_their_baselines(slow: ActionSheet, lena: User) -> None:
    assert set_milestone(lena, "roads-1", "Sites chosen", date(2026, 6, 1)) == "sites-chosen"
    page = action_sheet("roads-1", lena, TODAY)
    assert page is not None
    assert [each.title for each in page.sheet.milestones] == ["Sites chosen", "Tender out"]


def test_what_an_action_waits_for_is_seen_from_both_ends(slow: ActionSheet, lena: User) -> None:
    add_action(lena, SALT)
    add_dependency(lena, "roads-1", "action", "roads-2", "The same crew", date(2026, 11, 1))
    first, second = (action_sheet(ref, lena, TODAY) for ref in ("roads-1", "roads-2"))
    assert first is not None and second is not None
    assert [each.on_ref for each in first.dependencies] == ["roads-2"]
    assert second.waited_for == (("roads-1", SLOW.title),)
    remove_dependency(lena, "roads-1", first.dependencies[0].number)
    again = action_sheet("roads-1", lena, TODAY)
    assert again is not None and again.dependencies == ()


@pytest.mark.parametrize(
    ("kind", "ref"), [("action", "roads-1"), ("action", "none"), ("partner", "circus"), ("other", " ")]
)
def test_an_action_waits_for_something_that_there_is(kind: str, ref: str, slow: ActionSheet) -> None:
    with pytest.raises(Refused):
        add_dependency(None, "roads-1", kind, ref)


def test_evidence_is_the_address_of_a_page(slow: ActionSheet, lena: User) -> None:
    add_evidence(lena, "roads-1", "Order made", "https://shire.example/order", date(2026, 9, 1))
    with pytest.raises(Refused, match="is no address"):
        add_evidence(lena, "roads-1", "Order made", "javascript:alert(1)", date(2026, 9, 1))
    page = action_sheet("roads-1", lena, TODAY)
    assert page is not None and [each.title for each in page.evidence] == ["Order made"]


def test_what_a_return_reported_stays_on_its_actions(slow: ActionSheet, lena: User) -> None:
    add_action(lena, SALT)
    news = read_milestone_news({"tender": "reached 2026-09-03"})
    assert news == {"tender": MilestoneNews(reached=date(2026, 9, 3))}
    day = date(2026, 9, 30)
    late = ActionReport("roads-1", "at_risk", date(2027, 1, 31), day, news)
    assert report_actions(lena, [late, ActionReport("roads-2", "on_track", None, day, {}, "done")]) == 2
    seen = actions_named(["roads-1", "roads-2"], TODAY)
    one = seen["roads-1"]
    assert (one.confidence, one.said and one.said.mark) == ("at_risk", "amber")
    assert (one.forecast, one.reported_on, one.version) == (date(2027, 1, 31), day, 2)
    assert one.sheet.milestones[0].reached == date(2026, 9, 3)
    assert seen["roads-2"].sheet.state == "done"
    assert TrailEntry.objects.get(act="report_actions").before["roads-2"] == {"state": "planned"}


def test_a_report_names_actions_and_milestones_that_there_are(slow: ActionSheet) -> None:
    day = date(2026, 9, 30)
    wrong = ActionReport("roads-1", "on_track", None, day, {"other": MilestoneNews()})
    with pytest.raises(Refused) as refused:
        report_actions(None, [wrong, ActionReport("roads-9", "on_track", None, day, {})])
    assert len(refused.value.refusals) == 2
    assert Action.objects.get().confidence == ""


def test_a_lead_reports_on_no_other_services_actions(slow: ActionSheet) -> None:
    with pytest.raises(NotAllowed):
        report_action(person("liam", "service_lead", "libraries"), "roads-1", "on_track", None, TODAY)


def test_a_resident_has_no_page_of_an_action(slow: ActionSheet, charlie: AnonymousUser) -> None:
    assert action_sheet("roads-1", charlie, TODAY) is None


def test_a_free_ref_follows_the_service(slow: ActionSheet) -> None:
    assert next_ref("roads") == "roads-2"


@pytest.mark.parametrize("text", ["x" * 301, "A bell\x07", "  "])
def test_nothing_is_named_by_what_no_page_can_show(text: str, slow: ActionSheet) -> None:
    day = date(2026, 9, 1)
    for act in (
        lambda: set_milestone(None, "roads-1", text, day),
        lambda: add_evidence(None, "roads-1", text, "https://shire.example", day),
        lambda: add_priority(None, "roads-2026", text),
    ):
        with pytest.raises(Refused):
            act()


def test_reasons_have_an_end(slow: ActionSheet) -> None:
    long = "x" * 301
    for act in (
        lambda: serve(None, "roads-1", "small", "o2", why=long),
        lambda: say_who_delivers(None, "small", "o2", "partner", "police", long),
        lambda: add_dependency(None, "roads-1", "other", "A decision", long),
    ):
        with pytest.raises(Refused, match="the text is too long"):
            act()


def test_a_ref_taken_at_the_same_moment_is_refused_and_not_an_error(
    slow: ActionSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action, "ground_of", lambda *asked: replace(ground_of(*asked), actions=()))
    with pytest.raises(Refused, match="just now"):
        add_action(None, SLOW)
    assert Action.objects.count() == 1
