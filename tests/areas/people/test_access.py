import pytest
from django.contrib.auth.models import AnonymousUser

from goldenthread.people.access import (
    NotAllowed,
    is_officer,
    may_add_officer,
    may_hold_publication,
    may_see_trail,
    may_set_council,
    require,
)
from goldenthread.people.models import User


def test_who_may_do_what_with_people_and_holds(
    alice: User, bob: User, adele: User, charlie: AnonymousUser
) -> None:
    everyone = (alice, bob, adele, charlie)
    assert [is_officer.test(user) for user in everyone] == [True, True, True, False]
    assert [may_see_trail(user) for user in everyone] == [True, True, True, False]
    assert [may_hold_publication(user) for user in everyone] == [True, False, True, False]
    assert [may_set_council(user) for user in everyone] == [False, False, True, False]
    assert [may_add_officer(user) for user in everyone] == [False, False, True, False]


def test_someone_with_an_account_and_no_role_is_no_officer(db: None) -> None:
    assert not is_officer.test(User.objects.create(username="donald"))


def test_a_refusal_names_the_act() -> None:
    require(True, "edit plans")
    with pytest.raises(NotAllowed, match="edit plans"):
        require(False, "edit plans")
