"""An Easy Read summary as its editor looks at it: how hard each line is, and plain words for hard ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.engine.plain_words import read_plain_words
from goldenthread.publish.block import EasyLine
from goldenthread.rules.plain_words import Swap, swapped, swaps
from goldenthread.rules.readability import Reading, hard_to_read, reading


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One line with what stands in its way, and the hard words in it with plain ones."""

    line: EasyLine
    hard: tuple[str, ...]
    swaps: tuple[Swap, ...]

    @property
    def plain(self) -> str:
        """The line with every hard word in plain ones."""
        return swapped(self.line.text, self.swaps)


@dataclass(frozen=True, slots=True)
class SummarySeen:
    """A summary line by line, and how hard it is as a whole. Hard words and age are for English alone."""

    lines: tuple[LineSeen, ...]
    reading: Reading
    is_english: bool

    @property
    def hard(self) -> int:
        """How many lines have something in their way."""
        return sum(1 for each in self.lines if each.hard or each.swaps)


def seen(lines: Sequence[EasyLine], language: str) -> SummarySeen:
    """Look a summary through."""
    is_english = language.startswith("en")
    plain = read_plain_words() if is_english else {}
    found = tuple(
        LineSeen(line, () if line.is_heading else hard_to_read(line.text), swaps(line.text, plain))
        for line in lines
    )
    whole = reading("\n".join(line.text for line in lines if not line.is_heading))
    return SummarySeen(found, whole, is_english)
