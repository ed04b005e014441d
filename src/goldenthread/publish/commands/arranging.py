"""Arranging an edition: the order of its chapters and parts, what is shown, and chapters' titles."""

from django.db import transaction
from django.utils.text import slugify

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.publish.access import may_edit_edition
from goldenthread.publish.commands.found import editable, touch
from goldenthread.publish.commands.placing import number, one_of, placed_chapters, placed_parts, stepped
from goldenthread.publish.models import EditionChapter
from goldenthread.publish.page import EASY_READ
from goldenthread.publish.queries.edition import edition_subject
from goldenthread.rules.refusal import refuse

_RESERVED = {"files", "issues", "search", "data", "documents", EASY_READ}
"""What stands at these addresses of an edition already."""

_LONGEST_TITLE = 200


@transaction.atomic
def move_chapter(who: Officer | None, ref: str, chapter: str, step: str) -> None:
    """Move a chapter a place `up` or `down`; the first up and the last down stay where they are."""
    require(who is None or may_edit_edition(who), "arrange an edition")
    edition = editable(ref)
    rows = placed_chapters(edition)
    moved = stepped(rows, chapter, step)
    if moved == rows:
        return
    number(moved)
    touch(edition)
    before, after = [row.key for row in rows], [row.key for row in moved]
    record(who, "move_chapter", edition_subject(ref), {"order": before}, {"order": after})


@transaction.atomic
def move_part(who: Officer | None, ref: str, chapter: str, part: str, step: str) -> None:
    """Move a part a place `up` or `down` in its chapter; the first up and the last down stay."""
    require(who is None or may_edit_edition(who), "arrange an edition")
    edition = editable(ref)
    _, rows = placed_parts(edition, chapter)
    moved = stepped(rows, part, step)
    if moved == rows:
        return
    number(moved)
    touch(edition)
    before, after = [row.key for row in rows], [row.key for row in moved]
    record(who, "move_part", edition_subject(ref), {chapter: before}, {chapter: after})


@transaction.atomic
def show_chapter(who: Officer | None, ref: str, chapter: str, is_shown: bool) -> None:
    """Show a chapter to readers, or leave it out."""
    require(who is None or may_edit_edition(who), "arrange an edition")
    edition = editable(ref)
    row = one_of(placed_chapters(edition), chapter)
    if row.is_shown == is_shown:
        return
    row.is_shown = is_shown
    row.save(update_fields=["is_shown"])
    touch(edition)
    record(who, "show_chapter", edition_subject(ref), {chapter: not is_shown}, {chapter: is_shown})


@transaction.atomic
def show_part(who: Officer | None, ref: str, chapter: str, part: str, is_shown: bool) -> None:
    """Show a part of a chapter to readers, or leave it out."""
    require(who is None or may_edit_edition(who), "arrange an edition")
    edition = editable(ref)
    row = one_of(placed_parts(edition, chapter)[1], part)
    if row.is_shown == is_shown:
        return
    row.is_shown = is_shown
    row.save(update_fields=["is_shown"])
    touch(edition)
    key = f"{chapter}/{part}"
    record(who, "show_part", edition_subject(ref), {key: not is_shown}, {key: is_shown})


@transaction.atomic
def rename_chapter(who: Officer | None, ref: str, chapter: str, was: str, title: str) -> None:
    """Give a chapter a title of its own; an empty one gives back the title that is worked out.

    `was` is the own title as it was read. Raises Refused where somebody else gave it another since.
    """
    require(who is None or may_edit_edition(who), "arrange an edition")
    edition = editable(ref)
    row = one_of(placed_chapters(edition), chapter)
    chosen = _checked(title, may_be_empty=not row.is_own)
    if row.title == chosen:
        return
    if row.title != was:
        what = "somebody else renamed this chapter since you opened it"
        raise refuse(what, f"it is called '{row.title}' now: save again if yours is better", column="title")
    before, row.title = row.title, chosen
    row.save(update_fields=["title"])
    touch(edition)
    record(who, "rename_chapter", edition_subject(ref), {chapter: before}, {chapter: chosen})


@transaction.atomic
def add_chapter(who: Officer | None, ref: str, title: str) -> str:
    """Add a chapter of the editor's own at the end, for words; returns its key, which names its page."""
    require(who is None or may_edit_edition(who), "arrange an edition")
    edition = editable(ref)
    chosen = _checked(title)
    rows = placed_chapters(edition)
    key = _free_key(chosen, {row.key for row in rows} | _RESERVED)
    number([*rows, EditionChapter(edition=edition, key=key, position=0, title=chosen, is_own=True)])
    touch(edition)
    record(who, "add_chapter", edition_subject(ref), None, {key: chosen})
    return key


@transaction.atomic
def remove_chapter(who: Officer | None, ref: str, chapter: str) -> None:
    """Remove an own chapter with its words, or one that is no longer worked out. Raises Refused else."""
    require(who is None or may_edit_edition(who), "arrange an edition")
    edition = editable(ref)
    row = one_of(placed_chapters(edition), chapter)
    words = {part.key: part.text for part in row.parts.exclude(kind="facts")}
    title = row.title
    row.delete()
    if chapter in {each.key for each in placed_chapters(edition)}:
        do = "leave it out of the edition instead: it is worked out from the facts"
        raise refuse(f"the chapter '{title or chapter}' cannot be removed", do)
    touch(edition)
    record(who, "remove_chapter", edition_subject(ref), {"title": title, "words": words}, None)


def _checked(title: str, may_be_empty: bool = False) -> str:
    chosen = title.strip()
    if len(chosen) > _LONGEST_TITLE or not (chosen or may_be_empty):
        do = f"give up to {_LONGEST_TITLE} characters"
        raise refuse("the title is empty or too long", do, column="title")
    return chosen


def _free_key(title: str, taken: set[str]) -> str:
    start = slugify(title)[:100] or "chapter"
    keys = (start, *(f"{start}-{count}" for count in range(2, len(taken) + 3)))
    return next(key for key in keys if key not in taken)
