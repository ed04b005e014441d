"""Commitments and asks: all for officers, a partner's own for the partner, what is published for everyone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from goldenthread.delivery.access import may_see_commitments_with
from goldenthread.delivery.commitment_sheet import CommitmentSheet, Promise
from goldenthread.delivery.commitment_words import ENDED, STATES, CommitmentWords, Standing
from goldenthread.delivery.models import Commitment
from goldenthread.people.access import Viewer, reads_everything, scopes_of
from goldenthread.people.queries.organisation import PartnerSheet, partners
from goldenthread.people.queries.publication import Publicity, publicity
from goldenthread.people.queries.service import ServiceTree
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class CommitmentFilter:
    """Which commitments: `state` is a state, `going` for those not ended, or empty for all."""

    kind: str = ""
    partner: str = ""
    state: str = "going"
    service: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every sheet is read with, once for a page."""

    services: ServiceTree
    partners: dict[str, PartnerSheet]
    shown: Publicity


def commitments(
    viewer: Viewer,
    services: ServiceTree,
    today: date,
    now: datetime,
    wanted: CommitmentFilter | None = None,
) -> tuple[CommitmentSheet, ...]:
    """Those the reader may see: late next steps first, the longest overdue at the top, then by counterparty.

    A partner sees those with that partner alone. Three reads.
    """
    frame = _frame(services, now)
    rows = _wanted(_visible(viewer), wanted or CommitmentFilter(), services)
    found = [_sheet(row, frame) for row in rows]
    return tuple(sorted(found, key=lambda each: _order(each, today)))


def every_commitment(services: ServiceTree, now: datetime) -> tuple[CommitmentSheet, ...]:
    """All commitments and asks, by counterparty and ref, for the keeper at the machine."""
    frame = _frame(services, now)
    return tuple(_sheet(row, frame) for row in Commitment.objects.all())


def commitment(viewer: Viewer, ref: str, services: ServiceTree, now: datetime) -> CommitmentSheet | None:
    """One commitment, or None where there is none that the reader may see."""
    row = Commitment.objects.filter(ref=ref).first()
    if row is None or not may_see_commitments_with(viewer, row.partner):
        return None
    return _sheet(row, _frame(services, now))


def partners_of(viewer: Viewer) -> tuple[PartnerSheet, ...]:
    """The counterparties whose commitments the reader may see."""
    return tuple(each for each in partners() if may_see_commitments_with(viewer, each.ref))


def promises(now: datetime, kind: str = "", state: str = "") -> tuple[Promise, ...]:
    """What is public at that moment, by counterparty and then as the states follow one another."""
    rows = Commitment.objects.filter(publish_at__lte=now)
    rows = rows.filter(kind=kind) if kind else rows
    order = {name: at for at, name in enumerate(STATES)}
    found = _public(rows.filter(state=state) if state else rows, now)
    return tuple(sorted(found, key=lambda each: (each.partner_title, order.get(each.state, 99), each.title)))


def asks(now: datetime, state: str = "") -> tuple[Promise, ...]:
    """The asks of Government that are public at that moment, of one state or of any."""
    return promises(now, "ask", state)


def promises_of_items(now: datetime, plan: str, items: Iterable[str]) -> dict[str, tuple[Promise, ...]]:
    """What is public of each of these items of a plan, those with nothing left out."""
    rows = Commitment.objects.filter(publish_at__lte=now, plan=plan, item__in=set(items))
    found: dict[str, list[Promise]] = {}
    for each in _public(rows, now):
        found.setdefault(each.item, []).append(each)
    return {item: tuple(held) for item, held in found.items()}


def commitments_of_items(
    viewer: Viewer, services: ServiceTree, now: datetime, plan: str, items: Iterable[str]
) -> dict[str, tuple[CommitmentSheet, ...]]:
    """The commitments on each of these items of a plan that the reader may see, public or not."""
    frame = _frame(services, now)
    found: dict[str, list[CommitmentSheet]] = {}
    for row in _visible(viewer).filter(plan=plan, item__in=set(items)):
        found.setdefault(row.item, []).append(_sheet(row, frame))
    return {item: tuple(held) for item, held in found.items()}


def _visible(viewer: Viewer) -> QuerySet[Commitment]:
    if reads_everything.test(viewer):
        return Commitment.objects.all()
    own = [scope.ref for scope in scopes_of(viewer, "partner") if scope.kind == "partner"]
    return Commitment.objects.filter(partner__in=own)


def _wanted(
    rows: QuerySet[Commitment], wanted: CommitmentFilter, services: ServiceTree
) -> QuerySet[Commitment]:
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.partner:
        rows = rows.filter(partner=wanted.partner)
    if wanted.state == "going":
        rows = rows.exclude(state__in=ENDED)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.service:
        rows = rows.filter(service__in={wanted.service, *services.beneath([wanted.service])})
    for word in wanted.words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(description__icontains=word) | Q(note__icontains=word)
        )
    return rows


def _order(each: CommitmentSheet, today: date) -> tuple[bool, date, str, str]:
    late = each.step_is_late(today)
    due = each.standing.next_step_due if late else None
    return not late, due or date.max, each.partner_title.casefold(), each.ref


def _frame(services: ServiceTree, now: datetime) -> Frame:
    return Frame(services, {each.ref: each for each in partners()}, publicity(now))


def _sheet(row: Commitment, frame: Frame) -> CommitmentSheet:
    partner = frame.partners.get(row.partner)
    return CommitmentSheet(
        ref=row.ref,
        words=CommitmentWords(**{name: getattr(row, name) for name in CommitmentWords.__slots__}),
        standing=Standing(**{name: getattr(row, name) for name in Standing.__slots__}),
        partner_title=partner.title if partner else row.partner,
        partner_kind=partner.kind if partner else "",
        service_title=frame.services.title(row.service) if row.service else "",
        publish_at=row.publish_at,
        is_public=frame.shown.shows(row.publish_at, Subject("commitment", row.ref)),
        version=row.version,
    )


def _public(rows: QuerySet[Commitment], now: datetime) -> Iterator[Promise]:
    due = list(rows)
    if not due:
        return
    shown, named = publicity(now), {each.ref: each.title for each in partners()}
    for row in due:
        if shown.shows(row.publish_at, Subject("commitment", row.ref)):
            said = {name: getattr(row, name) for name in Promise.__slots__ if name != "partner_title"}
            yield Promise(**said, partner_title=named.get(row.partner, row.partner))
