"""Workbooks that wait for an officer's word, for a day at most."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from goldenthread.people.access import Officer
from goldenthread.reporting.models import Upload
from goldenthread.rules.refusal import refuse

KEPT_FOR: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A workbook that was handed over and neither taken in nor put aside."""

    token: str
    name: str
    at: datetime


def waiting_workbooks(who: Officer, period: str, now: datetime) -> tuple[Waiting, ...]:
    """What this person has waiting for the period, the latest first."""
    rows = Upload.objects.filter(who=who, period__ref=period, at__gte=now - KEPT_FOR).order_by("-at", "-pk")
    return tuple(Waiting(*each) for each in rows.values_list("token", "name", "at"))


def kept_workbook(who: Officer, period: str, token: str, now: datetime) -> tuple[Waiting, bytes]:
    """One of them with its content. Raises Refused where this person has none of that token."""
    rows = Upload.objects.filter(who=who, period__ref=period, token=token, at__gte=now - KEPT_FOR)
    row = rows.first()
    if row is None:
        raise refuse("the workbook is no longer kept", "hand it over again")
    return Waiting(row.token, row.name, row.at), bytes(row.content)
