"""What a tagged PDF says of itself: its structure, as a reader of screens walks it, and its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pypdf import PdfReader


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its kind, its words for who cannot see it, and what it says as a table's cell."""

    kind: str
    alternative: str
    scope: str
    names_headers: bool
    below: tuple["Element", ...]

    def inside(self, *kinds: str) -> list["Element"]:
        """The elements of these kinds below this one, in reading order."""
        return [each for below in self.below for each in below.all(*kinds)]

    def all(self, *kinds: str) -> list["Element"]:
        """This one if it is of these kinds, and those below."""
        return ([self] if not kinds or self.kind in kinds else []) + self.inside(*kinds)


def elements(content: bytes, *kinds: str) -> list[Element]:
    """The elements of these kinds, or all, in reading order."""
    with pikepdf.open(BytesIO(content)) as pdf:
        tree = list(_read(pdf.Root.StructTreeRoot.K))
    return [found for each in tree for found in each.all(*kinds)]


def _read(held: Any) -> Iterator[Element]:
    if isinstance(held, pikepdf.Array):
        for each in held:
            yield from _read(each)
    elif isinstance(held, pikepdf.Dictionary) and "/S" in held:
        told = held.get("/A")
        every = [] if told is None else list(told) if isinstance(told, pikepdf.Array) else [told]
        yield Element(
            str(held.S)[1:],
            str(held.get("/Alt", "")),
            next((str(each.Scope)[1:] for each in every if "/Scope" in each), ""),
            any("/Headers" in each for each in every),
            tuple(_read(held.get("/K"))),
        )


def levels(content: bytes) -> list[int]:
    """The levels of the headings in order."""
    return [int(each.kind[1:]) for each in elements(content, "H1", "H2", "H3", "H4", "H5", "H6")]


def bookmarks(content: bytes) -> list[str]:
    """The titles in the outline that a reader shows beside the pages."""
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        waiting, found = list(outline.root), []
        while waiting:
            first = waiting.pop(0)
            found.append(str(first.title))
            waiting = [*first.children, *waiting]
        return found


def words(content: bytes) -> str:
    """All the words of all pages, without any space, so that where lines break makes no difference."""
    pages = PdfReader(BytesIO(content)).pages
    return without_spaces("".join(page.extract_text() for page in pages))


def without_spaces(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")
