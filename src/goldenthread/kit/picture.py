"""Simple drawings that stand beside a sentence in Easy Read, each by its name.

All are lines and plain shapes in a box of 64 by 64, drawn for this product, and hold in black and white.
"""

from typing import Final

from django.utils.translation import gettext_noop

from goldenthread.kit.svg import element

INK: Final = "#0b0c0c"
TINT: Final = "#b4cee3"

PICTURES: Final[dict[str, str]] = {
    "people": gettext_noop("People"),
    "older-person": gettext_noop("An older person"),
    "family": gettext_noop("A family"),
    "home": gettext_noop("A home"),
    "school": gettext_noop("A school"),
    "work": gettext_noop("Work"),
    "money": gettext_noop("Money"),
    "health": gettext_noop("Health"),
    "road": gettext_noop("A road"),
    "tree": gettext_noop("A tree"),
    "chart-up": gettext_noop("Getting more"),
    "chart-down": gettext_noop("Getting less"),
    "same": gettext_noop("About the same"),
    "yes": gettext_noop("Yes"),
    "no": gettext_noop("No"),
    "question": gettext_noop("A question"),
    "calendar": gettext_noop("A date"),
    "report": gettext_noop("A report"),
    "speech": gettext_noop("What people say"),
}
"""The name of every drawing, and what it shows in words, in English."""

_PERSON = '<circle cx="{x}" cy="{y}" r="{r}" TINT/><path d="M{a} {f}V{t}a{w} {w} 0 0 1 {d} 0V{f}" TINT/>'


def _person(x: float, head: float, foot: float, width: float) -> str:
    """A head on shoulders, from `head` (the middle of the head) down to `foot`."""
    radius = width * 0.66
    return _PERSON.format(
        x=x, y=head, r=radius, a=x - width, f=foot, t=head + radius + width + 3, w=width, d=2 * width
    )


_DRAWN: Final[dict[str, str]] = {
    "people": _person(18, 18, 58, 11) + _person(46, 18, 58, 11),
    "older-person": (
        _person(27, 16, 58, 12) + '<path d="M48 58V36a5 5 0 0 1 10 0" LINE/><path d="M39 40L48 42" LINE/>'
    ),
    "family": _person(15, 15, 58, 10) + _person(49, 15, 58, 10) + _person(32, 36, 58, 6),
    "home": '<path d="M12 30V57H52V30" TINT/><path d="M6 34L32 9L58 34" LINE/>'
    '<path d="M27 57V41H37V57" PAPER/>',
    "school": (
        '<path d="M5 57V33H59V57Z" TINT/><path d="M20 57V24L32 14L44 24V57" TINT/>'
        '<path d="M28 57V45H36V57" PAPER/>'
        '<path d="M32 14V4H42V9H32" LINE/><circle cx="32" cy="31" r="4" PAPER/>'
        '<path d="M11 41H15M49 41H53M11 49H15M49 49H53" LINE/>'
    ),
    "work": (
        '<path d="M6 20H58V54H6Z" TINT/><path d="M23 20V11H41V20" LINE/><path d="M6 35H58" LINE/>'
        '<path d="M28 31H36V40H28Z" PAPER/>'
    ),
    "money": (
        '<circle cx="32" cy="32" r="25" TINT/>'
        '<path d="M41 23C38 17 27 17 27 26C27 34 30 38 24 45H42M22 34H36" LINE/>'
    ),
    "health": '<path d="M32 56C8 40 4 28 9 19C15 9 27 11 32 21C37 11 49 9 55 19C60 28 56 40 32 56Z" TINT/>'
    '<path d="M32 27V43M24 35H40" LINE/>',
    "road": '<path d="M24 8H40L56 57H8Z" TINT/><path d="M32 12V20M32 28V37M32 45V56" LINE/>',
    "tree": '<path d="M32 58V34" LINE/><circle cx="32" cy="24" r="18" TINT/>'
    '<path d="M32 40L40 32M32 34L25 27" LINE/>'
    '<path d="M18 58H46" LINE/>',
    "chart-up": '<path d="M8 8V56H58" LINE/><path d="M16 47L28 36L37 41L54 18M42 17H55V30" LINE/>',
    "chart-down": '<path d="M8 8V56H58" LINE/><path d="M16 15L28 27L37 22L54 45M42 46H55V33" LINE/>',
    "same": '<path d="M10 24H54M10 40H54" LINE/>',
    "yes": '<circle cx="32" cy="32" r="25" TINT/><path d="M19 33L28 42L46 23" LINE/>',
    "no": '<circle cx="32" cy="32" r="25" TINT/><path d="M22 22L42 42M42 22L22 42" LINE/>',
    "question": '<circle cx="32" cy="32" r="25" TINT/>'
    '<path d="M24 25C25 16 40 16 40 25C40 31 32 31 32 38M32 45V46" LINE/>',
    "calendar": '<path d="M8 14H56V57H8Z" TINT/><path d="M8 26H56M20 8V18M44 8V18" LINE/>'
    '<path d="M17 35H23M29 35H35M41 35H47M17 46H23M29 46H35" LINE/>',
    "report": '<path d="M13 6H41L51 16V58H13Z" TINT/><path d="M40 6V17H51" LINE/>'
    '<path d="M21 27H43M21 37H43M21 47H35" LINE/>',
    "speech": '<path d="M6 10H58V42H30L17 55V42H6Z" TINT/><path d="M16 21H48M16 31H38" LINE/>',
}

_STROKE = f'stroke="{INK}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"'


def picture(name: str) -> str:
    """The drawing of that name as SVG; nothing where there is none."""
    drawn = _DRAWN.get(name)
    if drawn is None:
        return ""
    inside = (
        drawn.replace("TINT", f'fill="{TINT}" {_STROKE}')
        .replace("PAPER", f'fill="#ffffff" {_STROKE}')
        .replace("LINE", f'fill="none" {_STROKE}')
    )
    return element(
        "svg",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 64 64",
        width="64",
        height="64",
        aria_hidden="true",
        focusable="false",
    )
