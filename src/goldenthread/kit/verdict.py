"""Verdicts as marks: a shape, a word and a colour, so that none of the three is needed alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from goldenthread.kit.svg import clean, element
from goldenthread.rules.sentence import MARK_WORDS, REASON_WORDS
from goldenthread.rules.tongue import Words, say

DOWN, FLAT = "#801650", "#505a5f"
BETTER, GREEN, AMBER, RED, BLUE = "#12436D", "#00703c", "#b35900", "#a3142c", "#12436D"


@dataclass(frozen=True, slots=True)
class Mark:
    """How one verdict is shown: the name of its shape, its colour and its word."""

    shape: str
    colour: str
    word: str


class UnknownVerdict(LookupError):
    """A verdict that no mark has been drawn for."""


MARKS: dict[str, Mark] = {
    "improving": Mark("up-solid", BETTER, gettext_noop("Improving")),
    "not_improving": Mark("down-hollow", DOWN, gettext_noop("Not improving")),
    "worsening": Mark("down-hollow", DOWN, gettext_noop("Worsening")),
    "maintaining": Mark("bar", FLAT, gettext_noop("Maintaining")),
    "mixed": Mark("diamond-half", FLAT, gettext_noop("Mixed")),
    "increasing": Mark("arrow-up", FLAT, gettext_noop("Increasing")),
    "decreasing": Mark("arrow-down", FLAT, gettext_noop("Decreasing")),
    "unchanged": Mark("bar-hollow", FLAT, gettext_noop("Unchanged")),
    "rising": Mark("arrow-up", FLAT, gettext_noop("Rising")),
    "falling": Mark("arrow-down", FLAT, gettext_noop("Falling")),
    "no_clear_trend": Mark("wave", FLAT, gettext_noop("No clear trend")),
    "green": Mark("circle-tick", GREEN, gettext_noop("Green")),
    "amber": Mark("ring-bar", AMBER, gettext_noop("Amber")),
    "red": Mark("square-cross", RED, gettext_noop("Red")),
    "within": Mark("between", FLAT, gettext_noop("Within the expected range")),
    "above": Mark("over", FLAT, gettext_noop("Above the expected range")),
    "below": Mark("under", FLAT, gettext_noop("Below the expected range")),
    "better": Mark("lozenge-full", BETTER, gettext_noop("Better")),
    "similar": Mark("lozenge-half", FLAT, gettext_noop("Similar")),
    "worse": Mark("lozenge-hollow", DOWN, gettext_noop("Worse")),
    "much_better": Mark("lozenges-full", BETTER, gettext_noop("Much better")),
    "much_worse": Mark("lozenges-hollow", DOWN, gettext_noop("Much worse")),
    "higher": Mark("arrow-up", FLAT, gettext_noop("Higher")),
    "lower": Mark("arrow-down", FLAT, gettext_noop("Lower")),
    "not_significant": Mark("wave", FLAT, gettext_noop("Within chance")),
    "increasing_better": Mark("up-solid", BETTER, gettext_noop("Increasing, getting better")),
    "decreasing_better": Mark("up-solid", BETTER, gettext_noop("Decreasing, getting better")),
    "increasing_worse": Mark("down-hollow", DOWN, gettext_noop("Increasing, getting worse")),
    "decreasing_worse": Mark("down-hollow", DOWN, gettext_noop("Decreasing, getting worse")),
    "no_significant_change": Mark("wave", FLAT, gettext_noop("No significant change")),
    "special_improvement": Mark("up-solid", BETTER, gettext_noop("Unusual, for the better")),
    "special_concern": Mark("down-hollow", DOWN, gettext_noop("Unusual, a concern")),
    "special_high": Mark("arrow-up", FLAT, gettext_noop("Unusually high")),
    "special_low": Mark("arrow-down", FLAT, gettext_noop("Unusually low")),
    "common_cause": Mark("wave", FLAT, gettext_noop("Usual variation")),
    "consistently_meets": Mark("circle-tick", GREEN, gettext_noop("Consistently meets the target")),
    "consistently_misses": Mark("square-cross", RED, gettext_noop("Consistently misses the target")),
    "hit_or_miss": Mark("ring-bar", AMBER, gettext_noop("May meet or miss the target")),
    "achieved": Mark("circle-tick", GREEN, gettext_noop("Achieved")),
    "on_track": Mark("ring-tick", GREEN, gettext_noop("On track")),
    "behind": Mark("ring-bar", AMBER, gettext_noop("Behind")),
    "off_track": Mark("square-cross", RED, gettext_noop("Off track")),
    "wrong_direction": Mark("square-down", RED, gettext_noop("Moving the wrong way")),
    "cannot_judge": Mark("ring-dotted", FLAT, gettext_noop("Cannot judge")),
} | {str(n): Mark(f"fifth-{n}", BLUE, f"Fifth {n} of 5") for n in range(1, 6)}

# What the verdict `cannot_judge` is always followed by.
REASONS = REASON_WORDS

_LETTERS = {
    "provisional": "p",
    "zero_base": "z",
    "single_measure": "s",
    "two_year": "t",
    "trial_limits": "l",
    "other_reading": "o",
}


def notes() -> dict[str, tuple[str, str]]:
    """Small letters beside a verdict, each with its note on the same page."""
    return {mark: (letter, MARK_WORDS[mark]) for mark, letter in _LETTERS.items()}


def mark_of(verdict: str, word: str = "") -> Mark:
    """The mark of a verdict; `word` is the policy's own word for it. Raises UnknownVerdict."""
    try:
        mark = MARKS[verdict]
    except KeyError:
        raise UnknownVerdict(verdict) from None
    return Mark(mark.shape, mark.colour, word or say(mark.word))


