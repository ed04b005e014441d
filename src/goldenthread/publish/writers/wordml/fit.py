"""How a table is fitted on the page of a Word document: the width of its columns, the size of its letters."""

from dataclasses import dataclass
from typing import Final

from goldenthread.publish.block import Table
from goldenthread.publish.writers.heading import heading_of

WIDTH: Final = 9070
"""How wide the text is on the page, in twentieths of a point."""

_SIZES: Final = (("TableText", 125, 200), ("TableTextSmall", 95, 120))
"""Styles from large to small: how wide a letter is in each, and the room round the words of a cell."""

_MARK: Final = 300
_SHORT, _WIDEST = 16, 42
_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class Fit:
    """The style of a table's words, and the width of each column in twentieths of a point."""

    style: str
    widths: tuple[int, ...]


def fitted(held: Table) -> Fit:
    """The first size at which the longest word of each column has room; else the smallest.

    `held` is squared. A column is as wide as its words want where the page has the room. Where it has not,
    each gets what its longest word needs, and what is left goes to those that want more.
    """
    for style, letter, around in _SIZES:
        wants = [_wants(held, at, letter, around) for at in range(len(held.columns))]
        if sum(least for least, _ in wants) <= WIDTH:
            return Fit(style, _shared(wants))
    whole = sum(least for least, _ in wants)
    return Fit(style, tuple(WIDTH * least // whole for least, _ in wants))


def _shared(wants: list[tuple[int, int]]) -> tuple[int, ...]:
    spare = WIDTH - sum(least for least, _ in wants)
    more = sum(most - least for least, most in wants)
    if more <= spare:
        return tuple(most for _, most in wants)
    return tuple(least + spare * (most - least) // more for least, most in wants)


def _wants(held: Table, at: int, letter: int, around: int) -> tuple[int, int]:
    """The least width of a column, which its longest word takes, and the width that its words want."""
    title = heading_of(held.columns[at])
    cells = [row[at] for row in held.rows[:_LOOKED_AT]]
    texts = [each.text[:_WIDEST] for each in cells]
    bold = max((len(word) + 1 for word in title.split()), default=0)
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    least = min(max(bold, longest), _WIDEST)
    most = max(least, min(len(title) + 1, _SHORT), max(map(len, texts), default=0))
    marked = around + (_MARK if any(each.verdict for each in cells) else 0)
    return least * letter + marked, most * letter + marked
