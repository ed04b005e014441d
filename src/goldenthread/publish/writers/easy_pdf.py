"""The Easy Read summary of a document as a PDF: one idea to a row, its picture on the left."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from goldenthread.kit.picture import PICTURES, picture
from goldenthread.publish.block import EasyLine
from goldenthread.publish.document import Document
from goldenthread.publish.writers.letters import printable
from goldenthread.publish.writers.pdf import cover
from goldenthread.publish.writers.typesetting import pdf


def write(document: Document) -> bytes:
    """The PDF, on A4 in 18 point. A document without Easy Read lines gives its cover alone."""
    with override(document.language):
        data = cover(document)
        data["words"] |= {"easy": _("Easy Read"), "more": _("To find out more")}
        data["contact"] = printable(document.contact)
        data["lines"] = [_line(each) for each in document.easy]
        return pdf("easy.typ", data, document.known_at)


def _line(line: EasyLine) -> dict[str, Any]:
    """A row: the drawing is empty where the council has still to choose one."""
    return {
        "text": printable(line.text),
        "is_heading": line.is_heading,
        "svg": picture(line.picture),
        "alternative": _(PICTURES[line.picture]) if line.picture in PICTURES else "",
    }
