"""Editions that were frozen and published, made without working anything out."""

from datetime import UTC, datetime, timedelta

from goldenthread.publish.document import Document, write_document
from goldenthread.publish.models import Edition, FrozenIssue
from goldenthread.publish.opendata.edition_files import edition_files
from goldenthread.publish.place import keep

PUBLISHED = datetime(2018, 1, 31, 9, tzinfo=UTC)
PDF = b"%PDF-1.7 not a real one"


def publish(*documents: Document, at: datetime | None = PUBLISHED, **changed: object) -> Edition:
    """An edition whose issues are the documents, in order; `changed` fields replace the edition's own."""
    first = documents[0]
    held: dict[str, object] = {
        "ref": first.ref,
        "kind": first.kind,
        "title": first.title,
        "state": "frozen",
        "publish_at": at,
    }
    edition = Edition.objects.create(**(held | changed))
    for number, document in enumerate(documents, 1):
        FrozenIssue.objects.create(
            edition=edition,
            number=number,
            reason="A figure was copied wrongly." if number > 1 else "",
            frozen_at=PUBLISHED + timedelta(days=30 * (number - 1)),
            manifest=files_of(document),
        )
    return edition


def files_of(document: Document) -> dict[str, str]:
    """The document's files, kept; its PDF stands for all the forms."""
    files = {"document.json": write_document(document), f"documents/{document.ref}.pdf": PDF}
    files |= {f"data/{name}": content for name, content in edition_files(document).items()}
    return {name: keep(content) for name, content in files.items()}
