"""Every rule in words and as a formula, with a question's own numbers in their places."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from goldenthread.rules.open_sdg import BASE_YEAR
from goldenthread.rules.policy import Question

_CHANGED: Final = (
    "The latest figure is set against the figure for the same period {years} earlier. "
    "It has changed if it differs by more than {tolerance}{sign}. Exactly that much is no change."
)
_TARGET: Final = (
    "Green if the target is met. Amber if the floor standard is met or, where there is none, if the "
    "figure is within the measure's tolerance of the target. Red otherwise."
)
_LIMITS: Final = (
    "The usual range is the average of the figures, give or take 2.66 times the average step from one "
    "figure to the next. {screened}{seasoned}At least {at_least} figures are needed. Below {trial_below} "
    "the limits are on trial. "
)
_AREA: Final = (
    "The area's latest figure is set against {against} for the same period. Its likely range is worked out "
    "from how many people or events it counts, at {confidence}. "
)

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "variance": (_CHANGED, "100 × |latest − earlier| > {tolerance} × |earlier|"),
    "variance points": (_CHANGED, "|latest − earlier| > {tolerance}"),
    "target": (
        _TARGET,
        "Higher is better: green if value ≥ target, amber if value ≥ floor. Lower is better: the reverse.",
    ),
    "expected_range": (
        "For activity, which is never red, amber or green: is the figure within the range that was expected?",
        "lower ≤ value ≤ upper",
    ),
    "regression": (
        "A straight line is fitted through the last {window} figures, at least {at_least}. {seasoned}There "
        "is a trend if the slope differs from none beyond chance, at {confidence}.",
        "t = slope ÷ its standard error, two-sided, n − 2 degrees of freedom",
    ),
    "recent_trend": (
        "A line is fitted through the last five yearly figures, each weighed by how sure it is. There is a "
        "trend if the slope is beyond chance at {confidence}, and if leaving out any one year would not "
        "turn it round.",
        "χ² = b² × (Σw Σwt² − (Σwt)²) ÷ Σw, with w = 1 ÷ variance; a share: "
        "χ² = N(NΣxt − XΣnt)² ÷ (X(N − X)(NΣnt² − (Σnt)²))",
    ),
    "significance test": (
        "The latest figure is set against the same period a year earlier. The change counts where chance "
        "alone would make one as large less often than the test allows, at {confidence}.",
        "z = (now − then) ÷ the standard error of the difference",
    ),
    "significance overlap": (
        "The latest figure is set against the same period a year earlier. The change counts where their "
        "likely ranges, at {confidence}, do not overlap.",
        "higher if lower limit now > upper limit then; lower if upper limit now < lower limit then",
    ),
    "variation": (
        _LIMITS
        + "The latest figure is unusual if it is outside that range, or ends a run of seven figures that "
        "all rise or all fall, or is one of two in three near the same limit, or ends seven figures on "
        "one side of the average.",
        "limits = mean ± 2.66 × mean moving range",
    ),
    "assurance": (
        _LIMITS
        + "If the target lies outside the usual range, the figures will always meet it or always miss it. "
        "If it lies inside, they may do either.",
        "consistently meets (higher is better): target < mean − 2.66 × mean moving range",
    ),
    "comparison interval": (
        _AREA + "It is similar where that range holds the other figure. Otherwise it is better or worse.",
        "similar if lower limit ≤ other figure ≤ upper limit",
    ),
    "comparison two_intervals": (
        _AREA
        + "It is similar where that range holds the other figure, and much better or much worse where even "
        "its range at 99.8% does not.",
        "similar if within the 95% limits; much better or worse if outside the 99.8% limits",
    ),
    "comparison overlap": (
        _AREA
        + "It is similar where that range and the other figure's overlap. Otherwise it is better or worse.",
        "similar if lower limit ≤ other's upper limit and upper limit ≥ other's lower limit",
    ),
    "comparison spc_proportion": (
        "The area's latest share is set against {against} for the same period. Limits are drawn around the "
        "other share for an area of this size. Outside them it is better or worse; far outside, much "
        "better or worse.",
        "limits = (2E + k² ∓ k√(k² + 4E(1 − E/n))) ÷ 2(n + k²), E = n × other share, k = 1.96 and 3.09",
    ),
    "comparison spc_rate": (
        "The area's latest rate is set against {against} for the same period. Limits are drawn around the "
        "number of events that the other rate would bring. Outside them it is better or worse; far "
        "outside, much so.",
        "exact Poisson limits of the expected count, at 95% and 99.8%",
    ),
    "comparison quintiles": (
        "The figures of all areas of the same level are put in order, and lines are drawn a fifth, two "
        "fifths and so on of the way along. The first fifth is the best or, where nobody has said which "
        "way is better, the lowest.",
        "fifth = 1 + the lines that the figure is beyond",
    ),
    "trajectory linear": (
        "The change since the target's baseline is set against the change that is asked for by now, by equal "
        "steps on the way to the target. The measure is on track from {on_track} of that change, behind from "
        "{behind}, off track from {off_track}, and moving the wrong way below that.",
        "(latest − baseline) ÷ ((target − baseline) × share of the time gone)",
    ),
    "trajectory growth": (
        "The growth a year since the target's baseline or, without one, since {base_year} is set against "
        "the growth a year that the target asks for. The measure is on track from {on_track} of that "
        "growth, behind from {behind}, off track from {off_track}, and moving the wrong way below that.",
        "growth = (latest ÷ base)^(1 ÷ years) − 1; progress = growth so far ÷ growth needed",
    ),
}
"""By rule or, where a parameter changes what it does, by rule and that parameter."""


def rule_in_words(question: Question) -> str:
    """What the rule does, for a reader."""
    return _WORDS[_key(question)][0].format(**_said(question))


def formula(question: Question) -> str:
    """The rule in a line of mathematics."""
    return _WORDS[_key(question)][1].format(**_said(question))


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
        first, *rest = (f"{year} year{'s' if year > 1 else ''}" for year in given["years"])
        said["years"] = first + (f" (or {rest[0]} where that is missing)" if rest else "")
        said["sign"] = " percentage points" if given["reading"] == "points" else "% of it"
    if "confidence" in given:
        said["confidence"] = f"{float(given['confidence']) * 100:.4g}%"
    said["against"] = "the benchmark's" if question.name == "benchmark" else "that of similar areas together"
    said["screened"] = (
        "Steps far longer than the rest are left out of that average. " if given.get("screen") else ""
    )
    said["seasoned"] = "Only the same season is looked at. " if given.get("season") == "same" else ""
    said.setdefault("base_year", str(BASE_YEAR))
    return said
