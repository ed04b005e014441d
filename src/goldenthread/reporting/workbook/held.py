"""What stands in the returns that one person may fill: what a workbook is written from and compared with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from goldenthread.reporting.workbook.column import ENTRY, FIGURES, NUMBER, Column, columns
from goldenthread.reporting.workbook.text import plain_number

if TYPE_CHECKING:
    from goldenthread.rules.return_check import Asked

Key = tuple[str, ...]
"""Service, measure, area and period of a figure; service, action and period of an action."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure or one action as it stands.

    `entries` are the texts of the columns that are filled in, a day as ISO; `shown` those of the columns
    around them. `confirmed` are the codes of warnings that were answered before. `idle` are the columns that
    are not asked for here.
    """

    sheet: str
    key: Key
    entries: Mapping[str, str]
    shown: Mapping[str, str] = field(default_factory=dict)
    version: int = 1
    confirmed: frozenset[str] = frozenset()
    changed_by: str = ""
    changed_at: datetime | None = None
    idle: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """What people call it, with its area where it is asked for in several."""
        return self.shown.get("name") or self.shown.get("title") or self.key[1]


@dataclass(frozen=True, slots=True)
class ReturnHeld:
    """One return. `shut` says why nothing may be entered now; it is empty where it is open."""

    service: str
    title: str
    version: int = 1
    shut: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that one person may fill in one period. `others` are services whose return is not theirs."""

    ref: str
    title: str
    period: str
    due: date | None
    returns: Mapping[str, ReturnHeld]
    figures: Mapping[Key, Line]
    actions: Mapping[Key, Line]
    asked: Mapping[Key, "Asked"]
    dues: Mapping[Key, date | None]
    milestones: Mapping[str, frozenset[str]]
    others: frozenset[str] = frozenset()

    def lines(self, sheet: str) -> Mapping[Key, Line]:
        """The lines of one sheet by their keys."""
        return self.figures if sheet == FIGURES else self.actions


def mark_of(line: Line) -> str:
    """What the row remembers of itself: its version, and a short fingerprint of each entry."""
    said = (fingerprint(column, line.entries.get(column.name, "")) for column in columns(line.sheet, ENTRY))
    return f"{line.version}:{'.'.join(said)}"


def read_mark(sheet: str, text: str) -> Mapping[str, str]:
    """The fingerprint of each entry as it was downloaded; empty where the mark was lost."""
    names = [column.name for column in columns(sheet, ENTRY)]
    prints = text.partition(":")[2].split(".")
    return dict(zip(names, prints, strict=True)) if len(prints) == len(names) else {}


def fingerprint(column: Column, text: str) -> str:
    """Eight characters that stand for an entry; none for an empty one."""
    said = canonical(column, text)
    return blake2b(said.encode(), digest_size=4).hexdigest() if said else ""


def canonical(column: Column, text: str) -> str:
    """An entry so that two that say the same are the same text."""
    return plain_number(text) if column.kind == NUMBER else text
