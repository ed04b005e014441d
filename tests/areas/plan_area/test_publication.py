from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.council import hold_publication
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.publication import publicity
from goldenthread.plan.commands import import_plan, publish_plan, revise_item, withdraw_plan
from goldenthread.plan.edit import ItemWords
from goldenthread.plan.queries import item, plan_document, plans, search, titles_of
from goldenthread.rules.refusal import Refused
from tests.areas.plan_area.plans import SMALL

LONDON = timezone.get_default_timezone()


@pytest.fixture
def small(alice: User) -> None:
    import_plan(alice, SMALL)


def everything_shown(viewer: User | AnonymousUser, now: datetime) -> list[object]:
    return [
        plans(viewer, now),
        plan_document("small", viewer, now),
        item("small", "o1", viewer, now),
        search("children", viewer, now),
        titles_of([("small", "o1")], viewer, publicity(now)),
    ]


def test_what_nobody_has_published_is_shown_to_officers_alone(
    small: None, bob: User, charlie: AnonymousUser
) -> None:
    now = timezone.now()
    assert all(everything_shown(bob, now))
    assert not any(everything_shown(charlie, now))


def test_a_plan_is_public_from_its_moment_on(small: None, alice: User, charlie: AnonymousUser) -> None:
    moment = timezone.now() + timedelta(days=3)
    publish_plan(alice, "small", moment)
    assert not any(everything_shown(charlie, moment - timedelta(seconds=1)))
    assert all(everything_shown(charlie, moment))


def test_the_public_reads_the_published_version_while_officers_work_on_the_next(
    small: None, alice: User, charlie: AnonymousUser
) -> None:
    publish_plan(alice, "small")
    assert revise_item(alice, "small", "o1", ItemWords("Children are well")) == 2
    now = timezone.now()
    public, officers = plan_document("small", charlie, now), plan_document("small", alice, now)
    assert public and officers
    assert [public.document.items[0].title, officers.document.items[0].title] == [
        "Children are safe",
        "Children are well",
    ]
    assert [version.number for version in public.versions] == [1]
    assert [version.number for version in officers.versions] == [2, 1]
    assert plan_document("small", charlie, now, number=2) is None
    assert "Not published" in officers.banner


def test_withdrawing_a_version_brings_back_the_one_before(
    small: None, alice: User, charlie: AnonymousUser
) -> None:
    publish_plan(alice, "small")
    revise_item(alice, "small", "o1", ItemWords("Children are well"))
    publish_plan(alice, "small")
    withdraw_plan(alice, "small", "Published by mistake")
    view = plan_document("small", charlie, timezone.now())
    assert view and view.facts.number == 1
    assert TrailEntry.objects.filter(act="withdraw_plan", note="Published by mistake").count() == 1


def test_an_officer_without_plan_rights_can_neither_publish_nor_withdraw(small: None, bob: User) -> None:
    with pytest.raises(NotAllowed):
        publish_plan(bob, "small")
    with pytest.raises(NotAllowed):
        withdraw_plan(bob, "small", "because")


def hold(alice: User, first: date, last: date, *exceptions: str) -> None:
    hold_publication(alice, "Pre-election period", first, last, exceptions)


def test_nothing_is_published_on_a_day_that_is_held(
    small: None, council: CouncilFacts, alice: User, charlie: AnonymousUser
) -> None:
    today = timezone.localdate()
    hold(alice, today, today + timedelta(days=30))
    with pytest.raises(Refused, match="Pre-election period"):
        publish_plan(alice, "small")
    with pytest.raises(Refused):
        publish_plan(alice, "small", timezone.now() + timedelta(days=5))
    publish_plan(alice, "small", timezone.now() + timedelta(days=40))
    assert not plans(charlie, timezone.now() + timedelta(days=39))
    assert plans(charlie, timezone.now() + timedelta(days=41))


def test_a_hold_lets_what_it_names_be_published(
    small: None, council: CouncilFacts, alice: User, charlie: AnonymousUser
) -> None:
    today = timezone.localdate()
    hold(alice, today, today + timedelta(days=30), "plan small")
    publish_plan(alice, "small")
    assert plans(charlie, timezone.now())


def test_what_was_due_within_a_later_hold_waits_until_it_is_over(
    small: None, council: CouncilFacts, alice: User, charlie: AnonymousUser
) -> None:
    today = timezone.localdate()
    due = timezone.now() + timedelta(days=5)
    publish_plan(alice, "small", due)
    last = today + timedelta(days=30)
    hold(alice, today + timedelta(days=1), last)
    midnight = datetime.combine(last + timedelta(days=1), datetime.min.time(), LONDON)
    assert not plans(charlie, due)
    assert not plans(charlie, midnight - timedelta(seconds=1))
    assert plans(charlie, midnight)


def test_what_is_public_stays_public_through_a_hold(
    small: None, council: CouncilFacts, alice: User, charlie: AnonymousUser
) -> None:
    publish_plan(alice, "small")
    hold(alice, timezone.localdate(), timezone.localdate() + timedelta(days=30))
    assert plans(charlie, timezone.now())
