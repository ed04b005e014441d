"""An activity measure against its expected range: within, above or below; never red, amber or green."""

from collections.abc import Sequence

from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.possible import possible
from goldenthread.rules.series import Series
from goldenthread.rules.target import above, below, fraction, in_force, inside, shown
from goldenthread.rules.verdict import Answer, cannot


def expected_range(series: Series, measure: Measure, targets: Sequence[Target]) -> Answer:
    """Where the latest value stands; both limits are within."""
    target = in_force(targets, series.latest.period, lambda each: each.has_range)
    if target is None:
        return cannot("no_target")
    lower, upper = fraction(target.lower), fraction(target.upper)
    values = possible(series.latest, series.fraction(series.latest), measure)
    if inside(values, lower, upper):
        verdict = "within"
    elif above(values, upper):
        verdict = "above"
    elif below(values, lower):
        verdict = "below"
    else:
        return cannot("censored")
    return Answer(
        verdict, "", ("provisional",) if series.latest.status == "provisional" else (),
        lower_limit=shown(lower, series.decimals),
        upper_limit=shown(upper, series.decimals),
    )  # fmt: skip
