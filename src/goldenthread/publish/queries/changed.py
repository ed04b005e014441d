"""What each correction of an edition changed."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from goldenthread.publish.document import Document
from goldenthread.publish.fact import Difference, differences
from goldenthread.publish.queries.public import PublicEdition

MOST = 50
"""So many changed facts are shown; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A later issue: its number, when it came out, why, and the facts that read otherwise since.

    `words` is what the issue itself says it changed, as it was frozen: facts and words.
    """

    number: int
    at: datetime
    reason: str
    differences: tuple[Difference, ...]
    words: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Difference, ...]:
        """The first of them."""
        return self.differences[:MOST]

    @property
    def more(self) -> int:
        """How many there are beyond."""
        return max(0, len(self.words or self.differences) - MOST)

    @property
    def said(self) -> tuple[str, ...]:
        """The first lines of its own words."""
        return self.words[:MOST]


def corrections_of(edition: PublicEdition, number: int) -> tuple[Correction, ...]:
    """The corrections up to the issue of that number, the latest first."""
    issues = [each for each in edition.issues if each.number <= number]
    found = [
        Correction(
            now.number,
            now.frozen_at,
            now.reason,
            differences(was.document.facts, now.document.facts),
            _words(was.document, now.document),
        )
        for was, now in pairwise(issues)
    ]
    return tuple(reversed(found))


def _words(was: Document, now: Document) -> tuple[str, ...]:
    """The lines that an issue added to the list of corrections, but its first, which gives the reason."""
    return now.corrections[len(was.corrections) :][1:]
