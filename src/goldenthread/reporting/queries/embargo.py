"""What was published for a moment that has not come: the public does not read it before."""

from datetime import datetime

from goldenthread.people.queries.publication import publicity
from goldenthread.reporting.models import ReportingPeriod, ReturnAction
from goldenthread.rules.subject import Subject


def actions_to_come(now: datetime) -> frozenset[str]:
    """The actions whose last report stands in a quarter that is not public yet: two reads, or three."""
    shown = publicity(now)
    rows = ReportingPeriod.objects.filter(state="published").values_list("pk", "ref", "publish_at")
    waiting = [pk for pk, ref, at in rows if not shown.shows(at, Subject("reporting period", ref))]
    if not waiting:
        return frozenset()
    told = ReturnAction.objects.filter(given_in__period__in=waiting, given_in__state="published")
    return frozenset(told.exclude(confidence="").order_by().values_list("action", flat=True))
