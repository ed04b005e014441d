"""The forms that an edition is published in: each is made by one writer, from the same document."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from django.utils.translation import gettext_noop

from goldenthread.publish.document import Document

Write = Callable[[Document], bytes]
"""The same bytes for the same document, whenever and wherever it is written."""


@dataclass(frozen=True, slots=True)
class Writer:
    """One form. `ref` names its file, `ending` is with its dot, and `module` and `function` make it."""

    ref: str
    title: str
    ending: str
    media_type: str
    module: str = field(repr=False)
    function: str = field(repr=False, default="write")

    def write(self, document: Document) -> bytes:
        """The document in this form."""
        found: Write = getattr(import_module(f"goldenthread.publish.writers.{self.module}"), self.function)
        return found(document)

    def name(self, document: Document) -> str:
        """The file's name, such as `annual-report-2017-large-print.pdf`."""
        return f"{document.ref}{'-' if self.ref else ''}{self.ref}{self.ending}"


_PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument"
WRITERS = (
    Writer("", "PDF", ".pdf", _PDF, "pdf"),
    Writer("large-print", gettext_noop("Large print, PDF"), ".pdf", _PDF, "pdf", "write_large"),
    Writer("easy-read", gettext_noop("Easy Read, PDF"), ".pdf", _PDF, "easy_pdf"),
    Writer("", "Word", ".docx", f"{_OFFICE}.wordprocessingml.document", "word"),
    Writer(
        "easy-read",
        gettext_noop("Easy Read, Word"),
        ".docx",
        f"{_OFFICE}.wordprocessingml.document",
        "easy_word",
    ),
    Writer("", "Excel", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "excel"),
    Writer(
        "",
        gettext_noop("OpenDocument spreadsheet"),
        ".ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        "open_document",
    ),
)


def writers_for(document: Document) -> tuple[Writer, ...]:
    """The forms a document can take: Easy Read only where it has such words."""
    return tuple(each for each in WRITERS if document.easy or each.ref != "easy-read")
