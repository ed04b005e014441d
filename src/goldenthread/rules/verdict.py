"""Verdicts: the answer to one question about one series, with its evidence."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.rules.period import Period

CANNOT_JUDGE: Final = "cannot_judge"

REASONS: Final = (
    "no_observation",
    "no_earlier_period",
    "too_few_points",
    "series_break",
    "suppressed",
    "missing",
    "stale",
    "no_target",
    "no_polarity",
    "no_interval",
    "no_comparator",
    "not_comparable",
    "censored",
    "not_applicable",
)
MARKS: Final = ("provisional", "zero_base", "single_measure", "two_year", "trial_limits", "other_reading")

BASES: Final = (
    "published",
    "wilson",
    "byar",
    "exact",
    "student_t",
    "proportions",
    "poisson",
    "intervals",
    "overlap",
    "weighted",
    "chi_squared",
    "area",
    "counts",
    "median",
    "quintile",
    "outside_limits",
    "shift",
    "run",
    "two_of_three",
    "growth",
)
"""What an answer can rest on: where its interval comes from, which test, which aggregate, which signal."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was judged, by which rule, from which values, against which limits.

    `rule` is `policy/rule@version`. `change` is value minus base value. The limits are those that were
    tested. The qualifiers are those of the value and the
    base value. `marks` stand in the order of MARKS. Where there is no answer `verdict` is `cannot_judge`, and
    `reason` says why.
    `basis` says what the answer rests on, from BASES in their order. `rank` counts from 1, the best first
    (the highest where nobody has said which way is better), among `ranked` areas.
    """

    measure: str
    area: str
    group: str
    question: str
    verdict: str
    reason: str
    marks: tuple[str, ...]
    period: Period | None
    value: Decimal | None
    base_period: Period | None
    base_value: Decimal | None
    change: Decimal | None
    lower_limit: Decimal | None
    upper_limit: Decimal | None
    rule: str
    qualifier: str = ""
    base_qualifier: str = ""
    basis: tuple[str, ...] = ()
    rank: int | None = None
    ranked: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says of a series, before it is signed with measure, question and rule."""

    verdict: str
    reason: str = ""
    marks: tuple[str, ...] = ()
    base_period: Period | None = None
    base_value: Decimal | None = None
    change: Decimal | None = None
    lower_limit: Decimal | None = None
    upper_limit: Decimal | None = None
    base_qualifier: str = ""
    basis: tuple[str, ...] = ()
    rank: int | None = None
    ranked: int | None = None


def cannot(
    reason: str,
    base_period: Period | None = None,
    base_value: Decimal | None = None,
    base_qualifier: str = "",
) -> Answer:
    """No answer, and why."""
    return Answer(CANNOT_JUDGE, reason, (), base_period, base_value, base_qualifier=base_qualifier)


def basis_of(*said: str) -> tuple[str, ...]:
    """What an answer rests on, in the order in which it is always written."""
    return tuple(each for each in BASES if each in said)


def in_order(marks: set[str]) -> tuple[str, ...]:
    """Marks in the order in which they are always written."""
    return tuple(mark for mark in MARKS if mark in marks)
