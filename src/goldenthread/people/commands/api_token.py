"""Making and withdrawing the tokens with which programmes read the API."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from goldenthread.people.access import Officer, may_add_officer, require
from goldenthread.people.api_token import (
    MOST_DAYS,
    MOST_TOKENS,
    TokenWanted,
    checksum_of,
    last_day,
    made_token,
)
from goldenthread.people.commands.trail import record
from goldenthread.people.models import ApiToken, User
from goldenthread.people.queries.account import roles_of
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject


@transaction.atomic
def make_api_token(who: Officer, wanted: TokenWanted, today: date) -> str:
    """Make oneself a token for one of the roles that one holds, and give it back: it is told this once.

    Raises Refused on a role that is not held, an unknown service, a last day that is past or too far away,
    and where the person has too many tokens already.
    """
    require(who.is_active, "make a token")
    # The row is locked so that two requests at once do not pass the limit together.
    User.objects.select_for_update().get(pk=who.pk)
    _check(who, wanted, today)
    token = made_token()
    row = ApiToken(
        user=who,
        name=wanted.name,
        key=checksum_of(token),
        role=wanted.role.role,
        scope_kind=wanted.role.kind,
        scope_ref=wanted.role.ref,
        service=wanted.service,
        expires_on=wanted.expires_on,
    )
    row.save()
    said = {"name": row.name, "role": str(wanted.role), "service": row.service, "until": str(row.expires_on)}
    record(who, "make_api_token", Subject("api token", str(row.pk)), None, said)
    return token


@transaction.atomic
def withdraw_api_token(who: Officer | None, number: int) -> None:
    """Withdraw a token, one's own or as an administrator anybody's. It is taken no more from now on.

    Raises Refused where there is no such token.
    """
    row = ApiToken.objects.select_for_update().select_related("user").filter(pk=number).first()
    is_own = row is not None and who is not None and row.user_id == who.pk and who.is_active
    require(who is None or is_own or may_add_officer(who), "withdraw another person's token")
    if row is None:
        raise refuse("there is no such token", "see the list of tokens", file="token")
    if row.withdrawn_at is None:
        _withdraw(row, who)


@transaction.atomic
def withdraw_every_api_token(who: Officer | None, username: str) -> int:
    """Withdraw all the tokens of a person, such as one who leaves; how many there were."""
    require(who is None or may_add_officer(who), "withdraw another person's tokens")
    rows = list(ApiToken.objects.select_for_update().filter(user__username=username, withdrawn_at=None))
    for row in rows:
        _withdraw(row, who)
    return len(rows)


def note_api_token_use(number: int, today: date) -> None:
    """Write down the day on which a token was last used: one write a day at most."""
    ApiToken.objects.filter(pk=number).exclude(last_used_on=today).update(last_used_on=today)


def _withdraw(row: ApiToken, who: Officer | None) -> None:
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    record(who, "withdraw_api_token", Subject("api token", str(row.pk)), {"name": row.name}, None)


def _check(who: Officer, wanted: TokenWanted, today: date) -> None:
    if not wanted.name.strip():
        raise refuse("the token has no name", "say what it is for", file="token", column="name")
    if str(wanted.role) not in roles_of(who):
        raise refuse("that role is not yours", "choose one of your roles", file="token", column="role")
    if wanted.service and wanted.service not in services(today):
        raise refuse("there is no such service", "choose one of the list", file="token", column="service")
    if not today <= wanted.expires_on <= last_day(today):
        do = f"choose a day from today to {last_day(today):%-d %B %Y}, at most {MOST_DAYS} days on"
        raise refuse("that last day cannot be chosen", do, file="token", column="expires_on")
    held = ApiToken.objects.filter(user=who, withdrawn_at=None, expires_on__gte=today).count()
    if held >= MOST_TOKENS:
        raise refuse(f"{MOST_TOKENS} tokens are the most at a time", "withdraw one first", file="token")
