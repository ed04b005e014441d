"""The picture of each question: what was tested, drawn from the rules themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from goldenthread.kit.figure import Figure, Point
from goldenthread.kit.interval_chart import interval_chart
from goldenthread.kit.run_chart import Limits, Signal, run_chart
from goldenthread.kit.trend_chart import Fit, trend_chart
from goldenthread.rules import regression, variation
from goldenthread.rules.observation import Observation
from goldenthread.rules.polarity import better, one_way
from goldenthread.rules.policy import Question
from goldenthread.rules.process import Stretch
from goldenthread.rules.season import yearly
from goldenthread.rules.target import in_force
from goldenthread.rules.trend_test import POINTS
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.compared_figure import compared
from goldenthread.thread.here import Here, rounded
from goldenthread.thread.judged import Judged
from goldenthread.thread.pace_figure import pace

MOST_POINTS = 24
"""How many points a picture shows beside others on a page; alone on its page it shows them all."""


def figure_of(here: Here, judged: Judged, most: int | None = MOST_POINTS) -> Figure | None:
    """The picture of an answer, of its last `most` points; None where there is no answer, or none to draw."""
    question = judged.policy.question(judged.verdict.question)
    draw = PICTURES.get(question.rule) if question else None
    if draw is None or question is None or judged.verdict.verdict == CANNOT_JUDGE:
        return None
    return draw(here, judged, question, most)


def trend(here: Here, judged: Judged, question: Question, most: int | None) -> Figure:
    """The line with the trend fitted through the points that were tested."""
    series = here.case.series
    used = regression.window(series, question)
    days = [row.period.start.toordinal() for row in used]
    units = [series.units(row) for row in used]
    _slope, low, high = regression.fit(days, units, question.parameters["confidence"])
    one = float(10**series.decimals)
    slopes = (each * regression.DAYS_IN_A_YEAR / one for each in ((low + high) / 2, low, high))
    fit = Fit(
        used[0].period.start,
        used[-1].period.start,
        sum(days) / len(days),
        sum(units) / len(units) / one,
        *(rounded(each, series.decimals + 1) for each in slopes),
    )
    rows = series.like_latest()[-max(most, len(used)) if most else 0 :]
    points = here.points(rows)
    told = here.caption(question.name, _("The trend through the figures"), points)
    return trend_chart(told, points, fit, verdict=judged.word)


def with_intervals(here: Here, rows: Sequence[Observation]) -> tuple[Point, ...]:
    """The rows as points, each with the interval that is worked out for it or came with it."""
    return tuple(
        replace(point, lower=limits[0], upper=limits[1])
        if (limits := here.limits(row))
        else replace(point, lower=None, upper=None)
        for row, point in zip(rows, here.points(rows), strict=True)
    )


def recent(here: Here, judged: Judged, question: Question, most: int | None) -> Figure:
    """The last five yearly points with their intervals."""
    points = with_intervals(here, yearly(here.case.series)[-POINTS:])
    told = here.caption(question.name, _("The five years tested, with their likely ranges"), points)
    return interval_chart(told, points, {point.at for point in points}, verdict=judged.word)


def significance(here: Here, judged: Judged, question: Question, most: int | None) -> Figure:
    """The latest point and the one a year earlier dark among the yearly points, with their intervals."""
    verdict = judged.verdict
    rows = yearly(here.case.series)[-POINTS:]
    points = with_intervals(here, rows)
    periods = {verdict.period, verdict.base_period}
    dark = {row.period.start for row in rows if row.period in periods}
    told = here.caption(
        question.name, _("The latest figure and the one compared, with likely ranges"), points
    )
    return interval_chart(told, points, dark, verdict=judged.word)


def run(here: Here, judged: Judged, question: Question, most: int | None) -> Figure:
    """The run chart: mean, natural limits, signals, and the target in force."""
    case = here.case
    stretches = variation.chart(case, question)
    every = question.parameters["season"] == "all"
    rows = case.series.like_latest() if every else tuple(row for part in stretches for row in part.rows)
    shown = rows[-most:] if most else rows
    first = shown[0].period.start
    points = here.points(shown)
    limits = [
        limits
        for before, part in pairwise((None, *stretches))
        if part and part.limits and (limits := _limits(here, before, part)).last >= first
    ]
    signals = {at: signal for part in stretches for at, signal in _signals(here, part) if at >= first}
    target = in_force(case.targets, case.series.latest.period, lambda each: each.target is not None)
    title = _("Run chart with the limits of chance")
    if question.rule == "assurance":
        title = _("The target with the limits of chance")
    if len(shown) < len(rows):
        last = _("last {count} of {all} figures").format(count=len(shown), all=len(rows))
        title += f", {last}"
    return run_chart(
        here.caption(question.name, title, points),
        points,
        limits,
        signals,
        target=target.target if target else None,
        verdict=judged.word,
    )


def _limits(here: Here, before: Stretch | None, stretch: Stretch) -> Limits:
    """A stretch's limits to one place more than the measure's, for reading, and why they begin anew."""
    assert stretch.limits is not None
    place = Decimal(1).scaleb(-(stretch.decimals + 1))
    mean, lower, upper = (
        stretch.shown(each).quantize(place)
        for each in (stretch.limits.mean, stretch.limits.lower, stretch.limits.upper)
    )
    first, last = stretch.rows[0].period, stretch.rows[-1].period
    ended = before.rows[-1].period if before else None
    why = [said for at, said in here.anew.items() if at <= first and (ended is None or at > ended)]
    trial = "trial_limits" in stretch.marks
    return Limits(first.start, last.start, mean, lower, upper, trial, " ".join(why))


def _signals(here: Here, stretch: Stretch) -> list[tuple[date, Signal]]:
    polarity = here.measure.polarity
    return [
        (row.period.start, Signal(better(found.way, polarity) if one_way(polarity) else 0, found.rules))
        for row, found in zip(stretch.rows, stretch.signals, strict=True)
        if found.rules
    ]


Picture = Callable[[Here, Judged, Question, int | None], Figure | None]

PICTURES: Mapping[str, Picture] = {
    "regression": trend,
    "recent_trend": recent,
    "significance": significance,
    "variation": run,
    "assurance": run,
    "comparison": compared,
    "trajectory": pace,
}
"""By rule. Directions, targets and ranges are read off the measure's own line."""
