"""A small budget book with something of everything in it, which balances in its first year to the penny."""

from dataclasses import replace
from decimal import Decimal as D

from goldenthread.rules.budget import (
    Allocation,
    Assumption,
    Book,
    BudgetLine,
    Change,
    Correlation,
    Driver,
    Exposure,
    FundingLine,
    FundingUse,
    Override,
    Pool,
    Reserve,
    Scenario,
    TaxYear,
    Touch,
)

YEARS = (2021, 2022, 2023, 2024, 2025)


def sample_book(**changed: object) -> Book:
    """The book, with whatever is asked for changed."""
    return replace(BALANCED, **changed)  # type: ignore[arg-type]


def _each(central: str, low: str, high: str) -> dict[int, Assumption]:
    return {year: Assumption(D(central), D(low), D(high)) for year in YEARS}


LINES = (
    BudgetLine(
        "care-homes",
        "Care homes for older people",
        "adult-care",
        D("180000000.00"),
        D("40000000.00"),
        "third-party",
        "demand_led",
        (Exposure("care-fees", D("1")), Exposure("ageing", D("1"))),
        "RO3/340",
    ),
    BudgetLine(
        "care-staff",
        "Social workers",
        "adult-care",
        D("60000000.00"),
        D("0.00"),
        "employees",
        "level",
        (Exposure("pay", D("1")),),
    ),
    BudgetLine(
        "fostering",
        "Fostering",
        "childrens-services",
        D("90000000.00"),
        D("5000000.00"),
        "third-party",
        "demand_led",
        (Exposure("care-fees", D("0.5")),),
    ),
    BudgetLine(
        "high-needs",
        "High-needs places",
        "childrens-services",
        D("250000000.00"),
        D("0.00"),
        "third-party",
        "demand_led",
    ),
    BudgetLine("roads", "Road repairs", "highways", D("45000000.00"), D("2000000.00"), "running", "level"),
    BudgetLine(
        "stop-smoking",
        "Help to stop smoking",
        "public-health",
        D("20000000.00"),
        D("0.00"),
        "running",
        "level",
    ),
    BudgetLine("libraries", "Libraries", "libraries", D("12000000.00"), D("1000000.00"), "running", "level"),
    BudgetLine("arts", "Arts grants", "libraries", D("3000000.00"), D("0.00"), "running", "discretionary"),
    BudgetLine(
        "it",
        "Information technology",
        "corporate",
        D("30000000.00"),
        D("3000000.00"),
        "running",
        "enabling",
        (Exposure("pay", D("0.6")),),
    ),
)

