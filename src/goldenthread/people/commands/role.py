"""Giving a person one role more, and taking one away."""

from django.db import transaction

from goldenthread.people.access import Officer, may_add_officer, require
from goldenthread.people.commands.account import change_roles
from goldenthread.people.models import User
from goldenthread.people.queries.account import roles_of
from goldenthread.people.role import read_role
from goldenthread.rules.refusal import refuse


@transaction.atomic
def give_role(who: Officer | None, username: str, role: str) -> None:
    """Give a person this role, written as `people.role` reads it, beside those held.

    Raises Refused on an unknown person or role, and on something to hold it over that is not here.
    """
    require(who is None or may_add_officer(who), "change officers' roles")
    change_roles(who, username, [*_held(username), str(read_role(role))])


@transaction.atomic
def take_role(who: Officer | None, username: str, role: str) -> None:
    """Take this role from a person; one that is not held is not missed.

    Raises Refused where an administrator would stop being one by their own hand.
    """
    require(who is None or may_add_officer(who), "change officers' roles")
    if who is not None and who.username == username and role == "administrator":
        raise refuse("nobody takes the administrator's role from themselves", "ask another administrator")
    change_roles(who, username, [each for each in _held(username) if each != role])


def _held(username: str) -> tuple[str, ...]:
    """The roles held, in a row locked so that two who change it at once lose nothing."""
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise refuse("nobody has an account of that name", "see the list of people", file=username)
    return roles_of(user)
