"""A report in whole: its chapters, its facts, and what stands on its cover."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from typing import Any

from goldenthread.publish import block, fact
from goldenthread.publish.block import Block, EasyLine, Figure, Table
from goldenthread.publish.fact import Fact

DOCUMENT_FILE = "document.json"
"""What the document itself is called among the files of an issue."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a chapter as it is worked out: an editor may move it, hide it, or write around it.

    `key` finds the same part in another working-out, such as `outcome-1/key-results`.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter as it is worked out, before an editor arranges it. `key` is lower case and hyphens."""

    key: str
    title: str
    sections: tuple[Section, ...]
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as it is published: one page on the web, a heading of level 1 elsewhere.

    `ref` names its page. `summary` is one sentence for lists and search.
    """

    ref: str
    title: str
    blocks: tuple[Block, ...]
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it is published. What is in it is all that any of its forms is made from.

    `period` is what it covers, in words. `as_of` is the day it was judged on and `known_at` the moment whose
    knowledge it shows, both ISO 8601. `policy` is the ref of the policy that judged it, `policy_title` what
    it is called, where that is kept, and `software` the version that worked it out. `issue` counts from 1,
    and each later one is a correction, listed in `corrections` as words.
    """

    ref: str
    kind: str
    title: str
    subtitle: str
    body: str
    language: str
    period: str
    as_of: str
    known_at: str
    policy: str
    software: str
    licence: str
    contact: str
    chapters: tuple[Chapter, ...] = ()
    facts: tuple[Fact, ...] = ()
    easy: tuple[EasyLine, ...] = ()
    issue: int = 1
    corrections: tuple[str, ...] = ()
    accent: str = "#00557f"
    policy_title: str = ""

    @property
    def judged_by(self) -> str:
        """What the policy is called, or its ref where only that is known."""
        return self.policy_title or self.policy

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table in reading order, those of figures too."""
        return tuple(tables_of(each for chapter in self.chapters for each in chapter.blocks))


def tables_of(blocks: Iterable[Block]) -> Iterator[Table]:
    """The tables among blocks, those of figures too, in reading order."""
    for each in blocks:
        if isinstance(each, Table):
            yield each
        elif isinstance(each, Figure):
            yield each.table


def write_document(document: Document) -> bytes:
    """The document as JSON, the same bytes for the same document."""
    text = json.dumps(plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def read_document(content: bytes) -> Document:
    """The document that was written. Raises ValueError where the bytes hold none."""
    found = made(json.loads(content))
    if not isinstance(found, Document):
        raise ValueError("this is not a document")
    return found


def checksum(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()


_NAMED = {
    each.__name__: each
    for module in (block, fact)
    for each in vars(module).values()
    if isinstance(each, type) and is_dataclass(each)
} | {each.__name__: each for each in (Chapter, Document, Section, Part)}


def plain(value: Any) -> Any:
    """What JSON can carry: a value of a class is an object that names its class under `is`."""
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        held = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        return {"is": type(value).__name__} | held
    return value


def made(value: Any) -> Any:
    """What `plain` made it from."""
    if isinstance(value, list):
        return tuple(made(each) for each in value)
    if isinstance(value, dict):
        return _NAMED[value["is"]](**{name: made(each) for name, each in value.items() if name != "is"})
    return value
