"""Drawings as pictures, for the readers of Word that cannot show SVG."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import typst

from goldenthread.publish.writers.typesetting import fonts
from goldenthread.rules.refusal import refuse

_WIDTH: Final = 640
"""Drawings are laid out this many points wide before they are measured in pixels."""

_PAGE: Final = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
    "#let drawings = json(bytes(sys.inputs.drawings))\n"
    '#for drawing in drawings [#page(image(bytes(drawing), format: "svg", width: '
)


def pictures(drawings: Sequence[str], pixels: int) -> dict[str, bytes]:
    """Each drawing as PNG, `pixels` wide. Set in the product's own fonts, never the machine's.

    Raises Refused where one cannot be drawn.
    """
    wanted = tuple(dict.fromkeys(drawings))
    return dict(zip(wanted, _drawn(wanted, pixels), strict=True)) if wanted else {}


@lru_cache(maxsize=4)
def _drawn(drawings: tuple[str, ...], pixels: int) -> tuple[bytes, ...]:
    """All of them in one go: laying out thirty pages costs little more than one."""
    source = f"{_PAGE}{_WIDTH}pt))]\n".encode()
    try:
        found: Any = typst.compile(
            source,
            format="png",
            ppi=72 * pixels / _WIDTH,
            font_paths=fonts(),
            sys_inputs={"drawings": json.dumps(drawings)},
        )
    except typst.TypstError as error:
        raise refuse(
            f"a drawing could not be made into a picture: {error.message}", "draw it again, or leave it out"
        ) from error
    return tuple(found) if isinstance(found, list) else (found,)
