"""Noting when somebody looked at their home page, so that it can say what changed since."""

from datetime import datetime, timedelta

from django.db import transaction

from goldenthread.people.access import Officer, is_known, require
from goldenthread.reporting.models import LastLook

ONE_SITTING: timedelta = timedelta(minutes=30)
"""Looks that follow each other within it are one: what changed before them stays on the page."""


def note_look(who: Officer, now: datetime) -> datetime | None:
    """Note this look, and return when the person looked before; None where they never did.

    It writes nothing while one sitting lasts. The trail has no line of it: to look is no act.
    """
    require(bool(is_known.test(who)), "look at your work")
    row = LastLook.objects.filter(who=who).first()
    if row is not None and now - row.at < ONE_SITTING:
        return row.before
    return _noted(who, now)


@transaction.atomic
def _noted(who: Officer, now: datetime) -> datetime | None:
    row, is_new = LastLook.objects.select_for_update().get_or_create(who=who, defaults={"at": now})
    if is_new:
        return None
    row.before, row.at = row.at, now
    row.save(update_fields=["before", "at"])
    return row.before
