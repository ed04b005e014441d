"""Who may do what with people, holds and the trail; and how access is asked everywhere."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from rules.predicates import Predicate

from goldenthread.people.models import User

Viewer = User | AnonymousUser
Officer = User

ROLES = {
    "strategy": "Strategy officer: writes and publishes plans",
    "performance": "Performance officer: keeps measures and imports observations",
    "administrator": "Administrator: adds officers and sets up the council",
}


class NotAllowed(PermissionDenied):
    """The person does not hold a role that may do this."""


def require(allowed: bool, act: str) -> None:
    """Raise NotAllowed unless the person is allowed the act, named as `edit plans` is."""
    if not allowed:
        raise NotAllowed(f"Your roles do not let you {act}. Ask an administrator if you need to.")


def holds(role: str) -> Predicate:
    """The predicate that a person holds the role; predicates combine with `|`, `&` and `~`."""

    def asked(user: Viewer) -> bool:
        return isinstance(user, User) and role in user.roles

    return Predicate(asked, name=f"holds the role {role}")


is_strategy_officer = holds("strategy")
is_performance_officer = holds("performance")
is_administrator = holds("administrator")
is_officer = is_strategy_officer | is_performance_officer | is_administrator


def may_see_trail(user: Viewer) -> bool:
    """Every officer may see who did what."""
    return bool(is_officer.test(user))


def may_hold_publication(user: Viewer) -> bool:
    """Strategy officers and administrators may stop all publishing, and let it go on."""
    return bool((is_strategy_officer | is_administrator).test(user))


def may_set_council(user: Viewer) -> bool:
    """Administrators may change the council's facts."""
    return bool(is_administrator.test(user))


def may_add_officer(user: Viewer) -> bool:
    """Administrators may give people an account, roles and a password, and close accounts."""
    return bool(is_administrator.test(user))
