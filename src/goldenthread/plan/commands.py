"""What officers do to plans. Each act asks access, is done whole or not at all, and is in the trail.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.publication import require_publishable
from goldenthread.plan.access import may_edit_plan, may_publish_plan
from goldenthread.plan.comparison import PlanRehearsal, compare
from goldenthread.plan.edit import (
    ItemWords,
    free_ref,
    mark_of,
    with_item,
    with_move,
    with_succession,
    with_words,
    without_item,
)
from goldenthread.plan.models import Plan, PlanVersion
from goldenthread.plan.queries import latest_document, plan_subject
from goldenthread.plan.row import Words, item_words
from goldenthread.plan.state import EDITABLE, state_faults
from goldenthread.plan.storing import document_of, too_long, write_document
from goldenthread.plan.succession import place_of
from goldenthread.rules.plan import Decided, PlanDocument, PlanItem, Succession, check_plan
from goldenthread.rules.plan_tree import by_ref, descendants
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class PlanImport:
    """What an import did: the plan's version it led to, and what differs from the one before."""

    ref: str
    number: int
    rehearsal: PlanRehearsal


def rehearse_plan(who: Officer | None, document: PlanDocument) -> PlanRehearsal:
    """What importing the plan would add, change and remove; nothing is written.

    Raises Refused with every fault of the plan.
    """
    require(who is None or may_edit_plan(who, document.ref), "import plans")
    _refuse_faulty(document)
    return compare(latest_document(document.ref), document)


@transaction.atomic
def import_plan(who: Officer | None, document: PlanDocument) -> PlanImport:
    """Bring in a plan as its next version, not yet public. One that differs in nothing makes no version.

    Raises Refused with every fault of the plan; then nothing is written.
    """
    rehearsal = rehearse_plan(who, document)
    plan, _ = Plan.objects.get_or_create(ref=document.ref)
    latest = _latest(document.ref) if not rehearsal.is_new else None
    if latest and not rehearsal.differs:
        return PlanImport(document.ref, latest.number, rehearsal)
    version = PlanVersion(plan=plan, number=latest.number + 1 if latest else 1)
    write_document(version, document)
    after = {
        "version": version.number,
        "added": len(rehearsal.added),
        "changed": len(rehearsal.changed),
        "removed": len(rehearsal.removed),
    }
    record(who, "import_plan", plan_subject(document.ref), None, after)
    return PlanImport(document.ref, version.number, rehearsal)


def revise_item(who: Officer | None, plan: str, item: str, words: ItemWords, seen: str = "") -> int:
    """Rewrite an item. Returns the number of the version that holds it: a new one if the latest is public.

    `seen` is the mark of the item as the officer read it. Raises Refused where it reads otherwise by now.
    """

    def change(document: PlanDocument) -> PlanDocument:
        if seen and mark_of(by_ref(document.items)[item]) != seen:
            do = "open the item again, look at what changed, and make your change to that"
            raise refuse("someone else has changed this item meanwhile", do, file=f"{plan}/{item}")
        return with_words(document, item, words)

    return _edit(who, "revise_item", plan, item, change)


def move_item(who: Officer | None, plan: str, item: str, places: int) -> int:
    """Move an item down among its siblings by so many places, or up where negative."""
    return _edit(who, "move_item", plan, item, lambda document: with_move(document, item, places))


def remove_item(who: Officer | None, plan: str, item: str) -> int:
    """Take an item and everything that hangs on it out of the plan; earlier versions keep them."""
    return _edit(who, "remove_item", plan, item, lambda document: without_item(document, item))


@transaction.atomic
def add_item(who: Officer | None, plan: str, parent: str, kind: str, words: ItemWords) -> str:
    """Hang a new item on another, or at the top where `parent` is empty. Returns its ref."""
    require(who is None or may_edit_plan(who, plan), "edit plans")
    before = document_of(_latest(plan))
    ref = free_ref(before, parent)
    item = PlanItem(
        ref,
        kind,
        words.title,
        parent,
        words.horizon,
        words.lead,
        words.partners,
        words.description,
        themes=words.themes,
    )
    _save_edit(who, "add_item", ref, before, with_item(before, item))
    return ref


def record_succession(who: Officer | None, plan: str, link: Succession) -> int:
    """State what came before or after an item of the plan, and whose reading that is."""

    def change(document: PlanDocument) -> PlanDocument:
        _refuse(_unknown_ends(document, link))
        return with_succession(document, link)

    return _edit(who, "record_succession", plan, "", change)


@transaction.atomic
def change_state(who: Officer | None, plan: str, state: str, decided: Decided | None = None) -> None:
    """Put the latest version into another state, with who decided so, when and in which minute.

    Raises Refused where that state cannot follow, or an adoption lacks its body and day.
    """
    require(who is None or may_edit_plan(who, plan), "edit plans")
    version = _latest(plan)
    if version.publish_at is not None:
        require(who is None or may_publish_plan(who, plan), "change what the public reads")
        require_publishable(plan_subject(plan), timezone.now())
    _refuse(state_faults(plan, version.state, state, decided))
    before = {"version": version.number, "state": version.state}
    version.state = state
    if decided:
        version.decided_body, version.decided_on = decided.body, decided.on
        version.decided_minute = decided.minute
    version.save()
    after = {
        "version": version.number,
        "state": state,
        "body": version.decided_body,
        "on": version.decided_on and str(version.decided_on),
        "minute": version.decided_minute,
    }
    record(who, "change_state", plan_subject(plan), before, after)


