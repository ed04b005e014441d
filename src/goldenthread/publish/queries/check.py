"""What to look at before an edition is frozen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldenthread.kit.format import listed
from goldenthread.people.queries.publication import publication_answer
from goldenthread.publish.arrangement import ArrangedChapter
from goldenthread.publish.queries.claim import claims_in
from goldenthread.publish.queries.draft import Draft
from goldenthread.publish.queries.edition import edition_subject
from goldenthread.rules.claim import DIFFERS
from goldenthread.rules.publication import Held
from goldenthread.rules.verdict import CANNOT_JUDGE

STOP, LOOK, READY = "stop", "look", "ready"
_NAMED = 3
"""So many chapters are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `state` is stop, look or ready; `do` says what may be done about it.

    `chapter` is the key of the chapter to open, where it is about one; `href` another page to open.
    """

    state: str
    said: str
    do: str = ""
    chapter: str = ""
    href: str = ""

    @property
    def state_said(self) -> str:
        """The state in words."""
        return {STOP: _("To do first"), LOOK: _("Look at this"), READY: _("Ready")}[self.state]


def checks_of(draft: Draft, now: datetime) -> tuple[Check, ...]:
    """Everything that was looked at, what stops a freeze first and what is in order last."""
    found = [
        check for look in (_content, _arrangement, _words, _claims, _facts, _easy) for check in look(draft)
    ]
    found += _holds(draft, now)
    return tuple(sorted(found, key=lambda each: (STOP, LOOK, READY).index(each.state)))


def may_be_frozen(checks: Sequence[Check]) -> bool:
    """Whether nothing stops a freeze."""
    return all(each.state != STOP for each in checks)


def _content(draft: Draft) -> Iterator[Check]:
    count = sum(1 for each in draft.chapters if each.held.is_shown and each.shown)
    if not count:
        yield Check(STOP, _("No chapter is shown"), _("Show a chapter, or write one of your own"))
        return
    told = ngettext("{count} chapter is shown", "{count} chapters are shown", count)
    yield Check(READY, told.format(count=count))


def _arrangement(draft: Draft) -> Iterator[Check]:
    for chapter in draft.chapters:
        gone = sum(1 for part in chapter.parts if part.is_gone)
        if chapter.is_gone:
            said = _("The chapter “{title}” is no longer worked out").format(title=_name(chapter))
            yield Check(LOOK, said, _("Remove it, or keep it for the words in it"), chapter.held.key)
        elif gone:
            told = ngettext(
                "{count} part of “{title}” is no longer worked out",
                "{count} parts of “{title}” are no longer worked out",
                gone,
            )
            said = told.format(count=gone, title=chapter.title)
            yield Check(LOOK, said, _("Open the chapter and remove them"), chapter.held.key)
        if chapter.has_news:
            said = _("There is something new in “{title}” since you arranged it").format(title=chapter.title)
            yield Check(LOOK, said, _("See whether it is to be shown, and where"), chapter.held.key)


def _words(draft: Draft) -> Iterator[Check]:
    shown = [each for each in draft.chapters if each.held.is_shown and not each.is_gone]
    silent = [each for each in shown if not each.own_words]
    empty = [each for each in silent if each.held.is_own]
    for each in empty:
        said = _("Your chapter “{title}” has no words").format(title=each.title)
        yield Check(LOOK, said, _("It is left out until it has some"), each.held.key)
    if len(silent) > len(empty):
        names = [each.title for each in silent if not each.held.is_own]
        told = ngettext(
            "{count} of {all} chapters has no words of yours: {names}",
            "{count} of {all} chapters have no words of yours: {names}",
            len(names),
        )
        said = told.format(count=len(names), all=len(shown), names=_some(names))
        yield Check(
            LOOK, said, _("Say in a paragraph what the figures do not, where there is something to say")
        )
    elif shown:
        yield Check(READY, _("Every chapter has words of yours"))


def _claims(draft: Draft) -> Iterator[Check]:
    found = claims_in(draft)
    wrong = sum(1 for each in found if each.claim.answer == DIFFERS)
    href = reverse("edition-claims", args=[draft.edition.ref])
    if wrong:
        told = ngettext(
            "{count} claim in your words differs from the facts",
            "{count} claims in your words differ from the facts",
            wrong,
        )
        yield Check(LOOK, told.format(count=wrong), _("See each beside its fact, and decide"), href=href)
    elif found:
        yield Check(READY, _("No claim in your words differs from the facts"), href=href)


def _facts(draft: Draft) -> Iterator[Check]:
    facts = draft.document.facts
    unjudged = sum(1 for each in facts if each.verdict == CANNOT_JUDGE)
    if unjudged:
        told = ngettext("{count} verdict cannot be given", "{count} verdicts cannot be given", unjudged)
        yield Check(LOOK, told.format(count=unjudged), _("Each says why: see that it is true"))
    early = sum(1 for each in facts if each.status == "provisional")
    if early:
        told = ngettext("{count} figure is provisional", "{count} figures are provisional", early)
        do = _("They are marked so; wait for the final ones, or correct the edition when they come")
        yield Check(LOOK, told.format(count=early), do)
    if facts and not (unjudged or early):
        yield Check(READY, _("Every verdict is given, and no figure is provisional"))


def _easy(draft: Draft) -> Iterator[Check]:
    if draft.easy:
        href = reverse("edition-easy-read", args=[draft.edition.ref])
        yield Check(READY, _("There is an Easy Read summary"), href=href)
    else:
        do = _("Write one, or the edition comes out without those two documents")
        href = reverse("edition-easy-read", args=[draft.edition.ref])
        yield Check(LOOK, _("There is no Easy Read summary"), do, href=href)


def _holds(draft: Draft, now: datetime) -> Iterator[Check]:
    answer = publication_answer(edition_subject(draft.edition.ref), now)
    if isinstance(answer, Held):
        told = _("Nothing is published until {day} is over: {reason}")
        said = told.format(day=f"{answer.until:%-d %B %Y}", reason=answer.reason)
        yield Check(LOOK, said, _("You may freeze it now, and publish it after that day"))
    else:
        yield Check(READY, _("No hold on publishing is in force"))


def _some(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return listed(names)
    more = len(names) - _NAMED
    told = ngettext("{names} and {count} more", "{names} and {count} more", more)
    return told.format(names=", ".join(names[:_NAMED]), count=more)


def _name(chapter: ArrangedChapter) -> str:
    return chapter.title or chapter.held.key
