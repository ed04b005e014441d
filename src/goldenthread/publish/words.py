"""An editor's plain text as blocks.

A blank line parts paragraphs, "- " begins a list's line, "## " a heading, and [words](address) is a link.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.text import slugify

from goldenthread.publish.block import Block, Bullets, Heading, Paragraph, Run

_LINK = re.compile(r"\[([^][\n]+)\]\((https?://[^\s)]+|/(?!/)[^\s)]*)\)")
"""Only a page of this site or a whole address of the web; anything else stays as it was typed.

The words hold no bracket themselves, so that a text of nothing but brackets is read in one pass.
"""

_BULLET, _HEADING = "- ", "## "


def blocks_of(text: str, level: int = 3) -> tuple[Block, ...]:
    """The blocks of a text; its headings are of that level."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(
        block for kind, group in groupby(lines, _kind) for block in _blocks(kind, tuple(group), level)
    )


def runs_of(text: str) -> tuple[Run, ...]:
    """A line of words, with its links."""
    found, at = [], 0
    for link in _LINK.finditer(text):
        found += [Run(text[at : link.start()])] if link.start() > at else []
        found.append(Run(link[1], link[2]))
        at = link.end()
    return (*found, Run(text[at:])) if at < len(text) or not found else tuple(found)


def _kind(line: str) -> str:
    if not line:
        return "gap"
    if line.startswith(_BULLET):
        return "list"
    return "heading" if line.startswith(_HEADING) else "words"


def _blocks(kind: str, lines: tuple[str, ...], level: int) -> Iterator[Block]:
    if kind == "words":
        yield Paragraph(runs_of(" ".join(lines)))
    elif kind == "list":
        yield Bullets(tuple(runs_of(line.removeprefix(_BULLET).strip()) for line in lines))
    elif kind == "heading":
        for line in lines:
            title = line.removeprefix(_HEADING).strip()
            yield Heading(level, title, slugify(title) or "part")
