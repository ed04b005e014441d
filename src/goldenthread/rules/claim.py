"""The claim check: sentences that state a figure or a direction, held beside what is known.

It advises an editor. A claim agrees with the facts, differs from them (with the fact), or is found in none.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from goldenthread.rules.claim_subject import (
    clause_at,
    clauses_of,
    initials,
    moves_in,
    sentences_of,
    shortened,
    stems,
    windows_in,
)
from goldenthread.rules.claim_words import FigureSaid, figures_in

AGREES: Final = "agrees"
DIFFERS: Final = "differs"
NOT_FOUND: Final = "not_found"

ENOUGH: Final = 0.4
"""A sentence is about a fact where it says so much of the fact's subject, rare words counting most."""
FIRM: Final = 3
"""So many words in common are a firm sign of what a sentence is about."""
LOOSE: Final = 0.55
"""A figure of several digits may be that of a subject met so nearly as well."""
TELLING: Final = 3
"""So many digits hardly agree by chance."""
CLOSE: Final = 0.85
"""Subjects nearly as well met as the best are candidates too."""

WORSE: Final = frozenset(
    {"not_improving", "worsening", "increasing_worse", "decreasing_worse", "special_concern"}
)
BETTER: Final = frozenset({"improving", "increasing_better", "decreasing_better", "special_improvement"})

