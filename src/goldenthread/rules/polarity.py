"""Which way is better: declared by someone, never guessed."""

from typing import Final

HIGH_IS_GOOD: Final = "high_is_good"
LOW_IS_GOOD: Final = "low_is_good"
IN_RANGE: Final = "in_range"
NO_JUDGEMENT: Final = "no_judgement"

POLARITIES: Final = (HIGH_IS_GOOD, LOW_IS_GOOD, IN_RANGE, NO_JUDGEMENT)


def better(sign: int, polarity: str) -> int:
    """The sign of a change turned so that above zero is better.

    Zero where the polarity says nothing about which way is better: ask `one_way` first.
    """
    return {HIGH_IS_GOOD: sign, LOW_IS_GOOD: -sign}.get(polarity, 0)


def one_way(polarity: str) -> bool:
    """Does more always mean better, or always worse?"""
    return polarity in (HIGH_IS_GOOD, LOW_IS_GOOD)
