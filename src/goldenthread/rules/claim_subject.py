"""What a sentence is about, and which way it says that things went."""

import re
from collections.abc import Iterator
from typing import Final

MOVES: Final = {
    "up": frozenset(
        {"rose", "risen", "rise", "rises", "rising", "increased", "increase", "increases", "increasing"}
        | {"grew", "grown", "growing", "growth", "climbed", "more", "higher", "up"}
    ),
    "down": frozenset(
        {"fell", "fallen", "fall", "falls", "falling", "decreased", "decrease", "decreases", "decreasing"}
        | {"dropped", "drop", "drops", "reduced", "reduction", "fewer", "lower", "less", "down", "shrank"}
    ),
    "good": frozenset({"improved", "improve", "improves", "improving", "improvement", "better"}),
    "bad": frozenset(
        {"worsened", "worsen", "worsens", "worsening", "worse", "deteriorated", "deteriorating"}
    ),
    "flat": frozenset({"unchanged", "maintained", "maintaining", "stable", "steady"}),
    "mixed": frozenset({"mixed"}),
}
"""Which way a word says that things went. `declined` is left out: it is said of good things and of bad."""

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?", re.IGNORECASE)
_ENDINGS = ("ings", "ing", "ies", "es", "ed", "s")
_LITTLE = (
    "a an the of in on at to for and or by with from as is are was were be been has have had it its this",
    "that these those their our we he she they who which than then so but not no over under about up down",
    "year years one since last now per cent percentage point share number rate figure council county",
)
_SAYS_LITTLE = frozenset(" ".join(_LITTLE).split())


def moves_in(text: str, besides: str = "") -> frozenset[str]:
    """Which ways a text says that things went: up, down, good, bad, flat, mixed, not_good, not_improving.

    Words that stand in `besides`, the name of what it is about, say nothing of that.
    """
    named = {word.lower() for word in _WORD.findall(besides)}
    words = {word.lower() for word in _WORD.findall(text)} - named
    held = {way for way, said in MOVES.items() if words & said}
    if re.search(
        r"\b(?:stayed|remained|is|was) (?:about |much )?the same\b|\bno (?:real )?change\b", text, re.I
    ):
        held.add("flat")
    if re.search(r"\b(?:not|no|never|without|n't)\s+(?:\w+\s+){0,2}(?:improv\w+|better)", text, re.I):
        held = (held - {"good"}) | {"not_good"}
    if re.search(r"\bnot improving\b", text, re.I) and not {"improving"} & named:
        held = (held - {"not_good"}) | {"not_improving"}
    return frozenset(held)


def windows_in(text: str) -> frozenset[int]:
    """Over how many years back a sentence says it looks: "over three years", "since last year"."""
    found = {1: r"\b(?:over|in|for|after) (?:one|a|1|the last|the past) year\b|\blast year\b|\bone-year\b"}
    found[3] = r"\b(?:three|3)[ -]years?\b"
    return frozenset(years for years, said in found.items() if re.search(said, text, re.IGNORECASE))


def stems(text: str) -> frozenset[str]:
    """The words that say what a text is about, without their endings."""
    words = (word.lower().removesuffix("'s") for word in _WORD.findall(text.replace("’", "'")))
    return frozenset(stem(word) for word in words if word not in _SAYS_LITTLE)


def initials(text: str) -> str:
    """The first letters of what a text is about, by which people may shorten it: "NEET"."""
    words = (word.lower() for word in _WORD.findall(text))
    return "".join(
        word[0] for word in words if word not in ("and", "or", "of", "in", "the", "for", "to", "a")
    )


def shortened(text: str) -> frozenset[str]:
    """The words of a text that are first letters: three capitals or more."""
    return frozenset(word.lower() for word in re.findall(r"\b[A-Z]{3,}\b", text))


def clause_at(sentence: str, at: int, is_one_of_several: bool = True) -> str:
    """The part of a sentence round a figure, between commas and semicolons; of several, also "and"."""
    parted = r"[;,](?=\s)|\band\b(?!\s+[£\d])" if is_one_of_several else r"[;,](?=\s)"
    ends = [0, *(each.end() for each in re.finditer(parted, sentence)), len(sentence)]
    start = max(end for end in ends[:-1] if end <= at)
    return sentence[start : min(end for end in ends[1:] if end > at)]


def clauses_of(sentence: str) -> tuple[str, ...]:
    """A sentence in the parts between commas, semicolons and "and"."""
    return tuple(part for part in re.split(r"[;,](?=\s)|\band\b", sentence) if part.strip())


def sentences_of(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with where it starts. A stop inside a figure or before a small letter ends nothing."""
    start = 0
    for end in re.finditer(r"[.!?](?=\s+[A-Z£0-9\"“]|\s*$)|\n+", text):
        said = text[start : end.end()]
        if said.strip():
            yield start + len(said) - len(said.lstrip()), said.strip()
        start = end.end()
    if text[start:].strip():
        rest = text[start:]
        yield start + len(rest) - len(rest.lstrip()), rest.strip()


def stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:6]
