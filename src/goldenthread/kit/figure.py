"""What every chart gives back: the picture, a sentence that stands for it, and its table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table that a screen reader can walk.

    The first cell of each row names the row. `numeric` holds the columns (from 0) set to the right.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished figure. `svg` is for a desk and for print, `phone` the same drawn for a narrow screen."""

    key: str
    title: str
    subtitle: str
    alternative: str
    svg: str
    phone: str
    table: DataTable
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands round a picture. `key` is unique on the page; `source` is who published the figures."""

    key: str
    title: str
    subtitle: str = ""
    unit: str = ""
    decimals: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One place on a line: `at` settles where, `label` is the period in words.

    `value` is None where there is no figure; `status` then says why. `broken` means not comparable with
    what came before. `lower` and `upper` are the interval, in the unit of the value.
    """

    at: date
    label: str
    value: Decimal | None
    lower: Decimal | None = None
    upper: Decimal | None = None
    status: str = "normal"
    qualifier: str = ""
    note: str = ""

    @property
    def broken(self) -> bool:
        return self.status == "break"

    @property
    def provisional(self) -> bool:
        return self.status in ("provisional", "estimated")


@dataclass(frozen=True, slots=True)
class Line:
    """A named run of points, drawn thin and grey: a benchmark."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `chosen` is drawn dark among the others."""

    label: str
    value: Decimal | None
    lower: Decimal | None = None
    upper: Decimal | None = None
    chosen: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An area with one figure."""

    code: str
    name: str
    value: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Peer:
    """An area among others: its figure, the interval of it, and of how many (`size`) it is made."""

    name: str
    value: Decimal
    lower: Decimal | None = None
    upper: Decimal | None = None
    size: Decimal | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart among many."""

    name: str
    points: tuple[Point, ...]
    chosen: bool = False
