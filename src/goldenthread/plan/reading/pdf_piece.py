"""The pieces of text that a page of a PDF is made of, where they stand and what they look like."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject, IndirectObject


@dataclass(frozen=True, slots=True)
class Piece:
    """Text set at one go. `x`, `y` and `size` are in points; y grows upwards; `mark` is its tag's number."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    mark: int | None


def pieces_of(page: PageObject) -> list[Piece]:
    """The pieces of a page in the order in which the file sets them."""
    pieces: list[Piece] = []
    marks: list[int | None] = []

    def on_operator(operator: bytes, operands: Any, _cm: Any, _tm: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            marks.append(_mark(operands, page) if operator == b"BDC" else None)
        elif operator == b"EMC" and marks:
            marks.pop()

    def on_text(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        if text.strip():
            name = str((font or {}).get("/BaseFont", "")).casefold()
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = math.hypot(tm[1], tm[3]) * math.hypot(cm[1], cm[3])
            bold = "bold" in name or "black" in name or "heavy" in name
            mark = next((each for each in reversed(marks) if each is not None), None)
            pieces.append(Piece(_letters(text), x, y, round(size * scale, 1), bold, mark))

    page.extract_text(visitor_operand_before=on_operator, visitor_text=on_text)
    return pieces


def _mark(operands: Any, page: PageObject) -> int | None:
    """The number that ties marked text to its tag, given there or among the page's properties."""
    properties: Any = operands[1] if len(operands) > 1 else None
    if isinstance(properties, str):
        resources: Any = page.get("/Resources", {})
        properties = resources.get("/Properties", {}).get(properties)
    if isinstance(properties, IndirectObject):
        properties = properties.get_object()
    number = properties.get("/MCID") if isinstance(properties, DictionaryObject) else None
    return int(number) if number is not None else None


def _letters(text: str) -> str:
    """Ligatures as the letters that they join."""
    return "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in text)


def joined(pieces: Sequence[Piece]) -> str:
    """The pieces as one text: those of one line as they are, one line and the next with a space between."""
    text = ""
    before: Piece | None = None
    for piece in pieces:
        same_line = before is not None and abs(before.y - piece.y) < piece.size / 2
        text += piece.text if same_line or before is None else f" {piece.text}"
        before = piece
    return " ".join(text.split())
