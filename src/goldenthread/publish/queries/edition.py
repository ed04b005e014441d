"""Editions as frozen values: what each is, how it stands, and what was frozen of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from goldenthread.people.queries.publication import Publicity, publicity
from goldenthread.publish.kinds.kind import KINDS, Scope
from goldenthread.publish.models import Edition, FrozenIssue
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """One frozen issue. `manifest` is each file's name and the SHA-256 of its bytes."""

    number: int
    reason: str
    frozen_at: datetime
    manifest: Mapping[str, str]
    working: str


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """One edition. `state` is draft, frozen or withdrawn; `issues` stand in their order.

    `is_public` says whether the public reads it, or the notice that it was withdrawn, at the moment asked.
    """

    ref: str
    kind: str
    title: str
    subtitle: str
    language: str
    scope: Scope
    state: str
    made_at: datetime
    changed_at: datetime
    publish_at: datetime | None
    is_public: bool
    withdrawn_at: datetime | None
    withdrawn_order: str
    withdrawn_reason: str
    version: int
    issues: tuple[IssueFacts, ...]

    @property
    def kind_title(self) -> str:
        """The kind in words."""
        return KINDS[self.kind].title if self.kind in KINDS else self.kind

    @property
    def latest(self) -> IssueFacts | None:
        """The issue that counts, or None where nothing was frozen yet."""
        return self.issues[-1] if self.issues else None

    @property
    def frozen_at(self) -> datetime | None:
        """When the issue that counts was frozen."""
        return self.latest.frozen_at if self.latest else None


def edition_subject(ref: str) -> Subject:
    """What the trail and the publication holds call an edition."""
    return Subject("edition", ref)


def editions(now: datetime) -> tuple[EditionFacts, ...]:
    """Every edition, the newest first."""
    shown = publicity(now)
    rows = Edition.objects.prefetch_related("issues")
    return tuple(_facts(row, shown) for row in rows)


def edition_facts(ref: str, now: datetime) -> EditionFacts | None:
    """One edition, or None where there is none."""
    row = Edition.objects.prefetch_related("issues").filter(ref=ref).first()
    return None if row is None else _facts(row, publicity(now))


def _facts(row: Edition, shown: Publicity) -> EditionFacts:
    return EditionFacts(
        ref=row.ref,
        kind=row.kind,
        title=row.title,
        subtitle=row.subtitle,
        language=row.language,
        scope=Scope(**row.scope),
        state=row.state,
        made_at=row.made_at,
        changed_at=row.changed_at,
        publish_at=row.publish_at,
        is_public=row.state != "draft" and shown.shows(row.publish_at, edition_subject(row.ref)),
        withdrawn_at=row.withdrawn_at,
        withdrawn_order=row.withdrawn_order,
        withdrawn_reason=row.withdrawn_reason,
        version=row.version,
        issues=tuple(_issue(each) for each in row.issues.all()),
    )


def _issue(row: FrozenIssue) -> IssueFacts:
    return IssueFacts(row.number, row.reason, row.frozen_at, row.manifest, row.working)
