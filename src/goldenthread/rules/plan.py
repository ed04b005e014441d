"""A plan: its items, its state, what came before it, and what is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.rules.refusal import Refusal
from goldenthread.rules.verdict import MARKS

KINDS = (
    "vision",
    "outcome",
    "supporting_outcome",
    "objective",
    "ambition",
    "collaboration",
    "ask",
    "signpost",
    "theme",
    "challenge",
    "priority",
    "action",
)
STATES = ("draft", "consultation", "adopted", "not_adopted", "replaced", "closed")
HORIZONS = ("1-2 years", "2-5 years", "long term")
DIRECTIONS = ("improving", "maintaining", "mixed", "not_improving")
READINGS = ("council", "ours")


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One entry of a plan. `ref` is unique in its plan; an empty `parent` stands at the top."""

    ref: str
    kind: str
    title: str
    parent: str = ""
    horizon: str = ""
    lead: str = ""
    partners: tuple[str, ...] = ()
    description: str = ""
    measures: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    source: str = ""
    published_1y: str = ""
    published_3y: str = ""
    published_marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Succession:
    """How one plan or item follows another, and whose reading that is: the council's or ours."""

    earlier: str
    later: str
    how: str = ""
    whose_reading: str = "ours"


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided on a plan version, when, and the minute that records it."""

    body: str = ""
    on: date | None = None
    minute: str = ""


@dataclass(frozen=True, slots=True)
class Lens:
    """One of the ways in which a plan says that it will look at an outcome."""

    ref: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words of a document that the reader could not place: their line and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """One version of a plan, whole.

    `start` and `end` are as the plan states them: a year, a month (2020-12) or a day, or empty.
    """

    ref: str
    title: str
    body: str = ""
    start: str = ""
    end: str = ""
    version: str = ""
    state: str = "draft"
    decided: Decided | None = None
    levels: tuple[str, ...] = ()
    succession: tuple[Succession, ...] = ()
    items: tuple[PlanItem, ...] = ()
    lenses: tuple[Lens, ...] = ()
    note: str = ""
    unplaced: tuple[Unplaced, ...] = ()


def is_horizon(text: str) -> bool:
    """Whether the text is one of the horizons, or a day as YYYY-MM-DD."""
    return text in HORIZONS or (len(text) == 10 and is_date_as_stated(text))


def is_date_as_stated(text: str) -> bool:
    """Whether the text is a year, a month or a day: 2020, 2020-12 or 2020-12-31."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def check_plan(
    plan: PlanDocument,
    file: str = "",
    rows: Sequence[int] = (),
    plan_file: str = "",
    plan_row: int | None = None,
) -> tuple[Refusal, ...]:
    """Every fault of the plan, the plan's own first, then its items' in their order.

    `rows` holds each item's row in the file as a person sees it; without it the first item's is row 2.
    `plan_file` and `plan_row` say where the plan's own entry stands, if elsewhere than the items.
    """
    where = tuple(rows) or tuple(range(2, len(plan.items) + 2))
    return (
        *_plan_faults(plan, plan_file or file, plan_row),
        *_item_faults(plan, file, where),
        *_tree_faults(plan, file, where),
    )


def _plan_faults(plan: PlanDocument, file: str, row: int | None) -> Iterator[Refusal]:
    if not plan.ref.strip():
        do = "give it a short name that stays, such as plan-2025"
        yield Refusal(file, row, "ref", "the plan has no ref", do)
    if not plan.title.strip():
        yield Refusal(file, row, "title", "the plan has no title", "give the title as it is published")
    if plan.state not in STATES:
        yield Refusal(file, row, "state", f"unknown state {plan.state!r}", f"use one of {', '.join(STATES)}")
    yield from _date_faults(plan, file, row)
    for kind in plan.levels:
        if kind not in KINDS:
            do = f"use kinds among {', '.join(KINDS)}"
            yield Refusal(file, row, "levels", f"unknown kind {kind!r}", do)
    for kind in _repeated(plan.levels):
        yield Refusal(file, row, "levels", f"{kind} stands twice among the levels", "name each kind once")
    for lens in _repeated([lens.ref for lens in plan.lenses]):
        yield Refusal(file, row, "lenses", f"two lenses have the ref {lens!r}", "give each lens its own ref")
    yield from _succession_faults(plan, file, row)


