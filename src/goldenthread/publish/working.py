"""What a frozen issue was made from, kept beside it: the facts before they were arranged, and the words.

A correction of words alone takes its facts from here, and a comparison knows which parts were shown.
"""

import json
from dataclasses import dataclass

from goldenthread.publish.arrangement import ArrangedChapter, HeldPart
from goldenthread.publish.document import made, plain
from goldenthread.publish.kinds.kind import Composed
from goldenthread.publish.resolving import shown_sections


@dataclass(frozen=True, slots=True)
class OwnWords:
    """An editor's own part as it was published. `where` is `chapter/part`."""

    where: str
    chapter: str
    title: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Working:
    """The facts as they were worked out, the keys of the parts that were shown, and the own words."""

    composed: Composed
    shown: tuple[str, ...]
    words: tuple[OwnWords, ...]


def working_of(composed: Composed, chapters: tuple[ArrangedChapter, ...]) -> Working:
    """What a report is being made from."""
    words = tuple(
        _own_words(chapter, part.held)
        for chapter in chapters
        if chapter.held.is_shown
        for part in chapter.shown
        if not part.section
    )
    return Working(composed, shown_sections(chapters), words)


def write_working(working: Working) -> bytes:
    """As JSON, the same bytes for the same."""
    composed = working.composed
    held = {
        "title": composed.title,
        "subtitle": composed.subtitle,
        "period": composed.period,
        "policy": composed.policy,
        "parts": plain(composed.parts),
        "shown": list(working.shown),
        "words": [[each.where, each.chapter, each.title, each.text, each.by] for each in working.words],
    }
    return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def read_working(content: bytes) -> Working:
    """What was written."""
    held = json.loads(content)
    composed = Composed(held["title"], held["subtitle"], held["period"], held["policy"], made(held["parts"]))
    return Working(composed, tuple(held["shown"]), tuple(OwnWords(*each) for each in held["words"]))


def _own_words(chapter: ArrangedChapter, part: HeldPart) -> OwnWords:
    return OwnWords(f"{chapter.held.key}/{part.key}", chapter.title, part.title, part.text, part.by)
