"""Items in the making, while a document is read."""

from dataclasses import dataclass, field

from goldenthread.plan.reading.block import Block
from goldenthread.rules.plan import Unplaced


@dataclass(slots=True)
class Draft:
    """An item in the making. `parent` is another draft; `line` is where the document says it."""

    kind: str
    title: str
    line: int
    page: int = 0
    number: str = ""
    horizon: str = ""
    parent: "Draft | None" = None
    description: str = ""
    published_1y: str = ""
    published_3y: str = ""
    single_measure: bool = False
    lead: str = ""
    partners: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """What was made of a document: its items, what could not be placed, and what to check."""

    drafts: list[Draft] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    rows: list[tuple[Block, Draft | None]] = field(default_factory=list)
    """Table rows, each with the item under whose heading it stands."""
