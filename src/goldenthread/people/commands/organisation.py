"""Naming what stands beside the services: portfolios, committees of members, and partners."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from goldenthread.people.access import Officer, may_keep_services, require
from goldenthread.people.commands.trail import record
from goldenthread.people.models import Committee, Partner, Portfolio
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject

PARTNER_KINDS = ("partner", "government")
LONGEST_REF, LONGEST_TITLE = 100, 200


@transaction.atomic
def name_committee(who: Officer | None, ref: str, title: str) -> None:
    """Make a committee, or give it another title. Raises Refused on a ref or title that cannot be used."""
    require(who is None or may_keep_services(who), "keep committees")
    _refuse_faulty("committee", ref, title)
    row = Committee.objects.filter(ref=ref).first()
    before = {"title": row.title} if row else None
    Committee.objects.update_or_create(ref=ref, defaults={"title": title})
    _record(who, Subject("committee", ref), before, {"title": title})


@transaction.atomic
def name_portfolio(who: Officer | None, ref: str, title: str, committee: str = "") -> None:
    """Make a portfolio, or state anew its title and the committee that looks at it; empty is none.

    Raises Refused on a ref or title that cannot be used, and on an unknown committee.
    """
    require(who is None or may_keep_services(who), "keep portfolios")
    _refuse_faulty("portfolio", ref, title)
    looks = Committee.objects.filter(ref=committee).first()
    if committee and looks is None:
        what = f"there is no committee {committee!r}"
        raise refuse(what, "make the committee first", file=f"portfolio {ref}", column="committee")
    row = Portfolio.objects.select_related("committee").filter(ref=ref).first()
    looked = row.committee.ref if row and row.committee else ""
    before = {"title": row.title, "committee": looked} if row else None
    Portfolio.objects.update_or_create(ref=ref, defaults={"title": title, "committee": looks})
    _record(who, Subject("portfolio", ref), before, {"title": title, "committee": committee})


@transaction.atomic
def name_partner(who: Officer | None, ref: str, title: str, kind: str = "partner") -> None:
    """Make a partner or a department of Government, or state anew its title and kind.

    Raises Refused on a ref, title or kind that cannot be used.
    """
    require(who is None or may_keep_services(who), "keep partners")
    _refuse_faulty("partner", ref, title)
    if kind not in PARTNER_KINDS:
        do = f"use {' or '.join(PARTNER_KINDS)}"
        raise refuse(f"{kind!r} is no kind of partner", do, file=f"partner {ref}", column="kind")
    row = Partner.objects.filter(ref=ref).first()
    before = {"title": row.title, "kind": row.kind} if row else None
    Partner.objects.update_or_create(ref=ref, defaults={"title": title, "kind": kind})
    _record(who, Subject("partner", ref), before, {"title": title, "kind": kind})


def _record(who: Officer | None, subject: Subject, before: dict[str, Any] | None, after: Any) -> None:
    if before != after:
        record(who, f"name_{subject.kind}", subject, before, after)


def _refuse_faulty(kind: str, ref: str, title: str) -> None:
    faults = tuple(_faults(f"{kind} {ref}", ref, title))
    if faults:
        raise Refused(faults)


def _faults(file: str, ref: str, title: str) -> Iterator[Refusal]:
    try:
        validate_slug(ref)
    except ValidationError:
        do = "use letters, digits, hyphens and underscores"
        yield Refusal(file, None, "ref", f"{ref!r} cannot stand in an address", do)
    if len(ref) > LONGEST_REF:
        yield Refusal(file, None, "ref", "the ref is too long", f"use at most {LONGEST_REF} characters")
    if not title.strip():
        yield Refusal(file, None, "title", "it has no title", "say what it is called")
    if len(title) > LONGEST_TITLE:
        yield Refusal(file, None, "title", "the title is too long", f"use at most {LONGEST_TITLE} characters")
