"""The blocks that every report is made of, whatever form it takes.

A writer for each form turns the same blocks into a web page, a PDF, a Word document or a workbook, so nothing
here knows how anything looks but a figure, which carries its picture as SVG.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words. `href` makes it a link: an address from the site's root, or a whole one."""

    text: str
    href: str = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter, whose own title is level 1: `level` is 2, 3 or 4."""

    level: int
    text: str
    ref: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is a line of words. `is_ordered` numbers them."""

    items: tuple[tuple[Run, ...], ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. `unit` is what its figures are in, such as "%" or "£ million"."""

    title: str
    unit: str = ""
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell.

    `text` is what people read. `value` is the same as an exact decimal in the column's unit, for workbooks;
    empty where the cell holds no figure. `verdict` puts its mark before the words.
    """

    text: str
    value: str = ""
    verdict: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. The first cell of a row names the row. `ref` is unique in the report.

    `ref` names the table's file and sheet: lower-case letters, figures and hyphens.
    """

    ref: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as SVG, with the sentence that stands for it and the table of what it shows."""

    ref: str
    title: str
    subtitle: str
    alternative: str
    svg: str
    table: Table
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """A verdict: its mark, its word in the policy's words, and the sentence that says it.

    `reason` says in words why there is none, where `verdict` is `cannot_judge`. `rule` is
    `policy/rule@version`. `notes` are the words of its marks, such as "Not a full year".
    """

    verdict: str
    word: str
    sentence: str
    question: str
    rule: str
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, and who, by role or publication."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class CallOut:
    """Words set apart, such as a notice or something to remember."""

    title: str
    runs: tuple[Run, ...]


Block = Heading | Paragraph | Bullets | Table | Figure | VerdictLine | Quotation | CallOut


@dataclass(frozen=True, slots=True)
class EasyLine:
    """One idea in Easy Read: a short sentence, and the picture that stands beside it.

    `picture` is the name of a drawing in the product, or empty where the council still has to choose one.
    `is_heading` begins a new part.
    """

    text: str
    picture: str = ""
    is_heading: bool = False


def said(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Run(text),))
