"""The return that an act is about, locked until the act is done, and whether it may be filled in now."""

from datetime import datetime

from django.utils import timezone

from goldenthread.people.access import Officer
from goldenthread.people.queries.service import services
from goldenthread.reporting.models import Return
from goldenthread.reporting.shut import why_shut
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject


def return_subject(period: str, service: str) -> Subject:
    """What the trail calls one service's return for one period."""
    return Subject("return", f"{period}/{service}")


def subjects_over(service: str, now: datetime) -> tuple[Subject, ...]:
    """What a role may be held over so that it reaches this service's return."""
    return services(timezone.localdate(now)).subjects(service)


def name_of(who: Officer | None) -> str:
    """The name that a return keeps of somebody; empty for the keeper at the machine."""
    return who.username if who else ""


def found_return(period: str, service: str) -> Return:
    """The return's row, locked. Raises Refused where the service owes none.

    Its period is read after the lock is held: who waited for a quarter to be closed is to see it closed.
    """
    rows = Return.objects.select_for_update(of=("self",))
    row = rows.filter(period__ref=period, service=service).first()
    if row is None:
        raise refuse(f"'{service}' owes no return for '{period}'", "choose a return from your work")
    return row


def require_fillable(row: Return) -> None:
    """Raises Refused where nothing may be entered in the return now."""
    why = why_shut(row)
    if why:
        do = "ask the approver to send it back, or the performance team to open it for late entry"
        raise refuse(why, do, file=f"{row.period.ref}/{row.service}")
