"""The claim check: sentences that state a figure or a direction, held beside what is known.

It advises an editor. A claim agrees with the facts, differs from them (with the fact), or is found in none.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from goldenthread.rules.claim_words import FigureSaid, figures_in, moves_in, sentences_of, stems

AGREES: Final = "agrees"
DIFFERS: Final = "differs"
NOT_FOUND: Final = "not_found"

ENOUGH: Final = 0.4
"""A sentence is about a fact where it says so much of the fact's subject, rare words counting most."""
CLOSE: Final = 0.85
"""Subjects nearly as well met as the best are candidates too."""

WORSE: Final = frozenset(
    {"not_improving", "worsening", "increasing_worse", "decreasing_worse", "special_concern"}
)
BETTER: Final = frozenset({"improving", "increasing_better", "decreasing_better", "special_improvement"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that a claim may be about. `about` says of what, `text` says it; `change` is in the unit."""

    key: str
    about: str
    text: str
    value: Decimal | None = None
    unit: str = ""
    change: Decimal | None = None
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a text: where it stands, what it says, and what the facts say to it."""

    sentence: str
    start: int
    said: str
    answer: str
    fact: Stated | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Facts made ready to be found: each with the words of its subject, and how rare each word is."""

    facts: tuple[Stated, ...]
    subjects: tuple[frozenset[str], ...]
    weights: Mapping[str, float]

    def about(self, words: frozenset[str]) -> tuple[Stated, ...]:
        """The facts that a sentence with these words is about, the best met first; often none."""
        met = [
            (self._met(subject, words), fact) for subject, fact in zip(self.subjects, self.facts, strict=True)
        ]
        best = max((share for share, _ in met), default=0.0)
        if best < ENOUGH:
            return ()
        kept = [(share, fact) for share, fact in met if share >= best * CLOSE]
        return tuple(fact for _, fact in sorted(kept, key=lambda each: -each[0]))

    def _met(self, subject: frozenset[str], words: frozenset[str]) -> float:
        whole = sum(self.weights[word] for word in subject)
        return sum(self.weights[word] for word in subject & words) / whole if whole else 0.0


def known(facts: Iterable[Stated]) -> Known:
    """Facts made ready to be found."""
    held = tuple(facts)
    subjects = tuple(stems(fact.about) for fact in held)
    seen = Counter(word for subject in subjects for word in subject)
    return Known(held, subjects, {word: math.log(1 + len(held) / n) for word, n in seen.items()})


def check(text: str, facts: Known) -> tuple[Claim, ...]:
    """Every claim of a text, in its order. A sentence that names no subject goes on about the one before."""
    found: list[Claim] = []
    before: tuple[Stated, ...] = ()
    for start, sentence in sentences_of(text):
        about = facts.about(stems(sentence)) or before
        before = about
        found += _claims(sentence, start, about)
    return tuple(found)


def _claims(sentence: str, start: int, about: Sequence[Stated]) -> Iterator[Claim]:
    told = [fact for fact in about if _figures(fact)]
    figures = [said for said in figures_in(sentence) if not _in_subject(said, about)]
    for said in figures:
        answer, fact = _figure_answer(said, told)
        yield Claim(sentence, start + said.start, said.said, answer, fact)
    moves = moves_in(sentence)
    if moves and about:
        wrong = _against(moves, about)
        if wrong is not None:
            yield Claim(sentence, start, _words_for(moves), DIFFERS, wrong)
        elif not figures:
            backed = next((fact for fact in about if fact.verdict or fact.change is not None), None)
            yield Claim(sentence, start, _words_for(moves), AGREES if backed else NOT_FOUND, backed)


def _figure_answer(said: FigureSaid, facts: Sequence[Stated]) -> tuple[str, Stated | None]:
    """What the facts of one subject say to a figure."""
    alike = [(known, fact) for fact in facts for known in _figures(fact) if known.kind == said.kind]
    timed = [(known, fact) for known, fact in alike if said.period and _same_time(known, said)]
    chosen = timed or [(known, fact) for known, fact in alike if _may_be(known, said)]
    named = [each for each in chosen if said.kind == "plain" and said.noun and each[0].noun == said.noun]
    if said.is_word and not named:
        return NOT_FOUND, None
    for known, fact in named or chosen:
        if _is_that(said, known):
            return AGREES, fact
    held = named or chosen or alike
    return (DIFFERS, held[0][1]) if held else (NOT_FOUND, None)


def _may_be(known: FigureSaid, said: FigureSaid) -> bool:
    """A figure said to be what it was, or what it came to, is held to that one alone."""
    if said.role and known.role and said.role != known.role:
        return False
    return not (said.period and known.period)


def _same_time(known: FigureSaid, said: FigureSaid) -> bool:
    """The same years; a year alone may be part of a financial or school year that is named whole."""
    if len(known.period) == len(said.period):
        return known.period == said.period
    return bool(known.period) and set(said.period) <= set(known.period)


def _is_that(said: FigureSaid, known: FigureSaid) -> bool:
    """Whether a figure as it is said is the one that is known, to the places that it gives."""
    gap = abs(said.value - known.value)
    if gap * 2 <= said.step:
        return True
    near = abs(known.value) / 10
    if said.hedge == "about":
        return gap <= near / 2
    if said.hedge == "over":
        return known.value > said.value and gap <= near
    return said.hedge == "under" and known.value < said.value and gap <= near


def _figures(fact: Stated) -> tuple[FigureSaid, ...]:
    """The figures of a fact: those that its words give, and its change."""
    found = list(figures_in(fact.text))
    latest = next((each for each in found if each.role != "from"), None)
    if latest is not None and any(each.role == "from" for each in found):
        found = [replace(each, role="to") if each is latest else each for each in found]
    if fact.change is not None and latest is not None:
        step = Decimal(1).scaleb(int(fact.change.as_tuple().exponent))
        kind = "points" if latest.kind == "percent" else latest.kind
        size = abs(fact.change) * (latest.value / fact.value if fact.value and kind == "pounds" else 1)
        found.append(FigureSaid(size, step, kind, 0, 0, "", role="change"))
    return tuple(found)


def _in_subject(said: FigureSaid, about: Sequence[Stated]) -> bool:
    """Whether the figure is part of what the thing is called, such as "level 3" or "28 days"."""
    return said.kind == "plain" and any(
        each.value == said.value and each.noun == said.noun
        for fact in about
        for each in figures_in(fact.about)
    )


def _against(moves: frozenset[str], about: Sequence[Stated]) -> Stated | None:
    """The fact that says the other way, where none says this one."""
    judged = [
        fact for fact in about if fact.change is not None or fact.verdict in BETTER | WORSE | {"maintaining"}
    ]
    against = [fact for fact in judged if _says_other(moves, fact)]
    return against[0] if against and len(against) == len(judged) else None


def _says_other(moves: frozenset[str], fact: Stated) -> bool:
    change, verdict = fact.change, fact.verdict
    if change is not None and {"up", "down"} & moves != {"up", "down"}:
        if "up" in moves and change <= 0 and not _fewer_is_more(fact):
            return True
        if "down" in moves and change >= 0:
            return True
    if "good" in moves and "bad" not in moves and verdict in WORSE | {"maintaining"}:
        return True
    if moves & {"bad", "not_good"} and "good" not in moves and verdict in BETTER:
        return True
    return moves == {"flat"} and verdict in BETTER | WORSE


def _fewer_is_more(fact: Stated) -> bool:
    """ "Up" said of a standing that is counted from the top says nothing of its figure."""
    return fact.unit.strip().lower() in ("place", "rank", "th", "st", "nd", "rd")


def _words_for(moves: frozenset[str]) -> str:
    return ", ".join(sorted(moves)).replace("_", " ")
