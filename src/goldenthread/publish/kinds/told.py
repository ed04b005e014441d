"""Blocks with the facts that they state: what a section of a report is put together from."""

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.publish.block import Block, Heading
from goldenthread.publish.document import Section
from goldenthread.publish.fact import Fact


@dataclass(frozen=True, slots=True)
class Told:
    """Some blocks in reading order, and the facts that stand in them."""

    blocks: tuple[Block, ...] = ()
    facts: tuple[Fact, ...] = ()

    def under(self, level: int, title: str, ref: str) -> "Told":
        """The same under a heading; nothing stays nothing."""
        return Told((Heading(level, title, ref), *self.blocks), self.facts) if self.blocks else self


def joined(several: Iterable[Told]) -> Told:
    """Several one after the other."""
    held = tuple(several)
    blocks = tuple(block for each in held for block in each.blocks)
    return Told(blocks, tuple(fact for each in held for fact in each.facts))


def section(key: str, title: str, *several: Told) -> Section:
    """A section of a chapter; its own title is a heading of level 2, so headings in it begin at 3."""
    whole = joined(several)
    return Section(key, title, whole.blocks, whole.facts)
