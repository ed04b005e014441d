"""Small pieces of SVG as text: escaped, without style attributes, the same on a page and on paper."""

import re
from functools import cache, lru_cache
from html import escape

FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(text: str) -> str:
    """The text without the characters that XML forbids, even escaped."""
    return _NOT_XML.sub("", text)


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Text safe inside an element or a quoted attribute; characters that XML forbids are dropped."""
    if text.isalnum() and text.isascii():
        return text
    return escape(for_xml(text), quote=True)


def place(value: float) -> str:
    """A coordinate with at most one decimal, without a trailing zero or a negative zero."""
    return f"{round(value, 1) + 0.0:g}"


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """One element; `stroke_width=2` becomes `stroke-width="2"`, `class_="x"` becomes `class="x"`."""
    written = "".join(
        [
            f'{_attribute(key)}"{clean(value) if isinstance(value, str) else place(value)}"'
            for key, value in attributes.items()
        ]
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


@cache
def _attribute(key: str) -> str:
    """The name of an attribute as it is written, up to its value."""
    return f" {key.rstrip('_').replace('_', '-')}="


def words(x: float, y: float, text: str, /, **attributes: str | float) -> str:
    """A line of text whose baseline is at `y`."""
    return element("text", clean(text), x=x, y=y, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, /, **attributes: str | float) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def polyline(places: list[tuple[float, float]], **attributes: str | float) -> str:
    return element("path", d=path(places), fill="none", **attributes)


def path(places: list[tuple[float, float]], closed: bool = False) -> str:
    """Path data through `places`, in order."""
    return "M" + "L".join(f"{place(x)},{place(y)}" for x, y in places) + ("Z" if closed else "")


_WIDTHS = (
    dict.fromkeys(" .,:;'|ijl!", 0.29)
    | dict.fromkeys("frtI()-/", 0.39)
    | dict.fromkeys("0123456789£\u2212", 0.66)
    | dict.fromkeys("mw%MWG@", 0.88)
    | dict.fromkeys("ABCDEFHKLNOPQRSTUVXYZ", 0.67)
)


@lru_cache(maxsize=4096)
def width_of(text: str, size: float = 14) -> float:
    """About how wide `text` is at `size`, a little generous, so that nothing is cut off."""
    return sum(_WIDTHS.get(letter, 0.56) for letter in text) * size


def drawing(key: str, size: tuple[float, float], title: str, description: str, *parts: str) -> str:
    """A whole picture with its name and its description for people who hear it.

    `key` must be unique on the page: the ids of the title and the description are made from it.
    """
    width, height = size
    name = element("title", clean(title), id=f"{key}-title")
    told = element("desc", clean(description), id=f"{key}-desc")
    return element(
        "svg",
        name + told + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {place(width)} {place(height)}",
        role="img",
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-desc",
        class_="gt-chart",
        font_family=FONT,
        font_size="14",
        fill="#0b0c0c",
    )
