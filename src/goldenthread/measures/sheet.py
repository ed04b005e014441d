"""Definition sheets: everything known about a measure besides its observations, as frozen values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

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
    """The plan item that a measure quantifies; `whose_reading` is `council` or `ours`."""

    plan: str
    item: str
    why: str
    whose_reading: str


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """A measure's definition, its life and where it stands on the thread.

    `slug` names it in addresses. `replaced_by` is the ref of the measure that took its place. `gap` is set
    where the measure is counted from two groups of another. `publisher` and `address` are those of its newest
    release's source, empty where it has none.
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
    )


def read_gap(row: models.Measure) -> Gap | None:
    """How the measure is counted from two groups of another; None where it is not."""
    return Gap(row.ref, row.gap_of.ref, row.gap_from, row.gap_to) if row.gap_of is not None else None


def read_sheet(row: models.Measure, links: bool) -> MeasureSheet:
    """The sheet of a table row fetched by `sheet_rows`, with its links where they were fetched."""
    return MeasureSheet(
        measure=read_measure(row),
        slug=row.slug,
        life=row.life,
        life_reason=row.life_reason,
        polarity_reason=row.polarity_reason,
        replaced_by=row.replaced_by.ref if row.replaced_by else "",
        gap=read_gap(row),
        publish_at=row.publish_at,
        links=tuple(_link(link) for link in row.links.all()) if links else (),
    )


def _link(row: models.MeasureLink) -> Link:
    return Link(row.plan, row.item, row.why, row.whose_reading)


def sheet_rows(links: bool) -> QuerySet[models.Measure]:
    """Every measure with what a sheet shows of it, by title: one query, or with links two."""
    rows = models.Measure.objects.select_related("gap_of", "replaced_by")
    return rows.prefetch_related("links") if links else rows


def published_by(sheet: MeasureSheet, publishers: Mapping[str, tuple[str, str]]) -> MeasureSheet:
    """The sheet with its publisher and the publisher's address, where they are known."""
    publisher, address = publishers.get(sheet.gap.of if sheet.gap else sheet.ref, ("", ""))
    return replace(sheet, publisher=publisher, address=address)


def refs_needed(sheets: Iterable[MeasureSheet]) -> tuple[str, ...]:
    """The measures whose observations these are made of: a gap is made of the measure it is counted from."""
    return tuple(dict.fromkeys(sheet.gap.of if sheet.gap else sheet.ref for sheet in sheets))
