"""Search that works from files: an index as a script, and an A to Z for whoever runs no scripts."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from goldenthread.publish.archive.address import chapter_name
from goldenthread.publish.block import (
    Block,
    Bullets,
    CallOut,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    Run,
    Table,
    VerdictLine,
)
from goldenthread.publish.document import Chapter

A_TO_Z: Final = "a-to-z"
WORDS: Final = 3000
"""So many characters of a chapter's words can be found."""

_TOGETHER: Final = 150


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be found: its title, what it is, its page, and words that lead to it."""

    title: str
    what: str
    href: str
    words: str = ""


def index_of(chapter: Chapter, htmls: Sequence[str]) -> list[Place]:
    """The chapter, and each heading, table and figure of it; `htmls` are its pages."""
    words = " ".join(text for block in chapter.blocks for text in _words(block))
    whole = Place(chapter.title, _("chapter"), chapter_name(chapter), f"{chapter.summary} {words}"[:WORDS])
    return [whole, *(place for block in chapter.blocks for place in _places(block, chapter, htmls))]


def _places(block: Block, chapter: Chapter, htmls: Sequence[str]) -> list[Place]:
    if isinstance(block, Heading):
        return [Place(block.text, chapter.title, _href(chapter, block.ref, htmls))]
    if isinstance(block, Table):
        return [Place(block.caption, _("table"), _href(chapter, f"table-{block.ref}", htmls), block.source)]
    if isinstance(block, Figure):
        href = _href(chapter, f"figure-{block.ref}", htmls)
        return [Place(block.title, _("chart"), href, f"{block.subtitle} {block.alternative}")]
    return []


def _href(chapter: Chapter, anchor: str, htmls: Sequence[str]) -> str:
    """The page of a chapter that holds the anchor, and the anchor."""
    number = next((n for n, html in enumerate(htmls, 1) if len(htmls) > 1 and f'id="{anchor}"' in html), 1)
    return f"{chapter_name(chapter, number)}#{anchor}"


def _words(block: Block) -> list[str]:
    """What a block says in plain words; tables and figures are found by their own titles."""
    if isinstance(block, Paragraph | CallOut):
        return [run.text for run in block.runs]
    if isinstance(block, Bullets):
        return [run.text for item in block.items for run in item]
    if isinstance(block, VerdictLine):
        return [block.word, block.sentence]
    if isinstance(block, Quotation):
        return [block.text]
    return []


def search_script(places: Iterable[Place]) -> bytes:
    """The index as a script that names one constant: pages opened from files may not read other files."""
    held = [[each.title, each.what, each.href, each.words] for each in places]
    return f"const SEARCH_INDEX = {json.dumps(held, separators=(',', ':'))};\n".encode()


def a_to_z(places: Iterable[Place]) -> tuple[Block, ...]:
    """Every place under its letter, in the order of the alphabet whatever the machine's language."""
    ordered = sorted(places, key=lambda each: (folded(each.title), each.title, each.href))
    blocks: list[Block] = []
    for letter, held in groupby(ordered, lambda each: _letter(each.title)):
        blocks.append(Heading(2, letter, f"{A_TO_Z}-{letter.lower() if letter.isalpha() else 'other'}"))
        items = [(Run(each.title, each.href), Run(f", {each.what}")) for each in held]
        blocks += [Bullets(tuple(items[n : n + _TOGETHER])) for n in range(0, len(items), _TOGETHER)]
    return tuple(blocks)


def folded(text: str) -> str:
    """Text without accents, in small letters: how words are compared."""
    parts = unicodedata.normalize("NFD", text.strip())
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()


def _letter(title: str) -> str:
    first = folded(title)[:1].upper()
    return first if "A" <= first <= "Z" else "0 to 9"
