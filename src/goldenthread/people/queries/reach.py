"""Where to write to those who hold a role over something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.people.models import RoleHeld


@dataclass(frozen=True, slots=True)
class Reach:
    """A person with an open account and an address to write to."""

    username: str
    email: str


def reached(role: str) -> Mapping[str, Sequence[Reach]]:
    """By the ref of what they hold the role over, those who hold it and have an address: one read."""
    rows = RoleHeld.objects.filter(role=role, user__is_active=True).exclude(user__email="")
    found: dict[str, list[Reach]] = {}
    for ref, username, email in rows.order_by("user__username").values_list(
        "scope_ref", "user__username", "user__email"
    ):
        found.setdefault(ref, []).append(Reach(username, email))
    return found


def held_over(role: str) -> frozenset[str]:
    """The refs of everything that somebody with an open account holds the role over."""
    rows = RoleHeld.objects.filter(role=role, user__is_active=True)
    return frozenset(rows.values_list("scope_ref", flat=True))
