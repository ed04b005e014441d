"""What an editor's words claim, held beside the edition's own facts; for editors alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.publish.arrangement import FACTS, ArrangedChapter
from goldenthread.publish.claims import claims_of, known_facts
from goldenthread.publish.queries.draft import Draft
from goldenthread.rules.claim import AGREES, DIFFERS, NOT_FOUND, Claim, Known

ORDER = (DIFFERS, NOT_FOUND, AGREES)


@dataclass(frozen=True, slots=True)
class ClaimSeen:
    """One claim, with the chapter and the part that it stands in."""

    chapter: str
    chapter_title: str
    part: str
    claim: Claim


def claims_in(draft: Draft) -> tuple[ClaimSeen, ...]:
    """Every claim in the words that readers would see: those that differ first, those that agree last.

    A chapter's words are held beside that chapter's facts, and beside all the others where those say nothing.
    """
    whole = known_facts(draft.document.facts)
    shown = (chapter for chapter in draft.chapters if chapter.held.is_shown)
    found = [seen for chapter in shown for seen in _chapter(chapter, whole)]
    return tuple(sorted(found, key=lambda seen: ORDER.index(seen.claim.answer)))


def _chapter(chapter: ArrangedChapter, whole: Known) -> Iterator[ClaimSeen]:
    facts = [fact for part in chapter.shown if part.section for fact in part.section.facts]
    here = known_facts(facts)
    for part in chapter.shown:
        if part.held.kind == FACTS:
            continue
        for claim in _held_beside(part.held.text, here, whole):
            yield ClaimSeen(chapter.held.key, chapter.title, part.held.key, claim)


def _held_beside(text: str, here: Known, whole: Known) -> tuple[Claim, ...]:
    """The claims of a text: what the nearer facts say nothing of is held beside all of them."""
    far = {(each.start, each.said): each for each in claims_of(text, whole)}
    near = {(each.start, each.said): each for each in claims_of(text, here) if each.answer != NOT_FOUND}
    return tuple(each for _at, each in sorted((far | near).items()))
