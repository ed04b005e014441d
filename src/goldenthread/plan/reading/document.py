"""Reading a published plan into a plan file that a person then corrects."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.plan.file import LARGEST, contents
from goldenthread.plan.reading import source
from goldenthread.plan.reading.block import BOLD, PLAIN, Block, rejoin
from goldenthread.plan.reading.direction import add_directions
from goldenthread.plan.reading.draft import Draft, Found
from goldenthread.plan.reading.heading import meaning
from goldenthread.plan.reading.outline import find_items
from goldenthread.plan.reading.table import add_table_items
from goldenthread.rules.plan import KINDS, PlanDocument, PlanItem, check_plan
from goldenthread.rules.refusal import Refusal, Refused, refuse

LARGEST_DOCUMENT = 5 * LARGEST
SHORT = 120
"""Characters; in a document that marks no headings, a longer line is none."""

_SOURCES: dict[str, Callable[[bytes, str], list[Block]]] = {
    ".md": source.of_markdown,
    ".txt": source.of_markdown,
    ".html": source.of_html,
    ".htm": source.of_html,
    ".docx": source.of_docx,
    ".pdf": source.of_pdf,
}
_STRUCTURE = ("vision", "outcome", "challenge", "priority", "supporting_outcome", "objective", "action")


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan as it was understood, and what a person should compare with the document."""

    plan: PlanDocument
    warnings: tuple[str, ...]


def read_document(path: Path) -> Reading:
    """Read a plan that was published as a document, told by its ending.

    Raises Refused where it cannot be read or has nothing in it that can be understood as a plan's entries.
    """
    name = str(path)
    reader = _SOURCES.get(path.suffix.lower())
    if reader is None:
        raise Refused([_unknown_ending(path)])
    blocks = rejoin(reader(contents(path, LARGEST_DOCUMENT), name))
    if not blocks:
        what = "there are no words in the document"
        raise refuse(what, "if it is a scan, have its text recognised first", file=name)
    blocks = with_plain_headings(blocks)
    found = find_items(blocks)
    add_directions(found, blocks)
    add_table_items(found)
    if not found.drafts:
        what = "nothing in it could be understood as a plan: no heading names outcomes, objectives or actions"
        do = "mark its headings as headings, or write the plan file by hand"
        raise refuse(what, do, file=name)
    return Reading(_plan(path, blocks, found), tuple(found.warnings))


def _unknown_ending(path: Path) -> Refusal:
    do = f"use one of {', '.join(_SOURCES)}"
    if path.suffix.lower() in (".doc", ".odt", ".rtf"):
        do = "save it as .docx or .pdf first"
    return Refusal(str(path), None, None, f"a document ending in {path.suffix!r} is not read", do)


def with_plain_headings(blocks: Sequence[Block]) -> list[Block]:
    """In a document that marks next to no headings, short lines that stand alone are taken for them.

    Headings that are marked by bold alone say nothing of which stands under which, as short lines do not.
    """
    if {block.level for block in blocks if block.level} == {BOLD}:
        return [replace(block, level=PLAIN) if block.level else block for block in blocks]
    if sum(1 for block in blocks if block.level) > 1:
        return list(blocks)
    return [_as_heading(block) if block.is_paragraph and block.indent == 0 else block for block in blocks]


def _as_heading(block: Block) -> Block:
    text = block.text
    settles = meaning(text) is not None
    stands = len(text) <= SHORT and text[:1].isupper() and not text.endswith((".", ",", ";", ":", "!", "?"))
    return Block(block.line, text, level=PLAIN, page=block.page) if settles or stands else block


def _plan(path: Path, blocks: Sequence[Block], found: Found) -> PlanDocument:
    title = next((block.text for block in blocks if block.level), blocks[0].text)
    ordered = _in_order(found.drafts)
    refs = _refs(ordered)
    items = tuple(_item(draft, refs, path.name) for draft in ordered)
    plan = PlanDocument(
        ref=re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "plan",
        title=title[:300],
        state="draft",
        levels=_levels(ordered),
        items=items,
        unplaced=tuple(sorted(found.unplaced, key=lambda entry: entry.line)),
    )
    faults = check_plan(plan, str(path))
    if faults:
        raise Refused(faults)
    return plan


def _in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Every item before those that hang on it; brothers as their own words or their first part come."""
    below: dict[int, list[Draft]] = {}
    for draft in drafts:
        below.setdefault(id(draft.parent) if draft.parent else 0, []).append(draft)
    ordered: list[Draft] = []

    def add(parent: int) -> None:
        for draft in sorted(below.get(parent, ()), key=begins):
            ordered.append(draft)
            add(id(draft))

    def begins(draft: Draft) -> int:
        return min((child.line for child in below.get(id(draft), ())), default=draft.line)

    add(0)
    return ordered


def _refs(ordered: Sequence[Draft]) -> dict[int, str]:
    """A ref for each item: the document's own number, or its parent's ref with its kind and place.

    Where two kinds are numbered alike (Outcome 1, Priority 1) only the first keeps the bare number.
    """
    numbering = next((draft.kind for draft in ordered if draft.number.isdigit()), "")
    taken: set[str] = set()
    counts: Counter[tuple[int, str]] = Counter()
    refs: dict[int, str] = {}
    for draft in ordered:
        parent = id(draft.parent) if draft.parent else 0
        counts[parent, draft.kind] += 1
        place = counts[parent, draft.kind]
        own = draft.kind.replace("_", "-")
        ref = draft.number if "." in draft.number or draft.kind == numbering else ""
        if not ref and draft.number:
            ref = f"{own}-{draft.number}"
        while not ref or ref in taken:
            ref = f"{refs[parent]}.{own}-{place}" if parent else f"{own}-{place}"
            place += 1
        taken.add(ref)
        refs[id(draft)] = ref
    return refs


def _item(draft: Draft, refs: dict[int, str], name: str) -> PlanItem:
    page = f"page {draft.page}, " if draft.page else ""
    return PlanItem(
        ref=refs[id(draft)],
        kind=draft.kind,
        title=draft.title or f"{draft.kind.replace('_', ' ').capitalize()} {draft.number}".strip(),
        parent=refs[id(draft.parent)] if draft.parent else "",
        horizon=draft.horizon,
        lead=draft.lead,
        partners=draft.partners,
        description=draft.description,
        source=f"{name}, {page}line {draft.line}",
        published_1y=draft.published_1y,
        published_3y=draft.published_3y,
        published_marks=("single_measure",) if draft.single_measure else (),
    )


def _levels(ordered: Sequence[Draft]) -> tuple[str, ...]:
    """The kinds that make the plan's structure, from the top, as deep as they first stand."""
    deep: dict[str, int] = {}
    for draft in ordered:
        depth, above = 0, draft.parent
        while above is not None:
            depth, above = depth + 1, above.parent
        deep[draft.kind] = min(depth, deep.get(draft.kind, depth))
    kinds = [kind for kind in _STRUCTURE if kind in deep]
    levels = sorted(kinds, key=lambda kind: (deep[kind], KINDS.index(kind)))
    order = {kind: place for place, kind in enumerate(levels)}
    for draft in ordered:
        if draft.parent and order.get(draft.kind, 99) < order.get(draft.parent.kind, -1):
            return ()
    return tuple(levels)