DIRECTIONS: Final = BETTER | WORSE | {"maintaining", "mixed", "increasing", "unchanged", "decreasing"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that a claim may be about. `about` says of what, `text` says it; `change` is in the unit.

    `window` is how many years back a direction looks; 0 where it is none.
    """

    key: str
    about: str
    text: str
    value: Decimal | None = None
    unit: str = ""
    change: Decimal | None = None
    verdict: str = ""
    window: int = 0


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
    """Facts made ready to be found: each with its figures, the words of its subject, and how rare each is."""

    facts: tuple[Stated, ...]
    figures: tuple[tuple[FigureSaid, ...], ...]
    subjects: tuple[frozenset[str], ...]
    short: tuple[str, ...]
    weights: Mapping[str, float]

    def about(self, text: str, kind: str = "", close: float = CLOSE) -> tuple[Stated, ...]:
        """The facts that a text is about, of those with a figure of a kind where one is named; often none.

        `close` is how nearly as well as the best a fact must be met.
        """
        words, letters = stems(text), shortened(text)
        met = []
        for at, fact in enumerate(self.facts):
            if not kind or any(each.kind == kind for each in self.figures[at]):
                share, said = self._met(at, words, letters)
                if share >= ENOUGH:
                    # One word in common is a weak sign, even of a short subject.
                    met.append((share * min(said, FIRM) / FIRM, fact))
        best = max((score for score, _ in met), default=0.0)
        kept = [(score, fact) for score, fact in met if score >= best * close]
        return tuple(fact for _, fact in sorted(kept, key=lambda each: -each[0]))

    def _met(self, at: int, words: frozenset[str], letters: frozenset[str]) -> tuple[float, int]:
        """How much of a fact's subject the words say, from 0 to 1, and in how many words."""
        if any(word in self.short[at] for word in letters):
            return 1.0, FIRM
        subject = self.subjects[at]
        whole = sum(self.weights[word] for word in subject)
        said = subject & words
        share = sum(self.weights[word] for word in said) / whole if whole else 0.0
        # A word that no other subject has says enough by itself.
        alone = any(self.weights[word] >= self.weights[""] for word in said if not word.isdecimal())
        return max(share, ENOUGH) if alone else share, len(said)


def known(facts: Iterable[Stated]) -> Known:
    """Facts made ready to be found."""
    held = tuple(facts)
    abouts = dict.fromkeys(fact.about for fact in held)
    seen = Counter(word for about in abouts for word in stems(about))
    weights = {word: math.log(1 + len(abouts) / n) for word, n in seen.items()}
    return Known(
        held,
        tuple(_figures(fact) for fact in held),
        tuple(stems(fact.about) for fact in held),
        tuple(initials(fact.about) for fact in held),
        weights | {"": math.log(1 + len(abouts))},
    )


def check(text: str, facts: Known) -> tuple[Claim, ...]:
    """Every claim of a text, in its order. A sentence that names no subject goes on about the one before."""
    found: list[Claim] = []
    before: tuple[Stated, ...] = ()
    for start, sentence in sentences_of(text):
        about = facts.about(sentence) or before
        before = about
        found += _figure_claims(sentence, start, about, facts)
        found += _move_claims(sentence, start, about, is_alone=len(found) == 0 or found[-1].start < start)
    return tuple(found)


def _figure_claims(sentence: str, start: int, about: Sequence[Stated], facts: Known) -> Iterator[Claim]:
    figures = figures_in(sentence)
    for said in figures:
        if _in_subject(said, about):
            continue
        clause = clause_at(sentence, said.start, is_one_of_several=len(figures) > 1)
        near = facts.about(clause, said.kind) or facts.about(sentence, said.kind) or about
        if _in_subject(said, near):
            continue
        windows = windows_in(clause) or windows_in(sentence)
        near = tuple(fact for fact in near if fact.window in windows) or near
        answer, fact = _figure_answer(said, near)
        if answer == DIFFERS and fact is not None and (other := _told_by(said, fact, sentence, facts)):
            answer, fact = AGREES, other
        yield Claim(sentence, start + said.start, said.said, answer, fact)


def _told_by(said: FigureSaid, unlike: Stated, sentence: str, facts: Known) -> Stated | None:
    """A fact of a like subject that has the very figure, where it has digits enough to tell.

    What is counted must not belong to the subject alone that has another figure.
    """
    if len(said.value.normalize().as_tuple().digits) < TELLING and not said.said.count("."):
        return None
    for fact in facts.about(sentence, said.kind, LOOSE):
        alone = stems(unlike.about) - stems(fact.about)
        same = any(_may_be(known, said) and _is_that(said, known) for known in _figures(fact))
        if same and not alone & set(said.nouns):
            return fact
    return None


def _move_claims(sentence: str, start: int, about: Sequence[Stated], is_alone: bool) -> Iterator[Claim]:
    """Which way things went, clause by clause; one that agrees is told where no figure tells it."""
    for clause in clauses_of(sentence):
        moves = moves_in(clause, about[0].about if about else "")
        moving = _moving(about, windows_in(clause) or windows_in(sentence)) if moves else ()
        against = [fact for fact in moving if _says_other(moves, fact)]
        if against and len(against) == len(moving):
            yield Claim(sentence, start, _words_for(moves), DIFFERS, against[0])
        elif moving and is_alone:
            backed = next(fact for fact in moving if fact not in against)
            yield Claim(sentence, start, _words_for(moves), AGREES, backed)


def _moving(about: Sequence[Stated], windows: frozenset[int]) -> tuple[Stated, ...]:
    """The facts that say which way something went, over the years that are named where any are."""
    held = tuple(
        fact for fact in about if fact.change is not None or fact.verdict in DIRECTIONS or _way_of(fact)
    )
    named = tuple(fact for fact in held if fact.window in windows)
    return named or held


def _figure_answer(said: FigureSaid, facts: Sequence[Stated]) -> tuple[str, Stated | None]:
    """What the facts of one subject say to a figure."""
    alike = [(known, fact) for fact in facts for known in _figures(fact) if known.kind == said.kind]
    timed = [(known, fact) for known, fact in alike if said.period and _same_time(known, said)]
    chosen = timed or [(known, fact) for known, fact in alike if _may_be(known, said)]
    if said.either:
        parts = [next((each for each in chosen if each[0].noun == noun), None) for noun in said.either]
        whole = sum((each[0].value for each in parts if each), Decimal(0))
        if all(parts) and parts[0]:
            return (AGREES if whole == said.value else DIFFERS), parts[0][1]
    named = [each for each in chosen if said.kind == "plain" and each[0].noun and each[0].noun in said.nouns]
    if said.is_word and said.kind == "plain" and not named:
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
    """The same years, or some of those that a figure of more than a year covers."""
    if not known.period:
        return False
    first, last = min(known.period), max(known.period)
    whole = len(known.period) == len(said.period) and last - first < 2
    return known.period == said.period if whole else all(first <= year <= last for year in said.period)


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


def _says_other(moves: frozenset[str], fact: Stated) -> bool:
    """Whether a fact says otherwise than these words."""
    change, verdict = fact.change, fact.verdict
    if change is not None and len({"up", "down"} & moves) == 1:
        if "up" in moves and change <= 0 and not _fewer_is_more(fact):
            return True
        if "down" in moves and change >= 0:
            return True
    if way := _way_of(fact):
        return {"up", "down"} & moves == {"up", "down"} - {way}
    if verdict not in DIRECTIONS:
        return False
    wrong = {"good": verdict not in BETTER, "mixed": verdict != "mixed", "flat": verdict != "maintaining"}
    wrong["bad"] = wrong["not_good"] = verdict in BETTER
    wrong["not_improving"] = verdict not in WORSE
    said = [wrong[move] for move in moves if move in wrong]
    return bool(said) and all(said)


def _way_of(fact: Stated) -> str:
    """Which way things went where the figure itself is a rise or a fall: "Rise in compliments"."""
    ways = moves_in(fact.about.partition(" in ")[0]) & {"up", "down"} if "change" in fact.unit else set()
    return next(iter(ways)) if len(ways) == 1 and fact.value and fact.value > 0 else ""


def _fewer_is_more(fact: Stated) -> bool:
    """ "Up" said of a standing that is counted from the top says nothing of its figure."""
    return fact.unit.strip().lower() in ("place", "rank", "th", "st", "nd", "rd")


def _words_for(moves: frozenset[str]) -> str:
    return ", ".join(sorted(moves)).replace("_", " ")
