"""Drawings that may be put on a page as they are: only what the product's own charts are made of.

A drawing in a report is text that was stored, perhaps by an older version. It is read as XML and written
anew from a list of allowed elements and attributes, so that nothing else can reach a page.
"""

import re
from functools import lru_cache
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from goldenthread.kit.svg import clean

_ELEMENTS: Final = "svg g path circle rect line text tspan polyline polygon ellipse"
_ATTRIBUTES: Final = (
    "class cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size font-style"
    " font-weight height letter-spacing opacity paint-order points preserveAspectRatio r rx ry stroke"
    " stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity"
    " stroke-width text-anchor textLength transform viewBox width x x1 x2 xmlns y y1 y2"
)
_ALLOWED: Final = {"elements": frozenset(_ELEMENTS.split()), "attributes": frozenset(_ATTRIBUTES.split())}
_REACHES_OUT: Final = re.compile(r"url\s*\(|:\s*//|script:|&#|\\", re.IGNORECASE)
_SVG: Final = "http://www.w3.org/2000/svg"


class _Drawing:
    """Writes a drawing anew while it is read; elements that are not allowed go with all that is in them."""

    def __init__(self, label: str, description: str) -> None:
        self.label = label
        self.named = f"<title>{clean(label)}</title><desc>{clean(description)}</desc>"
        self.parts: list[str] = []
        self.left_out = 0
        self.depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.left_out or name not in _ALLOWED["elements"] or (name == "svg") != (self.depth == 0):
            self.left_out += 1
            return
        self.depth += 1
        held = {key: value for key, value in attributes.items() if _is_allowed(key, value)}
        if name == "svg":
            held |= {"xmlns": _SVG, "role": "img", "aria-label": self.label}
        self.parts.append("<" + name + "".join(f' {key}="{clean(held[key])}"' for key in held) + ">")
        if name == "svg":
            self.parts.append(self.named)

    def end(self, name: str) -> None:
        if self.left_out:
            self.left_out -= 1
            return
        self.depth -= 1
        self.parts.append(f"</{name}>")

    def words(self, text: str) -> None:
        if not self.left_out and self.depth:
            self.parts.append(clean(text))


@lru_cache(maxsize=512)
def safe_drawing(svg: str, label: str, description: str) -> str:
    """The drawing as SVG that may stand in a page, named and described for people who hear it.

    Ids, links, scripts, styles and anything else that the product's charts do not use are left out. Empty
    where the text is no drawing at all.
    """
    drawing, parser = _Drawing(label, description), ParserCreate()
    parser.StartElementHandler = drawing.start
    parser.EndElementHandler = drawing.end
    parser.CharacterDataHandler = drawing.words
    parser.StartDoctypeDeclHandler = _no_declarations
    try:
        parser.Parse(svg, True)
    except (ExpatError, ValueError):
        return ""
    return "".join(drawing.parts)


def _is_allowed(key: str, value: str) -> bool:
    return key in _ALLOWED["attributes"] and (key == "xmlns" or not _REACHES_OUT.search(value))


def _no_declarations(*_declared: object) -> None:
    """A chart declares nothing; entities that grow a thousandfold would be declared there."""
    raise ValueError("a drawing may hold no declarations")
