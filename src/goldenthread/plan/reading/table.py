"""Tables of what will be done: a row is an item, where a column is headed so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.plan.reading.block import Block
from goldenthread.plan.reading.draft import Draft, Found

_THINGS = "actions?|activit(?:y|ies)|objectives?|commitments?|deliverables?|projects?|tasks?|steps?"
_ENDS = "(?:target|completion|end) date|timescales?|date|timeline"
_HEADINGS = {
    "what": rf"(?:(?:key|priority|our|planned) )?(?:{_THINGS})(?: (?:we will take|to be taken|description))?"
    r"|what (?:we|the council) will do",
    "lead": r"(?:lead|owner|who|responsib(?:le|ility))(?: (?:officer|service|director|partner|person))?",
    "partners": r"partners?(?: involved)?|(?:who we will )?work(?:ing)? with",
    "when": rf"(?:by )?when|deadline|due(?: (?:by|date))?|{_ENDS}",
    "number": r"ref(?:erence)?|no\.?|number|#",
}
_COLUMNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _HEADINGS.items()}
_DAYS = ("%d %B %Y", "%d/%m/%Y", "%Y-%m-%d", "%d %b %Y")


@dataclass(frozen=True, slots=True)
class _Header:
    """Which column holds what; `what` is always there."""

    columns: dict[str, int]
    kind: str


def add_table_items(found: Found) -> None:
    """Make an item of every row that says what will be done, under the heading above its table."""
    header: _Header | None = None
    under: Draft | None = None
    for block, above in found.rows:
        begun = _header(block.cells)
        if begun is not None or above is not under:
            header, under = begun, above
        elif header is not None and above is not None:
            found.drafts.extend(_item(block, header, above))


def _header(cells: Sequence[str]) -> _Header | None:
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for name, pattern in _COLUMNS.items():
            if name not in columns and pattern.fullmatch(cell.strip().rstrip(":")):
                columns[name] = place
                break
    if "what" not in columns or len(columns) < 2:
        return None
    return _Header(columns, "objective" if "objective" in cells[columns["what"]].casefold() else "action")


def _item(block: Block, header: _Header, above: Draft) -> Iterator[Draft]:
    said = {name: _cell(block, place) for name, place in header.columns.items()}
    if not said["what"]:
        return
    day = _day(said.get("when", ""))
    yield Draft(
        header.kind,
        said["what"],
        block.line,
        block.page,
        number=said.get("number", ""),
        horizon=day,
        parent=above,
        description=f"By when: {said['when']}" if said.get("when") and not day else "",
        lead=said.get("lead", ""),
        partners=tuple(part.strip() for part in re.split(r"[;,]", said.get("partners", "")) if part.strip()),
    )


def _cell(block: Block, place: int) -> str:
    return block.cells[place].strip() if place < len(block.cells) else ""


def _day(text: str) -> str:
    """A day as YYYY-MM-DD; empty where the text names no single day."""
    for form in _DAYS:
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()
        except ValueError:
            continue
    return ""
