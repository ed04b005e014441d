"""Beginning an edition, and what stands on its cover."""

import re
from collections.abc import Mapping
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.publish.access import may_edit_edition
from goldenthread.publish.commands.found import editable, touch
from goldenthread.publish.kinds.kind import KINDS, Scope
from goldenthread.publish.models import Edition
from goldenthread.publish.public_reader import public_reader
from goldenthread.publish.queries.edition import edition_subject
from goldenthread.rules.refusal import Refused, refuse

_REF = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_REF, _LONGEST_TITLE, _LONGEST_SUBTITLE = 100, 200, 300


@transaction.atomic
def begin_edition(
    who: Officer | None, kind: str, ref: str, scope: Scope, title: str = "", language: str = "en-gb"
) -> str:
    """Begin an edition and return its ref. Without a title it has the one that its kind gives it.

    Raises Refused where the ref is taken or cannot stand in an address, and where what it is about is not
    there to be seen by the public.
    """
    require(who is None or may_edit_edition(who), "begin an edition")
    if kind not in KINDS:
        raise refuse(f"there is no kind of edition '{kind}'", f"use one of {', '.join(KINDS)}", column="kind")
    _check_scope(kind, scope)
    _check(ref, title)
    if language not in dict(settings.LANGUAGES):
        known = ", ".join(code for code, _name in settings.LANGUAGES)
        raise refuse(f"'{language}' is no language of this site", f"use one of {known}", column="language")
    with translation.override(language):
        composed = KINDS[kind].compose(scope, public_reader(timezone.now()))
    said = {name: value for name, value in asdict(scope).items() if value}
    chosen = title.strip() or composed.title[:_LONGEST_TITLE]
    Edition.objects.create(ref=ref, kind=kind, title=chosen, language=language, scope=said)
    after = {"kind": kind, "title": chosen, "language": language, "scope": said}
    record(who, "begin_edition", edition_subject(ref), None, after)
    return ref


@transaction.atomic
def name_edition(who: Officer | None, ref: str, version: int, title: str, subtitle: str) -> None:
    """Give the edition another title or subtitle; without a subtitle it has the one its kind gives it.

    `version` is the edition's as it was read. Raises Refused where it has moved on.
    """
    require(who is None or may_edit_edition(who), "change an edition")
    row = editable(ref)
    _check_named(title, subtitle)
    before = {"title": row.title, "subtitle": row.subtitle}
    after = {"title": title.strip(), "subtitle": subtitle.strip()}
    if before == after:
        return
    if row.version != version:
        what = "somebody else changed this edition since you opened it"
        raise refuse(what, "look at theirs, then save yours again", column="title")
    row.title, row.subtitle = after["title"], after["subtitle"]
    row.save(update_fields=["title", "subtitle"])
    touch(row)
    record(who, "name_edition", edition_subject(ref), before, after)


@transaction.atomic
def discard_edition(who: Officer | None, ref: str) -> None:
    """Remove an edition that was never frozen. Raises Refused for any other."""
    require(who is None or may_edit_edition(who), "discard a draft of an edition")
    row = editable(ref)
    if row.state != "draft":
        raise refuse(f"'{row.title}' was frozen", "correct it, or have it withdrawn by order")
    record(who, "discard_edition", edition_subject(ref), {"title": row.title, "kind": row.kind}, None)
    row.delete()


def _check_scope(kind: str, scope: Scope) -> None:
    said: Mapping[str, str] = asdict(scope)
    empty = [name for name in KINDS[kind].asks if not said[name]]
    if empty:
        raise Refused(
            refusal
            for name in empty
            for refusal in refuse(
                f"the edition has no {name}", f"say which {name} it is about", column=name
            ).refusals
        )


def _check(ref: str, title: str) -> None:
    if not _REF.fullmatch(ref) or len(ref) > _LONGEST_REF:
        do = f"use small letters, digits and hyphens, {_LONGEST_REF} at most, such as annual-report-2017"
        raise refuse(f"'{ref}' cannot stand in an address", do, column="ref")
    if Edition.objects.filter(ref=ref).exists():
        raise refuse(f"there is an edition '{ref}' already", "give this one a name of its own", column="ref")
    if len(title) > _LONGEST_TITLE:
        raise refuse("the title is too long", f"use {_LONGEST_TITLE} characters at most", column="title")


def _check_named(title: str, subtitle: str) -> None:
    if not title.strip() or len(title) > _LONGEST_TITLE:
        do = f"give up to {_LONGEST_TITLE} characters"
        raise refuse("the title is empty or too long", do, column="title")
    if len(subtitle) > _LONGEST_SUBTITLE:
        do = f"use {_LONGEST_SUBTITLE} characters at most"
        raise refuse("the subtitle is too long", do, column="subtitle")
