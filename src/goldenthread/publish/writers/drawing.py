"""Drawings on paper: whether one can be read, how large it is, and which way the page lies for it."""

from math import isfinite
from xml.etree import ElementTree

from goldenthread.publish.writers.letters import printable
from goldenthread.publish.writers.table_layout import Paper

LETTERS = 14.0
"""The size of the letters in the charts of the product, in units of the drawing."""
BEST = 0.75
"""Points for each unit of a drawing: letters of 14 units come out at 10.5 points."""


def drawing_of(svg: str) -> str:
    """The drawing if it can be read as one, else nothing: its words and its table still say what it shows."""
    if not size_of(svg):
        return ""
    return "\n".join(part if part.isascii() else printable(part) for part in svg.splitlines())


def size_of(svg: str) -> tuple[float, float] | None:
    """Width and height in the drawing's units; None where it is no SVG drawing or says no size."""
    try:
        root = ElementTree.fromstring(svg)
        sides = root.get("viewBox", "").replace(",", " ").split()[2:] or [
            root.get(name, "").removesuffix("px") for name in ("width", "height")
        ]
        width, height = (float(each) for each in sides)
    except (ElementTree.ParseError, ValueError):
        return None
    is_sound = root.tag == "{http://www.w3.org/2000/svg}svg" and all(
        isfinite(each) and each > 0 for each in (width, height)
    )
    return (width, height) if is_sound else None


def placed(svg: str, paper: Paper) -> tuple[bool, float]:
    """Whether the page is turned for a drawing, and how wide it is printed, in points."""
    size = size_of(svg)
    if size is None:
        return False, 0.0
    wide, high = size
    scale = max(BEST, paper.letters / LETTERS)
    upright = min(wide * scale, paper.upright, paper.turned * 0.75 * wide / high)
    turned = min(wide * scale, paper.turned, paper.low * wide / high)
    is_too_small = upright / wide * LETTERS < paper.letters
    return (True, turned) if is_too_small and turned > upright * 1.15 else (False, upright)
