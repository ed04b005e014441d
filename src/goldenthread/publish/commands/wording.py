"""An editor's own words in an edition: paragraphs, quotations and call-outs beside the facts."""

from dataclasses import asdict, dataclass

from django.db import transaction

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.publish.access import may_edit_edition
from goldenthread.publish.arrangement import FACTS, OWN_KINDS
from goldenthread.publish.commands.found import editable, touch
from goldenthread.publish.commands.placing import number, one_of, placed_parts
from goldenthread.publish.models import EditionPart
from goldenthread.publish.queries.edition import edition_subject
from goldenthread.rules.refusal import refuse

_LONGEST_TEXT = 20_000
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What an editor wrote: `title` stands above it, and `by` says who said a quotation."""

    title: str
    text: str
    by: str = ""


@transaction.atomic
def add_words(
    who: Officer | None,
    ref: str,
    chapter: str,
    kind: str,
    words: OwnPart,
    beside: str = "",
    side: str = "after",
) -> str:
    """Add own words of a kind (words, quotation or call_out) before or after a part; returns their key.

    Without a part `before` puts them first in the chapter and `after` last.
    """
    require(who is None or may_edit_edition(who), "write words in an edition")
    edition = editable(ref)
    chosen = _checked(kind, words)
    row, rows = placed_parts(edition, chapter)
    at = 0 if side == "before" else len(rows)
    if beside:
        at = rows.index(one_of(rows, beside)) + (side != "before")
    key = _free_key(rows)
    made = EditionPart(chapter=row, kind=kind, key=key, position=0, **asdict(chosen))
    number([*rows[:at], made, *rows[at:]])
    touch(edition)
    record(who, "add_words", edition_subject(ref), None, {f"{chapter}/{key}": asdict(chosen)})
    return key


@transaction.atomic
def write_words(who: Officer | None, ref: str, chapter: str, part: str, version: int, words: OwnPart) -> None:
    """Set own words, or the title of a part that is worked out.

    `version` is the one that was read. Raises Refused where the words have moved on.
    """
    require(who is None or may_edit_edition(who), "write words in an edition")
    edition = editable(ref)
    row = one_of(placed_parts(edition, chapter)[1], part)
    chosen = _checked(row.kind, words)
    before = {"title": row.title, "text": row.text, "by": row.by}
    if before == asdict(chosen):
        return
    if row.version != version:
        raise refuse(
            "somebody else changed these words since you opened them",
            "your words are still here: read what is saved now, then save yours again to replace it",
            column="text",
        )
    row.title, row.text, row.by = chosen.title, chosen.text, chosen.by
    row.version += 1
    row.save(update_fields=["title", "text", "by", "version"])
    touch(edition)
    key = f"{chapter}/{part}"
    record(who, "write_words", edition_subject(ref), {key: before}, {key: asdict(chosen)})


@transaction.atomic
def remove_part(who: Officer | None, ref: str, chapter: str, part: str) -> None:
    """Remove own words, or a part that is no longer worked out. Raises Refused for what is worked out."""
    require(who is None or may_edit_edition(who), "write words in an edition")
    edition = editable(ref)
    row = one_of(placed_parts(edition, chapter)[1], part)
    before = {"title": row.title, "text": row.text, "by": row.by}
    row.delete()
    if part in {each.key for each in placed_parts(edition, chapter)[1]}:
        what, do = "this part is worked out from the facts", "leave it out of the edition instead"
        raise refuse(what, do)
    touch(edition)
    record(who, "remove_part", edition_subject(ref), {f"{chapter}/{part}": before}, None)


def _checked(kind: str, words: OwnPart) -> OwnPart:
    if kind not in (*OWN_KINDS, FACTS):
        raise refuse(f"there are no own words of the kind '{kind}'", f"use one of {', '.join(OWN_KINDS)}")
    text = "\n".join(line.rstrip() for line in words.text.strip().splitlines())
    if kind != FACTS and not text:
        raise refuse("there are no words", "write some, or go back", column="text")
    if kind == "call_out" and not words.title.strip():
        raise refuse("a call-out has no title", "give it a short one", column="title")
    if len(text) > _LONGEST_TEXT:
        raise refuse("the words are too long", f"use {_LONGEST_TEXT:,} characters at most", column="text")
    for name, said in (("title", words.title), ("by", words.by)):
        if len(said.strip()) > _LONGEST_TITLE:
            do = f"use {_LONGEST_TITLE} characters at most"
            raise refuse(f"'{said[:20]}…' is too long", do, column=name)
    return OwnPart(words.title.strip(), "" if kind == FACTS else text, words.by.strip())


def _free_key(rows: list[EditionPart]) -> str:
    taken = {row.key for row in rows}
    return next(key for n in range(1, len(taken) + 2) if (key := f"own-{n}") not in taken)
