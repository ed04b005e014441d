"""Deliveries of observations: rehearsed, then brought in whole or not at all.

The segment is written first, settled on the disk and named by its checksum. Only then does one database
transaction add the release and its line in the trail. A kill before that leaves a segment that no release
names, which changes nothing that anyone reads and is swept away later.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.utils import timezone

from goldenthread.engine.columns import NUMBER, NUMBER_COLUMNS, TEXT
from goldenthread.engine.fetch import fetch
from goldenthread.engine.layout.registry import layout_named
from goldenthread.engine.observation_stream import Streamed
from goldenthread.measures import models
from goldenthread.measures.access import may_define, may_publish, may_record
from goldenthread.measures.compacting import compactions_in_use
from goldenthread.measures.definition import found_measure, release_subject, text
from goldenthread.measures.protection import decide_protection
from goldenthread.measures.queries import SourceSheet, sources
from goldenthread.measures.reading import distinct, observation_store, only, read_delivered
from goldenthread.measures.rehearsal import Rehearsal, rehearse
from goldenthread.measures.visible import all_releases
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.publication import require_publishable
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `release` is empty where everything delivered was already held."""

    release: str
    added: int
    changed: int
    same: int
    refused: int
    repeats: int


@transaction.atomic
def record_source(who: Officer | None, source: SourceSheet) -> None:
    """Write down where observations come from, or correct it."""
    require(who is None or may_define(who), "keep sources")
    said = asdict(source)
    row = models.Source.objects.filter(ref=source.ref).first()
    before = {name: getattr(row, name) for name in said} if row else None
    if before != said:
        models.Source.objects.update_or_create(ref=source.ref, defaults=said)
        record(who, "record_source", Subject("source", source.ref), before, said)


def fetched_name(source: SourceSheet) -> str:
    """The name that a fetched file is kept under: its ending says how it is read, and some layouts name
    measures by their file."""
    endings = layout_named(source.layout).endings
    path = urlsplit(source.address).path
    ending = next((ending for ending in endings if path.lower().endswith(ending)), endings[0])
    return safe_name(path.rsplit("/", 1)[-1], ending)


def safe_name(name: str, ending: str) -> str:
    """A file's name of letters, digits, dots and hyphens alone, with that ending."""
    stem = name[: -len(ending)] if name.lower().endswith(ending) else name
    return (re.sub(r"[^A-Za-z0-9.-]+", "_", stem).strip("._")[:LONGEST_NAME] or "file") + ending


def fetch_source(source: SourceSheet, to: Path, private: bool = False) -> Path:
    """Fetch a source's newest file from its publisher's address. Raises Refused, saying why, where it cannot.

    `private` allows addresses of the council's own network.
    """
    if not source.address:
        do = "write down the address of the file that its publisher keeps up to date"
        raise refuse(f"the source '{source.ref}' has no address", do, column="address")
    return fetch(source.address, to, private=private).path


def fetch_release(who: Officer | None, ref: str, private: bool = False) -> Rehearsal:
    """Fetch what a source's publisher has now, and rehearse its import. Nothing is written."""
    require(who is None or may_record(who), "import observations")
    source = next((each for each in sources() if each.ref == ref), None)
    if source is None:
        raise refuse(f"there is no source '{ref}'", "use the ref of a source that is written down")
    with TemporaryDirectory() as folder:
        file = fetch_source(source, Path(folder) / fetched_name(source), private)
        return rehearse([file], source.layout, [source.address])


