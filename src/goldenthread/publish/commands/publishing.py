"""Making a frozen edition public, and withdrawing one by order."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.publication import publicity, require_publishable
from goldenthread.publish.access import may_freeze_edition, may_withdraw_edition
from goldenthread.publish.commands.found import found_edition
from goldenthread.publish.queries.edition import edition_subject
from goldenthread.rules.refusal import Refused, refuse

_LONGEST_ORDER, _LONGEST_REASON = 300, 2_000


@transaction.atomic
def publish_edition(who: Officer | None, ref: str, at: datetime | None = None) -> None:
    """Make a frozen edition public from a moment on, at once without one.

    Raises Refused where it is not frozen, is public already, or a hold on publishing is in force then.
    """
    require(who is None or may_freeze_edition(who), "publish an edition")
    row, now, subject = found_edition(ref), timezone.now(), edition_subject(ref)
    if row.state != "frozen":
        raise refuse(f"'{row.title}' is {row.state}", "publish an edition that is frozen", column="state")
    if publicity(now).shows(row.publish_at, subject):
        raise refuse(f"'{row.title}' is public already", "correct it, or have it withdrawn by order")
    moment = max(at, now) if at else now
    require_publishable(subject, moment)
    before, row.publish_at = row.publish_at, moment
    row.save(update_fields=["publish_at", "changed_at"])
    was = {"publish_at": before.isoformat() if before else ""}
    record(who, "publish_edition", subject, was, {"publish_at": moment.isoformat()})


@transaction.atomic
def withdraw_edition(who: Officer | None, ref: str, order: str, reason: str) -> None:
    """Take a frozen edition from public sight by order: a notice stands in its place for good.

    The issues stay on disk, and their checksums stay public. Of one that was not public yet nothing ever is.
    Raises Refused where it is not frozen, and without an order and a reason.
    """
    require(who is None or may_withdraw_edition(who), "withdraw an edition")
    row = found_edition(ref)
    if row.state != "frozen":
        raise refuse(f"'{row.title}' is {row.state}", "withdraw an edition that is frozen", column="state")
    said = {"order": (order.strip(), _LONGEST_ORDER), "reason": (reason.strip(), _LONGEST_REASON)}
    faults = [
        refuse(f"the {name} is empty or too long", f"give up to {most:,} characters", column=name)
        for name, (text, most) in said.items()
        if not text or len(text) > most
    ]
    if faults:
        raise Refused(each for fault in faults for each in fault.refusals)
    now = timezone.now()
    if not publicity(now).shows(row.publish_at, edition_subject(ref)):
        # What nobody has read must not come out later, not even as a notice.
        row.publish_at = None
    row.state, row.withdrawn_at = "withdrawn", now
    row.withdrawn_order, row.withdrawn_reason = order.strip(), reason.strip()
    row.version += 1
    row.save()
    after = {"state": "withdrawn", "order": row.withdrawn_order, "reason": row.withdrawn_reason}
    record(who, "withdraw_edition", edition_subject(ref), {"state": "frozen"}, after)
