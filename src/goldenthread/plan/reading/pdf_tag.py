"""A tagged PDF as blocks: its own tags say what is a heading, a list, a table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pypdf import PdfReader

from goldenthread.plan.reading.block import BOLD, Block
from goldenthread.plan.reading.pdf_piece import Piece, joined

DEEPEST = 60
"""Nested tags; a document that nests deeper is broken."""

_INLINE = frozenset(
    {"Span", "Link", "Em", "Strong", "Quote", "Reference", "Annot", "NonStruct", "Lbl", "Code"}
)
_LEFT_OUT = frozenset({"Figure", "TOC", "TOCI", "Artifact"})

Marked = dict[tuple[int, int], list[Piece]]
"""The pieces of a tag by page and number."""


def blocks_by_tags(reader: PdfReader, pages: Sequence[Sequence[Piece]]) -> list[Block]:
    """The blocks that the tags describe; none where the PDF has no tags."""
    root = _object(_object(reader.trailer["/Root"]).get("/StructTreeRoot"))
    if root is None:
        return []
    marked: Marked = {}
    for number, pieces in enumerate(pages):
        for piece in pieces:
            if piece.mark is not None:
                marked.setdefault((number, piece.mark), []).append(piece)
    numbers = {
        page.indirect_reference.idnum: at for at, page in enumerate(reader.pages) if page.indirect_reference
    }
    walk = _Walk(marked, numbers, _object(root.get("/RoleMap")) or {})
    return [replace(block, line=line) for line, block in enumerate(walk.blocks(root, 0, 0), start=1)]


def _object(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


class _Walk:
    def __init__(self, marked: Marked, numbers: dict[int, int], roles: Any) -> None:
        self.marked = marked
        self.numbers = numbers
        self.roles = roles

    def blocks(self, element: Any, lists: int, deep: int) -> Iterator[Block]:
        """The blocks of an element's children; text that stands between them is a paragraph."""
        loose: list[tuple[int, Piece]] = []
        for child in self._children(element) if deep < DEEPEST else ():
            role = self._role(child)
            if role in _INLINE or not role:
                loose.extend(self._pieces(child, element, deep))
                continue
            yield from _paragraph(loose)
            loose = []
            yield from self._block(child, role, lists, deep + 1)
        yield from _paragraph(loose)

    def _block(self, element: Any, role: str, lists: int, deep: int) -> Iterator[Block]:
        if role in _LEFT_OUT:
            return
        level = _level(role)
        if level:
            found = self._all(element, deep)
            if found:
                yield Block(0, joined([piece for _, piece in found]), level=level, page=found[0][0])
        elif role == "L":
            yield from self.blocks(element, lists + 1, deep)
        elif role == "LI":
            yield from self._entry(element, max(lists, 1), deep)
        elif role == "TR":
            yield from self._row(element, deep)
        else:
            yield from self.blocks(element, lists, deep)

    def _entry(self, element: Any, lists: int, deep: int) -> Iterator[Block]:
        """A list entry: its own words as one bullet, then the lists within it."""
        own: list[tuple[int, Piece]] = []
        inner = list(self._own(element, own, deep))
        if own:
            yield Block(0, joined([piece for _, piece in own]), depth=lists, page=own[0][0])
        for each in inner:
            yield from self.blocks(each, lists + 1, deep)

    def _own(self, element: Any, own: list[tuple[int, Piece]], deep: int) -> Iterator[Any]:
        for child in self._children(element) if deep < DEEPEST else ():
            role = self._role(child)
            if role == "L":
                yield child
            elif not role:
                own.extend(self._pieces(child, element, deep))
            elif role != "Lbl":
                yield from self._own(child, own, deep + 1)

    def _row(self, element: Any, deep: int) -> Iterator[Block]:
        found = [self._all(child, deep) for child in self._children(element) if self._role(child)]
        cells = tuple(joined([piece for _, piece in cell]) for cell in found)
        page = next((cell[0][0] for cell in found if cell), 0)
        yield Block(0, " ".join(cell for cell in cells if cell), cells=cells, page=page)

    def _all(self, element: Any, deep: int) -> list[tuple[int, Piece]]:
        return [each for child in self._children(element) for each in self._pieces(child, element, deep)]

    def _pieces(self, child: Any, parent: Any, deep: int) -> list[tuple[int, Piece]]:
        """The pieces of a child, each with its page counted from 1."""
        if self._role(child):
            return self._all(child, deep + 1) if deep < DEEPEST else []
        page = self._page(child) if isinstance(child, dict) else None
        page = self._page(parent) if page is None else page
        number = child.get("/MCID") if isinstance(child, dict) else child
        if page is None or not isinstance(number, int):
            return []
        return [(page + 1, piece) for piece in self.marked.get((page, number), ())]

    def _page(self, element: Any) -> int | None:
        page = element.raw_get("/Pg") if "/Pg" in element else None
        return self.numbers.get(getattr(page, "idnum", -1))

    def _children(self, element: Any) -> list[Any]:
        below = _object(element.get("/K")) if isinstance(element, dict) else None
        if below is None:
            return []
        return [_object(child) for child in below] if isinstance(below, list) else [below]

    def _role(self, element: Any) -> str:
        """The standard name of an element's tag; empty for what is no element."""
        if not isinstance(element, dict) or "/S" not in element:
            return ""
        name = str(element["/S"])
        return str(self.roles.get(name, name)).lstrip("/") or "P"


def _level(role: str) -> int:
    if role in ("Title", "H"):
        return 1
    return int(role[1]) if len(role) == 2 and role[0] == "H" and role[1] in "123456" else 0


def _paragraph(found: list[tuple[int, Piece]]) -> Iterator[Block]:
    if found:
        pieces = [piece for _, piece in found]
        bold = all(piece.bold for piece in pieces)
        yield Block(0, joined(pieces), level=BOLD if bold else 0, page=found[0][0])
