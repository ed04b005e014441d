"""A report worked out by itself, without an edition: as the facts make it, with nothing arranged."""

from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation

from goldenthread.publish.arrangement import arranged
from goldenthread.publish.document import Document, write_document
from goldenthread.publish.kinds.kind import KINDS, Scope
from goldenthread.publish.public_reader import public_reader
from goldenthread.publish.resolving import resolved
from goldenthread.publish.writers.writer import WRITERS
from goldenthread.rules.refusal import Refusal, Refused

DATA = ".json"
LANGUAGE = "en-gb"


def report_alone(kind: str, scope: Scope, ref: str, now: datetime) -> Document:
    """The report as the public would read it at that moment.

    Raises Refused where what it is about is not there to be seen.
    """
    reader = public_reader(now)
    with translation.override(LANGUAGE):
        composed = KINDS[kind].compose(scope, reader)
    cover = Document(
        ref=ref,
        kind=kind,
        title=composed.title,
        subtitle=composed.subtitle,
        body=reader.council.title,
        language=LANGUAGE,
        period=composed.period,
        as_of=timezone.localdate(now).isoformat(),
        known_at=now.isoformat(timespec="seconds"),
        policy=composed.policy,
        software=version("goldenthread"),
        licence=settings.LICENCE,
        contact=settings.CONTACT or reader.council.title,
        accent=reader.council.accent,
    )
    return resolved(cover, arranged(composed.parts, ()))


def check_ending(file: Path) -> None:
    """Raises Refused where no report can be written under that name."""
    known = endings()
    if file.suffix.lower() not in known:
        what = f"'{file.suffix}' is no form of a report"
        raise Refused([Refusal(str(file), None, None, what, f"end the name with {', '.join(known)}")])


def in_form(document: Document, file: Path) -> bytes:
    """The report in the form that the file's ending names."""
    check_ending(file)
    ending = file.suffix.lower()
    if ending == DATA:
        return write_document(document)
    return next(each for each in WRITERS if not each.ref and each.ending == ending).write(document)


def endings() -> tuple[str, ...]:
    """The endings that a report can be written under."""
    return (*(each.ending for each in WRITERS if not each.ref), DATA)
