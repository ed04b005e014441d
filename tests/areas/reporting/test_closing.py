"""A quarter closes once each return is approved or named with a reason; it is published as one release."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from goldenthread.delivery.models import Action, Milestone
from goldenthread.measures.queries import releases, series
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.council import hold_publication, lift_hold
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.publication import publication_holds
from goldenthread.reporting.commands.closing import close_period, publish_period
from goldenthread.reporting.commands.returning import unlock_return
from goldenthread.reporting.commands.saving import RowChange, save_rows
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnFigure
from goldenthread.rules.refusal import Refused
from tests.areas.reporting.finished import approve, close, publish, publish_measures
from tests.areas.reporting.quarter import AREA, NOW, open_next_quarter

pytestmark = pytest.mark.django_db


def public_values(measure: str) -> list[str]:
    found = series(measure, AREA, viewer=AnonymousUser(), now=timezone.now())
    return [str(each.value if each.value is not None else each.status) for each in found]


def test_a_quarter_is_not_closed_while_a_return_is_outstanding(quarter: str, bob: User) -> None:
    approve(quarter, "care")
    with pytest.raises(Refused, match="the return of Roads is still being filled in"):
        close_period(bob, quarter, NOW)
    assert ReportingPeriod.objects.get().state == "open"


def test_it_is_closed_without_a_return_that_is_named_with_a_reason(quarter: str, bob: User) -> None:
    approve(quarter, "care")
    close_period(bob, quarter, NOW, {"roads": "The depot flooded"})
    assert ReportingPeriod.objects.get().state == "closed"
    line = TrailEntry.objects.get(act="close_period")
    assert line.after == {"state": "closed", "without": {"roads": "The depot flooded"}}


def test_a_closed_quarter_is_locked(quarter: str, lara: User) -> None:
    close(quarter)
    row = ReturnFigure.objects.get(measure="calls")
    with pytest.raises(Refused):
        save_rows(lara, quarter, "care", [RowChange(row.pk, {"value": "1"}, row.version)], (), NOW)


def test_only_performance_officers_close_and_publish(quarter: str, lara: User, alice: User) -> None:
    for who in (lara, alice):
        with pytest.raises(NotAllowed):
            close_period(who, quarter, NOW)
        with pytest.raises(NotAllowed):
            publish_period(who, quarter)


def test_an_open_quarter_is_not_published(quarter: str, bob: User) -> None:
    with pytest.raises(Refused, match="close it first"):
        publish_period(bob, quarter)


def test_publishing_writes_one_release_of_every_approved_figure(quarter: str, bob: User) -> None:
    close(quarter)
    publish_measures()
    assert public_values("waiting") == []
    ref = publish_period(bob, quarter)
    [release] = releases(AnonymousUser(), timezone.now())
    assert (release.ref, release.rows) == (ref, 4)
    assert release.title == "Quarter 2 2026/27: figures returned by services"
    assert public_values("waiting") == ["300"]
    assert public_values("reviews") == ["75"]
    assert public_values("potholes") == ["missing"]


def test_a_worked_out_figure_keeps_its_numerator_and_denominator(quarter: str) -> None:
    publish(quarter)
    [point] = series("reviews", AREA, viewer=AnonymousUser(), now=timezone.now())
    assert (point.numerator, point.denominator, point.value) == (90, 120, 75)


def test_returns_and_period_are_published_with_a_line_in_the_trail(quarter: str) -> None:
    ref = publish(quarter)
    period = ReportingPeriod.objects.get()
    assert (period.state, period.release) == ("published", ref)
    assert set(Return.objects.values_list("state", flat=True)) == {"published"}
    line = TrailEntry.objects.get(act="publish_period")
    assert line.after is not None
    assert (line.after["release"], line.after["services"]) == (ref, ["care", "roads"])


def test_publishing_leaves_on_each_action_what_was_reported(quarter: str) -> None:
    publish(quarter)
    assert Action.objects.get(ref="care-1").confidence == "off_track"
    assert Action.objects.get(ref="care-2").reported_on == timezone.localdate(NOW)
    assert Milestone.objects.get(ref="roof").reached == date(2026, 10, 1)


def test_a_hold_on_publishing_is_honoured(quarter: str, bob: User, alice: User) -> None:
    close(quarter)
    today = timezone.localdate()
    hold_publication(alice, "Election", today, today + timedelta(days=30))
    with pytest.raises(Refused, match="Election"):
        publish_period(bob, quarter)
    assert ReportingPeriod.objects.get().state == "closed"
    assert Return.objects.filter(state="published").count() == 0
    lift_hold(alice, publication_holds()[0].number)
    assert publish_period(bob, quarter)


def test_a_quarter_published_from_a_later_moment_stays_unseen_until_then(quarter: str, bob: User) -> None:
    close(quarter)
    publish_measures()
    publish_period(bob, quarter, timezone.now() + timedelta(days=2))
    assert public_values("waiting") == []
    later = timezone.now() + timedelta(days=3)
    assert len(series("waiting", AREA, viewer=AnonymousUser(), now=later)) == 1


def test_a_return_approved_late_is_published_as_a_further_release(quarter: str, bob: User) -> None:
    approve(quarter, "care")
    close_period(bob, quarter, NOW, {"roads": "The depot flooded"})
    publish_measures()
    first = publish_period(bob, quarter)
    assert public_values("potholes") == []
    unlock_return(bob, quarter, "roads", "The depot is dry", NOW)
    approve(quarter, "roads", potholes={"value": "81.5"})
    further = publish_period(bob, quarter)
    assert further != first
    assert public_values("potholes") == ["81.5"]
    assert ReportingPeriod.objects.get().release == first


def test_a_return_published_late_does_not_undo_what_a_later_quarter_said_of_its_action(
    quarter: str, bob: User
) -> None:
    approve(quarter, "care")
    close_period(bob, quarter, NOW, {"roads": "The depot flooded"})
    publish_measures()
    publish_period(bob, quarter)
    following = open_next_quarter()
    approve(following, "care", care_1={"confidence": "on_track", "sentence": "Ten people start in May."})
    approve(following, "roads", roads_1={"confidence": "on_track", "sentence": "Eight miles are done."})
    close_period(bob, following, NOW)
    publish_period(bob, following)
    unlock_return(bob, quarter, "roads", "The depot is dry", NOW)
    low = {"confidence": "off_track", "sentence": "No road is dry.", "help_wanted": "Pumps"}
    approve(quarter, "roads", roads_1=low)
    publish_period(bob, quarter)
    assert Action.objects.get(ref="roads-1").confidence == "on_track"


def test_publishing_twice_with_nothing_new_is_refused(quarter: str, bob: User) -> None:
    publish(quarter)
    with pytest.raises(Refused, match="no return was approved since"):
        publish_period(bob, quarter)


def test_the_pages_close_and_publish(quarter: str, bob: User, client: Client) -> None:
    approve(quarter, "care")
    client.force_login(bob)
    page = client.post(f"/officer/desk/{quarter}/close/", {"roads": ""}).content.decode()
    assert "The return of Roads is still being filled in: wait for it, or say why" in page
    assert client.post(f"/officer/desk/{quarter}/close/", {"roads": "It flooded"}).status_code == 302
    page = client.get(f"/officer/desk/{quarter}/publish/").content.decode()
    assert "1 approved return" in page
    assert client.post(f"/officer/desk/{quarter}/publish/", {"at": ""}).status_code == 302
    assert ReportingPeriod.objects.get().state == "published"


def test_the_pages_let_nobody_else_in(quarter: str, lara: User, client: Client) -> None:
    for address in ("close", "publish"):
        client.logout()
        assert client.get(f"/officer/desk/{quarter}/{address}/").status_code == 302
        client.force_login(lara)
        assert client.get(f"/officer/desk/{quarter}/{address}/").status_code == 403
