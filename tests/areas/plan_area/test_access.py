from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser

from goldenthread.people.access import Viewer
from goldenthread.people.models import RoleHeld, User
from goldenthread.plan.access import may_edit_plan, may_publish_plan, may_see_unpublished, may_write_plans


@pytest.mark.parametrize(
    ("may", "strategy", "performance", "resident"),
    [
        (may_see_unpublished, True, True, False),
        (may_write_plans, True, False, False),
        (partial(may_edit_plan, plan="small"), True, False, False),
        (partial(may_publish_plan, plan="small"), True, False, False),
    ],
)
def test_who_may_do_what_with_plans(
    may: Callable[[Viewer], bool],
    strategy: bool,
    performance: bool,
    resident: bool,
    alice: User,
    bob: User,
    charlie: AnonymousUser,
) -> None:
    assert (may(alice), may(bob), may(charlie)) == (strategy, performance, resident)


def test_someone_whose_account_is_closed_may_do_nothing(alice: User) -> None:
    alice.is_active = False
    alice.save()
    closed = User.objects.get(username="alice")
    assert not may_see_unpublished(closed)
    assert not may_write_plans(closed)
    assert not may_edit_plan(closed, "small")


def test_a_strategy_officer_of_one_plan_writes_and_publishes_only_that(db: None) -> None:
    carol = User.objects.create(username="carol")
    RoleHeld.objects.create(user=carol, role="strategy", scope_kind="plan", scope_ref="small")
    assert may_write_plans(carol)
    assert [may_edit_plan(carol, plan) for plan in ("small", "large", "")] == [True, False, False]
    assert [may_publish_plan(carol, plan) for plan in ("small", "large", "")] == [True, False, False]
