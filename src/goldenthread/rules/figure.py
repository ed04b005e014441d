"""Figures as the public reads them: thousands separated, a true minus sign, the unit where it belongs.

Exact: nothing is rounded here unless places are asked for.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from goldenthread.rules.tongue import Words, say

MINUS: Final = "\u2212"  # read aloud as "minus"; a hyphen is often passed over in silence
QUALIFIER_WORDS: Final = Words({"<": "under ", ">": "over ", "~": "about ", "": ""})
"""What stands before a figure that was printed as a bound, or as about right."""

_PERCENT: Final = ("%", "per cent", "percent", "percentage")
_POUNDS: Final = Words(
    {
        "£": "",
        "£000": " thousand",
        "£ thousand": " thousand",
        "£m": " million",
        "£ million": " million",
        "£ billion": " billion",
    }
)


def no_figure() -> str:
    """What stands where a figure would."""
    return say("no figure")


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """`11500` as "11,500". With `decimals`, rounded half-even to that many places; without, as it is."""
    exact = Decimal(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    written = f"{abs(exact):,f}"
    return f"{MINUS}{written}" if exact < 0 else written


def is_percentage(unit: str) -> bool:
    """Is the unit simply per cent, so that a sign says it?"""
    return unit.strip().lower() in _PERCENT


def speaks_of_percentages(unit: str) -> bool:
    """Is the unit a percentage of any kind: "% of pupils", "percentage points"?"""
    return any(word in unit.lower() for word in _PERCENT)


def sign_and_rest(unit: str) -> tuple[str, str]:
    """A unit as its sign and the words after it: "£ million a year" is "£ million" and " a year".

    Of "% change" they are "%" and " change". A unit that begins with neither is its own sign.
    """
    said = unit.strip()
    for sign in (*sorted(_POUNDS, key=len, reverse=True), "%"):
        if f"{said} ".startswith(f"{sign} "):
            return sign, said.removeprefix(sign)
    return said, ""


def figure(value: Decimal | None, unit: str = "", qualifier: str = "") -> str:
    """ "2.8%", "under 0.5%", "£80.3 million", "31% change", "12.5 days"; None is "no figure"."""
    if value is None:
        return no_figure()
    said, rest = sign_and_rest(unit)
    text = number(value)
    if said in _POUNDS:
        sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
        text = f"{sign}£{digits}{_POUNDS[said]}{rest}"
    elif is_percentage(said):
        text = f"{text}%{rest}"
    elif said:
        text = f"{text} {said}"
    return QUALIFIER_WORDS.get(qualifier, "") + text
