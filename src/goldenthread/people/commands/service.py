"""What becomes of a directorate, division or service: opened, changed from a day on, closed.

What it was before is kept: a change ends one state and begins the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from goldenthread.people.access import Officer, may_keep_services, require
from goldenthread.people.commands.trail import record
from goldenthread.people.models import Portfolio, Service, ServiceState
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject

KINDS = ("directorate", "division", "service")
LONGEST = {"title": 200, "why": 300}
FIRST_DAY = date(2000, 1, 1)
"""Where nobody says since when a service has stood."""


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    kind: str
    parent: str
    portfolio: str


@transaction.atomic
def open_service(
    who: Officer | None,
    ref: str,
    title: str,
    kind: str,
    parent: str = "",
    portfolio: str = "",
    starts: date = FIRST_DAY,
    why: str = "",
) -> None:
    """Begin a service on that day, beneath another or at the top. One that was closed may begin again.

    Raises Refused on a ref that is taken, an unknown kind, parent or portfolio, and a day too early.
    """
    require(who is None or may_keep_services(who), "keep services")
    words = _Words(" ".join(title.split()), kind, parent, portfolio)
    last = _last_state(ref)
    _refuse_any((*_ref_faults(ref), *_reopening_faults(last, starts), *_faults(ref, words, starts, why)))
    _begin(Service.objects.get_or_create(ref=ref)[0], words, starts, why)
    record(who, "open_service", Subject("service", ref), None, _kept(words, starts), why)


@transaction.atomic
def change_service(
    who: Officer | None,
    ref: str,
    *,
    title: str | None = None,
    kind: str | None = None,
    parent: str | None = None,
    portfolio: str | None = None,
    from_day: date,
    why: str = "",
) -> None:
    """Change what is given from that day on; what is None stays, and an empty parent is the top.

    On the very day the last change began, that change is corrected. One that changes nothing writes nothing.
    Raises Refused where the service is closed, the parent stands beneath it, or the day is before the last
    change.
    """
    require(who is None or may_keep_services(who), "keep services")
    state = _open_state(ref)
    before = _words(state)
    after = _Words(
        before.title if title is None else " ".join(title.split()),
        before.kind if kind is None else kind,
        before.parent if parent is None else parent,
        before.portfolio if portfolio is None else portfolio,
    )
    if after == before:
        return
    _refuse_any((*_day_faults(state, from_day, "from_day"), *_faults(ref, after, from_day, why)))
    if from_day == state.starts:
        state.delete()
    else:
        state.ends = from_day
        state.save(update_fields=["ends"])
    _begin(state.service, after, from_day, why)
    record(
        who,
        "change_service",
        Subject("service", ref),
        _kept(before, state.starts),
        _kept(after, from_day),
        why,
    )


@transaction.atomic
def close_service(who: Officer | None, ref: str, on: date, why: str = "") -> None:
    """Close a service: from the day `on` it stands in the tree no longer. Its history stays.

    Raises Refused where it is closed already, the day is before its last change, or services still stand
    beneath it.
    """
    require(who is None or may_keep_services(who), "keep services")
    state = _open_state(ref)
    _refuse_any((*_day_faults(state, on, "on"), *_left_beneath(ref, on), *_length_faults({"why": why})))
    state.ends = on
    state.save(update_fields=["ends"])
    words = _kept(_words(state), state.starts)
    record(who, "close_service", Subject("service", ref), words, words | {"closed": str(on)}, why)


def _begin(service: Service, words: _Words, starts: date, why: str) -> None:
    ServiceState(
        service=service,
        title=words.title,
        kind=words.kind,
        parent=Service.objects.get(ref=words.parent) if words.parent else None,
        portfolio=Portfolio.objects.get(ref=words.portfolio) if words.portfolio else None,
        starts=starts,
        why=why,
    ).save()


def _last_state(ref: str) -> ServiceState | None:
    """The latest state of the service. Every service is locked: two moves must not make a circle."""
    list(Service.objects.select_for_update().order_by("pk"))
    rows = ServiceState.objects.select_related("service", "parent", "portfolio")
    return rows.filter(service__ref=ref).order_by("starts").last()


def _open_state(ref: str) -> ServiceState:
    state = _last_state(ref)
    if state is None:
        raise refuse(f"there is no service {ref!r}", "see the list of services", file=f"service {ref}")
    if state.ends is not None:
        what = f"the service was closed on {state.ends:%-d %B %Y}"
        raise refuse(what, "open it again first", file=f"service {ref}")
    return state


def _words(state: ServiceState) -> _Words:
    parent = state.parent.ref if state.parent else ""
    return _Words(state.title, state.kind, parent, state.portfolio.ref if state.portfolio else "")


def _kept(words: _Words, starts: date) -> dict[str, Any]:
    return {
        "title": words.title,
        "kind": words.kind,
        "parent": words.parent,
        "portfolio": words.portfolio,
        "starts": str(starts),
    }


def _ref_faults(ref: str) -> Iterator[Refusal]:
    try:
        validate_slug(ref)
    except ValidationError:
        do = "use letters, digits, hyphens and underscores"
        yield Refusal(f"service {ref}", None, "ref", f"{ref!r} cannot stand in an address", do)
    if len(ref) > 100:
        yield Refusal(f"service {ref[:20]}", None, "ref", "the ref is too long", "use at most 100 characters")


def _reopening_faults(last: ServiceState | None, starts: date) -> Iterator[Refusal]:
    if last is None:
        return
    file = f"service {last.service.ref}"
    if last.ends is None:
        what = f"{last.title} has this ref already"
        yield Refusal(file, None, "ref", what, "change that service, or choose another ref")
    elif starts < last.ends:
        what = f"it was closed on {last.ends:%-d %B %Y}, later than {starts:%-d %B %Y}"
        yield Refusal(file, None, "starts", what, "give that day or a later one")


def _day_faults(state: ServiceState, day: date, column: str) -> Iterator[Refusal]:
    if day < state.starts or (column == "on" and day == state.starts):
        what = f"it has stood as it is since {state.starts:%-d %B %Y}"
        do = "give a later day" if column == "on" else "give that day or a later one"
        yield Refusal(f"service {state.service.ref}", None, column, what, do)


def _faults(ref: str, words: _Words, day: date, why: str) -> Iterator[Refusal]:
    file = f"service {ref}"
    if not words.title:
        yield Refusal(file, None, "title", "it has no title", "say what it is called")
    yield from _length_faults({"title": words.title, "why": why}, file)
    if words.kind not in KINDS:
        yield Refusal(file, None, "kind", f"{words.kind!r} is no kind of service", f"use {', '.join(KINDS)}")
    if words.portfolio and not Portfolio.objects.filter(ref=words.portfolio).exists():
        what = f"there is no portfolio {words.portfolio!r}"
        yield Refusal(file, None, "portfolio", what, "make the portfolio first, or leave it empty")
    if words.parent:
        yield from _parent_faults(ref, words.parent, day)


def _length_faults(said: dict[str, str], file: str = "service") -> Iterator[Refusal]:
    for column, text in said.items():
        if len(text) > LONGEST[column]:
            do = f"use at most {LONGEST[column]} characters"
            yield Refusal(file, None, column, "the text is too long", do)


def _parent_faults(ref: str, parent: str, day: date) -> Iterator[Refusal]:
    file = f"service {ref}"
    if parent == ref:
        yield Refusal(file, None, "parent", "it would stand beneath itself", "choose another parent")
        return
    for tree_day, tree in _trees_from(day):
        if parent not in tree:
            what = f"there is no service {parent!r} on {tree_day:%-d %B %Y}"
            yield Refusal(file, None, "parent", what, "give the ref of one that is open then")
            return
        if ref in tree.lineage(parent):
            what = f"{tree.title(parent)} stands beneath it"
            yield Refusal(file, None, "parent", what, "move that one first, or choose another parent")
            return


def _left_beneath(ref: str, on: date) -> Iterator[Refusal]:
    found = {each.title for _, tree in _trees_from(on) for each in tree if each.parent == ref}
    if found:
        what = f"{', '.join(sorted(found))} would be left without a parent"
        yield Refusal(f"service {ref}", None, "on", what, "move or close what stands beneath it first")


def _trees_from(day: date) -> Iterator[tuple[date, ServiceTree]]:
    """The tree on that day, and on each later day from which it is another."""
    later = ServiceState.objects.filter(starts__gt=day).values_list("starts", flat=True)
    closed = ServiceState.objects.filter(ends__gt=day).values_list("ends", flat=True)
    for each in sorted({day, *later, *(end for end in closed if end)}):
        yield each, services(each)


def _refuse_any(faults: Iterable[Refusal]) -> None:
    found = tuple(faults)
    if found:
        raise Refused(found)
