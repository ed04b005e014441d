"""The numbers that a policy may set for each rule, their defaults, and whether they can be used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

READINGS: Final = ("relative", "points")


@dataclass(frozen=True, slots=True)
class Form:
    """What a parameter may be: `read` gives it as it is used, else None; `told` says it in words."""

    read: Callable[[Any], Any]
    told: str


def _percentage(said: Any) -> Decimal | None:
    """0 to 100 with at most four places; a YAML float is read by its shortest text."""
    if isinstance(said, bool) or not isinstance(said, int | float | Decimal):
        return None
    value = Decimal(str(said))
    if not value.is_finite() or not 0 <= value <= 100 or value != round(value, 4):
        return None
    return value.normalize()


def _years(said: Any) -> tuple[int, ...] | None:
    good = isinstance(said, list | tuple) and len(said) > 0
    if not good or any(type(each) is not int or not 1 <= each <= 50 for each in said):
        return None
    return tuple(said)


def _between(least: int, most: int) -> Form:
    return Form(
        lambda said: said if type(said) is int and least <= said <= most else None,
        f"a whole number, {least} to {most}",
    )


def _confidence(said: Any) -> float | None:
    """A share of one, or a percentage: 0.95 and 95 are the same."""
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0.5 <= said <= 99.99:
        return None
    share = float(said) if said < 1 else float(Decimal(str(said)) / 100)
    return share if 0.5 <= share <= 0.9999 else None


def _one_of(*words: str) -> Form:
    return Form(lambda said: said if said in words else None, f"one of {', '.join(words)}")


def _flag(said: Any) -> bool | None:
    return said if isinstance(said, bool) else None


def _share(said: Any) -> Decimal | None:
    """-10 to 10 with at most four places, such as a pace of 0.95."""
    if isinstance(said, bool) or not isinstance(said, int | float | Decimal):
        return None
    value = Decimal(str(said))
    return value if value.is_finite() and abs(value) <= 10 and value == round(value, 4) else None


def _name(said: Any) -> str | None:
    return said if isinstance(said, str) else None


_CONFIDENCE: Final = Form(_confidence, "a confidence such as 0.95 or 95, from 50 to 99.99 per cent")
_SHARE: Final = Form(_share, "a share such as 0.95, with at most four places")

_LIMITS: Final[Mapping[str, Form]] = {
    "screen": Form(_flag, "true or false"),
    "at_least": _between(3, 60),
    "trial_below": _between(3, 60),
    "season": _one_of("all", "same"),
}
_COMPARISON: Final[Mapping[str, Form]] = {
    "method": _one_of("interval", "two_intervals", "overlap", "spc_proportion", "spc_rate", "quintiles"),
    "confidence": _CONFIDENCE,
    "model": Form(_name, "the name of a comparator group's model"),
    "at_least": _between(1, 60),
}


PARAMETERS: Final[Mapping[str, Mapping[str, Form]]] = {
    "variance": {
        "tolerance": Form(_percentage, "a percentage, 0 to 100, with at most four places"),
        "reading": _one_of(*READINGS),
        "years": Form(_years, "a list of years such as [3, 2]"),
        "instants_within_days": _between(0, 180),
    },
    "target": {"method": _one_of("value", "interval", "range")},
    "expected_range": {},
    "regression": {
        "window": _between(3, 60),
        "at_least": _between(3, 60),
        "confidence": _CONFIDENCE,
        "season": _one_of("all", "same"),
    },
    "recent_trend": {"proportions": _one_of("chi_squared", "weighted"), "confidence": _CONFIDENCE},
    "significance": {
        "confidence": _CONFIDENCE,
        "method": _one_of("test", "overlap"),
        "instants_within_days": _between(0, 180),
    },
    "variation": _LIMITS,
    "assurance": _LIMITS,
    "comparison": _COMPARISON,
    "trajectory": {
        "method": _one_of("linear", "growth"),
        "on_track": _SHARE,
        "behind": _SHARE,
        "off_track": _SHARE,
        "base_year": _between(1900, 2100),
    },
}

_VARIANCE: Final = {"tolerance": Decimal(5), "reading": "relative", "instants_within_days": 31}
_DEFAULTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "target": {"method": "value"},
    "direction_3y": {**_VARIANCE, "years": (3, 2)},
    "regression": {"window": 12, "at_least": 5, "confidence": 0.95, "season": "all"},
    "recent_trend": {"proportions": "chi_squared", "confidence": 0.998},
    "significance_1y": {"confidence": 0.95, "method": "test", "instants_within_days": 31},
    "variation": {"screen": True, "at_least": 5, "trial_below": 12, "season": "all"},
    "assurance": {"screen": True, "at_least": 5, "trial_below": 12, "season": "all"},
    "benchmark": {"method": "interval", "confidence": 0.95, "model": "", "at_least": 3},
    "neighbours": {"method": "interval", "confidence": 0.95, "model": "", "at_least": 3},
    "trajectory": {
        "method": "linear",
        "on_track": Decimal("0.95"),
        "behind": Decimal("0.6"),
        "off_track": Decimal(0),
    },
}


def defaults_of(rule: str, question: str) -> dict[str, Any]:
    """What stands where a policy states nothing. `direction_5y` looks five years back and no further."""
    if rule == "variance" and question not in _DEFAULTS:
        return {**_VARIANCE, "years": (int(question.removeprefix("direction_").removesuffix("y")),)}
    return dict(_DEFAULTS.get(question, {}))


def in_full(rule: str, how: Any) -> Any:
    """How a question is asked, where only its rule is said, or a method in the place of its rule."""
    how = {"rule": how} if isinstance(how, str) else {} if how is None else how
    form = PARAMETERS[rule].get("method")
    if form is None or not isinstance(how, Mapping) or form.read(how.get("rule")) is None:
        return how
    given = how.get("parameters") or {}
    if not isinstance(given, Mapping) or given.get("method", how["rule"]) != how["rule"]:
        return how
    return {**how, "rule": rule, "parameters": {**given, "method": how["rule"]}}


def what_to_write(rule: str, parameter: str = "") -> str:
    """What a policy may write for one parameter, or for the rule where no parameter is named."""
    known = PARAMETERS[rule]
    if parameter in known:
        return f"write {known[parameter].told}"
    if parameter:
        return f"the rule knows {', '.join(known) or 'none'}"
    method = f", and under parameters a `method`, {known['method'].told}" if "method" in known else ""
    return f"write `rule: {rule}` and `version: 1`{method}"


def parameters_of(rule: str, question: str, said: Any) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The complete parameters of a question, and what is wrong with those that were stated."""
    known = PARAMETERS[rule]
    parameters = defaults_of(rule, question)
    if not isinstance(said, Mapping):
        return parameters, [("", "the parameters are not a list of `name: value`")]
    wrong: list[tuple[str, str]] = []
    for name, value in said.items():
        taken = known[name].read(value) if name in known else None
        if name not in known:
            wrong.append((str(name), "the rule has no such parameter"))
        elif taken is None:
            wrong.append((str(name), f"{value} cannot be used"))
        else:
            parameters[name] = taken
    years = defaults_of(rule, question)["years"] if rule == "variance" else ()
    if years and parameters["years"][0] != years[0]:
        wrong.append(("years", f"the question asks for {years[0]} first"))
    if not wrong and "window" in parameters and parameters["at_least"] > parameters["window"]:
        wrong.append(("at_least", "it is more than the window holds"))
    return parameters, wrong