@transaction.atomic
def publish_plan(who: Officer | None, plan: str, at: datetime | None = None) -> None:
    """Make the latest version public at a moment, or now. Raises Refused where a hold forbids it."""
    require(who is None or may_publish_plan(who, plan), "publish plans")
    moment = max(at, timezone.now()) if at else timezone.now()
    require_publishable(plan_subject(plan), moment)
    version = _latest(plan)
    before = _moment_words(version)
    version.publish_at = moment
    version.save(update_fields=["publish_at"])
    record(who, "publish_plan", plan_subject(plan), before, _moment_words(version))


@transaction.atomic
def withdraw_plan(who: Officer | None, plan: str, why: str) -> None:
    """Take the latest version back from the public, or from being published later, and say why.

    An earlier version that was public is what the public reads again.
    """
    require(who is None or may_publish_plan(who, plan), "withdraw plans")
    version = _latest(plan)
    before = _moment_words(version)
    version.publish_at = None
    version.save(update_fields=["publish_at"])
    record(who, "withdraw_plan", plan_subject(plan), before, _moment_words(version), why)


def _moment_words(version: PlanVersion) -> dict[str, Any]:
    at = version.publish_at
    return {"version": version.number, "publish_at": at.isoformat() if at else None}


Change = Callable[[PlanDocument], PlanDocument]


@transaction.atomic
def _edit(who: Officer | None, act: str, plan: str, item: str, change: Change) -> int:
    require(who is None or may_edit_plan(who, plan), "edit plans")
    before = document_of(_latest(plan))
    if item and item not in by_ref(before.items):
        what = f"{item} is not in the latest version of {plan}"
        raise refuse(what, "someone may have removed it: open the plan again", file=plan, column="ref")
    return _save_edit(who, act, item, before, change(before))


def _save_edit(who: Officer | None, act: str, item: str, before: PlanDocument, after: PlanDocument) -> int:
    """Write an edit into the latest version while it is an unpublished draft, else into a copy."""
    _refuse_faulty(after)
    version = _latest(before.ref)
    if after == before:
        return version.number
    if version.state not in EDITABLE or version.publish_at is not None:
        version = PlanVersion(plan=version.plan, number=version.number + 1)
        after = replace(after, state="draft", decided=None)
    write_document(version, after)
    subject = Subject("plan item", f"{before.ref}/{item}") if item else plan_subject(before.ref)
    record(who, act, subject, _words(before, item), _words(after, item), f"version {version.number}")
    return version.number


def _words(plan: PlanDocument, ref: str) -> dict[str, Any]:
    """What the trail keeps of an item: its words, its place, and the refs of what hangs on it."""
    item = by_ref(plan.items).get(ref)
    if item is None:
        return {"succession": len(plan.succession)} if not ref else {}
    written: dict[str, Words] = {column: words for column, words in item_words(item).items() if words}
    place = [it.ref for it in plan.items if it.parent == item.parent].index(ref) + 1
    below = [it.ref for it in descendants(plan.items, ref)]
    return {**written, "place": place, **({"below": below} if below else {})}


def _latest(plan: str) -> PlanVersion:
    """The latest version, its plan's row locked until the act is done. Raises Refused where there is none."""
    row = Plan.objects.select_for_update().filter(ref=plan).first()
    version = row.versions.select_related("plan").order_by("number").last() if row else None
    if version is None:
        raise refuse("there is no such plan", "look in the list of plans", file=plan)
    return version


def _unknown_ends(plan: PlanDocument, link: Succession) -> Iterator[Refusal]:
    plans = frozenset(Plan.objects.values_list("ref", flat=True))
    for column, name in (("earlier", link.earlier), ("later", link.later)):
        ref, item = place_of(name, plan.ref, plans)
        named = plan if ref == plan.ref else latest_document(ref)
        if name and (named is None or (item and item not in by_ref(named.items))):
            do = "give the ref of an item of this plan, of a plan, or plan/item"
            yield Refusal(plan.ref, None, column, f"nothing here is named {name!r}", do)


def _refuse_faulty(plan: PlanDocument) -> None:
    _refuse((*check_plan(plan, plan.ref), *_address_faults(plan), *_length_faults(plan)))


def _address_faults(plan: PlanDocument) -> Iterator[Refusal]:
    try:
        validate_slug(plan.ref)
    except ValidationError:
        what = f"{plan.ref!r} cannot stand in an address"
        yield Refusal(plan.ref, None, "ref", what, "use letters, digits, hyphens and underscores")
    for item in plan.items:
        if "/" in item.ref or item.ref in (".", ".."):
            what = f"{item.ref!r} cannot stand in an address"
            yield Refusal(plan.ref, None, "ref", what, "give the item a ref without a slash")


def _length_faults(plan: PlanDocument) -> Iterator[Refusal]:
    for ref, column, most in too_long(plan):
        yield Refusal(ref, None, column, "the text is too long", f"use at most {most} characters")


def _refuse(faults: Iterable[Refusal]) -> None:
    found = tuple(faults)
    if found:
        raise Refused(found)
