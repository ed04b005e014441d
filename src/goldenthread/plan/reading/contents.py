"""Leaving out a document's table of contents, whose lines look like its headings and bullets."""

import re
from collections.abc import Sequence

from goldenthread.plan.reading.block import PLAIN, Block
from goldenthread.plan.reading.heading import is_contents, same

PROSE = 200
"""Characters; a paragraph as long as this is no entry of a table of contents."""

_PAGE = re.compile(r"\d{1,3}\s+\D.*|\D.*\s\d{1,3}")


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """The blocks but for the table of contents.

    It ends at prose, at a marked heading of its own level or above, or where one of its entries comes
    again without its page number. One that never ends was none.
    """
    kept: list[Block] = []
    begun: Block | None = None
    entries = ""
    for block in blocks:
        if begun is None and is_contents(block.text):
            begun, entries = block, ""
            continue
        if begun is not None:
            numbered = _PAGE.fullmatch(block.text) is not None
            again = not numbered and not block.depth and same(block.text) in entries
            heading = 0 < block.level < PLAIN and (block.level <= begun.level or begun.level in (0, PLAIN))
            if not (again or heading or len(block.text) > PROSE):
                entries += f"{same(block.text)}\n"
                continue
            begun = None
        kept.append(block)
    return list(blocks) if begun is not None else kept
