"""HTML as blocks. A line is the line of the file."""

from html.parser import HTMLParser

from goldenthread.plan.reading.block import BOLD, Block, clean
from goldenthread.plan.reading.text import typed_bullet

_LEFT_OUT = frozenset({"script", "style", "title", "nav", "template", "noscript", "svg", "footer"})
_NAMES = """
address article aside blockquote body dd details div dl dt figcaption figure form h1 h2 h3 h4 h5 h6 header
hr li main ol p pre section summary table tbody tfoot thead tr ul
"""
_BREAKS = frozenset(_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong"})


def blocks_of_html(text: str) -> list[Block]:
    """Headings, list entries with their depth, table rows and paragraphs. Navigation is left out."""
    reader = _Html()
    reader.feed(text)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.bold_words: list[str] = []
        self.begins = 1
        self.level = 0
        self.lists = 0
        self.in_entry = False  # of a list, and its own text not yet ended
        self.bold = 0
        self.left_out: list[str] = []
        self.cells: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.left_out or tag in _LEFT_OUT:
            if tag in _LEFT_OUT:
                self.left_out.append(tag)
            return
        if tag in _BREAKS and not (self.cells is not None and tag not in ("tr", "table")):
            self.end_block(keeps_entry=tag in ("p", "div"))
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            self.lists += 1
            self.in_entry = False
        elif tag == "li":
            self.in_entry = True
        elif tag == "tr":
            self.cells = []
        elif tag in _BOLD:
            self.bold += 1
        elif tag == "br":
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.left_out:
            if tag in self.left_out:
                while self.left_out.pop() != tag:
                    pass
            return
        if tag in _BOLD:
            self.bold = max(0, self.bold - 1)
        elif self.cells is not None:
            self._end_in_row(tag)
        elif tag in _BREAKS:
            self.end_block(keeps_entry=tag in ("p", "div"))
        self._leave(tag)

    def _end_in_row(self, tag: str) -> None:
        if tag in ("td", "th") and self.cells is not None:
            self.cells.append(clean("".join(self.words)))
            self.words, self.bold_words = [], []
        elif tag == "tr":
            self._end_row()

    def _leave(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.level = 0
        elif tag in ("ul", "ol"):
            self.lists = max(0, self.lists - 1)
            self.in_entry = False
        elif tag == "li":
            self.in_entry = False

    def handle_data(self, data: str) -> None:
        if self.left_out:
            return
        if data.strip() and not clean("".join(self.words)):
            self.begins = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self.words.append(data)
        if self.bold:
            self.bold_words.append(data)

    def end_block(self, keeps_entry: bool = False) -> None:
        """What was read since the last block is one of its own."""
        text, bold = clean("".join(self.words)), clean("".join(self.bold_words))
        self.words, self.bold_words = [], []
        if not text:
            return
        if self.level:
            self.blocks.append(Block(self.begins, text, level=self.level))
        elif self.in_entry:
            self.blocks.append(Block(self.begins, text, depth=max(1, self.lists)))
            self.in_entry = False
        elif bold != text and (typed := typed_bullet(text)):
            self.blocks.append(Block(self.begins, typed, depth=1))
        else:
            self.blocks.append(Block(self.begins, text, level=BOLD if bold == text else 0))

    def _end_row(self) -> None:
        if self.cells and any(self.cells):
            self.blocks.append(Block(self.begins, clean(" ".join(self.cells)), cells=tuple(self.cells)))
        self.cells, self.words, self.bold_words = None, [], []
