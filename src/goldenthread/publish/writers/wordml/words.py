"""Paragraphs and runs of WordprocessingML (ECMA-376), as text."""

from collections.abc import Iterable
from typing import Final

from goldenthread.publish.writers.text import xml

_BREAKS: Final = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def run(text: str, properties: str = "") -> str:
    """A run of words; `properties` is what stands in its `w:rPr`. No words make no run."""
    if not text:
        return ""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{_content(text)}</w:r>"


def _content(text: str) -> str:
    """Words as `w:t`, with new lines and tabs as the elements that Word has for them."""
    if text.isprintable():
        return f'<w:t xml:space="preserve">{xml(text)}</w:t>'
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in _BREAKS:
        plain = plain.replace(sign, f"\x00{sign}\x00")
    return "".join(
        _BREAKS.get(piece, f'<w:t xml:space="preserve">{xml(piece)}</w:t>')
        for piece in plain.split("\x00")
        if piece
    )


def bold(text: str) -> str:
    """A run in bold, by the style for strong words."""
    return run(text, '<w:rStyle w:val="Strong"/>')


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs in a style; `properties` follow the style in `w:pPr`, in the order Word wants."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{look}{content}</w:p>"


def lines(texts: Iterable[str], style: str) -> str:
    """One paragraph for each text that has words."""
    return "".join(paragraph(run(text), style) for text in texts if text)


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field that Word works out again, and what it shows until then."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {xml(instruction)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>{run(shown, properties)}'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmarked(number: int, name: str, content: str) -> str:
    """Runs under a bookmark, so that a link within the document can lead to them."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
