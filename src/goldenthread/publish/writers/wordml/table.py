"""Tables of a Word document: one heading row that repeats on each page, no merged cells."""

from django.utils.translation import gettext as _

from goldenthread.publish.block import Cell, Column, Table
from goldenthread.publish.writers.squared import squared
from goldenthread.publish.writers.text import legal, xml
from goldenthread.publish.writers.wordml.gallery import Gallery
from goldenthread.publish.writers.wordml.link import linked
from goldenthread.publish.writers.wordml.package import Parts
from goldenthread.publish.writers.wordml.picture import drawn
from goldenthread.publish.writers.wordml.words import lines, paragraph, run

WIDTH = 9070
"""How wide the text is on the page, in twentieths of a point."""

_RIGHT = '<w:jc w:val="right"/>'
_LETTER, _MARGINS, _MARK = 125, 240, 300
_SHORT, _WIDEST = 16, 42
_LOOKED_AT = 200


def table(held: Table, gallery: Gallery, parts: Parts, source: str = "") -> str:
    """The caption, the table, its notes and its source, unless that is `source`, which was said before."""
    caption = legal(held.caption).strip() or held.ref
    held = squared(held)
    widths = column_widths(held)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, held.columns, widths, gallery, parts) for row in held.rows)
    shown = f"{_about(caption, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{_head(held.columns, widths)}{body}"
    beneath = lines(held.notes, "TableNote") + sourced("" if held.source == source else held.source)
    made = f"<w:tbl>{shown}</w:tbl>" if held.columns else ""
    return paragraph(run(caption), "Caption") + made + beneath


def sourced(source: str) -> str:
    """Whose figures these are, beneath a table or a picture."""
    return lines([_("Source: {source}").format(source=source)] if source else [], "TableNote")


def title_of(column: Column) -> str:
    """A column's title with its unit in brackets, once."""
    said = f"({column.unit})"
    return f"{column.title} {said}" if column.unit and not column.title.endswith(said) else column.title


def _about(caption: str, width: int) -> str:
    """Its look, its name for those who hear it, and that the first row and column name the others."""
    return (
        f'<w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val="{xml(" ".join(caption.split()))}"/></w:tblPr>'
    )


def _head(columns: tuple[Column, ...], widths: tuple[int, ...]) -> str:
    cells = "".join(
        _cell(run(title_of(column)), width, column.is_numeric, "<w:keepNext/>")
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(
    row: tuple[Cell, ...],
    columns: tuple[Column, ...],
    widths: tuple[int, ...],
    gallery: Gallery,
    parts: Parts,
) -> str:
    cells = "".join(
        _cell(_words(cell, gallery, parts), width, column.is_numeric)
        for cell, column, width in zip(row, columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(content: str, width: int, is_numeric: bool, properties: str = "") -> str:
    look = properties + (_RIGHT if is_numeric else "")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraph(content, 'TableText', look)}</w:tc>"
    )


def _words(cell: Cell, gallery: Gallery, parts: Parts) -> str:
    """The words of a cell after its mark. A mark without words is read out."""
    mark = gallery.mark(cell.verdict, is_alone=not cell.text) if cell.verdict else None
    return (drawn(mark, parts) if mark else "") + linked(cell.text, cell.href, parts)


def column_widths(held: Table) -> tuple[int, ...]:
    """How wide each column of a squared table is: as its words want where the page has the room.

    Where it has not, each gets what its longest word needs, and what is left goes to those that want more.
    """
    wants = [_wants(held, at) for at in range(len(held.columns))]
    least, wanted = [each[0] for each in wants], [each[1] for each in wants]
    if sum(wanted) <= WIDTH:
        return tuple(wanted)
    spare, more = WIDTH - sum(least), sum(wanted) - sum(least)
    if spare <= 0 or more <= 0:
        return tuple(WIDTH * each // sum(least) for each in least)
    return tuple(low + spare * (high - low) // more for low, high in wants)


def _wants(held: Table, at: int) -> tuple[int, int]:
    """The least width of a column, which its longest word takes, and the width that its words want."""
    title = title_of(held.columns[at])
    cells = [row[at] for row in held.rows[:_LOOKED_AT]]
    texts = [each.text for each in cells]
    words = (len(word) for text in (title, *texts) for word in text.split())
    longest = min(max(words, default=0), _WIDEST)
    letters = max(longest, min(len(title), _SHORT), min(max(map(len, texts), default=0), _WIDEST))
    around = _MARGINS + (_MARK if any(each.verdict for each in cells) else 0)
    return longest * _LETTER + around, letters * _LETTER + around
