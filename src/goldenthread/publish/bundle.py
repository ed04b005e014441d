"""Every file of one issue: the document, each of its forms, and its open data."""

from goldenthread.publish.document import DOCUMENT_FILE, Document, write_document
from goldenthread.publish.opendata.edition_files import edition_files
from goldenthread.publish.place import keep
from goldenthread.publish.writers.writer import writers_for


def files_of(document: Document) -> dict[str, bytes]:
    """The bytes of every file, by its name. The same for the same document."""
    forms = {f"documents/{each.name(document)}": each.write(document) for each in writers_for(document)}
    data = {f"data/{name}": content for name, content in edition_files(document).items()}
    return {DOCUMENT_FILE: write_document(document), **forms, **data}


def keep_files(document: Document) -> dict[str, str]:
    """Keep every file on disk; the manifest, in the order of names.

    Everything is made before anything is kept, so that a form that cannot be made leaves nothing behind.
    """
    made = files_of(document)
    return {name: keep(made[name]) for name in sorted(made)}
