"""Bringing an example folder into an installation, by the commands that officers use."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils import timezone

from goldenthread.measures.commands import (
    declare_area,
    import_release,
    link_measure,
    publish_measure,
    record_measures,
    rehearse_import,
    set_target,
)
from goldenthread.measures.queries import measures as known_measures
from goldenthread.people.access import Officer
from goldenthread.people.commands.council import set_council
from goldenthread.people.queries.council import council
from goldenthread.plan.commands import import_plan, publish_plan
from goldenthread.rules.measure import Measure
from goldenthread.upkeep.folder import Example, LinkRow, read_example


@dataclass(frozen=True, slots=True)
class Loaders:
    """Who loads: one who may write and publish plans, and one who may keep measures; they may be one."""

    strategy: Officer
    performance: Officer


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder brought in. `rows` counts observations that were not held before."""

    plans: int
    items: int
    measures: int
    rows: int


def load_example(folder: Path, who: Loaders, publish: bool = True) -> Loaded:
    """Load the folder, published or not. Loading it again changes nothing that is the same.

    Raises Refused with what is wrong in the folder. The plans and definitions come in whole or not at all,
    and then the observations do.
    """
    example = read_example(folder)
    with transaction.atomic():
        if council() != example.council:
            set_council(None, example.council)
        _load_plans(example, who.strategy, publish)
        _load_measures(example, who.performance, publish)
    rows = _load_observations(example, who.performance, publish)
    items = sum(len(plan.items) for plan in example.plans)
    return Loaded(len(example.plans), items, len(example.measures), rows)


def link_measures(who: Officer, links: tuple[LinkRow, ...]) -> None:
    """Hang measures on plan items, as the rows of a links file say."""
    for link in links:
        link_measure(who, link.measure, link.plan, link.item, link.why, link.whose_reading, link.lens)


def define_measures(
    who: Officer, measures: Mapping[str, Measure], reasons: Mapping[str, str], publish: bool
) -> None:
    """Define or revise measures, each with the reason for its polarity, and publish those asked for."""
    by_reason: dict[str, list[Measure]] = {}
    for ref, measure in measures.items():
        by_reason.setdefault(reasons.get(ref, ""), []).append(measure)
    for reason, alike in by_reason.items():
        record_measures(who, alike, reason)
    if publish:
        now = timezone.now()
        waiting = {sheet.ref for sheet in known_measures(who, now) if sheet.publish_at is None}
        for ref in measures:
            if ref in waiting:
                publish_measure(who, ref)


def _load_plans(example: Example, who: Officer, publish: bool) -> None:
    for plan in example.plans:
        made = import_plan(who, plan)
        if publish and made.rehearsal.differs:
            publish_plan(who, plan.ref)


def _load_measures(example: Example, who: Officer, publish: bool) -> None:
    for declared in example.areas:
        declare_area(who, declared.area, declared.parent)
    define_measures(who, example.measures, example.reasons, publish)
    for target, source in example.targets:
        set_target(who, target, source[:300])
    link_measures(who, example.links)


def _load_observations(example: Example, who: Officer, publish: bool) -> int:
    if example.observations is None:
        return 0
    with TemporaryDirectory() as folder:
        file = Path(folder) / example.observations.name
        _write_with_sources(example.observations, file, example.measures)
        rehearsal = rehearse_import(who, [file])
    title = f"Figures of {example.council.title}"
    done = import_release(who, rehearsal, title=title, publish_at=timezone.now() if publish else None)
    return done.added + done.changed if done.release else 0


def _write_with_sources(said: Path, file: Path, measures: Mapping[str, Measure]) -> None:
    """Copy the figures; where one comes from elsewhere than its measure's source, its note says so.

    Rows keep their lines, so that a refusal names the line of the file that was given.
    """
    with (
        said.open(encoding="utf-8-sig", newline="") as old,
        file.open("w", encoding="utf-8", newline="") as new,
    ):
        rows = csv.DictReader(old)
        names = list(rows.fieldnames or ())
        written = csv.DictWriter(new, names, extrasaction="ignore")
        written.writeheader()
        for row in rows:
            source, measure = row.get("source"), measures.get(row["measure"])
            if source and measure and source != measure.source and "note" in names:
                row["note"] = ". ".join(word for word in (row["note"], source) if word)
            written.writerow(row)