BALANCED = Book(
    ref="budget-2021",
    title="Budget 2021/22",
    body="Example County Council",
    state="draft",
    first=2021,
    count=5,
    rules="england-2021-22",
    band_d=D("1351.26"),
    band_d_care=D("100.00"),
    contingency=D("2000000.00"),
    price_base="cash",
    illustrative=True,
    lines=LINES,
    changes=(
        Change(
            "demand-2021",
            "More older people",
            "care-homes",
            2021,
            "demography",
            D("8000000.00"),
            confidence="medium",
            evidence="Population projections",
        ),
        Change(
            "covid-2021",
            "Costs of the pandemic",
            "care-staff",
            2021,
            "legislative",
            D("5000000.00"),
            one_off=True,
        ),
        Change(
            "reablement",
            "Help at home after hospital",
            "care-homes",
            2021,
            "transformation",
            D("6000000.00"),
            full_year=D("2000000.00"),
            driver="delivery",
            confidence="medium",
        ),
        Change(
            "library-hours",
            "Shorter opening hours",
            "libraries",
            2021,
            "policy",
            D("500000.00"),
            driver="delivery",
        ),
        Change("to-find-2023", "Savings still to be found", "it", 2023, "unidentified", D("4000000.00")),
    ),
    funding=(
        FundingLine(
            "rates",
            "Business rates kept",
            "business_rates",
            dict.fromkeys(YEARS, D("120000000.00")),
            driver="rates-growth",
        ),
        FundingLine("rsg", "Revenue Support Grant", "general_grant", dict.fromkeys(YEARS, D("10202010.00"))),
        FundingLine(
            "social-care-grant", "Social care grant", "general_grant", dict.fromkeys(YEARS, D("34000000.00"))
        ),
        FundingLine("covid-grant", "Covid-19 grant", "general_grant", {2021: D("5000000.00")}, one_off=True),
        FundingLine(
            "dsg",
            "Dedicated Schools Grant, high needs",
            "schools_grant",
            dict.fromkeys(YEARS, D("240000000.00")),
            services=("childrens-services",),
            purpose="Schools and high needs",
        ),
        FundingLine(
            "ph-grant",
            "Public health grant",
            "public_health",
            dict.fromkeys(YEARS, D("20000000.00")),
            services=("public-health",),
            purpose="Public health",
        ),
        FundingLine(
            "better-care",
            "Better Care Fund",
            "pooled",
            dict.fromkeys(YEARS, D("30000000.00")),
            services=("adult-care",),
            purpose="Care that keeps people out of hospital",
        ),
    ),
    uses=tuple(
        FundingUse(fund, line, year, D(amount))
        for year in YEARS
        for fund, line, amount in (
            ("dsg", "high-needs", "240000000.00"),
            ("ph-grant", "stop-smoking", "20000000.00"),
            ("better-care", "care-homes", "30000000.00"),
        )
    ),
    pools=(
        Pool(
            "bcf",
            "Better Care Fund",
            "better-care",
            "nhs-kent",
            D("30000000.00"),
            D("45000000.00"),
            D("0.4"),
            "Section 75 agreement",
        ),
    ),
    tax=tuple(TaxYear(year, D("131000"), D("0.0199"), D("0.03"), driver="homes") for year in YEARS),
    reserves=(
        Reserve(
            "general",
            "General reserve",
            "general",
            "What cannot be foreseen",
            D("37000000.00"),
            D("30000000.00"),
        ),
        Reserve(
            "transformation",
            "Transformation reserve",
            "earmarked",
            "One-off costs of change",
            D("20000000.00"),
            D("0.00"),
            {2021: D("-3000000.00"), 2022: D("-2000000.00")},
        ),
        Reserve(
            "high-needs-deficit",
            "High-needs deficit",
            "schools_deficit",
            "Overspending of the high-needs block",
            D("-51000000.00"),
            D("0.00"),
            dict.fromkeys(YEARS, D("-10000000.00")),
        ),
    ),
    drivers=(
        Driver(
            "wage",
            "National Living Wage",
            "price",
            _each("0.04", "0.03", "0.07"),
            "skewed",
            D("0.5"),
            source="Low Pay Commission",
        ),
        Driver(
            "care-fees",
            "Fees of care homes",
            "price",
            _each("0.01", "0", "0.03"),
            "skewed",
            D("0.3"),
            "wage",
            D("0.6"),
        ),
        Driver("pay", "Pay award", "price", _each("0.02", "0.01", "0.04"), "skewed", D("0.5")),
        Driver("ageing", "People who need care", "demand", _each("0.015", "0.01", "0.025"), "triangular"),
        Driver("delivery", "Savings delivered", "delivery", _each("0.9", "0.7", "1"), "skewed"),
        Driver("rates-growth", "Growth of business rates", "funding", _each("0", "-0.03", "0.02"), "skewed"),
        Driver("homes", "Growth of the tax base", "tax_base", _each("0", "-0.01", "0.01"), "skewed"),
    ),
    correlations=(Correlation("wage", "pay", D("0.6")),),
    scenarios=(
        Scenario(
            "high-prices",
            "Prices rise faster",
            "Wages and fees rise as in the worst of ten years",
            True,
            tuple(Override("wage", year, D("0.07")) for year in YEARS),
        ),
        Scenario(
            "no-rise",
            "Council tax is frozen",
            "No rise in any year",
            True,
            tuple(
                Override(which, year, D("0"))
                for year in YEARS
                for which in ("council-tax-core", "council-tax-care")
            ),
        ),
    ),
    allocations=(
        Allocation("care-homes", "small", "o1", D("0.9"), "Time recorded", "high", D("0.8"), D("1")),
        Allocation("care-homes", "", "", D("0.1"), "Management", "medium"),
        Allocation("libraries", "small", "o1", D("0.333333"), "Visits by group", "low", D("0.2"), D("0.5")),
        Allocation("it", "", "", D("1"), "Serves every service", "high"),
    ),
    touches=(
        Touch("library-hours", "Fewer hours may mean fewer visits", "small", "o1", ""),
        Touch("reablement", "More people go home", "", "", "m1"),
    ),
)
