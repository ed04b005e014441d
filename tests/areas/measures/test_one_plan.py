"""A strategy officer who holds one plan says what quantifies that plan, and no other."""

import pytest
from django.utils import timezone

from goldenthread.measures.access import may_link, may_link_somewhere
from goldenthread.measures.commands import link_measure, record_measures, unlink_measure
from goldenthread.measures.queries import links_of_items
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import RoleHeld, User
from goldenthread.rules.measure import Measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def carol() -> User:
    """A strategy officer of the small plan."""
    record_measures(None, [Measure("swim", "Children who can swim", polarity="high_is_good")])
    user = User.objects.create(username="carol")
    RoleHeld.objects.create(user=user, role="strategy", scope_kind="plan", scope_ref="small")
    return user


def test_who_may_link_measures_to_which_plan(carol: User, alice: User, bob: User, adele: User) -> None:
    for user in (alice, bob, adele):
        assert may_link(user, "small") and may_link(user, "large") and may_link_somewhere(user)
    assert [may_link(carol, plan) for plan in ("small", "large")] == [True, False]
    assert may_link_somewhere(carol)


def test_she_links_to_her_plan_and_to_no_other(carol: User, alice: User) -> None:
    link_measure(carol, "swim", "small", "o1")
    link_measure(None, "swim", "large", "o1")
    for act in (link_measure, unlink_measure):
        with pytest.raises(NotAllowed):
            act(carol, "swim", "large", "o1")
    assert links_of_items("large", ["o1"], alice, timezone.now())
    unlink_measure(carol, "swim", "small", "o1")
    assert not links_of_items("small", ["o1"], alice, timezone.now())
