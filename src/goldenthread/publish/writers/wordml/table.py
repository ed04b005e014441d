"""Tables of a Word document: one heading row that repeats on each page, no merged cells."""

from django.utils.translation import gettext as _

from goldenthread.publish.block import Cell, Column, Table
from goldenthread.publish.writers.heading import heading_of
from goldenthread.publish.writers.squared import squared
from goldenthread.publish.writers.text import legal, xml
from goldenthread.publish.writers.wordml.fit import Fit, fitted
from goldenthread.publish.writers.wordml.gallery import Gallery
from goldenthread.publish.writers.wordml.link import linked
from goldenthread.publish.writers.wordml.package import Parts
from goldenthread.publish.writers.wordml.picture import drawn
from goldenthread.publish.writers.wordml.words import lines, paragraph, run

_RIGHT = '<w:jc w:val="right"/>'


def table(held: Table, gallery: Gallery, parts: Parts, source: str = "") -> str:
    """The caption, the table, its notes and its source, unless that is `source`, which was said before."""
    caption = legal(held.caption).strip() or held.ref
    made = _made(squared(held), caption, gallery, parts)
    beneath = lines(held.notes, "TableNote") + sourced("" if held.source == source else held.source)
    return paragraph(run(caption), "Caption") + made + beneath


def _made(held: Table, caption: str, gallery: Gallery, parts: Parts) -> str:
    """The table itself; nothing where it has neither columns nor cells."""
    if not held.columns:
        return ""
    fit = fitted(held)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in fit.widths)
    head = [run(heading_of(column)) for column in held.columns]
    rows = (_row([_words(cell, gallery, parts) for cell in row], held.columns, fit) for row in held.rows)
    return (
        f"<w:tbl>{_about(caption, sum(fit.widths))}<w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(head, held.columns, fit, is_head=True)}{''.join(rows)}</w:tbl>"
    )


def sourced(source: str) -> str:
    """Whose figures these are, beneath a table or a picture."""
    return lines([_("Source: {source}").format(source=source)] if source else [], "TableNote")


def _about(caption: str, width: int) -> str:
    """Its look, its name for those who hear it, and that the first row and column name the others."""
    return (
        f'<w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val="{xml(" ".join(caption.split()))}"/></w:tblPr>'
    )


def _row(contents: list[str], columns: tuple[Column, ...], fit: Fit, is_head: bool = False) -> str:
    """A row that stays on one page; that of the headings stands on each."""
    around = "<w:keepNext/>" if is_head else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraph(content, fit.style, around + (_RIGHT if column.is_numeric else ''))}</w:tc>"
        for content, column, width in zip(contents, columns, fit.widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{cells}</w:tr>"


def _words(cell: Cell, gallery: Gallery, parts: Parts) -> str:
    """The words of a cell after its mark. A mark without words is read out."""
    mark = gallery.mark(cell.verdict, is_alone=not cell.text) if cell.verdict else None
    return (drawn(mark, parts) if mark else "") + linked(cell.text, cell.href, parts)
