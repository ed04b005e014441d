"""Drawings as pictures, for the readers of Word that cannot show SVG."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import typst

from goldenthread.publish.writers.typesetting import fonts

_WIDTH: Final = 640
"""Drawings are laid out this many points wide before they are measured in pixels."""

_BOX = re.compile(r'viewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"')
_PAGE: Final = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
    "#let drawings = json(bytes(sys.inputs.drawings))\n"
    '#for drawing in drawings [#page(image(bytes(drawing), format: "svg", width: '
)


def size_of(svg: str) -> tuple[float, float]:
    """How wide and how high a drawing is in its own units, by its viewBox; 2 by 1 where it states none."""
    found = _BOX.search(svg)
    width, height = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return (width, height) if width and height else (2.0, 1.0)


def pictures(drawings: Sequence[str], pixels: int) -> dict[str, bytes]:
    """Each drawing as PNG, `pixels` wide. Set in the product's own fonts, never the machine's.

    Raises RuntimeError where a drawing is no SVG.
    """
    wanted = tuple(dict.fromkeys(drawings))
    return dict(zip(wanted, _drawn(wanted, pixels), strict=True)) if wanted else {}


@lru_cache(maxsize=4)
def _drawn(drawings: tuple[str, ...], pixels: int) -> tuple[bytes, ...]:
    """All of them in one go: laying out thirty pages costs little more than one."""
    source = f"{_PAGE}{_WIDTH}pt))]\n".encode()
    found: Any = typst.compile(
        source,
        format="png",
        ppi=72 * pixels / _WIDTH,
        font_paths=fonts(),
        sys_inputs={"drawings": json.dumps(drawings)},
    )
    return tuple(found) if isinstance(found, list) else (found,)
