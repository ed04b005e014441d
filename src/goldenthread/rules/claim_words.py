"""Reading a sentence for what it claims: figures, the periods they are of, and which way things went."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_COUNTED = (
    "two three four five six seven eight nine ten eleven twelve",
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
)
SMALL: Final = {word: Decimal(n) for n, word in enumerate(" ".join(_COUNTED).split(), 2)}
TIMES: Final = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "bn": 9,
    "b": 9,
    "billion": 9,
}
HEDGES: Final = {
    "about": "about",
    "around": "about",
    "approximately": "about",
    "roughly": "about",
    "some": "about",
    "nearly": "under",
    "almost": "under",
    "under": "under",
    "below": "under",
    "over": "over",
    "above": "over",
    "more than": "over",
    "less than": "under",
    "fewer than": "under",
    "at least": "over",
}
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
}
"""Which way a word says that things went. `declined` is left out: it is said of good things and of bad."""

_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_PERIOD = re.compile(
    rf"\b(?:(?:quarter|q)\s?[1-4],?\s+(?:of\s+)?)?(?:(?:{_MONTHS})\s+)?"
    r"((?:19|20)\d\d)(?:\s?(?:/|-|–|\bto\b)\s?((?:19|20)?\d\d))?\b(?!%|,?\d)",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?<![\w.])(?P<pound>£\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<times>thousand|million|billion|bn|mn|[mkb])\b)?"
    r"(?:\s?(?P<unit>percentage points?|%|per ?cent\b|pence\b|p\b))?",
    re.IGNORECASE,
)
_SMALL = re.compile(rf"\b(?P<word>{'|'.join(SMALL)})\b", re.IGNORECASE)
_NOT_FIGURES = re.compile(
    r"\b(?:page|quarter|level|stage|stages|phase|section|grade|aged?|ages|aged? \d+ (?:to|and|or|-|–))\s*-?$",
    re.IGNORECASE,
)
_DAY = re.compile(rf"^(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b", re.IGNORECASE)
_YEARS_OLD = re.compile(
    r"^(?:\s?(?:to|and|-|–)\s?\d+)?[\s-]+years?[\s-]+olds?\b|^\s?\+|^(?:s|st|nd|rd|th)\b", re.IGNORECASE
)
_HEDGE = re.compile(rf"\b({'|'.join(sorted(HEDGES, key=len, reverse=True))})\s+(?:a\s+)?$", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?", re.IGNORECASE)
_ENDINGS = ("ings", "ing", "ies", "es", "ed", "s")
_LITTLE = (
    "a an the of in on at to for and or by with from as is are was were be been has have had it its this",
    "that these those their our we he she they who which than then so but not no over under about up down",
    "year years one since last now per cent percentage point share number rate figure council county",
)
_SAYS_LITTLE = frozenset(" ".join(_LITTLE).split())


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """A figure in a sentence, in pounds, per cent, percentage points, or plain.

    `step` is one in its last place as written: "£1.2m" is 1,200,000 to 100,000. `period` holds the years it
    is said of, `role` is `from` or `to` where the sentence says so, and `noun` the word after it. `start` and
    `end` are where it stands.
    """

    value: Decimal
    step: Decimal
    kind: str
    start: int
    end: int
    said: str
    hedge: str = ""
    period: tuple[int, ...] = ()
    role: str = ""
    noun: str = ""
    is_word: bool = False


def figures_in(text: str) -> tuple[FigureSaid, ...]:
    """The figures of a sentence in their order; years, dates, ages and page numbers are none."""
    periods = [(each.start(), each.end(), _years(each)) for each in _PERIOD.finditer(text)]
    found = [*_digits(text, periods), *_words(text, periods)]
    return tuple(sorted(found, key=lambda each: each.start))


def moves_in(text: str) -> frozenset[str]:
    """Which ways a sentence says that things went: up, down, good, bad, flat."""
    words = {word.lower() for word in _WORD.findall(text)}
    held = {way for way, said in MOVES.items() if words & said}
    if re.search(
        r"\b(?:stayed|remained|is|was) (?:about |much )?the same\b|\bno (?:real )?change\b", text, re.I
    ):
        held.add("flat")
    if re.search(r"\b(?:not|no|never|without|n't)\s+(?:\w+\s+){0,2}(?:improv\w+|better)", text, re.I):
        held = (held - {"good"}) | {"not_good"}
    return frozenset(held)


def stems(text: str) -> frozenset[str]:
    """The words that say what a text is about, without their endings."""
    words = (word.lower().removesuffix("'s") for word in _WORD.findall(text.replace("’", "'")))
    return frozenset(_stem(word) for word in words if word not in _SAYS_LITTLE)


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


def _digits(text: str, periods: list[tuple[int, int, tuple[int, ...]]]) -> Iterator[FigureSaid]:
    for each in _FIGURE.finditer(text):
        if any(start <= each.start() < end for start, end, _ in periods) and not each["pound"]:
            continue
        before, after = text[: each.start()], text[each.end() :]
        if not (each["pound"] or each["unit"] or each["times"]) and _no_figure(before, after):
            continue
        if _YEARS_OLD.match(after):
            continue
        power = TIMES.get((each["times"] or "").lower(), 0)
        digits = Decimal(each["digits"].replace(",", "")).scaleb(power)
        places = len(each["digits"].partition(".")[2])
        yield _said(text, each, digits, Decimal(1).scaleb(power - places), _kind(each), periods)


def _no_figure(before: str, after: str) -> bool:
    return bool(
        _NOT_FIGURES.search(before.rstrip() + " ")
        or _NOT_FIGURES.search(before.rstrip())
        or _DAY.match(after)
    )


def _words(text: str, periods: list[tuple[int, int, tuple[int, ...]]]) -> Iterator[FigureSaid]:
    for each in _SMALL.finditer(text):
        if not _YEARS_OLD.match(text[each.end() :]):
            value = SMALL[each["word"].lower()]
            yield _said(text, each, value, Decimal(1), "plain", periods, is_word=True)


def _said(
    text: str,
    found: re.Match[str],
    value: Decimal,
    step: Decimal,
    kind: str,
    periods: list[tuple[int, int, tuple[int, ...]]],
    is_word: bool = False,
) -> FigureSaid:
    before, after = text[: found.start()], text[found.end() :]
    hedge = _HEDGE.search(before)
    after_word = re.match(
        r"\s+(?:(?:of|the|are|were|is|was|have|had|being)\s+)*([a-z]+)", after, re.IGNORECASE
    )
    return FigureSaid(
        value=value,
        step=step,
        kind=kind,
        start=found.start(),
        end=found.end(),
        said=found.group().strip(),
        hedge=HEDGES[hedge[1].lower()] if hedge else "",
        period=_period_after(text, found.end(), periods),
        role=_role(before, after),
        noun=_stem(after_word[1].lower()) if after_word else "",
        is_word=is_word,
    )


def _period_after(text: str, end: int, periods: list[tuple[int, int, tuple[int, ...]]]) -> tuple[int, ...]:
    """The period that follows a figure with no other figure or comma between: "2.8% of pupils in 2017"."""
    for start, _, years in periods:
        between = text[end:start]
        if start >= end and len(between) < 60:
            joined = re.search(r"\b(?:in|for|by|during|on|at|of|throughout)\b[\s\w]*$", between)
            return years if joined and not _FIGURE.search(between) and not re.search("[,;(]", between) else ()
    return ()


def _role(before: str, after: str) -> str:
    """Whether the sentence says that this is what it was, or what it came to."""
    if re.search(r"\bfrom\s+(?:\w+\s+)?$", before, re.IGNORECASE):
        return "from"
    came = re.search(r"\bfrom\s+\S*\d[^.;]*\bto\s+(?:\w+\s+)?$", before, re.IGNORECASE)
    led = re.match(
        r"[^.;]{0,120}?\b(?:up|down|compared with|against|risen|fallen) (?:from )?\S*\d", after, re.I
    )
    return "to" if came or led else ""


def _kind(found: re.Match[str]) -> str:
    unit = (found["unit"] or "").lower()
    if found["pound"]:
        return "pounds"
    if unit.startswith("percentage point"):
        return "points"
    return "percent" if unit in ("%", "percent", "per cent") else "plain"


def _years(found: re.Match[str]) -> tuple[int, ...]:
    first = int(found[1])
    if not found[2]:
        return (first,)
    second = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
    return (first, second)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
