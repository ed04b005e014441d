"""Reminding services of returns they owe, at the word of a performance officer."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from goldenthread.kit.format import count_of, day
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.letter import Draft, queue_letters
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.reach import Reach, reached
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.reporting.access import may_remind
from goldenthread.reporting.commands.closing import found_period, period_subject
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnNote
from goldenthread.reporting.shut import is_under_way
from goldenthread.rules.refusal import refuse

OWED = ("draft", "sent_back")


@transaction.atomic
def remind(who: Officer | None, ref: str, wanted: Collection[str], now: datetime) -> int:
    """Write to the leads of these services, whose returns are not in: how many letters.

    A person gets one letter however many services they lead, and one a day at most. Raises Refused where none
    of the services owes anything.
    """
    require(who is None or may_remind(who), "remind services of their returns")
    period = found_period(ref)
    owing = Return.objects.filter(period=period, service__in=list(wanted), state__in=OWED)
    returns = [each for each in owing.select_related("period") if is_under_way(each)]
    if not returns:
        raise refuse("none of these services owes its return", "choose services whose return is not in")
    today = timezone.localdate(now)
    tree = services(today)
    owed = _by_person(returns, tree)
    name = who.username if who else ""
    ReturnNote.objects.bulk_create(
        ReturnNote(about=each, kind="reminded", who=name, at=now) for each in returns
    )
    written = queue_letters(_letter(person, held, period, tree, today) for person, held in owed.items())
    told = sorted(each.service for each in returns)
    record(who, "remind", period_subject(ref), None, {"services": told, "letters": written})
    return written


def _by_person(returns: Sequence[Return], tree: ServiceTree) -> Mapping[Reach, list[str]]:
    """The services that each lead owes for; the nearest leads of a service are written to."""
    people = reached("service_lead")
    owed: dict[Reach, list[str]] = {}
    for row in returns:
        for person in _leads(row.service, tree, people):
            owed.setdefault(person, []).append(row.service)
    return owed


def _leads(service: str, tree: ServiceTree, people: Mapping[str, Sequence[Reach]]) -> Iterator[Reach]:
    nearest = next((people[each] for each in tree.lineage(service) if each in people), ())
    yield from nearest


def _letter(
    person: Reach, owed: Sequence[str], period: ReportingPeriod, tree: ServiceTree, today: date
) -> Draft:
    when = "is due on" if period.due >= today else "was due on"
    lines = [
        f"{tree.title(ref)}: {settings.ADDRESS}/officer/returns/{period.ref}/{ref}/" for ref in sorted(owed)
    ]
    subject = f"Reminder: your return for {period.title} {when} {day(period.due)}"
    body = "\n".join(
        (
            f"{count_of(len(owed), 'return')} for {period.title} {when} {day(period.due)} and not in yet:",
            "",
            *lines,
            "",
            "You get this letter because you lead the service. One letter a day at most.",
            "",
        )
    )
    return Draft(person.email, "reminded", today, subject, body, person.username)
