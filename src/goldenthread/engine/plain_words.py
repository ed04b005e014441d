"""The list of plain words for hard ones that ships."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml


@cache
def read_plain_words() -> Mapping[str, str]:
    """Plain words by the hard words that they stand for, which are in small letters."""
    text = (files("goldenthread") / "policies" / "words" / "plain-english.yaml").read_text(encoding="utf-8")
    plain: Mapping[str, str] = yaml.safe_load(text)["plain"]
    return plain
