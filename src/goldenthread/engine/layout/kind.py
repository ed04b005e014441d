"""What a layout is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from goldenthread.engine.table import Table

YearTypeOf = Callable[[str], str]
"""The kind of year that a measure's bare years are, by the measure's ref; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A way of laying out observations: its name, what it is, the endings its files have and its reader.

    The reader turns one file into tables of text under the plain column names, and judges nothing. It raises
    Refused where the file cannot be read at all.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    read: Callable[[Path, YearTypeOf], list[Table]]
    by_row: bool = False
    """Whether a row and the headings say everything of it, so that a file can be cut in portions."""
