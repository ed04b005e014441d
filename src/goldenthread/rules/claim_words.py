"""Reading a sentence for its figures, and the periods they are of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from goldenthread.rules.claim_subject import stem

_COUNTED = (
    "two three four five six seven eight nine ten eleven twelve",
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
)
SMALL: Final = {word: n for n, word in enumerate(" ".join(_COUNTED).split(), 2)}
_TENS = ("twenty thirty forty fifty sixty seventy eighty ninety",)
TENS: Final = {word: 10 * n for n, word in enumerate(" ".join(_TENS).split(), 2)}
SHARES: Final = {"half": "50", "third": "33.3", "quarter": "25", "fifth": "20", "tenth": "10"}
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
LARGE: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
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
_STANDS: Final = "improving|maintaining|mixed|green|amber|red"
_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_PERIOD = re.compile(
    rf"\b(?:(?:quarter|q)\s?[1-4],?\s+(?:of\s+)?)?(?:(?:{_MONTHS})\s+)?"
    rf"((?:19|20)\d\d)(?:\s?(?:/|-|–|\bto\b)\s?(?:(?:{_MONTHS})\s+)?((?:19|20)?\d\d))?\b(?!%|,?\d)",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?<![\w.])(?P<pound>£\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<times>thousand|million|billion|bn|mn|[mkb])\b)?"
    r"(?:\s?(?P<unit>percentage points?|%|per ?cent\b|pence\b|p\b))?",
    re.IGNORECASE,
)
_ONE_WORD = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:one|{'|'.join(SMALL)}))?|{'|'.join(SMALL)})"
_LARGE = rf"(?:(?:\b{_ONE_WORD}|\b(?:an?|one)) (?:{'|'.join(LARGE)}))"
_SMALL = re.compile(
    rf"\b(?P<words>{_LARGE}(?: {_LARGE})*(?: (?:and )?{_ONE_WORD}\b)?|{_ONE_WORD})\b"
    r"(?!-(?:thirds|quarters|fifths))(?! (?:thirds|quarters|fifths))"
    r"(?:\s(?P<unit>percentage points?|per ?cent)\b)?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b(?:(?P<times>a|an|one|two|three|four|nine)[\s-])?(?P<share>{'|'.join(SHARES)})s?\s+of\b(?! what\b)",
    re.IGNORECASE,
)
_SO_MANY = rf"one|{'|'.join(SMALL)}|\d{{1,3}}"
_IN_SO_MANY = re.compile(
    rf"\b(?P<part>{_SO_MANY}) (?:in every|in|out of) (?P<whole>{_SO_MANY})\b"
    r"(?! (?:years?|months?|weeks?|days?))",
    re.IGNORECASE,
)
_NOT_FIGURES = re.compile(
    r"\b(?:page|quarter|level|stage|stages|phase|section|grade|aged?|ages|aged? \d+ (?:to|and|or|-|–))\s*-?$",
    re.IGNORECASE,
)
_DAY = re.compile(rf"^(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b", re.IGNORECASE)
_YEARS_OLD = re.compile(
    r"^(?:\s?(?:to|and|-|–)\s?\d+)?[\s-]+years?[\s-]+olds?\b|^\s?\+|^(?:s|st|nd|rd|th)\b", re.IGNORECASE
)
_IN_ALL = re.compile(r"\d of (?:the |its |our )?$", re.IGNORECASE)
NOUN_WITHIN: Final = 4
"""What is counted stands within so many words after a figure."""
_NEXT_PART = re.compile(r"\b(?:and|or|from|to|in|by|for|with|than|against)\b|[^\w\s-]")
_SOME_TIME = re.compile(r"[\s-]+(?:years?|months?|weeks?|days?)\b", re.IGNORECASE)
_HEDGE = re.compile(rf"\b({'|'.join(sorted(HEDGES, key=len, reverse=True))})\s+(?:a\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """A figure in a sentence, in pounds, per cent, percentage points, or plain.

    `step` is one in its last place as written: "£1.2m" is 1,200,000 to 100,000. `period` holds the years it
    is said of, `role` is `from` or `to` where the sentence says so, and `noun` the word after it, `nouns`
    the few words after it; `either` are several ways of standing that are counted together. `start` and `end`
    are where it stands.
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
    either: tuple[str, ...] = ()
    is_word: bool = False
    nouns: tuple[str, ...] = ()


def figures_in(text: str) -> tuple[FigureSaid, ...]:
    """The figures of a sentence in their order; years, dates, ages and page numbers are none."""
    periods = [(each.start(), each.end(), _years(each)) for each in _PERIOD.finditer(text)]
    found = [*_digits(text, periods), *_words(text, periods), *_shares(text, periods)]
    return tuple(sorted(found, key=lambda each: each.start))


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
        kind = "pounds" if each["pound"] else _kind(each["unit"])
        yield _said(text, each, digits, Decimal(1).scaleb(power - places), kind, periods)


