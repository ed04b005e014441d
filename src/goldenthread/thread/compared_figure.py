"""The picture of a comparison: a funnel where the areas' sizes are known, else the areas in order."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from django.utils.translation import gettext as _

from goldenthread.kit.figure import Caption, Figure, Peer
from goldenthread.kit.funnel_chart import Funnel, Rim, funnel_chart
from goldenthread.kit.rank_chart import rank_chart
from goldenthread.rules.compared import OUTER_CONFIDENCE, multiplier_of
from goldenthread.rules.control_limit import proportion_limits, rate_limits
from goldenthread.rules.counts import as_judged
from goldenthread.rules.interval import PUBLISHED_AT
from goldenthread.rules.observation import Observation
from goldenthread.rules.polarity import better, one_way
from goldenthread.rules.policy import Question
from goldenthread.thread.here import Here
from goldenthread.thread.judged import Judged
from goldenthread.thread.place import name_of

LEAST_SIZED = 10
"""A funnel is drawn of so many areas or more whose sizes are known."""
STEPS = 16


def compared(here: Here, judged: Judged, question: Question, most: int | None) -> Figure | None:
    """The areas that this one stands among; None where not all of them were read, because they are many."""
    case = here.case
    near = question.name == "neighbours"
    rows = case.beside.neighbours if near else case.beside.level
    known = {
        row.area: row for row in (*rows, case.series.latest) if not row.silence and row.value is not None
    }
    if not near and not here.is_whole:
        return None
    peers = [_peer(here, row) for row in known.values()]
    base = judged.verdict.base_value
    name = _("These areas together") if near else here.benchmark_name
    benchmark = (name, base) if base is not None else None
    order = better(1, here.measure.polarity) if one_way(here.measure.polarity) else 0
    sized = [peer for peer in peers if peer.size]
    title = _("Areas of the same kind")
    if near or len(sized) < LEAST_SIZED:
        title = _("Similar areas, in order") if near else _("Areas of the same kind, in order")
    told = _caption(here, question, title)
    rims = _rims(here, question, Fraction(base), sized) if base is not None and not near else ()
    if rims and benchmark and len(sized) >= LEAST_SIZED:
        return funnel_chart(told, sized, Funnel(*benchmark, rims), verdict=judged.word)
    return rank_chart(told, peers, benchmark, best_first=order, verdict=judged.word)


def _caption(here: Here, question: Question, title: str) -> Caption:
    return here.caption(question.name, title, here.points([here.case.series.latest]))


def _peer(here: Here, row: Observation) -> Peer:
    lower, upper = here.limits(row) or (None, None)
    value = as_judged(row.value, here.measure) if row.value is not None else Decimal(0)
    return Peer(name_of(row.area, here.register), value, lower, upper, row.denominator, row.area == here.area)


def _rims(here: Here, question: Question, base: Fraction, peers: Sequence[Peer]) -> tuple[Rim, ...]:
    """The limits round the benchmark from the smallest area to the greatest; none where it is no ratio."""
    make = {"proportion": proportion_limits, "rate": rate_limits}.get(here.measure.statistic)
    times = multiplier_of(here.measure)
    sizes = sorted(float(peer.size or 0) for peer in peers)
    if make is None or times is None or not sizes or sizes[0] <= 0:
        return ()
    found = []
    for n in range(STEPS + 1):
        size = round(sizes[0] * (sizes[-1] / sizes[0]) ** (n / STEPS))
        near, far = (make(base, Fraction(size), times, each) for each in (PUBLISHED_AT, OUTER_CONFIDENCE))
        if near is None or far is None:
            return ()
        found.append(Rim(float(size), *chain(near, far)))
    return tuple(found)
