"""What a person changes about their own account."""

from django.db import transaction

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.account import password_faults, refuse_any
from goldenthread.people.commands.trail import record
from goldenthread.rules.subject import Subject


@transaction.atomic
def choose_digest(who: Officer, wanted: bool) -> None:
    """Have one letter a day at most where something is owed, or none."""
    require(who.is_active, "choose your letters")
    if who.digest == wanted:
        return
    before, who.digest = who.digest, wanted
    who.save(update_fields=["digest"])
    record(who, "choose_digest", Subject("officer", who.username), {"digest": before}, {"digest": wanted})


@transaction.atomic
def change_own_password(who: Officer, password: str) -> None:
    """Give oneself another password; sessions elsewhere end. Raises Refused on one that is too weak."""
    require(who.is_active, "change your password")
    refuse_any(password_faults(who, password))
    who.set_password(password)
    who.save(update_fields=["password"])
    record(who, "change_own_password", Subject("officer", who.username))
