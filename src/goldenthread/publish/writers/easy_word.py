"""The Easy Read summary as a Word document: large type, one idea to a row, its picture on the left.

The rows are a table of two columns that is marked as layout: it has no headings and no caption. Read in its
order it is picture, words, picture, words, as one would read it aloud; and in Word each picture can be
swapped without moving any words, which pictures afloat beside paragraphs do not allow. An empty slot is one
where the council has still to choose.
"""

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import override

from goldenthread.publish.block import EasyLine
from goldenthread.publish.document import Document
from goldenthread.publish.writers.accent import readable_accent
from goldenthread.publish.writers.text import single_line
from goldenthread.publish.writers.word import footer, title
from goldenthread.publish.writers.wordml.block import Writing, heading
from goldenthread.publish.writers.wordml.fit import WIDTH
from goldenthread.publish.writers.wordml.gallery import easy_gallery
from goldenthread.publish.writers.wordml.package import packed
from goldenthread.publish.writers.wordml.picture import drawn
from goldenthread.publish.writers.wordml.style import Type
from goldenthread.publish.writers.wordml.words import bold, lines, paragraph, run

POINTS = 18
_PICTURE = 2600
_SAME_PAGE = '<w:pageBreakBefore w:val="0"/>'
_COLUMNS = (_PICTURE, WIDTH - _PICTURE)


def write(document: Document) -> bytes:
    """The summary on A4, in 18 point."""
    look = Type(POINTS, readable_accent(document.accent))
    with override(document.language):
        writing = Writing(easy_gallery(document, look.size))
        groups = groupby(document.easy, lambda each: each.is_heading)
        body = "".join(
            "".join(heading(1, each.text, writing, _SAME_PAGE) for each in group)
            if is_heading
            else _rows(group, writing)
            for is_heading, group in groups
        )
        told = lines([_("Easy Read")], "Subtitle") + _more(document)
        return packed(document, title(document) + told + body, footer(document), writing.parts, look)


def _more(document: Document) -> str:
    """Who says so, and whom to ask."""
    pairs = ((_("From"), document.body), (_("To find out more"), document.contact))
    return "".join(paragraph(bold(f"{name}: ") + run(words)) for name, words in pairs if words)


def _rows(held: Iterable[EasyLine], writing: Writing) -> str:
    rows = "".join(_row(each, writing) for each in held if each.text or each.picture)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _COLUMNS)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Layout"/><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(line: EasyLine, writing: Writing) -> str:
    """One idea, kept on one page with its picture."""
    side = writing.gallery.side(line.picture)
    shown = drawn(side, writing.parts) if side else ""
    contents = (paragraph(shown, "EasyPicture"), paragraph(run(single_line(line.text)), "EasyLine"))
    middle = '<w:vAlign w:val="center"/>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr>{content}</w:tc>'
        for width, content in zip(_COLUMNS, contents, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
