"""An edition as it stands now: worked out from the facts, in its editor's arrangement."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version

from django.conf import settings
from django.utils import timezone, translation

from goldenthread.people.queries.policy import policy_named
from goldenthread.publish.arrangement import ArrangedChapter, HeldChapter, HeldPart, arranged
from goldenthread.publish.block import EasyLine
from goldenthread.publish.document import Document
from goldenthread.publish.kinds.kind import KINDS, Composed
from goldenthread.publish.models import EasyReadLine, EditionChapter, EditionPart
from goldenthread.publish.public_reader import public_reader
from goldenthread.publish.queries.edition import EditionFacts, edition_facts
from goldenthread.publish.resolving import resolved
from goldenthread.rules.refusal import refuse
from goldenthread.thread.reader import Reader


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition with what the facts make of it, and the cover that it would have."""

    edition: EditionFacts
    composed: Composed
    chapters: tuple[ArrangedChapter, ...]
    easy: tuple[EasyLine, ...]
    cover: Document

    @property
    def document(self) -> Document:
        """The report as it would be frozen now."""
        return resolved(self.cover, self.chapters, self.easy)

    def chapter(self, key: str) -> ArrangedChapter | None:
        """One chapter by its key."""
        return next((each for each in self.chapters if each.held.key == key), None)

    def made_of(self, composed: Composed) -> "Draft":
        """The same arrangement of other facts."""
        held = tuple(each.held for each in self.chapters)
        title = policy_title(composed.policy)
        cover = replace(self.cover, period=composed.period, policy=composed.policy, policy_title=title)
        return replace(self, composed=composed, chapters=arranged(composed.parts, held), cover=cover)


def draft_of(ref: str, now: datetime) -> Draft:
    """The edition as it stands at that moment.

    Raises Refused where there is none, and where what it is about is not there to be seen by the public.
    """
    found = edition_facts(ref, now)
    if found is None:
        raise refuse(f"there is no edition '{ref}'", "open the list of editions and choose one")
    if found.kind not in KINDS:
        raise refuse(f"there is no kind of edition '{found.kind}'", f"use one of {', '.join(KINDS)}")
    reader = public_reader(now)
    composed = composed_of(found, reader)
    cover = Document(
        ref=found.ref,
        kind=found.kind,
        title=found.title,
        subtitle=found.subtitle or composed.subtitle,
        body=reader.council.title,
        language=found.language,
        period=composed.period,
        as_of=timezone.localdate(now).isoformat(),
        known_at=now.isoformat(timespec="seconds"),
        policy=composed.policy,
        software=version("goldenthread"),
        licence=settings.LICENCE,
        contact=settings.CONTACT or reader.council.title,
        accent=reader.council.accent,
        policy_title=policy_title(composed.policy),
    )
    return Draft(found, composed, arranged(composed.parts, held_chapters(ref)), _easy(ref), cover)


def composed_of(edition: EditionFacts, reader: Reader) -> Composed:
    """What the facts make of an edition. Raises Refused where what it is about is not there to be seen."""
    # It reads the same, whatever language the officer's own pages are in.
    with translation.override(edition.language):
        return KINDS[edition.kind].compose(edition.scope, reader)


def policy_title(ref: str) -> str:
    """What a policy is called; empty where it is gone."""
    policy = policy_named(ref)
    return policy.title if policy else ""


def held_chapters(ref: str) -> tuple[HeldChapter, ...]:
    """The arrangement as it is written down; nothing where nobody has arranged the edition yet."""
    rows = EditionChapter.objects.filter(edition__ref=ref).prefetch_related("parts")
    return tuple(
        HeldChapter(row.key, row.title, row.is_shown, row.is_own, _parts(row.parts.all())) for row in rows
    )


def _parts(rows: Iterable[EditionPart]) -> tuple[HeldPart, ...]:
    return tuple(
        HeldPart(row.kind, row.key, row.title, row.text, row.by, row.is_shown, row.version) for row in rows
    )


def _easy(ref: str) -> tuple[EasyLine, ...]:
    rows = EasyReadLine.objects.filter(edition__ref=ref)
    return tuple(EasyLine(row.text, row.picture, row.is_heading) for row in rows)
