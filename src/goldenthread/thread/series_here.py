"""The series that a page is about, read with whom its area is compared with."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from django.utils import timezone
from django.utils.translation import gettext as _

from goldenthread.engine.area import AreaRegister
from goldenthread.kit.format import day
from goldenthread.measures import queries
from goldenthread.measures.comparators import areas_beside
from goldenthread.measures.figures import Figures
from goldenthread.measures.reading import observations, plain
from goldenthread.measures.rebase import Rebased, rebases
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.rules.case import Case
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.measure import Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.series import Series
from goldenthread.thread.here import Here

MOST_AREAS = 40
"""Areas of one level that are read, and pictured, on a page of many questions."""


def here_of(
    sheet: MeasureSheet,
    rows: Sequence[Observation],
    targets: Sequence[Target],
    figures: Figures,
    register: AreaRegister,
    whole: bool = False,
    beside: Comparators | None = None,
) -> Here:
    """The series of `rows`, of which there is at least one, beside its benchmark and similar areas.

    `figures` hold every area's. The areas of its own level are read where they are few, or where the `whole`
    level is asked for. `beside` says whom areas are compared with, where that is read already.
    """
    series = Series.of(rows, sheet.measure)
    latest = series.latest
    ours = [each for each in targets if not latest.group]
    comparators = queries.comparators([latest.area]) if beside is None else beside
    codes = {latest.area, *areas_beside(comparators, [latest.area])}
    level = comparators.levels.get(latest.area)
    peers = {code for code, kind in comparators.levels.items() if level and kind == level}
    whole = whole or len(peers) <= MOST_AREAS
    near = _near(figures, latest, codes | peers if whole else codes)
    case = Case(series, sheet.measure, ours)
    return Here(sheet, case, register, comparators, near, whole, _anew(case, comparators))


def _near(figures: Figures, latest: Observation, codes: set[str]) -> Mapping[str, Observation]:
    """The rows of the latest's period and group, by area."""
    table = figures.table
    kept = pc.and_(
        pc.equal(plain(table, "period"), str(latest.period)),
        pc.is_in(plain(table, "area"), pa.array(sorted(codes), pa.string())),
    )
    found = observations(table.filter(kept))
    return {row.area: row for row in found if row.group == latest.group}


def _anew(case: Case, comparators: Comparators) -> Mapping[Period, str]:
    """Why the limits of the series begin anew, by the period from which they do."""
    latest = case.series.latest
    key = (latest.measure, latest.area, latest.group)
    if not comparators.rebased.get(key):
        return {}
    return {each.period: _why(each, case.measure.year_type) for each in rebases(*key)}


def _why(decision: Rebased, year_type: str) -> str:
    reason = decision.reason.strip().rstrip(".")
    when = day(timezone.localdate(decision.decided_at))
    anew = _("Limits begin anew with {period}: {reason}. Decided on {day}.")
    return anew.format(period=decision.period.label(year_type), reason=reason, day=when)
