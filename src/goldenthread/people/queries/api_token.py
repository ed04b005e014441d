"""Tokens for programmes: a person's own, and whom a token that is sent stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.people.access import Officer, is_known
from goldenthread.people.api_token import checksum_of, is_token
from goldenthread.people.models import ApiToken, RoleHeld
from goldenthread.people.queries.person import role_told, scope_titles
from goldenthread.people.queries.service import ServiceTree
from goldenthread.people.role import RoleOver
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class TokenSheet:
    """One token as its owner sees it: everything but the token itself."""

    number: int
    name: str
    role: str
    service: str
    made_at: datetime
    expires_on: date
    last_used_on: date | None
    withdrawn_at: datetime | None

    def is_taken(self, today: date) -> bool:
        """Whether it still opens anything."""
        return self.withdrawn_at is None and self.expires_on >= today


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token stands for: its owner with that one role alone, and the service it is narrowed to."""

    number: int
    viewer: Officer
    service: str
    last_used_on: date | None


def tokens_of(username: str, tree: ServiceTree) -> tuple[TokenSheet, ...]:
    """Every token of a person, the latest first, those withdrawn or past with them."""
    rows = ApiToken.objects.filter(user__username=username)
    titles = scope_titles(tree)
    return tuple(_sheet(row, titles) for row in rows)


def roles_for_tokens(who: Officer, tree: ServiceTree) -> tuple[tuple[str, str], ...]:
    """The roles that a person may make a token for, each as it is written and as it is said."""
    over = (RoleOver(held.role, held.scope_kind, held.scope_ref) for held in who.held)
    titles = scope_titles(tree)
    return tuple((str(each), str(role_told(each, titles))) for each in over)


def bearer_of(token: str, today: date) -> Bearer | None:
    """Whom a token stands for today; None for one that is unknown, withdrawn, past, or whose role is gone.

    The viewer holds nothing but the token's role, so that every question of access is asked of that alone.
    """
    if not is_token(token):
        return None
    row = ApiToken.objects.select_related("user").filter(key=checksum_of(token)).first()
    if row is None or row.withdrawn_at is not None or row.expires_on < today or not row.user.is_active:
        return None
    viewer = row.user
    same = RoleHeld.objects.filter(user=viewer, role=row.role)
    held = same.filter(scope_kind=row.scope_kind, scope_ref=row.scope_ref).first()
    if held is None:
        return None
    viewer.__dict__["held"] = (held,)
    return Bearer(row.pk, viewer, row.service, row.last_used_on) if is_known.test(viewer) else None


def _sheet(row: ApiToken, titles: Mapping[Subject, str]) -> TokenSheet:
    role = RoleOver(row.role, row.scope_kind, row.scope_ref)
    return TokenSheet(
        row.pk,
        row.name,
        str(role_told(role, titles)),
        titles.get(Subject("service", row.service), row.service),
        row.made_at,
        row.expires_on,
        row.last_used_on,
        row.withdrawn_at,
    )
