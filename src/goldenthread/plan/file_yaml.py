"""A plan as YAML. Every value is read as the text that stands in the file: `1.10` is never `1.1`."""

from collections.abc import Iterator, Mapping

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from goldenthread.plan.file_csv import decoded
from goldenthread.plan.row import Entry, PlanEntries, Words, item_words, other_words, plan_words
from goldenthread.rules.plan import PlanDocument
from goldenthread.rules.refusal import Refusal, Refused, refuse

DEEPEST = 10
"""Nested levels. A plan file has five."""
MOST_PARTS = 300_000
"""Keys, values and lists. An item has some thirty."""

_TAGS = frozenset(
    f"tag:yaml.org,2002:{word}" for word in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
)
_LISTS = ("succession", "lenses", "unplaced")


class _Reader:
    """Walks the nodes of one file, so that every refusal knows its line."""

    def __init__(self, name: str) -> None:
        self.name = name

    def refused(self, node: Node, column: str | None, what: str, do: str) -> Refused:
        return refuse(what, do, file=self.name, row=_row(node), column=column)

    def mapping(self, node: Node, column: str | None) -> dict[str, Node]:
        """The values of a mapping by key. A null is an empty one."""
        if _is_null(node):
            return {}
        if not isinstance(node, MappingNode):
            raise self.refused(node, column, "`key: value` pairs belong here", "see the plan file's form")
        found: dict[str, Node] = {}
        for key, value in node.value:
            word = self.text(key, column)
            if word in found:
                raise self.refused(key, word, "the key stands twice", "keep one of the two")
            found[word] = value
        return found

    def sequence(self, node: Node | None, column: str) -> list[Node]:
        """The entries of a list. None and null are an empty one."""
        if node is None or _is_null(node):
            return []
        if not isinstance(node, SequenceNode):
            raise self.refused(node, column, "a list belongs here", "begin each entry with `- `")
        return list(node.value)

    def text(self, node: Node, column: str | None) -> str:
        """The text of a scalar as it stands in the file; a null is empty."""
        if not isinstance(node, ScalarNode):
            raise self.refused(
                node, column, "text belongs here", "write one line of text, in quotation marks"
            )
        return "" if _is_null(node) else str(node.value)

    def words(self, node: Node, column: str) -> Words:
        if isinstance(node, SequenceNode):
            return tuple(self.text(each, column) for each in node.value)
        return self.text(node, column)

    def entry(self, node: Node, column: str) -> Entry:
        pairs = self.mapping(node, column)
        return Entry(self.name, _row(node), {key: self.words(value, key) for key, value in pairs.items()})

    def entries(self, node: Node | None, column: str) -> tuple[Entry, ...]:
        return tuple(self.entry(each, column) for each in self.sequence(node, column))


def entries_of_yaml(data: bytes, name: str) -> PlanEntries:
    """What a YAML plan file says. Raises Refused: no YAML, aliases, foreign tags, a key twice."""
    text = decoded(data, name)
    try:
        _check_events(text, name)
        top = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise Refused([_yaml_refusal(error, text, name)]) from error
    if top is None:
        raise refuse("the file is empty", "give it `plan:` and `items:`", file=name)
    return _entries(top, _Reader(name))


def _entries(top: Node, reader: _Reader) -> PlanEntries:
    parts = reader.mapping(top, None)
    for key, node in parts.items():
        if key not in ("plan", "items"):
            raise reader.refused(node, key, "unknown key", "use only `plan` and `items` at the top")
    if "plan" not in parts:
        raise reader.refused(top, "plan", "the plan itself is missing", "add `plan:` with its ref and title")
    head = reader.mapping(parts["plan"], "plan")
    lists = {key: reader.entries(head.pop(key, None), key) for key in _LISTS}
    decided = head.pop("decided", None)
    words = {key: reader.words(node, key) for key, node in head.items()}
    if decided is not None:
        named = reader.entry(decided, "decided").words
        words.update({f"decided_{key}": value for key, value in named.items()})
    items = reader.entries(parts.get("items"), "items")
    return PlanEntries(reader.name, items, Entry(reader.name, _row(parts["plan"]), words), **lists)


def _check_events(text: str, name: str) -> None:
    """Refuse what could make a small file grow without end, before anything is built from it."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        row = event.start_mark.line + 1 if event.start_mark else None
        if count > MOST_PARTS:
            what = f"there are more than {MOST_PARTS:,} keys and values"
            raise refuse(what, "check that it is a plan, or split it", file=name, row=row)
        if isinstance(event, yaml.AliasEvent):
            what = f"an alias (*{event.anchor}) is not read in a plan"
            raise refuse(what, "write the words out, or in quotation marks", file=name, row=row)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            what = f"entries are nested more than {DEEPEST} deep"
            raise refuse(what, "keep the items as one flat list", file=name, row=row)
        tag = getattr(event, "tag", None)
        if tag is not None and tag not in _TAGS and tag != "!":
            what = f"the tag {tag} is not read in a plan"
            raise refuse(what, "write plain text, in quotation marks", file=name, row=row)


def _yaml_refusal(error: yaml.YAMLError, text: str, name: str) -> Refusal:
    mark = getattr(error, "problem_mark", None)
    row = mark.line + 1 if mark is not None else None
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    lines = text.split("\n")
    if row is not None and row <= len(lines) and "\t" in lines[row - 1]:
        return Refusal(name, row, None, "a tab indents or separates here", "use spaces instead of tabs")
    do = "check the indentation and the quotation marks around text with `: ` or `#`"
    return Refusal(name, row, None, f"this is not YAML ({problem})", do)


def _row(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def plan_as_yaml(plan: PlanDocument) -> bytes:
    """The whole plan; what is empty is left out."""
    head: dict[str, object] = dict(_filled(plan_words(plan)))
    decided: dict[str, Words] = {
        part: str(head.pop(f"decided_{part}", "")) for part in ("body", "date", "minute")
    }
    if any(decided.values()):
        head["decided"] = dict(_filled(decided))
    others = other_words(plan)
    head.update({key: [dict(_filled(row)) for row in others[key]] for key in _LISTS if others[key]})
    items = [dict(_filled(item_words(item))) for item in plan.items]
    text = yaml.safe_dump({"plan": head, "items": items}, allow_unicode=True, sort_keys=False, width=110)
    return str(text).encode()


def _filled(words: Mapping[str, Words]) -> Iterator[tuple[str, object]]:
    for column, value in words.items():
        if value:
            yield column, _written(column, value)


def _written(column: str, value: Words) -> object:
    if column == "line":
        return int(str(value))
    return value if isinstance(value, str) else list(value)
