"""What a correction says of itself: why, and every fact and word that changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldenthread.kit.format import day
from goldenthread.publish.document import Document
from goldenthread.publish.fact import Difference, Fact, differences
from goldenthread.publish.queries.issue import Issue
from goldenthread.publish.working import OwnWords

_BEHIND = ("value", "unit", "period", "verdict", "reason", "change", "rule")
"""What may differ in two facts that read the same."""


def corrections_of(
    before: Issue, after: Document, words: Sequence[OwnWords], why: str, now: datetime
) -> tuple[str, ...]:
    """The reason in a line, then a line for each fact and each of the editor's parts that changed."""
    with translation.override(after.language):
        opening = _("Issue {number}, {day}: {why}").format(
            number=before.number + 1, day=day(timezone.localdate(now)), why=" ".join(why.split())
        )
        facts = _facts_changed(differences(before.document.facts, after.facts))
        words_said = _words_changed(before.working.words, words)
        return (opening, *_frame_changed(before.document, after), *facts, *words_said)


def fact_changed(each: Difference) -> str:
    """One fact that changed, in a sentence: what it is and what it was."""
    was, now = said_beside(each)
    if each.was is None:
        return _("{about}: {now}. It was not in the issue before.").format(about=each.about, now=now)
    if each.now is None:
        return _("{about}: no longer in the edition. It was {was}.").format(about=each.about, was=was)
    return _("{about}: {now}. It was {was}.").format(about=each.about, now=now, was=was)


def said_beside(each: Difference) -> tuple[str, str]:
    """How the two facts read, told apart: where the words are the same, with what differs behind them.

    Empty for the one that is not there.
    """
    if each.was is None or each.now is None or _words(each.was) != _words(each.now):
        return _words(each.was), _words(each.now)
    behind = [name for name in _BEHIND if getattr(each.was, name) != getattr(each.now, name)]
    was, now = (
        ", ".join(getattr(fact, name) or _("none") for name in behind) for fact in (each.was, each.now)
    )
    return f"{_words(each.was)} ({was})", f"{_words(each.now)} ({now})"


def _facts_changed(found: Sequence[Difference]) -> Iterator[str]:
    """A line for each fact; those that read the same and are judged by another rule are counted together."""
    rules = Counter((each.was.rule, each.now.rule) for each in found if each.was and each.now and _same(each))
    for (was, now), count in rules.items():
        told = ngettext(
            "{count} fact reads as before, and is judged by {now} in place of {was}.",
            "{count} facts read as before, and are judged by {now} in place of {was}.",
            count,
        )
        yield told.format(count=count, now=now, was=was)
    yield from (fact_changed(each) for each in found if not _same(each))


def _same(each: Difference) -> bool:
    """Whether the two facts differ in their rule alone."""
    return (
        each.was is not None
        and each.now is not None
        and replace(each.was, rule="", about="", releases=(), status="")
        == replace(each.now, rule="", about="", releases=(), status="")
    )


def _words(fact: Fact | None) -> str:
    """How a fact reads, without a full stop."""
    return fact.text.rstrip(". ") if fact else ""


def _frame_changed(was: Document, now: Document) -> Iterator[str]:
    """What changed of the cover, of which chapters there are, and of the Easy Read."""
    if was.title != now.title:
        yield _("The title was “{title}”.").format(title=was.title)
    if was.subtitle != now.subtitle:
        yield _("The subtitle was “{title}”.").format(title=was.subtitle)
    yield from _chapters_changed(was, now)
    if was.easy != now.easy:
        yield _("The Easy Read summary was changed.")


def _chapters_changed(was: Document, now: Document) -> Iterator[str]:
    before, after = {each.ref: each.title for each in was.chapters}, {e.ref: e.title for e in now.chapters}
    for ref, title in before.items():
        if ref not in after:
            yield _("The chapter “{title}” was left out.").format(title=title)
        elif after[ref] != title:
            yield _("The chapter “{title}” was called “{was}”.").format(title=after[ref], was=title)
    for ref, title in after.items():
        if ref not in before:
            yield _("The chapter “{title}” was added.").format(title=title)
    if [ref for ref in before if ref in after] != [ref for ref in after if ref in before]:
        yield _("The chapters stand in another order.")


def _words_changed(was: Sequence[OwnWords], now: Sequence[OwnWords]) -> Iterator[str]:
    before, after = {each.where: each for each in was}, {each.where: each for each in now}
    for where in (*before, *(each for each in after if each not in before)):
        one, two = before.get(where), after.get(where)
        if one is None and two is not None:
            yield _("{chapter}: words were added.").format(chapter=two.chapter)
        elif two is None and one is not None:
            yield _("{chapter}: words were left out: “{text}”").format(chapter=one.chapter, text=_flat(one))
        elif one is not None and two is not None and _said(one) != _said(two):
            told = _("{chapter}: words were changed. They were: “{text}”")
            yield told.format(chapter=two.chapter, text=_flat(one))


def _said(words: OwnWords) -> tuple[str, str, str]:
    return (words.title, words.text, words.by)


def _flat(words: OwnWords) -> str:
    return " ".join(f"{words.title} {words.text} {words.by}".split())
