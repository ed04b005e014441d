"""YAML of plain values alone, from which a small file cannot make much."""

from typing import Any

import yaml

LONGEST_NUMBER = 40


class _Plain(yaml.SafeLoader):
    """Reads no aliases: a few of them, one within another, stand for more than any memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            where = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "an alias, *, is not read", where)
        return super().compose_node(parent, index)


def _whole_number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    """A number of more digits than any policy has takes long to read, and cannot be written down again."""
    if len(node.value) > LONGEST_NUMBER:
        where = node.start_mark
        raise yaml.constructor.ConstructorError(None, None, "the number is too long", where)
    return int(loader.construct_yaml_int(node))


_Plain.add_constructor("tag:yaml.org,2002:int", _whole_number)


def read_plain_yaml(text: str) -> Any:
    """What the text states. Raises yaml.YAMLError, and ValueError or RecursionError on what is no YAML."""
    return yaml.load(text, Loader=_Plain)  # the safe loader, and less
