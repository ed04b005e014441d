"""From blocks to plan items: headings open and settle, bullets become items, the rest is told apart."""

import re
from collections.abc import Sequence
from dataclasses import replace

from goldenthread.plan.reading.block import PLAIN, Block
from goldenthread.plan.reading.contents import without_contents
from goldenthread.plan.reading.draft import Draft, Found
from goldenthread.plan.reading.heading import Entry, Section, meaning, same
from goldenthread.plan.reading.verb import begins_with_verb
from goldenthread.rules.plan import Unplaced

DEEPEST = 6
"""Bullets within bullets; deeper ones are taken as of this depth."""

_RANK = {"vision": 0, "outcome": 1, "challenge": 1, "theme": 1, "priority": 2, "ambition": 2, "objective": 3}
_BELOW = {"priority": "action", "challenge": "action", "objective": "action", "action": "action"}
_STAYS = frozenset(
    {"objective", "ambition", "collaboration", "ask", "signpost", "action", "supporting_outcome"}
)
_HEADED = frozenset({"outcome", "theme", "challenge", "priority"})
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)[.:)]?\s+(\S.*)")


def find_items(blocks: Sequence[Block]) -> Found:
    """Read the blocks of a document, in order."""
    kept = without_contents(blocks)
    reader = _Reader(kept)
    for place, block in enumerate(kept):
        reader.take(block, kept[place + 1] if place + 1 < len(kept) else None)
    return reader.found


