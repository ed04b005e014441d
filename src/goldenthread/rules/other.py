"""What an area is compared with: its benchmark, or the areas of its comparator group taken together."""

from dataclasses import dataclass
from fractions import Fraction

from goldenthread.rules.aggregate import aggregate, judged, shown
from goldenthread.rules.case import Case
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Question


@dataclass(frozen=True, slots=True)
class Other:
    """One row to compare with, as published or made of others, and its value as it is judged.

    `basis` is `area`, `counts` or `median`. `used` are the rows that it comes from, which the area is ranked
    among where `ranks` is true.
    """

    row: Observation
    value: Fraction
    basis: str
    used: tuple[Observation, ...]
    ranks: bool = False


def benchmark(case: Case) -> Other | str:
    """The benchmark area's row, or the reason why nothing can be compared with it."""
    row = case.beside.benchmark
    if row is None or row.silence:
        return "no_comparator"
    if row.is_censored:
        return "censored"
    return Other(row, judged(row, case.measure), "area", (row,))


def group(case: Case, question: Question) -> Other | str:
    """The comparator group as if it were one area, or the reason why nothing can be compared with it."""
    rows = tuple(row for row in case.beside.neighbours if not row.silence)
    if len(rows) < question.parameters["at_least"]:
        return "no_comparator"
    if any(row.is_censored for row in rows):
        return "censored"
    whole = aggregate(rows, case.measure)
    latest = case.series.latest
    row = Observation(
        measure=latest.measure,
        area="",
        period=latest.period,
        group=latest.group,
        value=shown(whole.value, case.series.decimals),
        numerator=whole.numerator,
        denominator=whole.denominator,
    )
    return Other(row, whole.value, whole.basis, rows, ranks=True)