def withdraw_observations(
    who: Officer | None,
    ref: str,
    reason: str,
    *,
    area: str = "",
    period: str = "",
    group: str | None = None,
    publish_at: datetime | None = None,
) -> str:
    """Withdraw figures: a release of `missing` rows in their place, with the reason as their note.

    Of the measure's rows, those of the area, period and group given. What was there stays readable as it was
    known then. Returns the release's ref.
    """
    require(who is None or may_record(who), "withdraw observations")
    found_measure(ref)
    if not reason.strip():
        raise refuse("a figure is not withdrawn without a reason", "say why it is withdrawn", column="note")
    chosen = {"area": area, "period": period}
    held = only(
        read_delivered(all_releases(), [ref]), **{name: said for name, said in chosen.items() if said}
    )
    held = held if group is None else only(held, group=group)
    held = held.filter(pc.is_valid(held.column("value")))
    if not held.num_rows:
        raise refuse("there is no such figure", "name a measure, area and period that has a value")
    counts = {"withdrawn": held.num_rows}
    return deliver(who, _without_values(held, reason), f"Withdrawal: {ref}", "plain", "", publish_at, counts)


def _without_values(table: pa.Table, reason: str) -> pa.Table:
    said = {"status": "missing", "qualifier": "", "note": reason.strip()}
    for at, field in enumerate(table.schema):
        if field.name in NUMBER_COLUMNS:
            table = table.set_column(at, field, pa.nulls(table.num_rows, NUMBER))
        elif field.name in said:
            texts = pa.array([said[field.name]] * table.num_rows, pa.string())
            table = table.set_column(at, field, texts.dictionary_encode().cast(TEXT))
    return table


def deliver(
    who: Officer | None,
    rows: pa.Table | Streamed,
    title: str,
    layout: str,
    source: str,
    publish_at: datetime | None,
    counts: dict[str, int],
    along: Callable[[str], None] | None = None,
) -> str:
    """Write a segment, then the release and its line in the trail in one transaction.

    `along` is called with the release's ref inside that transaction: what must be so if the release is.
    """
    require(who is None or may_record(who), "import observations")
    if publish_at is not None:
        require(who is None or may_publish(who), "publish releases")
    sweep_orphans()
    segment = _stored(rows)
    with transaction.atomic():
        now = timezone.now()
        row = models.Release(
            ref=_free_ref(timezone.localdate(now), segment),
            source=found_source(source),
            title=title,
            segment=segment,
            rows=rows.rows if isinstance(rows, Streamed) else rows.num_rows,
            measures=_texts(rows, "measure"),
            areas=_texts(rows, "area"),
            layout=layout,
            received_at=now,
        )
        subject = release_subject(row.ref)
        if publish_at is not None:
            row.publish_at = max(publish_at, now)
            require_publishable(subject, row.publish_at)
        row.save()
        after = {"title": title, "rows": row.rows, **counts, "publish_at": text(row.publish_at)}
        if row.publish_at is not None:
            decide_protection(row.measures)
        record(who, "import_release", subject, None, after)
        if along is not None:
            along(row.ref)
    return row.ref


def _free_ref(day: date, segment: str) -> str:
    """The day and the beginning of the rows' checksum, so that the same rows are named alike everywhere."""
    ref = f"{day}-{segment[:8]}"
    return f"{ref}-{secrets.token_hex(4)}" if models.Release.objects.filter(ref=ref).exists() else ref


def _stored(rows: pa.Table | Streamed) -> str:
    """Put the rows into the store; returns the segment's name."""
    store = observation_store()
    return store.adopt(rows.segment) if isinstance(rows, Streamed) else store.write_segment(rows)


def _texts(rows: pa.Table | Streamed, column: str) -> list[str]:
    """The measures or the areas of the rows, in order."""
    if isinstance(rows, Streamed):
        return sorted(rows.measures if column == "measure" else rows.areas)
    return list(distinct(rows, column))


def found_source(ref: str) -> models.Source | None:
    if not ref:
        return None
    row = models.Source.objects.filter(ref=ref).first()
    if row is None:
        raise refuse(f"there is no source '{ref}'", "use the ref of a source that is written down")
    return row


def sweep_orphans() -> int:
    """Remove segments that no release names and that are no longer being written: how many."""
    named = set(models.Release.objects.values_list("segment", flat=True))
    return len(observation_store().sweep(named | compactions_in_use()))
