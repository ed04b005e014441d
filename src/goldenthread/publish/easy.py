"""The first words of an Easy Read summary, made from an edition's facts; an editor makes them better."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from goldenthread.publish.arrangement import ArrangedChapter
from goldenthread.publish.block import EasyLine
from goldenthread.publish.fact import Fact

BETTER, WORSE, SAME, SOME = "chart-up", "chart-down", "same", "question"
WORDS = {
    "improving": (gettext_noop("This is getting better."), BETTER),
    "not_improving": (gettext_noop("This is not getting better."), WORSE),
    "maintaining": (gettext_noop("This is about the same."), SAME),
    "mixed": (gettext_noop("Some of this is better, and some is not."), SOME),
}
"""How a direction is said in Easy Read, and the drawing beside it: "up" means better."""

MOST = 3
"""So many measures of a chapter are told of at first."""


def suggested(title: str, language: str, chapters: Sequence[ArrangedChapter]) -> tuple[EasyLine, ...]:
    """Short lines from the facts that are shown, one idea each, in the edition's language."""
    with override(language):
        lines = [
            EasyLine(title[:300], "", True),
            EasyLine(_("This report says how things are going where you live."), "report"),
        ]
        for chapter in chapters:
            if chapter.held.is_shown and not chapter.is_gone:
                facts = [fact for part in chapter.shown if part.section for fact in part.section.facts]
                told = list(_chapter(facts))
                if told:
                    lines += [EasyLine(chapter.title[:300], "", True), *told]
        return tuple(lines)


def _chapter(facts: Sequence[Fact]) -> Iterator[EasyLine]:
    first = next((fact for fact in facts if fact.key.startswith("direction/")), None)
    if first is not None and first.verdict in WORDS:
        words, picture = WORDS[first.verdict]
        yield EasyLine(_(words), picture)
    for fact in _moved(facts):
        words, picture = WORDS[fact.verdict]
        yield EasyLine(_("This is about: {subject}.").format(subject=_subject(fact))[:300], "people")
        yield EasyLine(_(words), picture)


def _moved(facts: Iterable[Fact]) -> list[Fact]:
    """The first measures that went one way or the other, each once."""
    found: dict[str, Fact] = {}
    for fact in facts:
        kind, _slash, rest = fact.key.partition("/")
        if kind == "verdict" and fact.verdict in ("improving", "not_improving"):
            found.setdefault(rest.partition("/")[0], fact)
    return list(found.values())[:MOST]


def _subject(fact: Fact) -> str:
    """What a verdict is of, without the question."""
    return fact.about.rpartition(": ")[0] or fact.about
