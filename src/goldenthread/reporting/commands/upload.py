"""Workbooks that were handed over: kept between their rehearsal and the officer's word, at most a day."""

import re
import secrets
from datetime import datetime
from typing import Final

from django.db import transaction

from goldenthread.people.access import Officer, require
from goldenthread.reporting.access import may_hand_over_workbook
from goldenthread.reporting.models import ReportingPeriod, Upload
from goldenthread.reporting.queries.upload import KEPT_FOR
from goldenthread.reporting.queries.workbook import services_to_fill

MOST_KEPT: Final = 5
"""Workbooks that one person may have waiting; an older one makes room."""
_LONGEST_NAME: Final = 100


@transaction.atomic
def keep_workbook(who: Officer, period: str, name: str, content: bytes, now: datetime) -> str:
    """Keep a workbook for its rehearsal, for a day at most; the token finds it again."""
    some = bool(services_to_fill(who, period, now))
    require(some and may_hand_over_workbook(who), "fill in a return of this period")
    sweep_workbooks(now)
    row = ReportingPeriod.objects.get(ref=period)
    waiting = Upload.objects.filter(who=who).order_by("-at", "-pk").values_list("pk", flat=True)
    Upload.objects.filter(pk__in=list(waiting[MOST_KEPT - 1 :])).delete()
    token = secrets.token_urlsafe(24)
    Upload.objects.create(who=who, period=row, token=token, name=shown_name(name), content=content)
    return token


@transaction.atomic
def discard_workbook(who: Officer, token: str) -> bool:
    """Put aside a workbook that this person handed over; False where there is none."""
    gone, _ = Upload.objects.filter(who=who, token=token).delete()
    return bool(gone)


def sweep_workbooks(now: datetime) -> int:
    """Remove what has been kept for longer than a day: how many workbooks."""
    gone, _ = Upload.objects.filter(at__lt=now - KEPT_FOR).delete()
    return gone


def shown_name(name: str) -> str:
    """A file's name as it may be shown: its last part, without control characters, cut to a length."""
    last = re.split(r"[\\/]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f\[\]:]", "", last)[-_LONGEST_NAME:].strip() or "return.xlsx"
