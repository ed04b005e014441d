"""Markdown and plain text as blocks."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from goldenthread.plan.reading.block import BOLD, Block, clean
from goldenthread.plan.reading.heading import Section, meaning

BULLETS = "-*+•‣◦▪●○■□–·\uf0b7\uf0a7"
_BULLET = re.compile(rf"(\s*)(?:[{re.escape(BULLETS)}]|(\d{{1,2}}|[a-z])[.)])\s+(\S.*)")


def typed_bullet(text: str) -> str:
    """The words of a paragraph that begins with a bullet or a number typed as text; empty for another.

    A numbered heading, such as "3. Our objectives", is none.
    """
    mark = _BULLET.fullmatch(" ".join(text.split()))
    if not mark or (mark[2] and meaning(clean(mark[3])) is not None):
        return ""
    return clean(mark[3])


_HASHES = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)\1\s*:?")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})\s*")
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-{2,}[\s:|-]*")


def blocks_of_text(text: str) -> list[Block]:
    """Headings by their marks, bullets by their indentation, table rows by bars or tabs, and paragraphs."""
    reader = _Text()
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\f", "\n").split("\n"), start=1):
        reader.take(number, line.expandtabs(4) if not line.strip() else line)
    return list(reader.finished())


class _Text:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.open: Block | None = None  # the bullet or paragraph that a next line may go on with
        self.lines: list[str] = []  # its lines so far
        self.indents: list[int] = []  # of the bullets around, one for each depth
        self.after_blank = True
        self.fenced = False

    def finished(self) -> Iterator[Block]:
        self._close()
        return (block for block in self.blocks if block.text or block.cells)

    def take(self, number: int, line: str) -> None:
        if line.lstrip().startswith(("```", "~~~")):
            self._close()
            self.fenced = not self.fenced
        elif not self.fenced:
            self._take_open_text(number, line)

    def _take_open_text(self, number: int, line: str) -> None:
        if not line.strip():
            self._close()
            self.after_blank = True
            return
        if not self._underlines(line):
            block = _marked(number, line)
            if block is not None:
                self._close()
                self.blocks.append(block)
            elif not self._bullet(number, line):
                self._words(number, line)
        self.after_blank = False

    def _underlines(self, line: str) -> bool:
        """A line of = or - under one line of text makes that text a heading."""
        mark = _UNDERLINE.fullmatch(line)
        if not mark or self.open is None or self.open.depth:
            return False
        level = 1 if "=" in mark[1] else 2
        self.blocks.append(Block(self.open.line, plain(" ".join(self.lines)), level=level))
        self.open = None
        return True

    def _bullet(self, number: int, line: str) -> bool:
        mark = _BULLET.fullmatch(line.expandtabs(4).rstrip())
        if not mark:
            return False
        words = plain(mark[3])
        if mark[2] and isinstance(meaning(words), Section):
            return False  # "3. Our objectives" is a numbered heading
        self._close()
        indent = len(mark[1])
        self.indents = [each for each in self.indents if each + 1 < indent]
        self.indents.append(indent)
        self.open, self.lines = Block(number, "", depth=len(self.indents)), [mark[3]]
        return True

    def _words(self, number: int, line: str) -> None:
        indent = len(line) - len(line.lstrip())
        if self.open is not None:
            self.lines.append(line.strip())
        elif self.after_blank and indent >= 2 and self.blocks and self.blocks[-1].depth:
            self.open = self.blocks.pop()  # a further paragraph of the same bullet
            self.lines = [self.open.text, line.strip()]
        else:
            self.open, self.lines = Block(number, "", indent=indent), [line.strip()]
            if meaning(plain(line)) is not None:
                self._close()

    def _close(self) -> None:
        if self.open is None:
            return
        self.blocks.append(replace(self.open, text=plain(" ".join(self.lines))))
        if not self.open.depth:
            self.indents = []
        self.open = None


def _marked(number: int, line: str) -> Block | None:
    """A heading or a table row, each of which is whole in one line."""
    hashes = _HASHES.fullmatch(line)
    if hashes:
        return Block(number, plain(hashes[2]), level=len(hashes[1]))
    bold = _BOLD_LINE.fullmatch(line.strip())
    if bold:
        return Block(number, plain(bold[2]), level=BOLD)
    stripped = line.strip("\n")
    if stripped.lstrip().startswith("|"):
        if _TABLE_RULE.fullmatch(stripped.strip()):
            return Block(number, "")
        cells = stripped.strip().strip("|").split("|")
    elif "\t" in stripped.strip(" "):
        if not stripped.strip():
            return None
        cells = stripped.split("\t")
        if not cells[0].strip() and len([cell for cell in cells if cell.strip()]) == 1:
            return None  # an indented line, not a row
        if _BULLET.fullmatch(stripped.expandtabs(4).rstrip()):
            return None
    else:
        return None
    return Block(number, plain(" ".join(cells)), cells=tuple(plain(cell) for cell in cells))


_INLINE = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>"), ""),
    (re.compile(r"(?<!\\)(\*{1,3})(?=\S)(.+?)(?<=\S)(?<!\\)\1"), r"\2"),
    (re.compile(r"(?<!\\)\*{2,3}"), ""),
    (re.compile(r"(?<![\w\\])_{1,2}(?=\S)(.+?)(?<=\S)_{1,2}(?!\w)"), r"\1"),
    (re.compile(r"`([^`]*)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])"), r"\1"),
)


LONGEST = 4000
"""Characters; longer text is prose, whose marks need not come off."""


def plain(text: str) -> str:
    """The words without Markdown's and HTML's marks."""
    for pattern, words in _INLINE if len(text) <= LONGEST else ():
        text = pattern.sub(words, text)
    return clean(html.unescape(text))
