"""What a person does about their second factor goes into the trail, as everything else does.

django-allauth tells of it only once the transaction is over, so the tables themselves are listened to.
"""

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save

from goldenthread.people.commands.sign_in import note_second_factor

_MADE = {"totp": "set_up_second_factor", "recovery_codes": "make_recovery_codes"}


def listen() -> None:
    """Have every change of a second factor written down."""
    post_save.connect(_made, sender=Authenticator)
    post_delete.connect(_removed, sender=Authenticator)


def _made(instance: Any, created: bool, **_: Any) -> None:
    if created and instance.type in _MADE:
        note_second_factor(instance.user, _MADE[instance.type])


def _removed(instance: Any, **_: Any) -> None:
    # Where somebody else forgets it, their own act says so.
    asking = getattr(context.request, "user", None)
    if instance.type == "totp" and asking == instance.user:
        note_second_factor(instance.user, "remove_second_factor")
