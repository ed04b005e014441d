"""Pictures in a Word document: SVG, PNG for readers that do not show it, and words for both."""

from dataclasses import dataclass
from typing import Final

from goldenthread.publish.writers.drawing import size_of
from goldenthread.publish.writers.text import legal, xml
from goldenthread.publish.writers.wordml.package import Parts

EMU_A_POINT: Final = 12_700
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_DECORATIVE: Final = "http://schemas.microsoft.com/office/drawing/2017/decorative"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its PNG, how wide it is set in points, and the words that stand for it.

    One that is `is_decorative` stands beside words that say the same; those who hear the page are spared it.
    """

    svg: str
    png: bytes
    points: float
    words: str
    name: str
    is_decorative: bool = False


def drawn(picture: Picture, parts: Parts) -> str:
    """A run with the picture in the line of the text, where every reader meets it in order."""
    number = parts.next_drawing()
    width, height = size_of(picture.svg) or (1.0, 1.0)
    across = round(picture.points * EMU_A_POINT)
    extent = f'cx="{across}" cy="{round(across * height / width)}"'
    named = f'id="{number}" name="{xml(picture.name)}" descr="{_told(picture.words)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f"<wp:docPr {named}>{_spared() if picture.is_decorative else ''}</wp:docPr>"
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        f"</pic:nvPicPr>{_filled(picture, parts)}"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _filled(picture: Picture, parts: Parts) -> str:
    png, svg = parts.picture(picture.png, "png"), parts.picture(legal(picture.svg).encode(), "svg")
    return (
        f'<pic:blipFill><a:blip r:embed="{png}"><a:extLst>'
        '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{svg}"/></a:ext></a:extLst></a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    )


def _spared() -> str:
    """What marks a picture as decoration, for Word 2019 and later."""
    return (
        f'<a:extLst xmlns:a="{_DRAWING}/main"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
        f'<adec:decorative xmlns:adec="{_DECORATIVE}" val="1"/></a:ext></a:extLst>'
    )


def _told(words: str) -> str:
    """The words inside an attribute, on one line."""
    return xml(" ".join(words.split()))
