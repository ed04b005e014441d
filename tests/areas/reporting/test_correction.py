"""A published figure is corrected with a reason: both values stay, and the public reads them both."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from goldenthread.measures.assigning import Assigned, assign_measures
from goldenthread.measures.queries import releases, series
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.council import hold_publication
from goldenthread.people.models import TrailEntry, User
from goldenthread.reporting.commands.correction import correct_figure
from goldenthread.reporting.models import Correction, ReturnFigure
from goldenthread.rules.refusal import Refused
from goldenthread.rules.return_check import Said
from tests.areas.reporting.finished import close, publish
from tests.areas.reporting.quarter import AREA, open_quarter

pytestmark = pytest.mark.django_db
RIGHT = Said(value="190", comment="Counted again.")


def waiting() -> ReturnFigure:
    return ReturnFigure.objects.get(measure="waiting")


def correct(who: User | None, said: Said = RIGHT, reason: str = "Counted twice") -> str:
    row = waiting()
    return correct_figure(who, row.pk, row.version, said, reason, timezone.now())


def test_a_correction_keeps_both_values_and_its_reason(quarter: str, bob: User) -> None:
    publish(quarter)
    release = correct(bob)
    kept = Correction.objects.get()
    assert (kept.was["value"], kept.now["value"], kept.now["status"]) == ("300", "190", "revised")
    assert (kept.reason, kept.who, kept.release) == ("Counted twice", "bob", release)
    row = waiting()
    assert (row.value, row.status, row.verdict) == ("190", "revised", "green")


def test_a_correction_is_a_further_release_that_the_public_reads(quarter: str, bob: User) -> None:
    publish(quarter)
    correct(bob)
    now = timezone.now()
    [point] = series("waiting", AREA, viewer=AnonymousUser(), now=now)
    assert (str(point.value), point.status) == ("190", "revised")
    assert "from 300 people: Counted twice" in point.note
    assert len(releases(AnonymousUser(), now)) == 2


def test_the_report_says_what_was_corrected_when_from_what_to_what_and_why(
    quarter: str, bob: User, client: Client
) -> None:
    publish(quarter)
    correct(bob)
    page = client.get(f"/reports/{quarter}/").content.decode()
    today = timezone.localdate()
    assert f"corrected on {today.day} {today:%B %Y} from 300 people to 190 people: Counted twice" in page


def test_the_trail_has_the_correction_from_value_to_value(quarter: str, bob: User) -> None:
    publish(quarter)
    correct(bob)
    line = TrailEntry.objects.get(act="correct_figure")
    assert line.before is not None and line.after is not None
    assert (line.before["value"], line.after["value"], line.note) == ("300", "190", "Counted twice")


def test_a_correction_needs_a_reason_and_a_difference(quarter: str, bob: User) -> None:
    publish(quarter)
    with pytest.raises(Refused, match="needs a reason"):
        correct(bob, reason="  ")
    same = Said(value="300", comment="Two assessors left in July.")
    with pytest.raises(Refused, match="nothing differs"):
        correct(bob, same)
    assert Correction.objects.count() == 0


def test_a_correction_is_checked_as_a_return_is(quarter: str, bob: User) -> None:
    publish(quarter)
    with pytest.raises(Refused, match="not a plain number"):
        correct(bob, Said(value="about 190"))
    assert waiting().value == "300"


def test_a_figure_is_not_corrected_before_it_is_published(quarter: str, bob: User) -> None:
    close(quarter)
    with pytest.raises(Refused, match="no such published figure"):
        correct(bob)


def test_of_two_who_correct_one_figure_the_second_is_told(quarter: str, bob: User) -> None:
    publish(quarter)
    seen = waiting().version
    correct(bob)
    with pytest.raises(Refused, match="bob corrected this figure since you opened it"):
        correct_figure(None, waiting().pk, seen, Said(value="1"), "Late", timezone.now())
    assert waiting().value == "190"


def test_a_figure_can_be_withdrawn_as_missing_with_a_comment(quarter: str, bob: User) -> None:
    publish(quarter)
    correct(bob, Said(status="missing", comment="The count cannot be trusted."), "Count withdrawn")
    [point] = series("waiting", AREA, viewer=AnonymousUser(), now=timezone.now())
    assert (point.value, point.status) == (None, "missing")


def test_a_figure_that_is_withheld_after_all_is_not_told_by_its_own_correction(
    quarter: str, bob: User, client: Client
) -> None:
    publish(quarter)
    correct(bob)
    too_small = Said(status="suppressed", comment="Too few people to be told.")
    correct(bob, too_small, "Withheld to protect people")
    [point] = series("waiting", AREA, viewer=AnonymousUser(), now=timezone.now())
    assert (point.value, point.status) == (None, "suppressed")
    assert "300" not in point.note and "190" not in point.note
    page = client.get(f"/reports/{quarter}/").content.decode()
    assert "300 people" not in page and "190 people" not in page
    assert "from a figure that is now withheld to no figure (suppressed)" in page
    assert [each.was["value"] for each in Correction.objects.all()] == ["190", "300"]


def test_an_earlier_month_of_the_quarter_is_listed_and_its_correction_told(
    ground: None, bob: User, client: Client
) -> None:
    assign_measures(None, [Assigned("waiting", "care", "monthly")])
    ref = open_quarter()
    publish(ref)
    july = ReturnFigure.objects.get(measure="waiting", period="2026-07-01/P1M")
    client.force_login(bob)
    page = client.get(f"/officer/report/{ref}/").content.decode()
    assert "Kent, July 2026: 300 people" in page
    assert f"/officer/desk/{ref}/figures/{july.pk}/correct/" in page
    correct_figure(bob, july.pk, july.version, RIGHT, "Counted twice", timezone.now())
    told = client.get(f"/reports/{ref}/").content.decode()
    assert "July 2026: corrected on" in told and "from 300 people to 190 people" in told


def test_a_share_is_worked_out_again_from_its_corrected_parts(quarter: str, bob: User) -> None:
    publish(quarter)
    row = ReturnFigure.objects.get(measure="reviews")
    same = Said(numerator="90", denominator="120")
    with pytest.raises(Refused, match="nothing differs"):
        correct_figure(bob, row.pk, row.version, same, "Recount", timezone.now())
    correct_figure(
        bob, row.pk, row.version, Said(numerator="96", denominator="120"), "Recount", timezone.now()
    )
    row.refresh_from_db()
    assert (row.value, row.numerator) == ("80.0", "96")
    [point] = series("reviews", AREA, viewer=AnonymousUser(), now=timezone.now())
    assert (str(point.value), str(point.numerator)) == ("80", "96")


def test_a_hold_on_publishing_stops_a_correction(quarter: str, bob: User, alice: User) -> None:
    publish(quarter)
    today = timezone.localdate()
    hold_publication(alice, "Election", today, today + timedelta(days=9))
    with pytest.raises(Refused, match="Election"):
        correct(bob)
    assert waiting().value == "300"


def test_only_performance_officers_correct(quarter: str, lara: User, alice: User) -> None:
    publish(quarter)
    for who in (lara, alice):
        with pytest.raises(NotAllowed):
            correct(who)


def test_the_page_corrects_a_figure(quarter: str, bob: User, client: Client) -> None:
    publish(quarter)
    client.force_login(bob)
    row = waiting()
    address = f"/officer/desk/{quarter}/figures/{row.pk}/correct/"
    assert 'value="300"' in client.get(address).content.decode()
    said = {"value": "190", "comment": "Counted again.", "version": row.version, "reason": ""}
    assert "What was wrong: this field is required" in client.post(address, said).content.decode()
    assert client.post(address, said | {"reason": "Counted twice"}).status_code == 302
    assert waiting().value == "190"
