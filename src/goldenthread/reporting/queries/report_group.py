"""A quarter's report by service and by portfolio: how many measures and actions stand where."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.people.queries.organisation import portfolios
from goldenthread.people.queries.service import ServiceTree
from goldenthread.reporting.queries.report_delivery import ActionLine, confidence_counts
from goldenthread.reporting.queries.report_measure import MeasureLine
from goldenthread.rules.quarter import Confidence
from goldenthread.rules.verdict import CANNOT_JUDGE

RATINGS: Final = ("green", "amber", "red", CANNOT_JUDGE)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One service or portfolio: its measures by rating and its actions by confidence."""

    ref: str
    title: str
    above: str
    ratings: tuple[tuple[str, int], ...]
    confidences: tuple[tuple[Confidence, int], ...]


def by_service(
    measures: Sequence[MeasureLine], actions: Sequence[ActionLine], tree: ServiceTree
) -> tuple[GroupLine, ...]:
    """A line for every service that returned anything, in the order of the organisation."""
    refs = _services_of(measures, actions)
    ordered = [each.ref for each in tree if each.ref in refs] + sorted(refs - set(tree.sheets))
    return tuple(
        _group(
            ref,
            tree.title(ref),
            tree.title(tree.lineage(ref)[-1]),
            [line for line in measures if line.service == ref],
            [line for line in actions if line.service == ref],
        )
        for ref in ordered
    )


def _services_of(measures: Iterable[MeasureLine], actions: Iterable[ActionLine]) -> set[str]:
    return {line.service for line in measures} | {line.service for line in actions}


def by_portfolio(
    measures: Sequence[MeasureLine], actions: Sequence[ActionLine], tree: ServiceTree
) -> tuple[GroupLine, ...]:
    """A line for every portfolio that answers for a service that returned anything, by title."""
    held = {ref: tree.portfolio(ref) for ref in _services_of(measures, actions)}
    titles = {each.ref: each.title for each in portfolios()} | {"": _("In no portfolio")}
    return tuple(
        _group(
            ref,
            title,
            "",
            [line for line in measures if held[line.service] == ref],
            [line for line in actions if held[line.service] == ref],
        )
        for ref, title in titles.items()
        if ref in held.values()
    )


def _group(
    ref: str, title: str, above: str, measures: Sequence[MeasureLine], actions: Sequence[ActionLine]
) -> GroupLine:
    rated = Counter(line.verdict.verdict for line in measures if not line.sheet.measure.is_activity)
    counts = confidence_counts(actions, read_quarter_policy().told())
    return GroupLine(ref, title, above, tuple((each, rated[each]) for each in RATINGS), counts)
