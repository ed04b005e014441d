"""Every rule in words and as a formula, with a question's own numbers in their places."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from goldenthread.kit.format import count_of
from goldenthread.rules.open_sdg import BASE_YEAR
from goldenthread.rules.policy import Question

_CHANGED: Final = gettext_noop(
    "The latest figure is set against the figure for the same period {years} earlier. "
    "It has changed if it differs by more than {tolerance}{sign}. Exactly that much is no change."
)
_TARGET: Final = gettext_noop(
    "Green if the target is met. Amber if the floor standard is met or, where there is none, if the "
    "figure is within the measure's tolerance of the target. Red otherwise."
)
_LIMITS: Final = gettext_noop(
    "The usual range is the average of the figures, give or take 2.66 times the average step from one "
    "figure to the next. {screened}{seasoned}At least {at_least} figures are needed. Below {trial_below} "
    "the limits are on trial. "
)
_AREA: Final = gettext_noop(
    "The area's latest figure is set against {against} for the same period. Its likely range is worked out "
    "from how many people or events it counts, at {confidence}. "
)

_WORDS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "variance": ((_CHANGED,), gettext_noop("100 × |latest − earlier| > {tolerance} × |earlier|")),
    "variance points": ((_CHANGED,), gettext_noop("|latest − earlier| > {tolerance}")),
    "target": (
        (_TARGET,),
        gettext_noop(
            "Higher is better: green if value ≥ target, amber if value ≥ floor. Lower is better: the reverse."
        ),
    ),
    "expected_range": (
        (
            gettext_noop(
                "For activity, which is never red, amber or green: is the figure within the range that "
                "was expected?"
            ),
        ),
        gettext_noop("lower ≤ value ≤ upper"),
    ),
    "regression": (
        (
            gettext_noop(
                "A straight line is fitted through the last {window} figures, at least {at_least}. "
                "{seasoned}There is a trend if the slope differs from none beyond chance, at "
                "{confidence}."
            ),
        ),
        gettext_noop("t = slope ÷ its standard error, two-sided, n − 2 degrees of freedom"),
    ),
    "recent_trend": (
        (
            gettext_noop(
                "A line is fitted through the last five yearly figures, each weighed by how sure it is. "
                "There is a trend if the slope is beyond chance at {confidence}, and if leaving out any "
                "one year would not turn it round."
            ),
        ),
        gettext_noop(
            "χ² = b² × (Σw Σwt² − (Σwt)²) ÷ Σw, with w = 1 ÷ variance; a share: "
            "χ² = N(NΣxt − XΣnt)² ÷ (X(N − X)(NΣnt² − (Σnt)²))"
        ),
    ),
    "significance test": (
        (
            gettext_noop(
                "The latest figure is set against the same period a year earlier. The change counts "
                "where chance alone would make one as large less often than the test allows, at "
                "{confidence}."
            ),
        ),
        gettext_noop("z = (now − then) ÷ the standard error of the difference"),
    ),
    "significance overlap": (
        (
            gettext_noop(
                "The latest figure is set against the same period a year earlier. The change counts "
                "where their likely ranges, at {confidence}, do not overlap."
            ),
        ),
        gettext_noop(
            "higher if lower limit now > upper limit then; lower if upper limit now < lower limit then"
        ),
    ),
    "variation": (
        (
            _LIMITS,
            gettext_noop(
                "The latest figure is unusual if it is outside that range, or ends a run of seven "
                "figures that all rise or all fall, or is one of two in three near the same limit, or "
                "ends seven figures on one side of the average."
            ),
        ),
        gettext_noop("limits = mean ± 2.66 × mean moving range"),
    ),
    "assurance": (
        (
            _LIMITS,
            gettext_noop(
                "If the target lies outside the usual range, the figures will always meet it or always "
                "miss it. If it lies inside, they may do either."
            ),
        ),
        gettext_noop("consistently meets (higher is better): target < mean − 2.66 × mean moving range"),
    ),
    "comparison interval": (
        (
            _AREA,
            gettext_noop(
                "It is similar where that range holds the other figure. Otherwise it is better or worse."
            ),
        ),
        gettext_noop("similar if lower limit ≤ other figure ≤ upper limit"),
    ),
    "comparison two_intervals": (
        (
            _AREA,
            gettext_noop(
                "It is similar where that range holds the other figure, and much better or much worse "
                "where even its range at 99.8% does not."
            ),
        ),
        gettext_noop("similar if within the 95% limits; much better or worse if outside the 99.8% limits"),
    ),
    "comparison overlap": (
        (
            _AREA,
            gettext_noop(
                "It is similar where that range and the other figure's overlap. Otherwise it is better "
                "or worse."
            ),
        ),
        gettext_noop("similar if lower limit ≤ other's upper limit and upper limit ≥ other's lower limit"),
    ),
    "comparison spc_proportion": (
        (
            gettext_noop(
                "The area's latest share is set against {against} for the same period. Limits are drawn "
                "around the other share for an area of this size. Outside them it is better or worse; "
                "far outside, much better or worse."
            ),
        ),
        gettext_noop(
            "limits = (2E + k² ∓ k√(k² + 4E(1 − E/n))) ÷ 2(n + k²), E = n × other share, k = 1.96 and 3.09"
        ),
    ),
    "comparison spc_rate": (
        (
            gettext_noop(
                "The area's latest rate is set against {against} for the same period. Limits are drawn "
                "around the number of events that the other rate would bring. Outside them it is better "
                "or worse; far outside, much so."
            ),
        ),
        gettext_noop("exact Poisson limits of the expected count, at 95% and 99.8%"),
    ),
    "comparison quintiles": (
        (
            gettext_noop(
                "The figures of all areas of the same level are put in order, and lines are drawn a "
                "fifth, two fifths and so on of the way along. The first fifth is the best or, where "
                "nobody has said which way is better, the lowest."
            ),
        ),
        gettext_noop("fifth = 1 + the lines that the figure is beyond"),
    ),
    "trajectory linear": (
        (
            gettext_noop(
                "The change since the target's baseline is set against the change that is asked for by "
                "now, by equal steps on the way to the target. The measure is on track from {on_track} "
                "of that change, behind from {behind}, off track from {off_track}, and moving the wrong "
                "way below that."
            ),
        ),
        gettext_noop("(latest − baseline) ÷ ((target − baseline) × share of the time gone)"),
    ),
    "trajectory growth": (
        (
            gettext_noop(
                "The growth a year since the target's baseline or, without one, since {base_year} is "
                "set against the growth a year that the target asks for. The measure is on track from "
                "{on_track} of that growth, behind from {behind}, off track from {off_track}, and "
                "moving the wrong way below that."
            ),
        ),
        gettext_noop("growth = (latest ÷ base)^(1 ÷ years) − 1; progress = growth so far ÷ growth needed"),
    ),
}
"""By rule or, where a parameter changes what it does, by rule and that parameter."""


def rule_in_words(question: Question) -> str:
    """What the rule does, for a reader."""
    parts, _formula = _WORDS[_key(question)]
    return "".join(_(part) for part in parts).format(**_said(question))


def formula(question: Question) -> str:
    """The rule in a line of mathematics."""
    return _(_WORDS[_key(question)][1]).format(**_said(question))


def _key(question: Question) -> str:
    parameters = question.parameters
    if question.rule == "variance" and parameters["reading"] == "points":
        return "variance points"
    named = f"{question.rule} {parameters.get('method', '')}".strip()
    return named if named in _WORDS else question.rule


def _said(question: Question) -> dict[str, str]:
    """A question's parameters as they read in a sentence."""
    given = dict(question.parameters)
    said = {name: f"{value:f}" if isinstance(value, Decimal) else str(value) for name, value in given.items()}
    if "years" in given:
        first, *rest = (count_of(year, "year") for year in given["years"])
        said["years"] = first
        if rest:
            said["years"] = _("{years} (or {others} where that is missing)").format(
                years=first, others=rest[0]
            )
        said["sign"] = _(" percentage points") if given["reading"] == "points" else _("% of it")
    if "confidence" in given:
        said["confidence"] = f"{float(given['confidence']) * 100:.4g}%"
    said["against"] = _("that of similar areas together")
    if question.name == "benchmark":
        said["against"] = _("the benchmark's")
    said["screened"] = (
        _("Steps far longer than the rest are left out of that average. ") if given.get("screen") else ""
    )
    said["seasoned"] = _("Only the same season is looked at. ") if given.get("season") == "same" else ""
    said.setdefault("base_year", str(BASE_YEAR))
    return said
