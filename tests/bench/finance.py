"""An invented budget book for benchmarks: thirteen services, ten drivers, and as many lines as are asked."""

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
    Override,
    Reserve,
    Scenario,
    TaxYear,
)

FIRST, COUNT, SERVICES = 2026, 5, 13
YEARS = tuple(range(FIRST, FIRST + COUNT))
PRICES = ("pay", "fees", "fuel", "energy", "contracts")
DEMANDS = ("older", "children")
KINDS = (
    dict.fromkeys(PRICES, "price")
    | dict.fromkeys(DEMANDS, "demand")
    | {"delivered": "delivery", "rates": "funding", "homes": "tax_base"}
)
MANDATES = ("demand_led", "level", "discretionary", "enabling")
SUBJECTIVES = ("employees", "running", "third-party")


def invented(lines: int) -> Book:
    """A book of so many lines: each moves with a price and a demand, and every other one has a change."""
    ours = tuple(_line(at) for at in range(lines))
    base = sum((line.net for line in ours), D(0))
    return Book(
        ref="invented",
        title="Invented budget",
        body="Invented Council",
        state="draft",
        first=FIRST,
        count=COUNT,
        rules="england-2026-27",
        band_d=D("1500.00"),
        illustrative=True,
        lines=ours,
        changes=tuple(_change(at) for at in range(0, lines, 2)),
        funding=(
            FundingLine(
                *("rates", "Rates", "business_rates", dict.fromkeys(YEARS, (base / 3).quantize(D("0.01")))),
                driver="rates",
            ),
        ),
        tax=tuple(
            TaxYear(year, D(round(base / 2250)), D("0.02"), D("0.01"), driver="homes") for year in YEARS
        ),
        reserves=(Reserve("general", "General", "general", "Risks", base / 20, base / 40),),
        drivers=tuple(_driver(ref, kind) for ref, kind in KINDS.items()),
        correlations=tuple(
            Correlation(one, other, D("0.3")) for one in KINDS for other in KINDS if one < other
        ),
        scenarios=(
            Scenario(
                "high", "High prices", overrides=tuple(Override("pay", year, D("0.06")) for year in YEARS)
            ),
            Scenario(
                "low", "Low prices", overrides=tuple(Override("pay", year, D("0.01")) for year in YEARS)
            ),
        ),
        allocations=tuple(_allocation(at) for at in range(0, lines, 2)),
    )


def _line(at: int) -> BudgetLine:
    moved = (Exposure(PRICES[at % 5], D("0.8")), Exposure(DEMANDS[at % 2], D("0.5")))
    return BudgetLine(
        f"line-{at}",
        f"Line {at}",
        f"service-{at % SERVICES}",
        D(40_000 + at % 997 * 50),
        D(at % 31 * 100),
        SUBJECTIVES[at % 3],
        MANDATES[at % 4],
        moved if at % 6 else (),
    )


def _change(at: int) -> Change:
    saving = at % 4 == 0
    return Change(
        f"change-{at}",
        "A change",
        f"line-{at}",
        FIRST + at // 2 % COUNT,
        "efficiency" if saving else "demography",
        D(500 + at % 89),
        one_off=at % 14 == 0,
        driver="delivered" if saving else "",
    )


def _driver(ref: str, kind: str) -> Driver:
    central, low, high = ("0.9", "0.7", "1") if kind == "delivery" else ("0.02", "0.01", "0.05")
    if kind in ("funding", "tax_base"):
        central, low, high = "0", "-0.02", "0.01"
    assumed = Assumption(D(central), D(low), D(high))
    return Driver(ref, ref, kind, dict.fromkeys(YEARS, assumed), "skewed", D("0.5"))


def _allocation(at: int) -> Allocation:
    share = D("0.333333") if at % 8 else D(1)
    return Allocation(f"line-{at}", "plan" if at % 6 else "", f"o{at % 5}" if at % 6 else "", share, "Time")
