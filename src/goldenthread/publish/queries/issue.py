"""One frozen issue with what is kept of it on disk."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.publish.document import DOCUMENT_FILE, Document, read_document
from goldenthread.publish.place import kept
from goldenthread.publish.queries.edition import EditionFacts, IssueFacts
from goldenthread.publish.working import Working, read_working
from goldenthread.rules.refusal import refuse


@dataclass(frozen=True, slots=True)
class Issue:
    """A frozen issue: the report itself, and what it was made from."""

    number: int
    frozen_at: datetime
    document: Document
    working: Working


def latest_issue(edition: EditionFacts) -> Issue:
    """The issue that counts. Raises Refused where none was frozen, or its files were changed."""
    if edition.latest is None:
        raise refuse(f"'{edition.title}' was not frozen yet", "freeze it first")
    return read_issue(edition.latest)


def read_issue(facts: IssueFacts) -> Issue:
    """An issue from its files. Raises Refused where they are not there, or were changed."""
    document = read_document(kept(facts.manifest[DOCUMENT_FILE]))
    return Issue(facts.number, facts.frozen_at, document, read_working(kept(facts.working)))
