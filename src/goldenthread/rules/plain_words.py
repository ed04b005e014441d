"""Plain words for hard ones: where a text uses a hard word, and the text with the swaps that are accepted."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Swap:
    """A hard word in a text, where it stands, and the plain words for it."""

    start: int
    end: int
    said: str
    plain: str


def swaps(text: str, plain: Mapping[str, str]) -> tuple[Swap, ...]:
    """The hard words of a text in their order, the longest first where two begin together."""
    if not plain:
        return ()
    listed = sorted(plain, key=len, reverse=True)
    hard = re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in listed)})\b", re.IGNORECASE)
    found = (
        Swap(each.start(), each.end(), each.group(), plain[each.group().lower()])
        for each in hard.finditer(text)
    )
    return tuple(found)


def swapped(text: str, accepted: Collection[Swap]) -> str:
    """The text with these hard words in plain ones; a capital stays a capital."""
    for swap in sorted(accepted, key=lambda each: -each.start):
        plain = swap.plain
        if text[swap.start : swap.end] != swap.said:
            continue
        if swap.said[:1].isupper():
            plain = plain[:1].upper() + plain[1:]
        text = text[: swap.start] + plain + text[swap.end :]
    return text
