"""Planning a reporting period and opening it.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from datetime import date, datetime
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.council import council
from goldenthread.people.queries.service import services
from goldenthread.reporting.access import may_open_period, may_plan_period
from goldenthread.reporting.commands.closing import found_period, period_subject
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnAction, ReturnFigure
from goldenthread.reporting.owing import Owed, owed
from goldenthread.rules.period import Period, read_period
from goldenthread.rules.refusal import Refused, refuse

_BATCH = 500
_DAYS = {
    "opens": "the day it opens",
    "due": "the day returns are due",
    "approve_by": "the day to approve by",
    "closes": "the day it closes",
}


@transaction.atomic
def plan_period(
    who: Officer | None,
    period: Period,
    title: str,
    opens: date,
    due: date,
    approve_by: date,
    closes: date,
) -> str:
    """Add a reporting period with its dates, and return its ref, such as `2026-27-q2`.

    Raises Refused where the period is there already, or the dates do not follow each other.
    """
    require(who is None or may_plan_period(who), "plan reporting periods")
    dates = {"opens": opens, "due": due, "approve_by": approve_by, "closes": closes}
    _check(period, title, dates)
    ref = slugify(period.label("financial").replace("/", "-"))
    ReportingPeriod.objects.create(ref=ref, title=title.strip(), period=str(period), **dates)
    said = {name: day.isoformat() for name, day in dates.items()}
    record(who, "plan_period", period_subject(ref), None, {"period": str(period), "title": title, **said})
    return ref


@transaction.atomic
def change_period(
    who: Officer | None, ref: str, title: str, opens: date, due: date, approve_by: date, closes: date
) -> None:
    """Give a period that is planned or open another title or other dates. Raises Refused as planning does."""
    require(who is None or may_plan_period(who), "plan reporting periods")
    row = found_period(ref)
    if row.state not in ("planned", "open"):
        raise refuse(f"{row.title} is {row.state}", "change the dates before a period closes")
    dates = {"opens": opens, "due": due, "approve_by": approve_by, "closes": closes}
    _check(None, title, dates)
    before, after = _said(row), {"title": title.strip(), **{name: str(day) for name, day in dates.items()}}
    if before == after:
        return
    for name, day in dates.items():
        setattr(row, name, day)
    row.title = title.strip()
    row.save(update_fields=["title", *dates])
    record(who, "change_period", period_subject(ref), before, after)


@transaction.atomic
def open_period(who: Officer | None, ref: str, now: datetime) -> int:
    """Open a planned period: work out what each service owes, and make its return. Returns how many owe one.

    Raises Refused where the period is not planned, or no service owes anything.
    """
    require(who is None or may_open_period(who), "open reporting periods")
    row = found_period(ref)
    if row.state != "planned":
        raise refuse(f"{row.title} is {row.state}", "open a period that is planned")
    facts, today = council(), timezone.localdate(now)
    if facts is None:
        raise refuse("no council is set up", "set up the council first")
    everything = owed(read_period(row.period), facts.area, [each.ref for each in services(today)], today)
    if not everything.services:
        what = "no service owes anything: no measure is returned by a service, and no action is under way"
        raise refuse(what, "say on each measure which service returns it and how often, or plan actions")
    _make_returns(row, everything)
    row.state, row.opened_at = "open", now
    row.save(update_fields=["state", "opened_at"])
    counts = {
        "returns": len(everything.services),
        "figures": len(everything.figures),
        "actions": len(everything.actions),
    }
    record(who, "open_period", period_subject(ref), {"state": "planned"}, {"state": "open", **counts})
    return len(everything.services)


def _make_returns(row: ReportingPeriod, everything: Owed) -> None:
    made = Return.objects.bulk_create(
        [Return(period=row, service=service) for service in everything.services], batch_size=_BATCH
    )
    returns = {each.service: each for each in made}
    ReturnFigure.objects.bulk_create(
        [
            ReturnFigure(
                given_in=returns[each.service],
                measure=each.measure,
                area=each.area,
                period=each.period,
                position=position,
                usual=each.usual,
            )
            for position, each in enumerate(everything.figures)
        ],
        batch_size=_BATCH,
    )
    ReturnAction.objects.bulk_create(
        [
            ReturnAction(given_in=returns[each.service], action=each.action, position=position)
            for position, each in enumerate(everything.actions)
        ],
        batch_size=_BATCH,
    )


def _said(row: ReportingPeriod) -> dict[str, str]:
    names = ("title", "opens", "due", "approve_by", "closes")
    return {name: str(getattr(row, name)) for name in names}


def _check(period: Period | None, title: str, dates: dict[str, date]) -> None:
    """Raises Refused with everything that is wrong in a period's title and dates."""
    found = []
    if not title.strip() or len(title) > 200:
        found.append(refuse("the title is empty or too long", "give up to 200 characters", column="title"))
    if period is not None and ReportingPeriod.objects.filter(period=str(period)).exists():
        found.append(refuse("that period is planned already", "open it in the list", column="period"))
    names = list(dates)
    for earlier, later in pairwise(names):
        if dates[later] < dates[earlier]:
            what = f"{_DAYS[later]} is before {_DAYS[earlier]}"
            found.append(refuse(what, "give a later day", column=later))
    if found:
        raise Refused(each for refused in found for each in refused.refusals)