def _date_faults(plan: PlanDocument, file: str, row: int | None) -> Iterator[Refusal]:
    for column, day in (("from", plan.start), ("to", plan.end)):
        if day and not is_date_as_stated(day):
            yield Refusal(file, row, column, f"{day!r} is no date", "write 2020, 2020-12 or 2020-12-31")
    if plan.start and plan.end and plan.end < plan.start[: len(plan.end)]:
        what = f"the plan ends ({plan.end}) before it starts ({plan.start})"
        yield Refusal(file, row, "to", what, "correct one of the two")


def _succession_faults(plan: PlanDocument, file: str, row: int | None) -> Iterator[Refusal]:
    for link in plan.succession:
        if not link.earlier:
            what = "a succession does not say what it leads from"
            do = "give `from`; an empty `to` means that nothing follows"
            yield Refusal(file, row, "succession", what, do)
        if link.whose_reading not in READINGS:
            what = f"unknown reading {link.whose_reading!r} of a succession"
            do = "use council where the council says so, otherwise ours"
            yield Refusal(file, row, "succession", what, do)


def _repeated(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for place, word in enumerate(words) if word in words[:place]))


def _item_faults(plan: PlanDocument, file: str, rows: Sequence[int]) -> Iterator[Refusal]:
    first: dict[str, int] = {}
    for row, item in zip(rows, plan.items, strict=True):
        if not item.ref.strip():
            yield Refusal(file, row, "ref", "the item has no ref", "give it one that no other item has")
        elif item.ref in first:
            what = f"{item.ref} is already the ref of the item in row {first[item.ref]}"
            yield Refusal(file, row, "ref", what, "give each item its own ref")
        first.setdefault(item.ref, row)
        yield from _word_faults(item, file, row)


def _word_faults(item: PlanItem, file: str, row: int) -> Iterator[Refusal]:
    if not item.title.strip():
        yield Refusal(file, row, "title", f"{item.ref or 'the item'} has no title", "say in words what it is")
    if item.kind not in KINDS:
        yield Refusal(file, row, "kind", f"unknown kind {item.kind!r}", f"use one of {', '.join(KINDS)}")
    if item.horizon and not is_horizon(item.horizon):
        what = f"unknown horizon {item.horizon!r}"
        do = f"use {', '.join(HORIZONS)} or a day as YYYY-MM-DD"
        yield Refusal(file, row, "horizon", what, do)
    for column, word in (("published_1y", item.published_1y), ("published_3y", item.published_3y)):
        if word and word not in DIRECTIONS:
            what = f"unknown published direction {word!r}"
            yield Refusal(file, row, column, what, f"use one of {', '.join(DIRECTIONS)}, or leave it empty")
    for mark in item.published_marks:
        if mark not in MARKS:
            what = f"unknown mark {mark!r} on a published direction"
            yield Refusal(file, row, "published_marks", what, f"use {', '.join(MARKS)}, or leave it empty")


def _tree_faults(plan: PlanDocument, file: str, rows: Sequence[int]) -> Iterator[Refusal]:
    known = {item.ref: item for item in reversed(plan.items)}
    parents = {item.ref: known[item.ref].parent for item in plan.items if item.ref}
    order = {kind: place for place, kind in enumerate(plan.levels)}
    circles = {chain[0]: chain for chain in _circles(parents)}
    for row, item in zip(rows, plan.items, strict=True):
        parent = known.get(item.parent) if item.parent else None
        if item.parent and parent is None:
            what = f"{item.ref} hangs on {item.parent}, which is not in the plan"
            yield Refusal(file, row, "parent", what, "add that item, correct the parent, or leave it empty")
        if parent and order.get(item.kind, len(order)) < order.get(parent.kind, -1):
            what = f"{item.ref} is of kind {item.kind}, which the plan's levels place above {parent.kind}"
            do = f"hang {parent.ref} on {item.ref}, or correct the levels"
            yield Refusal(file, row, "parent", what, do)
        if item.ref in circles:
            what = f"the items hang on each other in a circle: {' > '.join(circles.pop(item.ref))}"
            yield Refusal(file, row, "parent", what, "give one of them another parent, or none")


def _circles(parents: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Every circle once, as the refs along it from one of them back to the same."""
    walk: dict[str, str] = {}
    for start in parents:
        path: list[str] = []
        ref = start
        while ref in parents and ref not in walk:
            walk[ref] = start
            path.append(ref)
            ref = parents[ref]
        if walk.get(ref) == start and ref in path:
            yield (*path[path.index(ref) :], ref)
