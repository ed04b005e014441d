"""The yearly review of measures, as Cabinet reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.measures.queries import definitions
from goldenthread.reporting.models import MeasuresReview, ReviewLine
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import read_period


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of a definition before and after; `was` is empty for a new measure."""

    column: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class LineSheet:
    """What is to become of one measure, and why."""

    measure: str
    title: str
    change: str
    reason: str
    differences: tuple[Difference, ...]
    who: str


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A year's review. `state` is open, agreed or begun; `kept` is how many measures stay as they are."""

    year: str
    year_label: str
    title: str
    state: str
    agreed_by: str
    agreed_on: date | None
    minute: str
    begun_at: datetime | None
    lines: tuple[LineSheet, ...]
    kept: int

    def of(self, change: str) -> tuple[LineSheet, ...]:
        """The lines of one kind of change: propose, change or retire."""
        return tuple(each for each in self.lines if each.change == change)


def reviews() -> tuple[ReviewSheet, ...]:
    """Every review, the latest year first."""
    held = definitions(in_use=True)
    return tuple(_sheet(row, held) for row in MeasuresReview.objects.prefetch_related("lines"))


def review(year: str) -> ReviewSheet | None:
    """The review that a year opens with, or None."""
    row = MeasuresReview.objects.prefetch_related("lines").filter(year=year).first()
    return _sheet(row, definitions(in_use=True)) if row else None


def _sheet(row: MeasuresReview, held: Mapping[str, Measure]) -> ReviewSheet:
    lines = tuple(_line(line, held) for line in row.lines.all())
    touched = {each.measure for each in lines}
    return ReviewSheet(
        row.year,
        read_period(row.year).label(),
        row.title,
        row.state,
        row.agreed_by,
        row.agreed_on,
        row.minute,
        row.begun_at,
        lines,
        len([ref for ref in held if ref not in touched]),
    )


def _line(row: ReviewLine, held: Mapping[str, Measure]) -> LineSheet:
    measure = held.get(row.measure)
    pairs = (Difference(name, was, now) for name, (was, now) in row.definition.items())
    differences = tuple(each for each in pairs if each.was != each.now)
    titles = (measure.title if measure else "", *(each.now for each in differences if each.column == "title"))
    title = next((each for each in titles if each), row.measure)
    return LineSheet(row.measure, title, row.change, row.reason, differences, row.who)