class _Reader:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.found = Found()
        self.open: list[tuple[int, Draft]] = []  # the headings that are items, outermost first
        self.section: Section | None = None
        self.section_level = 0
        self.groups: list[tuple[int, str]] = []  # headings below such a level are items of such a kind
        self.untitled: Draft | None = None
        self.directly = False  # nothing stands between the last of those headings and the next bullet
        self.bullets: list[tuple[int, Draft]] = []  # the bullets around, one for each depth
        self.part_of: Draft | None = None  # the bullet that ended with a colon, while its parts last
        self.parts_begin_with_verb = False
        self.before: Block | None = None
        means = [meaning(block.text) for block in blocks if block.level]
        self.numbered = {each.kind for each in means if isinstance(each, Entry) and each.number}

    def take(self, block: Block, after: Block | None) -> None:
        if block.level:
            self._heading(block, after)
        elif block.cells:
            self.found.rows.append((block, self._parent()))
        elif block.depth:
            self._bullet(block)
        else:
            block = self._paragraph(block, after)
        self.before = block

    def _parent(self) -> Draft | None:
        return self.open[-1][1] if self.open else None

    def _heading(self, block: Block, after: Block | None) -> None:
        self.bullets, self.part_of = [], None
        self.directly = False
        means = meaning(block.text)
        if self.untitled is not None and means is None:
            self._give_title(block)
        elif isinstance(means, Entry):
            self._entry(block, means)
        elif means is not None:
            self._section(block, means)
        elif not self._again(block):
            self._other_heading(block, after)

    def _give_title(self, block: Block) -> None:
        if self.untitled is not None:
            self.untitled.title = block.text
            self.untitled = None

    def _entry(self, block: Block, means: Entry) -> None:
        known = self._known(means)
        if known is None:
            known = self._open_new(block, means.kind, means.title, means.number)
        else:
            self._reopen(block.level, known)
            self.directly = True
        if means.title and not known.title:
            known.title = means.title
        if not known.title:
            self.untitled = known
        self.section = None
        self._end_groups(block.level)

    def _end_groups(self, level: int) -> None:
        self.groups = [group for group in self.groups if group[0] < level]

    def _known(self, means: Entry) -> Draft | None:
        for draft in self.found.drafts:
            if draft.kind != means.kind:
                continue
            if means.number and draft.number == means.number:
                return draft
            if not means.number and same(draft.title) == same(means.title):
                return draft
        return None

    def _open_new(self, block: Block, kind: str, title: str, number: str = "") -> Draft:
        self._close_for(block.level, kind)
        draft = Draft(kind, title, block.line, block.page, number, parent=self._parent())
        self.found.drafts.append(draft)
        self.open.append((block.level, draft))
        self.directly = True
        return draft

    def _reopen(self, level: int, draft: Draft) -> None:
        self.open = [(level, draft)]
        while draft.parent is not None:
            draft = draft.parent
            self.open.insert(0, (level, draft))
        self.untitled = None

    def _close_for(self, level: int, kind: str) -> None:
        """Close what a new item of the kind cannot hang on."""
        while self.open:
            its_level, draft = self.open[-1]
            same_rank = _RANK.get(draft.kind, 9) >= _RANK.get(kind, 9)
            if its_level < level and draft.kind != kind:
                return
            if its_level == level == PLAIN and not same_rank:
                return
            self.open.pop()

    def _section(self, block: Block, means: Section) -> None:
        self.untitled = None
        self._end_groups(block.level)
        if means.kind in self.numbered and means.kind in _HEADED:
            self.section = None  # the document numbers these elsewhere; this heading speaks of them
            return
        stays = means.kind in _STAYS
        while self.open and (
            block.level < self.open[-1][0] or (block.level == self.open[-1][0] and not stays)
        ):
            if block.level == PLAIN and stays:
                break
            self.open.pop()
        if means.under:
            self._answer(block, means.under)
        if means.unknown_horizon:
            what = f"no item can carry the horizon {means.unknown_horizon!r}; it is left empty"
            self.found.warnings.append(f"line {block.line}: {what}")
        if stays and not self.open and any(draft.kind in _RANK for draft in self.found.drafts):
            self.found.warnings.append(
                f"line {block.line}: {block.text!r} stands under no item; nor do its entries"
            )
        self.section, self.section_level = means, block.level
        if means.heads or means.kind in _HEADED:
            self.groups.append((block.level, "priority" if means.heads else means.kind))

    def _answer(self, block: Block, challenge: str) -> None:
        title = challenge[:1].upper() + challenge[1:]
        means = Entry("challenge", "", title)
        known = self._known(means)
        if known is not None:
            self._reopen(block.level, known)
            return
        self.open = []
        self._open_new(block, "challenge", title)
        self.found.warnings.append(
            f"line {block.line}: {title!r} has no heading; its name is taken from this one"
        )

    def _again(self, block: Block) -> bool:
        """A heading that repeats an item's title goes on with that item."""
        for draft in self.found.drafts:
            if draft.kind in _RANK and draft.title and same(draft.title) == same(block.text):
                self._reopen(block.level, draft)
                self.section = None
                self._end_groups(block.level)
                return True
        return False

    def _other_heading(self, block: Block, after: Block | None) -> None:
        kind = self._kind_of_group(block, after)
        if kind:
            self._open_new(block, kind, block.text)
            self.section = Section("action") if kind == "priority" else None
            self.section_level = block.level
            return
        if block.level <= self.section_level:
            self.section = None
        self._end_groups(block.level)
        if block.level == PLAIN:
            if after is not None and after.level:
                self.open = []  # a chapter's heading: another heading follows at once
            return
        while self.open and block.level <= self.open[-1][0]:
            self.open.pop()

    def _kind_of_group(self, block: Block, after: Block | None) -> str:
        """The kind of item that a heading is because of the heading above it; empty where it is none."""
        if block.level == PLAIN:
            followed = after is not None and bool(after.depth)
            return self.groups[-1][1] if self.groups and followed else ""
        around = [group for group in self.groups if group[0] < block.level]
        if not around:
            return ""
        level, kind = around[-1]
        brothers = [its_level for its_level, draft in self.open if draft.kind == kind and its_level > level]
        return kind if not brothers or block.level <= brothers[0] else ""

    def _bullet(self, block: Block) -> None:
        if self.untitled is not None:
            self.untitled = None
        kind, number, title = self._kind_of_bullet(block)
        block = replace(block, depth=min(block.depth, DEEPEST))
        if not kind:
            why = "no heading above it says what kind of entry it is"
            self.found.unplaced.append(Unplaced(block.line, block.text, why))
            return
        parent, kind = self._parent_of_bullet(block, kind, number, title)
        horizon = self.section.horizon if self.section and self.section.kind == kind else ""
        draft = Draft(kind, title, block.line, block.page, number, horizon, parent)
        self.found.drafts.append(draft)
        self.bullets = [each for each in self.bullets if each[0] < block.depth]
        self.bullets.append((block.depth, draft))

    def _kind_of_bullet(self, block: Block) -> tuple[str, str, str]:
        """The kind, number and words of a bullet; an empty kind where nothing settles it."""
        match = _NUMBER.fullmatch(block.text)
        number, title = (match[1], match[2]) if match else ("", block.text)
        above = self._parent()
        if self.section is not None:
            return self.section.kind, number, title
        if number and self._numbered_outcome(number):
            return "supporting_outcome", number, title
        if above is not None and self.directly:
            return _BELOW.get(above.kind, ""), number, title
        return "", number, title

    def _numbered_outcome(self, number: str) -> Draft | None:
        first = number.rpartition(".")[0]
        return next((it for it in self.found.drafts if it.kind == "outcome" and it.number == first), None)

    def _parent_of_bullet(self, block: Block, kind: str, number: str, title: str) -> tuple[Draft | None, str]:
        outer = [each for each in self.bullets if each[0] < block.depth]
        if outer:
            return outer[-1][1], outer[-1][1].kind
        before = self.bullets[-1][1] if self.bullets else None
        if before is not None and self.part_of is None and before.title.endswith(":"):
            self.part_of, self.parts_begin_with_verb = before, begins_with_verb(title)
        elif self.part_of is not None and begins_with_verb(title) and not self.parts_begin_with_verb:
            self.part_of = None
        if self.part_of is not None:
            return self.part_of, self.part_of.kind
        if kind == "supporting_outcome" and number:
            return self._numbered_outcome(number) or self._parent(), kind
        return self._parent(), kind

    def _paragraph(self, block: Block, after: Block | None) -> Block:
        """Take a paragraph; the block that it turned out to be."""
        if self.untitled is not None:
            self._give_title(block)
        elif self.section is not None and self.section.kind == "vision":
            self.found.drafts.append(Draft("vision", block.text, block.line, block.page))
            self.section = None
        elif self.before is not None and self.before.depth and self.section is not None:
            return self._among_bullets(block, self.before.depth, after)
        return block

    def _among_bullets(self, block: Block, depth: int, after: Block | None) -> Block:
        """A paragraph after a bullet: one that lost its mark, a stray, or the end of the list."""
        if block.indent == 1 and block.text[:1].isupper():
            self.found.warnings.append(f"line {block.line}: taken as a bullet that has lost its mark")
            block = replace(block, depth=depth)
            self._bullet(block)
        elif after is not None and after.depth:
            why = "a paragraph among bullets: part of one of them, or an entry of its own"
            self.found.unplaced.append(Unplaced(block.line, block.text, why))
        return block
