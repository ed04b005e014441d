"""How hard a text is to read: a guide for editors, of English alone."""

import re
from dataclasses import dataclass
from typing import Final

from goldenthread.rules.claim_subject import sentences_of

EASY_WORDS: Final = 15
"""The most words in a sentence of Easy Read."""

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouyscgxzh]es|[^td]ed|[^l]e)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text measured: its words, its sentences, the longest of them in words, and the age that reads it.

    The age is the Flesch-Kincaid grade and five: 0.39 words a sentence + 11.8 syllables a word - 15.59
    (Kincaid and others, 1975). It says little of a text of a few words.
    """

    words: int
    sentences: int
    longest: int
    age: float | None


def reading(text: str) -> Reading:
    """Measure a text. A list's item without a full stop counts as a sentence."""
    counted = [len(_WORD.findall(said)) for _, said in sentences_of(text)]
    sentences = [count for count in counted if count]
    words = _WORD.findall(text)
    if not sentences:
        return Reading(0, 0, 0, None)
    syllables_in_all = sum(syllables(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables_in_all / len(words) - 15.59
    return Reading(len(words), len(sentences), max(sentences), round(max(grade + 5, 5.0), 1))


def syllables(word: str) -> int:
    """How many syllables an English word has, as near as its spelling tells."""
    lower = word.lower().replace("’", "'").partition("'")[0]
    counted = len(_VOWELS.findall(lower)) - bool(_SILENT.search(lower))
    return max(counted, 1)


def hard_to_read(text: str) -> tuple[str, ...]:
    """What stands in the way of a line of Easy Read, in words; empty where nothing does."""
    measured = reading(text)
    found = []
    if measured.longest > EASY_WORDS:
        found.append(f"{measured.longest} words: keep it to {EASY_WORDS}")
    if measured.sentences > 1:
        found.append("more than one sentence: one idea a line")
    if re.search(r"[;:(]", text):
        found.append("a bracket, colon or semicolon: make two lines of it")
    return tuple(found)
