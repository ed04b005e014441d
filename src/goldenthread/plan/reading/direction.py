"""Published directions of travel, from a table that has a column for one year and one for three."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenthread.plan.reading.block import Block
from goldenthread.plan.reading.draft import Draft, Found
from goldenthread.rules.plan import DIRECTIONS, Unplaced

_WORDS = {word.replace("_", " "): word for word in DIRECTIONS}
_SPAN = re.compile(r"(1|3|one|three)[\s-]*years?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\b")


@dataclass(frozen=True, slots=True)
class _Printed:
    """What one half of a table's row prints: its words and the two directions, as printed."""

    line: int
    words: str
    one_year: str
    three_years: str


def add_directions(found: Found, blocks: Sequence[Block]) -> None:
    """Give the supporting outcomes the directions that the document's tables print for them."""
    footnote = next((block.text[1:].strip() for block in blocks if block.text.startswith("*")), "")
    numbered = {draft.number: draft for draft in found.drafts if draft.kind == "supporting_outcome"}
    for printed, above in _tables(found.rows):
        lost: list[_Printed] = []
        for entry in printed:
            number = _NUMBER.match(entry.words)
            draft = numbered.get(number[0]) if number else None
            if draft is not None:
                _give(draft, entry, footnote)
            else:
                lost.append(entry)
        if lost:
            _pair_by_order(found, lost, above, footnote)


def _tables(rows: Sequence[tuple[Block, Draft | None]]) -> Iterator[tuple[list[_Printed], Draft | None]]:
    """Each table with such columns: what it prints, and the item under whose heading it stands."""
    columns: list[tuple[int, int]] = []
    printed: list[_Printed] = []
    under: Draft | None = None
    for block, above in rows:
        header = _columns(block.cells)
        if header:
            yield printed, under
            columns, printed, under = header, [], above
        else:
            printed.extend(_printed(block, columns))
    yield printed, under


def _columns(cells: tuple[str, ...]) -> list[tuple[int, int]]:
    """The pairs of columns for one and three years; a wide table has more than one pair."""
    spans = [
        (place, match[1].lower()) for place, cell in enumerate(cells) if (match := _SPAN.fullmatch(cell))
    ]
    ones = [place for place, span in spans if span in ("1", "one")]
    threes = [place for place, span in spans if span in ("3", "three")]
    return list(zip(ones, threes, strict=True)) if len(ones) == len(threes) else []


def _printed(block: Block, columns: Sequence[tuple[int, int]]) -> Iterator[_Printed]:
    begins = 0
    for one, three in columns:
        words = " ".join(cell for cell in block.cells[begins : min(one, three)] if cell)
        first, second = (block.cells[place] if place < len(block.cells) else "" for place in (one, three))
        begins = max(one, three) + 1
        if _direction(first) or _direction(second):
            yield _Printed(block.line, words, first, second)


def _direction(cell: str) -> str:
    return _WORDS.get(" ".join(re.sub(r"[*†\s_]+", " ", cell).split()).casefold(), "")


def _give(draft: Draft, entry: _Printed, footnote: str) -> None:
    draft.published_1y = _direction(entry.one_year)
    draft.published_3y = _direction(entry.three_years)
    if footnote and "*" in entry.one_year + entry.three_years:
        draft.description = footnote
        draft.single_measure = "single" in footnote.casefold()


def _pair_by_order(found: Found, lost: list[_Printed], above: Draft | None, footnote: str) -> None:
    """Rows whose numbers are lost belong to the outcome above them, in its order, if there are as many."""
    without = [
        draft
        for draft in found.drafts
        if draft.kind == "supporting_outcome" and draft.parent is above and not draft.published_1y
    ]
    first, last = lost[0].line, lost[-1].line
    if above is None or len(without) != len(lost):
        for entry in lost:
            words = f"{entry.words}: {entry.one_year}, {entry.three_years}"
            found.unplaced.append(
                Unplaced(entry.line, words, "directions without the number of their outcome")
            )
        return
    for draft, entry in zip(without, lost, strict=True):
        _give(draft, entry, footnote)
    found.warnings.append(
        f"lines {first} to {last}: the table has lost its numbers; its directions are paired by order with "
        f"{without[0].number} to {without[-1].number}, which a person must compare with the document"
    )
