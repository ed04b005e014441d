"""YAML as a tree of texts with their lines, and nothing more: what numbers and words mean is not its to say.

It is built from the parser's events, one by one: a tree that is too deep, and an alias by which a small file
stands for a large one, end the reading at once.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

DEEPEST: Final = 6
_NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))
_HALVES: Final = re.compile("[\ud800-\udfff]")
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NotATree(ValueError):
    """The text is no such YAML: at which line, where that is known, and what is wrong."""

    def __init__(self, line: int | None, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


@dataclass(slots=True)
class Node:
    """A text, or a list, or names with values; `text` is None for the latter two and for null."""

    line: int
    kind: str
    text: str | None = None
    held: list["Node"] = field(default_factory=list)
    """The rows of a list; of names with values, each name before its value."""


def read_tree(text: str) -> Node | None:
    """The tree of one document; None where it holds nothing. Raises NotATree."""
    root = Node(1, "list")
    stack = [root]
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            _take(event, stack)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"this is not YAML ({getattr(error, 'problem', None) or 'it holds a forbidden character'})"
        raise NotATree(mark.line + 1 if mark else None, what) from error
    if len(root.held) > 1:
        raise NotATree(root.held[1].line, "there is more than one document")
    return root.held[0] if root.held else None


def _take(event: yaml.Event, stack: list[Node]) -> None:
    """One event more: a node is put into the one that is open."""
    if isinstance(event, yaml.ScalarEvent):
        if "\0" in event.value or (not event.value.isascii() and _HALVES.search(event.value)):
            raise NotATree(_line(event), "this holds a letter that no text has: U+0000, or half of one")
        null = event.implicit[0] and event.value in _NULLS
        stack[-1].held.append(Node(_line(event), "text", None if null else event.value.strip()))
    elif isinstance(event, yaml.CollectionStartEvent):
        line = _line(event)
        if len(stack) > DEEPEST:
            raise NotATree(line, "lists lie within lists too deep for a budget book")
        node = Node(line, "list" if isinstance(event, yaml.SequenceStartEvent) else "names")
        stack[-1].held.append(node)
        stack.append(node)
    elif isinstance(event, yaml.CollectionEndEvent):
        stack.pop()
    elif isinstance(event, yaml.AliasEvent):
        raise NotATree(_line(event), "an alias, *, is not read: write it out")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
