"""Finding the edition that a command is about."""

from django.db import transaction

from goldenthread.publish.models import Edition
from goldenthread.rules.refusal import refuse


def found_edition(ref: str) -> Edition:
    """The edition's row, locked where a transaction is open. Raises Refused where there is none."""
    rows = Edition.objects.all()
    if transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update()
    row = rows.filter(ref=ref).first()
    if row is None:
        raise refuse(f"there is no edition '{ref}'", "open the list of editions and choose one")
    return row


def editable(ref: str) -> Edition:
    """The edition's row, to be arranged. Raises Refused where it was withdrawn."""
    row = found_edition(ref)
    if row.state == "withdrawn":
        raise refuse(f"'{row.title}' was withdrawn", "begin another edition")
    return row


def touch(row: Edition) -> None:
    """Count a change to the edition, so that nobody freezes what they have not seen."""
    row.version += 1
    row.save(update_fields=["version", "changed_at"])
