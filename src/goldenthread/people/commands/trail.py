"""The one way into the trail of who did what."""

from typing import Any

from django.db import transaction

from goldenthread.people.access import (
    Officer,
)
from goldenthread.people.models import TrailEntry
from goldenthread.rules.subject import Subject


def record(
    who: Officer | None,
    act: str,
    subject: Subject,
    before: Any = None,
    after: Any = None,
    note: str = "",
) -> None:
    """Write one line into the trail, inside the transaction of the act itself.

    `before` and `after` are what JSON can carry. `who` is None for the keeper at the machine.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An act and its line in the trail belong in one transaction.")
    TrailEntry(
        who=who,
        act=act,
        subject_kind=subject.kind,
        subject_ref=subject.ref,
        before=before,
        after=after,
        note=note,
    ).save()
