"""The tables of a quarter's report as open data: figures as they are, words beside them."""

from collections.abc import Callable, Iterator
from typing import Final

from goldenthread.kit.download import Value
from goldenthread.reporting.queries.report import QuarterReport
from goldenthread.rules.sentence import REASON_WORDS
from goldenthread.rules.tongue import Words

Row = tuple[Value, ...]
Table = tuple[tuple[str, ...], list[Row]]

MEASURES: Final = (
    "measure", "title", "service", "area", "period", "value", "unit", "status", "rating", "why_not_rated",
    "lower_limit", "upper_limit", "rating_before", "value_before", "period_before", "direction", "comment",
    "management_action", "management_owner", "management_due", "corrected",
)  # fmt: skip
ACTIONS: Final = (
    "action",
    "title",
    "service",
    "confidence",
    "confidence_before",
    "sentence",
    "expected",
    "outcomes",
)
TABLES: Final = Words({"measures": "Every measure", "actions": "Every action"})


def report_table(report: QuarterReport, name: str) -> Table | None:
    """A table of the report by its name, headings first; None where it has no such table."""
    makers: dict[str, tuple[tuple[str, ...], Callable[[QuarterReport], Iterator[Row]]]] = {
        "measures": (MEASURES, _measures),
        "actions": (ACTIONS, _actions),
    }
    if name not in makers:
        return None
    headings, rows = makers[name]
    return headings, list(rows(report))


def _measures(report: QuarterReport) -> Iterator[Row]:
    for line in report.measures:
        before, verdict, seen = line.before, line.verdict, line.observation
        yield (
            line.sheet.ref,
            line.title,
            line.service_title,
            line.area,
            str(line.period),
            seen.known_value,
            line.sheet.measure.unit,
            seen.status,
            verdict.verdict,
            REASON_WORDS.get(verdict.reason, verdict.reason),
            verdict.lower_limit,
            verdict.upper_limit,
            line.was.verdict if line.was else "",
            before.known_value if before else None,
            str(before.period) if before else "",
            line.direction.verdict if line.direction else "",
            line.comment,
            line.action,
            line.owner,
            line.due,
            "; ".join(
                f"{each.period_label} on {each.at:%Y-%m-%d} from {each.was} to {each.now}"
                for each in line.corrections
            ),
        )


def _actions(report: QuarterReport) -> Iterator[Row]:
    for line in report.actions:
        yield (
            line.ref,
            line.title,
            line.service_title,
            line.confidence.code,
            line.was.code if line.was else "",
            line.sentence,
            line.forecast,
            "; ".join(ref for _, ref in line.outcomes),
        )
