"""Letters that nobody sees: control characters, and marks that turn the direction in which text is read."""

import re
from typing import Final

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Tabs and line ends are not among them, nor the marks that join letters of one word."""


def unseen(text: str) -> str:
    """The first such letter as "U+202E"; empty where there is none."""
    found = None if text.isprintable() else _UNSEEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
