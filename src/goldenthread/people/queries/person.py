"""People with an account, as administrators look them up; and their roles in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

from goldenthread.people.access import ROLES
from goldenthread.people.models import User
from goldenthread.people.queries.organisation import committees, partners, portfolios
from goldenthread.people.queries.service import ServiceTree
from goldenthread.people.role import RoleOver
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """Which people: with these words in their name or email, this role, a role that reaches this service.

    `state` is open, closed, or empty for both.
    """

    words: str = ""
    role: str = ""
    service: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class RoleTold:
    """A role in words. `role` is as `people.role` writes it; `over` is empty for the whole council."""

    role: str
    title: str
    over: str

    def __str__(self) -> str:
        return f"{self.title}, {self.over}" if self.over else self.title


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """A person who may sign in, or could once."""

    username: str
    email: str
    roles: tuple[RoleTold, ...]
    is_open: bool
    last_sign_in: datetime | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people. `count` is of all the people wanted."""

    people: tuple[PersonSheet, ...]
    number: int
    per_page: int
    count: int


def people(wanted: PersonFilter, tree: ServiceTree, page: int | str = 1, per_page: int = 50) -> PeoplePage:
    """One page of the people wanted, by username; a page beyond the last is the last."""
    pages = Paginator(_wanted(wanted, tree), per_page)
    shown = pages.get_page(page)
    titles = scope_titles(tree)
    return PeoplePage(
        tuple(_sheet(user, titles) for user in shown.object_list), shown.number, per_page, pages.count
    )


def person(username: str, tree: ServiceTree) -> PersonSheet | None:
    """The person of that username, or None."""
    user = User.objects.prefetch_related("roles_held").filter(username=username).first()
    return _sheet(user, scope_titles(tree)) if user else None


def scope_titles(tree: ServiceTree) -> Mapping[Subject, str]:
    """What every service, portfolio, committee and partner is called: what a role may be held over."""
    titles = {Subject("service", each.ref): each.title for each in tree}
    titles |= {Subject("portfolio", each.ref): each.title for each in portfolios()}
    titles |= {Subject("committee", each.ref): each.title for each in committees()}
    return titles | {Subject("partner", each.ref): each.title for each in partners()}


def role_title(role: str) -> str:
    """What a role is called, such as "Service lead"."""
    return ROLES.get(role, role).partition(":")[0]


def _wanted(wanted: PersonFilter, tree: ServiceTree) -> QuerySet[User]:
    rows = User.objects.order_by("username").prefetch_related("roles_held")
    if wanted.words:
        rows = rows.filter(Q(username__icontains=wanted.words) | Q(email__icontains=wanted.words))
    if wanted.role:
        rows = rows.filter(roles_held__role=wanted.role)
    if wanted.service:
        reaching = tree.lineage(wanted.service)
        rows = rows.filter(roles_held__scope_kind="service", roles_held__scope_ref__in=reaching)
    if wanted.state:
        rows = rows.filter(is_active=wanted.state == "open")
    return rows.distinct()


def _sheet(user: User, titles: Mapping[Subject, str]) -> PersonSheet:
    roles = tuple(
        role_told(RoleOver(held.role, held.scope_kind, held.scope_ref), titles)
        for held in user.roles_held.all()
    )
    return PersonSheet(user.username, user.email, roles, user.is_active, user.last_login)


def role_told(held: RoleOver, titles: Mapping[Subject, str]) -> RoleTold:
    """A role in words, with `scope_titles` to name what it is held over."""
    over = titles.get(Subject(held.kind, held.ref), f"{held.kind} {held.ref}") if held.kind else ""
    return RoleTold(str(held), role_title(held.role), over)
