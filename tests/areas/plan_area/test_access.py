from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from goldenthread.people.access import Viewer
from goldenthread.people.models import User
from goldenthread.plan.access import may_edit_plan, may_publish_plan, may_see_unpublished


@pytest.mark.parametrize(
    ("may", "strategy", "performance", "resident"),
    [
        (may_see_unpublished, True, True, False),
        (may_edit_plan, True, False, False),
        (may_publish_plan, True, False, False),
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
    assert not may_edit_plan(closed)