def _no_figure(before: str, after: str) -> bool:
    return bool(
        _NOT_FIGURES.search(before.rstrip() + " ")
        or _NOT_FIGURES.search(before.rstrip())
        or _DAY.match(after)
    )


def _words(text: str, periods: list[tuple[int, int, tuple[int, ...]]]) -> Iterator[FigureSaid]:
    for each in _SMALL.finditer(text):
        after = text[each.end() :]
        if not (_YEARS_OLD.match(after) or _SOME_TIME.match(after)):
            value, step = _in_words(each["words"])
            yield _said(text, each, value, step, _kind(each["unit"]), periods, is_word=True)


def _in_words(words: str) -> tuple[Decimal, Decimal]:
    """The number that words say, and one in its last place: "six thousand four hundred" is to a hundred."""
    whole, last, step = 0, 0, 1
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in LARGE:
            whole, last, step = whole + (last or 1) * LARGE[word], 0, LARGE[word]
        elif word != "and":
            last += TENS.get(word, 0) + SMALL.get(word, int(word in ("one", "a", "an")))
    return Decimal(whole + last), Decimal(1 if last else step)


def _counted(word: str) -> int:
    return int(word) if word.isdecimal() else SMALL.get(word.lower(), 1)


def _shares(text: str, periods: list[tuple[int, int, tuple[int, ...]]]) -> Iterator[FigureSaid]:
    """ "Half of", "two thirds of", "nine in ten": about so many per cent."""
    for each in _IN_SO_MANY.finditer(text):
        part, whole = (Decimal(_counted(each[name])) for name in ("part", "whole"))
        if 0 < part < whole:
            said = _said(text, each, 100 * part / whole, Decimal(1), "percent", periods, is_word=True)
            yield replace(said, hedge=said.hedge or "about")
    for each in _SHARE.finditer(text):
        times = (each["times"] or "a").lower()
        value = Decimal(SHARES[each["share"].lower()]) * (SMALL.get(times) or 1)
        said = _said(text, each, value, Decimal(1), "percent", periods, is_word=True)
        yield replace(said, hedge=said.hedge or "about")


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
        noun=_noun(after),
        either=_either(after) if kind == "plain" and not _IN_ALL.search(before) else (),
        is_word=is_word,
        nouns=_nouns(after),
    )


def _nouns(after: str) -> tuple[str, ...]:
    """What may be counted, past the words that describe it: "twelve new outdoor gyms"."""
    words = re.match(
        rf"(?:\s+[a-z]+(?:-[a-z]+)*){{1,{NOUN_WITHIN}}}", re.split(_NEXT_PART, after)[0], re.IGNORECASE
    )
    return (_noun(after), *(stem(word.lower()) for word in words[0].split())) if words else (_noun(after),)


def _noun(after: str) -> str:
    """What is counted: the next word; for "six of the outcomes are mixed" how they stand."""
    part = re.match(r"\s+of (?:the|our|its|these)\b", after, re.IGNORECASE)
    if part:
        stands = re.search(rf"\b({_STANDS})\b", after, re.IGNORECASE)
        return stem(stands[1].lower()) if stands else ""
    word = re.match(r"\s+(?:(?:are|were|is|was|have|had|being)\s+)*([a-z]+)", after, re.IGNORECASE)
    return stem(word[1].lower()) if word else ""


def _either(after: str) -> tuple[str, ...]:
    """ "13 are improving or maintaining": the ways of standing that are counted together."""
    several = re.search(
        rf"\b(?:{_STANDS})(?:,? (?:or|and) (?:{_STANDS}))+", after.partition(",")[0], re.IGNORECASE
    )
    return tuple(stem(each.lower()) for each in re.findall(_STANDS, several[0], re.I)) if several else ()


def _period_after(text: str, end: int, periods: list[tuple[int, int, tuple[int, ...]]]) -> tuple[int, ...]:
    """The period that a figure is of: "2.8% of pupils in 2017", "In 2017, 2.8% of pupils"."""
    for start, _, years in periods:
        between = text[end:start]
        if start >= end and len(between) < 60:
            joined = re.search(
                r"\b(?:in|for|during|on|at|of|throughout)\s+(?:the\s+)?(?:\w+\s+)?(?:year\s+)?$", between
            )
            if joined and not _FIGURE.search(between) and not re.search("[,;(]", between):
                return years
            break
    first = periods[0] if periods else None
    if first and re.fullmatch(
        r"\s*(?:in|for|during|by)\s+(?:the\s+)?(?:\w+\s+)?(?:year\s+)?", text[: first[0]], re.I
    ):
        return (
            first[2]
            if end > first[1] and not _FIGURE.search(text[first[1] : end - 1].rpartition(" ")[0])
            else ()
        )
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


def _kind(unit: str | None) -> str:
    said = (unit or "").lower()
    if said.startswith("percentage point"):
        return "points"
    return "percent" if said in ("%", "percent", "per cent") else "plain"


def _years(found: re.Match[str]) -> tuple[int, ...]:
    first = int(found[1])
    if not found[2]:
        return (first,)
    second = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
    return (first, second)
