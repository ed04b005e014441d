"""Compacting what was released, so that many releases are read as quickly as one.

Officers read every release and the public those that are published, so each list has a compaction of its own
while the two differ.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from goldenthread.engine.compaction import compact, found, in_use
from goldenthread.measures.access import may_record
from goldenthread.measures.reading import observation_store
from goldenthread.measures.visible import all_releases
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.subject import Subject

MANY = 16
"""So many releases since the last compaction are worth another."""

CHEAP = 2_000_000
"""So many rows are compacted in a few seconds, and so beside an import."""

STORE = Subject("store", "observations")
Segments = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many releases were compacted, and how many rows are known from them, by all and by the public."""

    releases: int
    rows: int
    public_rows: int


def compact_observations(who: Officer | None, see: Callable[[int], object] | None = None) -> Compacted:
    """Compact every release, and those that the public sees; `see` is told of rows done."""
    require(who is None or may_record(who), "compact observations")
    everything, public = release_lists()
    rows = [_rows(each, see) for each in (everything, public)]
    done = Compacted(len(everything), *rows)
    with transaction.atomic():
        after = {"releases": done.releases, "rows": done.rows, "public_rows": done.public_rows}
        record(who, "compact_observations", STORE, None, after)
    return done


def compact_when_due(who: Officer | None) -> None:
    """Compact where many releases came since the last time and it takes no more than a few seconds."""
    require(who is None or may_record(who), "compact observations")
    everything, _ = release_lists()
    held = found(observation_store(), everything)
    since = len(everything) - (held.releases if held else 0)
    if since <= MANY or rows_released() > CHEAP:
        return
    try:
        compact_observations(who)
    except OSError:  # the import itself stands, and the next one tries again
        logging.getLogger(__name__).exception("the releases could not be compacted")


def rows_released() -> int:
    """How many rows all releases have together."""
    return sum(release.rows for release in all_releases())


def release_lists() -> tuple[Segments, Segments]:
    """The segments of every release, and of those that the public sees, the earliest first."""
    releases = all_releases()
    everything = tuple(each.segment for each in releases)
    return everything, tuple(each.segment for each in releases if each.visible)


def compactions_in_use() -> frozenset[str]:
    """What must not be swept from the store besides the segments of releases."""
    return in_use(observation_store(), *release_lists())


def _rows(segments: Segments, see: Callable[[int], object] | None) -> int:
    """Compact these releases; returns how many rows are known from them."""
    if not segments:
        return 0
    made = compact(observation_store(), segments, see).by_measure
    beside = made.loose
    return made.rows + (beside.rows() if beside else 0)
