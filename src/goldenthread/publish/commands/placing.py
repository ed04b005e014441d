"""Writing an arrangement down at its first touch: until then an edition stands as its kind works it out."""

from collections.abc import Iterable
from typing import TypeVar

from django.utils import timezone

from goldenthread.publish.arrangement import ArrangedChapter
from goldenthread.publish.models import Edition, EditionChapter, EditionPart
from goldenthread.publish.queries.draft import draft_of
from goldenthread.rules.refusal import refuse

Row = TypeVar("Row", EditionChapter, EditionPart)

STEPS = {"up": -1, "down": 1}


def placed_chapters(edition: Edition) -> list[EditionChapter]:
    """Every chapter's row in its order; those that are new since the last touch are written down."""
    chapters = draft_of(edition.ref, timezone.now()).chapters
    return _chapter_rows(edition, chapters)


def placed_parts(edition: Edition, key: str) -> tuple[EditionChapter, list[EditionPart]]:
    """One chapter's row and those of its parts in their order, the new ones written down.

    Raises Refused where the edition has no such chapter.
    """
    chapters = draft_of(edition.ref, timezone.now()).chapters
    arranged = next((each for each in chapters if each.held.key == key), None)
    if arranged is None:
        raise refuse(f"the edition has no chapter '{key}'", "open the edition again")
    chapter = next(row for row in _chapter_rows(edition, chapters) if row.key == key)
    held = {row.key: row for row in EditionPart.objects.filter(chapter=chapter)}
    for part in arranged.parts:
        if part.held.key not in held:
            row = EditionPart(chapter=chapter, kind=part.held.kind, key=part.held.key, position=0)
            held[row.key] = row
    rows = [held[part.held.key] for part in arranged.parts]
    number(rows)
    return chapter, rows


def number(rows: Iterable[EditionChapter | EditionPart]) -> None:
    """Write the rows down in this order."""
    for position, row in enumerate(rows, start=1):
        if row.pk is None or row.position != position:
            row.position = position
            row.save()


def stepped(rows: list[Row], key: str, step: str) -> list[Row]:
    """The rows with one a place up or down; the first up and the last down stay. Raises Refused."""
    at = next((n for n, row in enumerate(rows) if row.key == key), None)
    if at is None:
        raise refuse(f"there is no part '{key}' any more", "open the edition again")
    to = at + STEPS.get(step, 0)
    moved = list(rows)
    if 0 <= to < len(rows):
        moved[at], moved[to] = moved[to], moved[at]
    return moved


def one_of(rows: list[Row], key: str) -> Row:
    """The row of that key. Raises Refused where there is none."""
    for row in rows:
        if row.key == key:
            return row
    raise refuse(f"there is no part '{key}' any more", "open the edition again")


def _chapter_rows(edition: Edition, chapters: Iterable[ArrangedChapter]) -> list[EditionChapter]:
    held = {row.key: row for row in EditionChapter.objects.filter(edition=edition)}
    keys = [each.held.key for each in chapters]
    for key in keys:
        if key not in held:
            held[key] = EditionChapter(edition=edition, key=key, position=0)
    rows = [held[key] for key in keys]
    number(rows)
    return rows
