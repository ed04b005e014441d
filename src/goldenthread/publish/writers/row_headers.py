"""Row headers for a tagged PDF: the first cell of every row of a table's body names the row.

Typst writes column headers but no row headers, so they are put in afterwards (PDF 1.7, 14.8.5.7, Scope).
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def add_row_headers(content: bytes) -> bytes:
    """The same PDF, where the first cell of each body row is a header with the scope Row."""
    written = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        for row in _body_rows(pdf.Root.StructTreeRoot.K):
            _promote(row)
        pdf.save(
            written,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return written.getvalue()


def _body_rows(tree: Any) -> Iterator[Any]:
    """Every row of every table's body, wherever it stands in the tree of the document's structure."""
    waiting = [tree]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Array):
            waiting.extend(found)
        elif isinstance(found, Dictionary):
            if found.get("/S") == Name.TBody:
                yield from _children(found)
            elif "/K" in found:
                waiting.append(found.K)


def _promote(row: Any) -> None:
    """Make the first cell the row's header.

    The headers that Typst lists in each cell are those of its column alone and would hide the row's, so the
    list goes: the scopes of the two headers say both.
    """
    for at, cell in enumerate(_children(row)):
        held = cell.get("/A")
        all_held = [] if held is None else list(held) if isinstance(held, Array) else [held]
        kept = [each for each in all_held if each.get("/O") != Name.Table]
        if at == 0:
            cell.S = Name.TH
            kept.append(Dictionary(O=Name.Table, Scope=Name.Row))
        if kept:
            cell.A = Array(kept)
        elif held is not None:
            del cell["/A"]


def _children(element: Any) -> list[Any]:
    held = element.get("/K")
    return list(held) if isinstance(held, Array) else [] if held is None else [held]
