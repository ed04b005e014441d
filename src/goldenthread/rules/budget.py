"""A budget book as frozen values: lines, changes, funding, reserves, drivers, scenarios and what each is for.

Money is pounds and pence. Years are financial years by the calendar year they begin in: 2021 is 2021/22.
A code such as `demand_led` is said in words through the tables beside it. Refs join the parts; `fault` in
`budget_fault` finds what does not fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from goldenthread.rules.money import ZERO
from goldenthread.rules.tongue import Words

VERSION_STATES = Words(
    {"draft": "Draft", "consultation": "Consultation", "approved": "Approved", "amended": "Amended"}
)
MANDATES = Words(
    {
        "demand_led": "Statutory, led by demand",
        "level": "Statutory, with discretion over its level",
        "discretionary": "Discretionary",
        "enabling": "Enabling other services",
    }
)
"""What makes the council spend it. Most spending is the second: a duty whose level the council settles."""

PRESSURES = Words(
    {
        "base": "Base adjustment",
        "demography": "Demography and demand",
        "price": "Prices",
        "pay": "Pay",
        "legislative": "Legislation",
        "service": "Service improvement",
        "grant": "Grants and income lost",
    }
)
SAVINGS = Words(
    {
        "efficiency": "Efficiency",
        "transformation": "Transformation",
        "income": "Income",
        "policy": "Policy",
        "financing": "Financing",
        "avoidance": "Cost avoidance",
        "one_off": "One-off saving",
        "unidentified": "Savings still to be identified",
    }
)
"""Kinds of change: a pressure adds to spending, a saving takes from it. A saving's amount is positive."""

FUNDING_KINDS = Words(
    {
        "business_rates": "Business rates",
        "general_grant": "General grants",
        "specific_grant": "Specific grants",
        "schools_grant": "Dedicated Schools Grant",
        "public_health": "Public health grant",
        "pooled": "Pooled funds",
        "collection_fund": "Collection fund",
        "council_tax": "Council tax",
        "reserves": "Use of reserves",
    }
)
"""Council tax and use of reserves are worked out, never written as a line of funding."""

RESTRICTED: Final = frozenset({"specific_grant", "schools_grant", "public_health", "pooled"})
"""Kinds that may only be spent on what they were given for."""

DRIVER_KINDS = Words(
    {
        "price": "Price",
        "demand": "Demand",
        "delivery": "Savings delivered",
        "funding": "Funding",
        "tax_base": "Tax base",
    }
)
SHAPES = Words(
    {
        "fixed": "Fixed",
        "skewed": "One chance in ten below the low, one in ten above the high",
        "triangular": "Triangular, between the low and the high",
    }
)
RESERVE_KINDS = Words(
    {"general": "General reserve", "earmarked": "Earmarked reserve", "schools_deficit": "High-needs deficit"}
)
CONFIDENCES = Words({"high": "High", "medium": "Medium", "low": "Low"})
SAVING_STATES = Words(
    {
        "identified": "Identified",
        "agreed": "Agreed",
        "under_way": "Under way",
        "delivered": "Delivered",
        "lost": "Lost",
    }
)


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much of a line's budget moves with a driver: a weight of 0.6 is 60% of it."""

    driver: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What a service spends on one thing in the base year, gross and after income. `service` is a ref.

    `subjective` says what on (employees, running expenses…); `outturn_line` is the line of the RO forms.
    """

    ref: str
    title: str
    service: str
    gross: Decimal
    income: Decimal = ZERO
    subjective: str = ""
    mandate: str = "level"
    exposures: tuple[Exposure, ...] = ()
    outturn_line: str = ""
    note: str = ""

    @property
    def net(self) -> Decimal:
        """Gross less income."""
        return self.gross - self.income


@dataclass(frozen=True, slots=True)
class Change:
    """A pressure or a saving on a line in a year.

    `amount` is what the year's budget changes by: added for a pressure, taken away for a saving. `one_off`
    goes out again the year after. `full_year` is what the same decision adds in the year after that. An
    `amount` that a driver moves (`delivery` for savings) names it in `driver`. `price_base` is the year whose
    prices the sums are in, such as 2020/21, or `cash`; where it is empty, the book's own counts.
    """

    ref: str
    title: str
    line: str
    year: int
    kind: str
    amount: Decimal
    one_off: bool = False
    full_year: Decimal = ZERO
    price_base: str = ""
    driver: str = ""
    confidence: str = ""
    evidence: str = ""
    approval: str = ""

    @property
    def is_saving(self) -> bool:
        return self.kind in SAVINGS

    @property
    def goes_out(self) -> bool:
        """Whether it goes out again the year after; a one-off saving does by its kind."""
        return self.one_off or self.kind == "one_off"

    @property
    def effect(self) -> Decimal:
        """What it does to the year's spending: a saving takes away."""
        return -self.amount if self.is_saving else self.amount


