"""The numbers that a policy may set for each rule, their defaults, and whether they can be used."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

READINGS: Final = ("relative", "points")


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


def _between(least: int, most: int) -> Callable[[Any], int | None]:
    return lambda said: said if type(said) is int and least <= said <= most else None


def _reading(said: Any) -> str | None:
    return said if said in READINGS else None


def _confidence(said: Any) -> float | None:
    return said if isinstance(said, float) and 0.5 <= said <= 0.9999 else None


PARAMETERS: Final[Mapping[str, Mapping[str, Callable[[Any], Any]]]] = {
    "variance": {
        "tolerance": _percentage,
        "reading": _reading,
        "years": _years,
        "instants_within_days": _between(0, 180),
    },
    "target": {},
    "expected_range": {},
    "regression": {"window": _between(3, 60), "at_least": _between(3, 60), "confidence": _confidence},
}

_DEFAULTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "direction_1y": {
        "tolerance": Decimal(5),
        "reading": "relative",
        "years": (1,),
        "instants_within_days": 31,
    },
    "direction_3y": {
        "tolerance": Decimal(5),
        "reading": "relative",
        "years": (3, 2),
        "instants_within_days": 31,
    },
    "regression": {"window": 12, "at_least": 5, "confidence": 0.95},
}


def parameters_of(rule: str, question: str, said: Any) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The complete parameters of a question, and what is wrong with those that were stated."""
    known = PARAMETERS[rule]
    parameters = dict(_DEFAULTS.get(question, {}))
    if not isinstance(said, Mapping):
        return parameters, [("", "the parameters are not a list of `name: value`")]
    wrong: list[tuple[str, str]] = []
    for name, value in said.items():
        taken = known[name](value) if name in known else None
        if name not in known:
            wrong.append((str(name), "the rule has no such parameter"))
        elif taken is None:
            wrong.append((str(name), f"{value} cannot be used"))
        else:
            parameters[name] = taken
    if not wrong and parameters.get("at_least", 0) > parameters.get("window", 0):
        wrong.append(("at_least", "it is more than the window holds"))
    return parameters, wrong
