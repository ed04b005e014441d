"""How a Word document looks: named styles only, so that a reader can change all of it at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.publish.writers.text import xml


@dataclass(frozen=True, slots=True)
class Type:
    """The size of the text in points, and the colour of headings as `#rrggbb`."""

    size: float = 12
    accent: str = "#00557f"

    def points(self, share: float) -> str:
        """A size in the half points that Word counts, as a share of the text's."""
        size = round(self.size * share * 2)
        return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'

    def space(self, before: float, after: float, line: float = 1.15) -> str:
        """Space round a paragraph, in lines of text."""
        unit = self.size * 20
        return (
            f'<w:spacing w:before="{round(before * unit)}" w:after="{round(after * unit)}" '
            f'w:line="{round(line * 240)}" w:lineRule="auto"/>'
        )

    @property
    def colour(self) -> str:
        return f'<w:color w:val="{xml(self.accent.removeprefix("#"))}"/>'


_BOLD = "<w:b/><w:bCs/>"
_HEADINGS = (("Heading1", 2, 1.5), ("Heading2", 1.5, 1.2), ("Heading3", 1.2, 1), ("Heading4", 1, 1))
_SIDE = '<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="{colour}"/></w:pBdr>'


def styles(look: Type, language: str) -> str:
    """Every style, and the language that the whole document is in."""
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
        f'{look.points(1)}<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{look.space(0.2, 0.4)}</w:pPr></w:pPrDefault>"
        f"</w:docDefaults>{''.join(_all(look))}"
    )


def _all(look: Type) -> Iterator[str]:
    yield _paragraph("Normal", "Normal", based="", is_default=True)
    yield _paragraph("Title", "Title", "<w:keepNext/>" + look.space(0, 0.5, 1), _BOLD + look.points(2.6))
    yield _paragraph("Subtitle", "Subtitle", look.space(0, 1.5), look.points(1.4))
    yield from _headings(look)
    yield from _front(look)
    yield from _words(look)
    yield from _tables(look)
    yield '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    yield '<w:name w:val="Default Paragraph Font"/></w:style>'
    yield '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
    yield '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:uiPriority w:val="22"/>'
    yield f"<w:qFormat/><w:rPr>{_BOLD}</w:rPr></w:style>"
    yield '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    yield f'<w:rPr>{look.colour}<w:u w:val="single"/></w:rPr></w:style>'


def _headings(look: Type) -> Iterator[str]:
    for level, (ref, size, before) in enumerate(_HEADINGS):
        start = "<w:keepNext/><w:keepLines/>" + ("" if level else "<w:pageBreakBefore/>")
        outline = f'<w:outlineLvl w:val="{level}"/>'
        letters = _BOLD + (look.colour if level < 2 else "") + look.points(size)
        yield _paragraph(
            ref,
            f"heading {level + 1}",
            start + look.space(before, 0.4, 1.05) + outline,
            letters,
            "Normal",
            True,
        )


def _front(look: Type) -> Iterator[str]:
    """The table of contents and the foot of a page."""
    yield _paragraph(
        "TOCHeading", "TOC Heading", "<w:keepNext/>" + look.space(1.5, 0.4), _BOLD + look.points(1.5)
    )
    right = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9060"/></w:tabs>'
    yield _paragraph("TOC1", "toc 1", right + look.space(0.3, 0.2))
    yield _paragraph("TOC2", "toc 2", right + look.space(0, 0.2) + '<w:ind w:left="425"/>')
    foot = '<w:tabs><w:tab w:val="right" w:pos="9060"/></w:tabs>'
    yield _paragraph("Footer", "footer", foot + look.space(0, 0, 1), look.points(0.85))


def _words(look: Type) -> Iterator[str]:
    """What stands in the text beside plain paragraphs."""
    side = _SIDE.format(colour=xml(look.accent.removeprefix("#")))
    inward = '<w:ind w:left="425" w:right="425"/>'
    yield _paragraph("ListBullet", "List Bullet", look.space(0, 0.3), next_one="ListBullet")
    yield _paragraph("ListNumber", "List Number", look.space(0, 0.3), next_one="ListNumber")
    yield _paragraph(
        "Quote", "Quote", "<w:keepNext/><w:keepLines/>" + look.space(0.4, 0.2) + inward, look.points(1.1)
    )
    yield _paragraph("QuoteBy", "Quote By", look.space(0, 0.8) + inward)
    yield _paragraph(
        "CallOutTitle", "Call-out Title", "<w:keepNext/>" + side + look.space(0.6, 0) + inward, _BOLD
    )
    yield _paragraph("CallOut", "Call-out", side + look.space(0, 0.8) + inward)
    yield _paragraph("Verdict", "Verdict", "<w:keepNext/>" + look.space(0.4, 0.1))
    yield _paragraph("VerdictRule", "Verdict Rule", look.space(0, 0.8), look.points(0.9))


def _tables(look: Type) -> Iterator[str]:
    """Captions, figures, the words beneath them, and the table's own lines."""
    yield _paragraph("Caption", "caption", "<w:keepNext/>" + look.space(0.8, 0.3), _BOLD)
    yield _paragraph("FigureSubtitle", "Figure Subtitle", "<w:keepNext/>" + look.space(0, 0.3))
    yield _paragraph("Figure", "Figure", "<w:keepNext/>" + look.space(0, 0.3, 1))
    yield _paragraph("TableText", "Table Text", look.space(0.1, 0.1, 1), look.points(0.92))
    yield _paragraph("EasyPicture", "Easy Picture", look.space(0, 0, 1))
    yield _paragraph("EasyLine", "Easy Line", look.space(0, 0, 1.4))
    yield _paragraph("TableTextSmall", "Table Text Small", look.space(0.1, 0.1, 1), look.points(0.7))
    yield _paragraph("TableNote", "Table Note", look.space(0.2, 0.2), look.points(0.9))
    line = 'w:val="single" w:sz="4" w:space="0" w:color="767676"'
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:styleId="Figures"><w:name w:val="Figures"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        f"<w:top {line}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{_BOLD}</w:rPr></w:tblStylePr></w:style>'
        '<w:style w:type="table" w:styleId="Layout"><w:name w:val="Layout"/><w:basedOn w:val="TableNormal"/>'
        '<w:tblPr><w:tblCellMar><w:top w:w="113" w:type="dxa"/><w:bottom w:w="113" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )


def _paragraph(
    ref: str,
    name: str,
    properties: str = "",
    letters: str = "",
    next_one: str = "",
    is_quick: bool = False,
    based: str = "Normal",
    is_default: bool = False,
) -> str:
    default = ' w:default="1"' if is_default else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{ref}">'
        f'<w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{next_one}"/>' if next_one else "")
        + ("<w:qFormat/>" if is_quick or is_default else "")
        + (f"<w:pPr>{properties}</w:pPr>" if properties else "")
        + (f"<w:rPr>{letters}</w:rPr>" if letters else "")
        + "</w:style>"
    )