@dataclass(frozen=True, slots=True)
class FundingLine:
    """Money from one source, by year. A restricted one names the services that it may be spent on.

    `one_off` years are those in which it is not expected again. A `funding` driver moves it.
    """

    ref: str
    title: str
    kind: str
    amounts: Mapping[int, Decimal]
    services: tuple[str, ...] = ()
    one_off: bool = False
    driver: str = ""
    purpose: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class FundingUse:
    """What part of a restricted fund pays for a line in a year."""

    funding: str
    line: str
    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Pool:
    """A fund shared with a partner: what each puts in, and who bears how much of an overspend.

    `funding` is the ref of the council's pooled funding line; `our_risk` is the council's share, 0 to 1.
    """

    ref: str
    title: str
    funding: str
    partner: str
    ours: Decimal
    theirs: Decimal
    our_risk: Decimal
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class TaxYear:
    """Council tax in a year: the tax base in Band D homes, and the rises, each a share of last year's charge.

    `core` and `care` are such as 0.0199 and 0.02. Where `band_d` states the charge itself, it counts, and the
    core rise is what of it is not care. `driver` moves the tax base.
    """

    year: int
    base: Decimal
    core: Decimal
    care: Decimal
    band_d: Decimal | None = None
    driver: str = ""


@dataclass(frozen=True, slots=True)
class Reserve:
    """What is kept by. `moves` by year: into the reserve positive, out of it (used) negative."""

    ref: str
    title: str
    kind: str
    purpose: str
    opening: Decimal
    minimum: Decimal = ZERO
    moves: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assumption:
    """What a driver is taken to be in a year, and how far out it may be."""

    central: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Driver:
    """Something that moves spending or funding: a rate a year, or for `delivery` the share delivered.

    Where it `follows` another driver, so much (`share`) of that one is added to its own values. `persistence`
    (0 to below 1) is how much of a year's surprise is still there the next year.
    """

    ref: str
    title: str
    kind: str
    values: Mapping[int, Assumption]
    shape: str = "fixed"
    persistence: Decimal = Decimal(0)
    follows: str = ""
    share: Decimal = Decimal(0)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Correlation:
    """How two drivers' surprises in one year go together, from -1 to 1."""

    driver: str
    other: str
    value: Decimal


TAX_CORE: Final = "council-tax-core"
TAX_CARE: Final = "council-tax-care"
"""What a scenario may override beside drivers: the rises of council tax."""


@dataclass(frozen=True, slots=True)
class Override:
    """A driver's own central value in a year, or a rise of council tax, under a scenario."""

    driver: str
    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of overrides; `illustrative` where it is an example and nobody's forecast."""

    ref: str
    title: str
    why: str = ""
    illustrative: bool = False
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Allocation:
    """The share of a line's net budget that is for an outcome, with why. Without a plan it is enabling.

    `share` is 0 to 1; `low` and `high` are how far it could fairly be put. What no allocation names is
    unallocated.
    """

    line: str
    plan: str
    item: str
    share: Decimal
    basis: str
    confidence: str = ""
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """A plan item or a measure that a saving may help or harm, and how."""

    change: str
    why: str
    plan: str = ""
    item: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A whole budget book. `first` is the year that the budget is for; the base is the year before it.

    `band_d` is last year's Band D charge, of which `band_d_care` was for adult social care. `rules` is the
    ref of the rule pack of the first year. `count` is how many years it plans, the first among them.
    """

    ref: str
    title: str
    body: str
    state: str
    first: int
    count: int
    rules: str
    band_d: Decimal
    band_d_care: Decimal = ZERO
    contingency: Decimal = ZERO
    prior_deficit: Decimal = ZERO
    price_base: str = ""
    illustrative: bool = False
    note: str = ""
    lines: tuple[BudgetLine, ...] = ()
    changes: tuple[Change, ...] = ()
    funding: tuple[FundingLine, ...] = ()
    uses: tuple[FundingUse, ...] = ()
    pools: tuple[Pool, ...] = ()
    tax: tuple[TaxYear, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    drivers: tuple[Driver, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    touches: tuple[Touch, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the book plans, the first one first."""
        return tuple(range(self.first, self.first + self.count))
