"""Editions as the public reads them: published ones alone, from what was frozen and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from goldenthread.people.queries.publication import Publicity, publicity
from goldenthread.publish.document import DOCUMENT_FILE, Document, read_document
from goldenthread.publish.models import Edition, FrozenIssue
from goldenthread.publish.place import kept
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class Issue:
    """An edition as it was frozen. `manifest` is each file's name and the SHA-256 of its bytes."""

    number: int
    frozen_at: datetime
    reason: str
    manifest: dict[str, str]

    @property
    def document(self) -> Document:
        """What it says. Raises Refused where the file of it was changed."""
        return frozen_document(self.manifest[DOCUMENT_FILE])


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why an edition is not to be read any more: when, by whose order, and the reason given."""

    at: datetime
    order: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What a list says of an edition."""

    title: str
    subtitle: str
    period: str


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """A published edition with its issues, the first to the latest."""

    ref: str
    kind: str
    published_at: datetime
    issues: tuple[Issue, ...]
    withdrawn: Withdrawal | None = None

    @property
    def latest(self) -> Issue:
        """The issue that counts."""
        return self.issues[-1]

    @property
    def cover(self) -> Cover:
        """What its latest issue says on its cover."""
        return _cover(self.latest.manifest[DOCUMENT_FILE])

    def issue(self, number: int) -> Issue | None:
        """The issue of that number; 0 is the latest."""
        return next((each for each in self.issues if each.number == (number or self.latest.number)), None)


def published_editions(now: datetime) -> tuple[PublicEdition, ...]:
    """Every edition that the public may read of at that moment, the newest first; withdrawn ones too."""
    rows = Edition.objects.filter(publish_at__lte=now).prefetch_related("issues")
    public = publicity(now)
    found = [made for row in rows if (made := _made(row, public))]
    return tuple(sorted(found, key=lambda each: (each.published_at, each.ref), reverse=True))


def published_edition(ref: str, now: datetime) -> PublicEdition | None:
    """One of them; None where there is none, or it is not public at that moment."""
    row = Edition.objects.filter(ref=ref).prefetch_related("issues").first()
    return _made(row, publicity(now)) if row else None


def frozen_edition(ref: str) -> PublicEdition:
    """An edition that was frozen, public already or not: for whoever keeps the installation.

    Raises Refused where there is none, and where it is still a draft.
    """
    row = Edition.objects.filter(ref=ref).prefetch_related("issues").first()
    if row is None:
        known = ", ".join(Edition.objects.order_by("ref").values_list("ref", flat=True)[:10]) or "none yet"
        raise refuse(f"there is no edition '{ref}'", f"name one of those there are: {known}")
    found = _read(row)
    if found is None:
        raise refuse(f"'{ref}' is a draft", "freeze it first: a draft changes, and what is published may not")
    return found


@lru_cache(maxsize=8)
def frozen_document(name: str) -> Document:
    """The document with that SHA-256. Raises Refused where its file was changed."""
    return read_document(kept(name))


@lru_cache(maxsize=1000)
def _cover(name: str) -> Cover:
    document = frozen_document(name)
    return Cover(document.title, document.subtitle, document.period)


def _made(row: Edition, public: Publicity) -> PublicEdition | None:
    """The edition, where the public may read of it at that moment."""
    return _read(row) if public.shows(row.publish_at, Subject("edition", row.ref)) else None


def _read(row: Edition) -> PublicEdition | None:
    """The edition; None where nothing of it is frozen."""
    issues = tuple(_issue(each) for each in row.issues.all())
    if not issues:
        return None
    withdrawn = None
    if row.state == "withdrawn" and row.withdrawn_at:
        withdrawn = Withdrawal(row.withdrawn_at, row.withdrawn_order, row.withdrawn_reason)
    return PublicEdition(row.ref, row.kind, row.publish_at or issues[0].frozen_at, issues, withdrawn)


def _issue(row: FrozenIssue) -> Issue:
    return Issue(row.number, row.frozen_at, row.reason, row.manifest)
