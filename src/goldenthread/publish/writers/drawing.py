"""Drawings on paper: whether one can be read, how large it is, and which way the page lies for it."""

from math import isfinite
from xml.etree import ElementTree

from goldenthread.publish.writers.letters import printable
from goldenthread.publish.writers.table_layout import Paper

LETTERS = 14.0
"""The size of the letters in the charts of the product, in units of the drawing."""
BEST = 0.75
"""Points for each unit of a drawing: letters of 14 units come out at 10.5 points."""
SHARE = 0.7
"""How much of a page's height a drawing may take, to leave room for its words."""
WORTH = 1.15
"""A page is turned only for a drawing that is so much larger there."""


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


def placed(svg: str, paper: Paper) -> tuple[int, float]:
    """The place of the sheet that a drawing stands on, and how wide it is printed, in points."""
    size = size_of(svg)
    if size is None:
        return 0, 0.0
    wide, high = size
    scale = max(BEST, paper.letters / LETTERS)
    best, at = 0.0, 0
    for n, sheet in enumerate(paper.sheets[:2]):
        width = min(wide * scale, sheet.room, sheet.depth * SHARE * wide / high)
        if width > best * WORTH:
            best, at = width, n
        if best / wide * LETTERS >= paper.letters:
            break
    return at, best
