"""What every kind of document is turned into before it is read as a plan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

BOLD = 7
"""The level of a line that is a heading only because it stands alone in bold."""

PLAIN = 8
"""The level of a line that is a heading only because it stands alone, short and without a full stop."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` from 1), a bullet (`depth` from 1), a table row (`cells`) or a paragraph.

    `line` counts lines, in a DOCX document its paragraphs; `page` is 0 where a document has no pages.
    `indent` is the number of spaces before a paragraph.
    """

    line: int
    text: str
    level: int = 0
    depth: int = 0
    cells: tuple[str, ...] = ()
    indent: int = 0
    page: int = 0

    @property
    def is_paragraph(self) -> bool:
        return not (self.level or self.depth or self.cells)


LONGEST_JOINED = 2000
"""Characters; text that is longer already was not broken by a page end."""

_DANGLING = re.compile(
    r"(?:\b(?:a|an|and|as|at|by|for|from|in|of|on|or|our|that|the|their|to|with)|,)$", re.I
)


def rejoin(blocks: Sequence[Block]) -> list[Block]:
    """Put back together what a page end broke: text that goes on in small letters, or ends in mid-phrase."""
    whole: list[Block] = []
    for block in blocks:
        before = whole[-1] if whole else None
        if (
            before
            and block.is_paragraph
            and not before.level
            and not before.cells
            and _goes_on(before, block)
        ):
            whole[-1] = replace(before, text=f"{before.text} {block.text}")
        else:
            whole.append(block)
    return whole


def _goes_on(before: Block, block: Block) -> bool:
    if len(before.text) > LONGEST_JOINED:
        return False
    ended = before.text.endswith((".", "!", "?", ":", ";"))
    return not ended and (block.text[:1].islower() or bool(_DANGLING.search(before.text)))


def clean(text: str) -> str:
    """One line of text, with single spaces."""
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())
