"""Definition sheets: everything known about a measure besides its observations, as frozen values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F

from goldenthread.engine.gap import Gap
from goldenthread.measures import models
from goldenthread.rules.measure import Measure

POLARITY_WORDS = {
    "high_is_good": "High is good",
    "low_is_good": "Low is good",
    "in_range": "Good within a range",
    "no_judgement": "Neither",
}
LIVES = ("proposed", "in_use", "retired", "replaced")


@dataclass(frozen=True, slots=True)
class Link:
    """The plan item a measure quantifies; `whose_reading` is `council` or `ours`; `lens` may be empty."""

    plan: str
    item: str
    why: str
    whose_reading: str
    lens: str = ""


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """A measure's definition, its life and where it stands on the thread.

    `slug` names it in addresses. `replaced_by` is the ref of the measure that took its place. `gap` is set
    where the measure is counted from two groups of another. `publisher` and `address` are those of its newest
    release's source, empty where it has none. `policy` is the ref of its own, empty where the council's
    judges it. `protection` is the ref of the policy on small numbers, a gap's that of the measure it is
    counted from; empty where its rows are shown as they are.
    """

    measure: Measure
    slug: str
    life: str
    life_reason: str
    polarity_reason: str
    replaced_by: str
    gap: Gap | None
    publish_at: datetime | None
    links: tuple[Link, ...]
    publisher: str = ""
    address: str = ""
    policy: str = ""
    protection: str = ""

    @property
    def ref(self) -> str:
        return self.measure.ref

    @property
    def title(self) -> str:
        return self.measure.title

    @property
    def polarity_in_words(self) -> str:
        return POLARITY_WORDS.get(self.measure.polarity, "Nobody has declared it")

    @property
    def life_in_words(self) -> str:
        return self.life.replace("_", " ").capitalize()


def read_measure(row: models.Measure) -> Measure:
    """The definition that a table row holds."""
    return Measure(
        ref=row.ref,
        title=row.title,
        unit=row.unit,
        statistic=row.statistic,
        multiplier=row.multiplier,
        polarity=row.polarity,
        decimals=row.decimals,
        kind=row.kind,
        year_type=row.year_type,
        source=row.source,
        definition=row.definition,
        owner=row.owner,
        comparator=row.comparator,
        tolerance=row.tolerance,
        headline=row.headline,
        protection=row.protection,
    )


def _gap(row: models.Measure) -> Gap | None:
    """How the measure is counted from two groups of another; None where it is not."""
    of = getattr(row, "gap_of_ref", None)
    return Gap(row.ref, of, row.gap_from, row.gap_to) if of else None


def read_sheets(*, links: bool = False, **only: Any) -> tuple[MeasureSheet, ...]:
    """The sheets of the measures that `only` names by column, by title: one query, or with links two."""
    rows = list(
        models.Measure.objects.filter(**only).annotate(
            gap_of_ref=F("gap_of__ref"),
            gap_of_protection=F("gap_of__protection"),
            replaced_by_ref=F("replaced_by__ref"),
        )
    )
    hung = _links_of(row.pk for row in rows) if links and rows else {}
    return tuple(_sheet(row, hung.get(row.pk, ())) for row in rows)


def _sheet(row: models.Measure, links: Iterable[Link]) -> MeasureSheet:
    return MeasureSheet(
        measure=read_measure(row),
        slug=row.slug,
        life=row.life,
        life_reason=row.life_reason,
        polarity_reason=row.polarity_reason,
        replaced_by=getattr(row, "replaced_by_ref", None) or "",
        gap=_gap(row),
        publish_at=row.publish_at,
        links=tuple(links),
        policy=row.policy,
        protection=row.protection or getattr(row, "gap_of_protection", None) or "",
    )


def _links_of(measures: Iterable[int]) -> dict[int, list[Link]]:
    """The links of the measures with these keys, in the order in which they were made."""
    rows = models.MeasureLink.objects.filter(measure__in=list(measures)).order_by("id")
    found: dict[int, list[Link]] = {}
    for key, *said in rows.values_list("measure_id", "plan", "item", "why", "whose_reading", "lens"):
        found.setdefault(key, []).append(Link(*said))
    return found


def published_by(sheet: MeasureSheet, publishers: Mapping[str, tuple[str, str]]) -> MeasureSheet:
    """The sheet with its publisher and the publisher's address, where they are known."""
    publisher, address = publishers.get(sheet.gap.of if sheet.gap else sheet.ref, ("", ""))
    return replace(sheet, publisher=publisher, address=address)


def refs_needed(sheets: Iterable[MeasureSheet]) -> tuple[str, ...]:
    """The measures whose observations these are made of: a gap is made of the measure it is counted from."""
    return tuple(dict.fromkeys(sheet.gap.of if sheet.gap else sheet.ref for sheet in sheets))
