"""What a heading says about what stands under it."""

import re
from dataclasses import dataclass

from goldenthread.rules.plan import HORIZONS

LONGEST = 200
"""Characters; longer text is no heading."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading that is itself an item: `Outcome 2: Safer streets`, `Demand challenge`."""

    kind: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading that settles the kind of the bullets under it.

    With `heads`, headings beneath it are priorities and their bullets actions. `under` names the challenge
    that the section answers. `unknown_horizon` is a span of years that no item can carry.
    """

    kind: str
    horizon: str = ""
    heads: bool = False
    under: str = ""
    unknown_horizon: str = ""


_KINDS = {
    "aim": "outcome",
    "goal": "outcome",
    "mission": "outcome",
    "supporting outcome": "supporting_outcome",
}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_BEFORE = r"(?:(?:our|the|draft|strategic|key|priority|corporate|council|local|community|well-?being)\s+)*"
_NUMBERED = re.compile(
    rf"{_BEFORE}(supporting outcome|outcome|priority|challenge|theme|ambition|objective|aim|goal|mission)\s+"
    rf"(\d{{1,2}}(?:\.\d{{1,2}})*|{'|'.join(_NUMBERS)}|(?-i:[A-H])(?=\s*[:–—-]|$))(?:\s*[:.–—|-]\s*|\s+|$)(.*)",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(r"(?:the )?((?:[\w'’-]+ ){1,3}challenge)", re.IGNORECASE)
_ANSWERED = re.compile(r"\b(?:address|meet|tackle|overcome|respond to)\s+(?:the |our )?(.+ challenge)$")
_SECTIONS = tuple(
    (kind, heads, re.compile(pattern))
    for kind, heads, pattern in (
        ("supporting_outcome", False, r"supporting outcomes?$"),
        (
            "signpost",
            False,
            r"^(sign ?post(s|ing)|find out more|further (information|reading)"
            r"|(related|supporting|key|linked) (strategies|plans|documents)( and \w+)*)$",
        ),
        (
            "ask",
            False,
            r"\basks? (of|to|for) (the )?(central |national |uk )?government$|^(our |key )?asks$"
            r"|^what we (ask|need|want) (of|from) (the )?(central |national )?government$",
        ),
        (
            "collaboration",
            False,
            r"^collaborat\w+( with .{1,40})?$|^partnership working$"
            r"|^working (together |in partnership )?with (our )?partners$|^working in partnership$",
        ),
        ("theme", False, r"^(our )?cross[- ]?cutting (themes|priorities|principles)$|^(our |key )?themes$"),
        ("action", True, r"^(our )?priority actions\b"),
        ("action", False, r"^(our |key |planned )?actions( we will take)?$|^(what )?we will( do)?$"),
        ("ambition", False, r"\b(ambitions|aspirations)$"),
        ("objective", False, r"\bobjectives$"),
        ("priority", True, rf"^{_BEFORE}priorities$"),
        ("outcome", False, rf"^{_BEFORE}outcomes$"),
        ("vision", False, r"^(our |the )?vision( statement)?$"),
    )
)
_YEARS = re.compile(r"(\d{1,2})\s*(?:-|–|—|to)\s*(\d{1,2})[\s-]*years?\b")
_ONLY_TIME = re.compile(
    r"^(the |our |in |over |within |next )*(\d{1,2}\s*(-|–|—|to)\s*\d{1,2}[\s-]*years?|long[- ]term)$"
)


def meaning(text: str) -> Entry | Section | None:
    """What a heading settles; None for one that settles nothing."""
    if not text or len(text) > LONGEST:
        return None
    return _entry(text) or _section(_plain(text), _span(text.casefold()))


def is_contents(text: str) -> bool:
    """Whether the heading stands over a table of contents."""
    return _plain(text) in ("contents", "table of contents")


def same(text: str) -> str:
    """The text as it is compared with another: small letters, no marks at its ends, straight apostrophes."""
    return re.sub(r"^\W+|\W+$", "", text.replace("’", "'").casefold())


def _entry(text: str) -> Entry | None:
    numbered = _NUMBERED.fullmatch(text)
    if numbered:
        word = numbered[1].lower()
        number = numbered[2].lower()
        number = str(_NUMBERS.index(number) + 1) if number in _NUMBERS else numbered[2]
        return Entry(_KINDS.get(word, word.replace(" ", "_")), number, numbered[3].strip())
    named = _CHALLENGE.fullmatch(text)
    return Entry("challenge", "", named[1][:1].upper() + named[1][1:]) if named else None


def _plain(text: str) -> str:
    """Small letters without a leading section number, trailing years, brackets and marks."""
    text = re.sub(r"^\d{1,2}(\.\d{1,2})*[.)]?\s+(?!(to|years?)\b)(?=[^\W\d])", "", text.casefold())
    text = re.sub(r"\s*\([^)]*\)[\s:.]*$|\s+\d{4}\s*[-–/]\s*\d{2,4}$", "", text)
    return text.strip(" :.’‘'\"*")


def _span(text: str) -> str:
    """The span of years that a heading names, in the words of the horizons."""
    years = _YEARS.search(text)
    if years:
        return f"{int(years[1])}-{int(years[2])} years"
    return "long term" if re.search(r"\blong[- ]term\b", text) else ""


def _section(text: str, span: str) -> Section | None:
    horizon, unknown = (span, "") if span in HORIZONS else ("", span)
    answered = _ANSWERED.search(text)
    for kind, heads, pattern in _SECTIONS:
        if pattern.search(text):
            return Section(kind, horizon, heads, answered[1] if answered else "", unknown)
    return Section("objective", horizon, False, "", unknown) if _ONLY_TIME.match(text) else None
