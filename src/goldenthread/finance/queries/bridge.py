"""The years of a version's plan and the steps from one to the next, read from the sums that are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from goldenthread.finance.models import WorkedSum
from goldenthread.finance.queries.version import Worked
from goldenthread.rules.budget import PRESSURES, SAVINGS
from goldenthread.rules.money import ZERO
from goldenthread.rules.mtfp import STEPS

ByYear = Mapping[str, Mapping[int, Decimal]]
"""Sums by what they are of, then by year."""


@dataclass(frozen=True, slots=True)
class PlanYear:
    """One year's totals, named as in rules/mtfp YearTotals, with the reserves used and raised."""

    year: int
    opening: Decimal
    net: Decimal
    before_savings: Decimal
    savings: Decimal
    unidentified: Decimal
    funding: Decimal
    gap: Decimal
    structural_gap: Decimal
    used: Decimal
    raised: Decimal

    @property
    def gap_if_nothing_is_found(self) -> Decimal:
        """The gap where none of the savings that are still to be identified is."""
        return self.gap + self.unidentified


NAMES = tuple(PlanYear.__slots__[1:])


@dataclass(frozen=True, slots=True)
class Bridge:
    """The steps from what a year opens with to what it costs net; `steps` are codes and amounts, in order."""

    year: int
    opening: Decimal
    steps: tuple[tuple[str, Decimal], ...]
    net: Decimal


def plan_years(sums: Worked, years: Iterable[int], scenario: str = "") -> tuple[PlanYear, ...]:
    """The years of a plan from sums of `total`; a year that is not in them is left out."""
    return tuple(
        PlanYear(year, *(sums.total(name, year, scenario) for name in NAMES))
        for year in years
        if (scenario, "total", year, "", "gap") in sums.sums
    )


def step_in_words(step: str) -> str:
    """A step of a bridge as it is read."""
    return STEPS.get(step) or PRESSURES.get(step) or SAVINGS.get(step, step)


def bridge(ref: str, year: int, service: str = "") -> Bridge:
    """The bridge of one year, of all services or of one: one read."""
    rows = WorkedSum.objects.filter(budget__ref=ref, scenario="", year=year, what="bar")
    rows = rows.filter(service=service) if service else rows
    found = dict(rows.order_by().values_list("key").annotate(Sum("amount")))
    opening = _net(ref, year - 1, service)
    order = dict.fromkeys((*STEPS, *PRESSURES, *SAVINGS))
    steps = tuple((step, found[step]) for step in order if found.get(step))
    return Bridge(year, opening, steps, opening + sum((amount for _, amount in steps), ZERO))


def services_of(ref: str) -> tuple[str, ...]:
    """The services that the version has lines of."""
    rows = WorkedSum.objects.filter(budget__ref=ref, scenario="", what="gross")
    return tuple(rows.order_by("service").values_list("service", flat=True))


def nets_by(ref: str, what: str, by: str) -> ByYear:
    """Net spending by year, the base year first, gathered by a column of the sums: `service` or `key`."""
    rows = WorkedSum.objects.filter(budget__ref=ref, scenario="", what=what).order_by()
    found: dict[str, dict[int, Decimal]] = {}
    for name, year, amount in rows.values_list(by, "year").annotate(Sum("amount")):
        found.setdefault(name, {})[year] = amount
    return found


def _net(ref: str, year: int, service: str) -> Decimal:
    rows = WorkedSum.objects.filter(budget__ref=ref, scenario="", year=year, what="service")
    rows = rows.filter(service=service) if service else rows
    return rows.aggregate(of=Sum("amount"))["of"] or ZERO