def reason_in_words(reason: str) -> str:
    """Why there is no verdict, to follow "Cannot judge: "; an unlisted code is shown as words."""
    return REASONS.get(reason, reason.replace("_", " "))


# What is heard in the place of a letter.
SPOKEN: Mapping[str, str] = Words(
    {
        "provisional": "provisional",
        "zero_base": "compared with zero",
        "single_measure": "one measure only",
        "two_year": "over two years",
        "trial_limits": "limits on trial",
        "other_reading": "another reading differs",
    }
)

_SHAPES = {
    "up-solid": '<path d="M15 1V14.5L1.5 1Z" SOLID/>',
    "down-hollow": '<path d="M13.5 3.5V13.5H3.5Z" HOLLOW stroke-linejoin="round"/>',
    "bar": '<path d="M1 5.5H15V10.5H1Z" SOLID/>',
    "bar-hollow": '<path d="M2 5.5H14V10.5H2Z" HOLLOW/>',
    "diamond-half": ('<path d="M8 1.7L14.3 8L8 14.3L1.7 8Z" HOLLOW/><path d="M8 1.7V14.3L1.7 8Z" SOLID/>'),
    "arrow-up": '<path d="M8 14.5V3M3 8L8 2.6L13 8" HOLLOW/>',
    "arrow-down": '<path d="M8 1.5V13M3 8L8 13.4L13 8" HOLLOW/>',
    "wave": '<path d="M1 9.5C3.5 3.5 5.5 3.5 8 8S12.5 12.5 15 6.5" HOLLOW/>',
    "circle-tick": ('<circle cx="8" cy="8" r="7.5" SOLID/><path d="M4.6 8.4L7 10.8L11.4 5.6" ON_SOLID/>'),
    "ring-bar": '<circle cx="8" cy="8" r="6.5" HOLLOW/><path d="M4.5 8H11.5" HOLLOW/>',
    "square-cross": ('<path d="M.8 .8H15.2V15.2H.8Z" SOLID/><path d="M5 5L11 11M11 5L5 11" ON_SOLID/>'),
    "between": '<path d="M1 2H15M1 14H15" HOLLOW/><circle cx="8" cy="8" r="2.8" SOLID/>',
    "over": '<path d="M1 9H15M1 14H15" HOLLOW/><circle cx="8" cy="3.6" r="2.8" SOLID/>',
    "under": '<path d="M1 2H15M1 7H15" HOLLOW/><circle cx="8" cy="12.4" r="2.8" SOLID/>',
    "lozenge-full": '<path d="M8 2.5L15.5 8L8 13.5L.5 8Z" SOLID/>',
    "lozenge-half": '<path d="M8 3.6L14 8L8 12.4L2 8Z" HOLLOW/><path d="M2 8H14L8 12.4Z" SOLID/>',
    "lozenge-hollow": '<path d="M8 3.6L14 8L8 12.4L2 8Z" HOLLOW/>',
    "lozenges-full": '<path d="M8 .3L15.5 4.3L8 8.3L.5 4.3ZM8 7.7L15.5 11.7L8 15.7L.5 11.7Z" SOLID/>',
    "lozenges-hollow": '<path d="M8 1.4L13.4 4.3L8 7.2L2.6 4.3ZM8 8.8L13.4 11.7L8 14.6L2.6 11.7Z" HOLLOW/>',
    "ring-tick": '<circle cx="8" cy="8" r="6.5" HOLLOW/><path d="M4.8 8.3L7 10.5L11.2 5.8" HOLLOW/>',
    "square-down": (
        '<path d="M.8 .8H15.2V15.2H.8Z" SOLID/><path d="M8 3.2V12M4.5 8.6L8 12.1L11.5 8.6" ON_SOLID/>'
    ),
    "ring-dotted": '<circle cx="8" cy="8" r="6.3" HOLLOW stroke-dasharray="2.2 2.75"/>',
}


def shape(name: str, colour: str) -> str:
    """The drawing inside a 16 by 16 box. Lines are 2 thick: it holds at 16 pixels in black and white."""
    if name.startswith("fifth-"):
        return _fifth(int(name[-1]), colour)
    return (
        _SHAPES[name]
        .replace("ON_SOLID", 'fill="none" stroke="#ffffff" stroke-width="2.2" stroke-linecap="square"')
        .replace("SOLID", f'fill="{colour}"')
        .replace("HOLLOW", f'fill="none" stroke="{colour}" stroke-width="2"')
    )


def _fifth(fifth: int, colour: str) -> str:
    return "".join(
        f'<path d="M{0.5 + 3.1 * n:.1f} 14.5V{12 - 2.2 * n:.1f}h2.4V14.5Z" '
        f'fill="{colour if n < fifth else "#ffffff"}" stroke="{colour}" stroke-width="0.8"/>'
        for n in range(5)
    )


def verdict_svg(verdict: str, title: str = "") -> str:
    """A verdict's shape. Beside its word it is decoration; alone it needs `title`, which is read out."""
    mark = mark_of(verdict)
    told = {"role": "img", "aria_label": title} if title else {"aria_hidden": "true", "focusable": "false"}
    inside = (f"<title>{clean(title)}</title>" if title else "") + shape(mark.shape, mark.colour)
    return element(
        "svg",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 16 16",
        width="16",
        height="16",
        class_=f"gt-mark gt-mark--{mark.shape}",
        **told,
    )
