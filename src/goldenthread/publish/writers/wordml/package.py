"""The parts of a Word document that hold no words of the report, and how they are put together."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from goldenthread.publish.document import Document
from goldenthread.publish.writers.text import moment_of, single_line, stamp, tag_of, xml
from goldenthread.publish.writers.wordml.numbering import numbering
from goldenthread.publish.writers.wordml.style import Type, styles
from goldenthread.publish.writers.zipped import zipped

_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMESPACES: Final = (
    f'{_MAIN} xmlns:r="{_OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_PARTS: Final = ("styles", "numbering", "settings", "footer")
_A4: Final = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" '
    'w:header="709" w:footer="709" w:gutter="0"/>'
)


@dataclass(slots=True)
class Parts:
    """What the words of a document turn out to need beside them: addresses, pictures and lists.

    The same thing asked for twice is one part. Names are counted in the order asked, so they never differ.
    """

    links: dict[str, str] = field(default_factory=dict)
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    lists: int = 0
    drawings: int = 0
    marks: int = 0

    def link(self, href: str) -> str:
        """The id of a link to an address outside the document."""
        return self.links.setdefault(href, f"link{len(self.links) + 1}")

    def picture(self, content: bytes, ending: str) -> str:
        """The id of a picture."""
        key = sha256(content).hexdigest() + ending
        if key not in self.media:
            self.media[key] = (f"image{len(self.media) + 1}.{ending}", content)
        return self.media[key][0].replace(".", "-")

    def next_list(self) -> int:
        """The number of a list that counts from 1 again."""
        self.lists += 1
        return self.lists + 1

    def next_drawing(self) -> int:
        self.drawings += 1
        return self.drawings

    def next_mark(self) -> int:
        """The number of a bookmark."""
        self.marks += 1
        return self.marks


def packed(document: Document, body: str, footer: str, parts: Parts, look: Type) -> bytes:
    """The file, from the XML of its body and of its footer."""
    tag = tag_of(document.language)
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("document", f"{_OFFICE}/officeDocument", "word/document.xml", ""),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", ""),
            ("app", f"{_OFFICE}/extended-properties", "docProps/app.xml", ""),
        ),
        "word/document.xml": (
            f"<w:document {_NAMESPACES}><w:body>{body}<w:sectPr>"
            f'<w:footerReference w:type="default" r:id="footer"/>{_A4}</w:sectPr></w:body></w:document>'
        ),
        "word/_rels/document.xml.rels": _document_relationships(parts),
        "word/styles.xml": f"<w:styles {_MAIN}>{styles(look, tag)}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_MAIN}>{numbering(parts.lists)}</w:numbering>",
        "word/settings.xml": f"<w:settings {_MAIN}>{_settings(tag)}</w:settings>",
        "word/footer.xml": f"<w:ftr {_NAMESPACES}>{footer}</w:ftr>",
        "docProps/core.xml": _core(document),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>Golden Thread</Application></Properties>"
        ),
    }
    written = [(name, (_DECLARED + text).encode()) for name, text in texts.items()]
    return zipped((*written, *((f"word/media/{name}", held) for name, held in parts.media.values())))


def _content_types() -> str:
    endings = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "svg": "image/svg+xml",
    }
    named = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        **{f"/word/{name}.xml": f"{_WORD}.{name}+xml" for name in _PARTS},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    held = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in endings.items())
    held += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named.items())
    return f'<Types xmlns="{_PACKAGE}/content-types">{held}</Types>'


def _document_relationships(parts: Parts) -> str:
    pictures = (name for name, _ in parts.media.values())
    return _relationships(
        *((name, f"{_OFFICE}/{name}", f"{name}.xml", "") for name in _PARTS),
        *((name.replace(".", "-"), f"{_OFFICE}/image", f"media/{name}", "") for name in pictures),
        *((ref, f"{_OFFICE}/hyperlink", href, "External") for href, ref in parts.links.items()),
    )


def _relationships(*held: tuple[str, str, str, str]) -> str:
    """Each is its id, its kind, what it leads to, and "External" where that is outside the file."""
    written = "".join(
        f'<Relationship Id="{ref}" Type="{kind}" Target="{xml(target)}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for ref, kind, target, mode in held
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _settings(tag: str) -> str:
    """Word 2013 and later, without its older ways of laying out."""
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl '
        'w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{tag}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


def _core(document: Document) -> str:
    when = stamp(moment_of(document))
    held = {
        "dc:title": single_line(document.title),
        "dc:subject": single_line(document.subtitle),
        "dc:creator": single_line(document.body),
        "dc:language": tag_of(document.language),
        "cp:lastModifiedBy": single_line(document.body),
    }
    named = "".join(f"<{name}>{xml(text)}</{name}>" for name, text in held.items() if text)
    dated = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{named}{dated}</cp:coreProperties>"
    )
