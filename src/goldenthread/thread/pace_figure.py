"""The picture of a trajectory: the way from baseline to target, and where the series is on it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.kit.figure import Figure, Point
from goldenthread.kit.format import change
from goldenthread.kit.pace_chart import Pace, pace_chart
from goldenthread.rules.baseline import Baseline, baseline_of, moment
from goldenthread.rules.measure import Target
from goldenthread.rules.open_sdg import BASE_YEAR
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Question
from goldenthread.rules.trajectory import aimed_for, needed_now
from goldenthread.thread.here import Here
from goldenthread.thread.judged import Judged


def pace(here: Here, judged: Judged, question: Question, most: int | None) -> Figure | None:
    """The series beside the way that it was judged against; None where there is no baseline to begin from."""
    case = here.case
    target = aimed_for(case.targets, case.series.latest.period)
    growth = question.parameters["method"] == "growth"
    if target is None or target.target is None:
        return None
    year = question.parameters.get("base_year", BASE_YEAR if growth else None)
    base = baseline_of(case.series, target, year)
    if isinstance(base, str):
        return None
    rows = case.series.like_latest()
    points = here.points(rows[-most:] if most else rows)
    told = here.caption(question.name, _("The way from the baseline to the target"), points)
    return pace_chart(told, points, _way(here, base, target, growth), verdict=judged.word)


def _way(here: Here, base: Baseline, target: Target, growth: bool) -> Pace:
    """The baseline, every period with a figure since then, and the target, each with where it should be."""
    series = here.case.series
    seen = [row.period for row in series.like_latest() if base.period < row.period < target.period]
    steps = [_step(here, base.period, base.value)]
    for period in seen:
        value = needed_now(period, target, base, series.decimals, growth)
        if value is not None:
            steps.append(_step(here, period, value.quantize(Decimal(1).scaleb(-series.decimals))))
    steps.append(_step(here, target.period, target.target or Decimal(0)))
    latest = series.latest
    return Pace(
        tuple(steps),
        _a_year(here, base.value, target.target, base.period, target.period),
        _a_year(here, base.value, series.decimal(latest), base.period, latest.period),
    )


def _step(here: Here, period: Period, value: Decimal) -> Point:
    return Point(period.start, period.label(here.measure.year_type), value)


def _a_year(here: Here, start: Decimal, end: Decimal | None, since: Period, until: Period) -> str:
    """The change from one to the other, spread evenly: "up 1.2 percentage points a year"."""
    months = moment(until) - moment(since)
    if end is None or months <= 0:
        return _("no pace yet")
    places = here.case.series.decimals + 1
    yearly = Decimal(round(float(end - start) * 12 / float(months) * 10**places)).scaleb(-places)
    said = change(yearly, here.measure.unit)
    return _("{change} a year").format(change=said) if yearly else said
