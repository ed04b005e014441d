"""What pays for the invented council's budget, what is kept by, and what moves it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from goldenthread.rules.budget import (
    Assumption,
    Correlation,
    Driver,
    FundingLine,
    FundingUse,
    Override,
    Pool,
    Reserve,
    Scenario,
    TaxYear,
)
from goldenthread.rules.money import penny, total
from goldenthread.upkeep.invented.county import County
from goldenthread.upkeep.invented.pounds import by_year, millions

CORE, CARE = Decimal("0.0299"), Decimal("0.02")
BAND_D, BAND_D_CARE = Decimal("1690.65"), Decimal("232.11")
"""What a Band D home paid in the year before the latest one, and what of it was for care."""
HOMES: Final = 498_000
MORE_HOMES: Final = Decimal("1.011")
GRANT: Final = "support-grant"

Words = Mapping[str, Any]
Years = tuple[int, ...]


def funding_parts(
    funding: Sequence[Words], pools: Sequence[Words], scale: Decimal, years: Years
) -> dict[str, Any]:
    """Where the money comes from, what restricted money pays for, and the pooled fund; fields of a book."""
    lines, uses = [], []
    for each in funding:
        amounts, used = _amounts(each, years, scale)
        uses += used
        lines.append(
            FundingLine(
                ref=each["ref"],
                title=each["title"],
                kind=each["kind"],
                amounts=amounts,
                services=tuple(each.get("services", ())),
                one_off=each.get("one_off", False),
                driver=each.get("driver", ""),
                purpose=each.get("purpose", ""),
                source=each["source"],
            )
        )
    grant = FundingLine(
        GRANT, "Revenue support grant", "general_grant", {}, source="Provisional settlement (invented)"
    )
    pooled = tuple(
        Pool(
            each["ref"],
            each["title"],
            each["funding"],
            each["partner"],
            millions(each["ours"], scale),
            millions(each["theirs"], scale),
            Decimal(str(each["risk"])),
            each["agreement"],
        )
        for each in pools
    )
    return {"funding": (*lines, grant), "uses": tuple(uses), "pools": pooled}


def _amounts(said: Words, years: Years, scale: Decimal) -> tuple[dict[int, Decimal], list[FundingUse]]:
    """What a fund is by year, and what it pays for: nothing named, one line whole, or several lines."""
    wanted = said.get("uses", {})
    if isinstance(wanted, dict) and wanted:
        parts = {line: millions(amount, scale) for line, amount in wanted.items()}
        uses = [FundingUse(said["ref"], line, year, part) for year in years for line, part in parts.items()]
        return dict.fromkeys(years, total(tuple(parts.values()))), uses
    amounts = by_year(said.get("amounts", said.get("amount")), years, scale)
    uses = [FundingUse(said["ref"], wanted, year, amount) for year, amount in amounts.items() if wanted]
    return amounts, uses


def taxes(county: County, latest: int, years: Years) -> tuple[Decimal, Decimal, tuple[TaxYear, ...]]:
    """Last year's Band D charge, what of it was for care, and the tax base and rises of each year.

    A year before the latest comes to the charge that the next one begins with.
    """
    first = years[0]
    band_d, care = _charge(latest, first)
    after = _charge(latest, first + 1)[0] if first < latest else None
    homes = HOMES + county.dice("budget/homes").randint(-4000, 4000)
    rows = tuple(
        TaxYear(
            year=year,
            base=(homes * MORE_HOMES ** (year - latest)).quantize(Decimal("0.01")),
            core=CORE,
            care=CARE,
            band_d=after if year == first else None,
            driver="homes",
        )
        for year in years
    )
    return band_d, care, rows


def _charge(latest: int, first: int) -> tuple[Decimal, Decimal]:
    """What a Band D home paid in the year before the first, and what of it was for care."""
    charge, care = BAND_D, BAND_D_CARE
    for _ in range(first, latest):
        charge, care = penny(charge / (1 + CORE + CARE)), care - penny(charge * CARE / (1 + CORE + CARE))
    for _ in range(latest, first):
        charge, care = charge + penny(charge * CORE) + penny(charge * CARE), care + penny(charge * CARE)
    return charge, care


def reserves(said: Sequence[Words], scale: Decimal, years: Years) -> tuple[Reserve, ...]:
    """What is kept by, with what is planned to go in or out by year."""
    return tuple(
        Reserve(
            each["ref"],
            each["title"],
            each["kind"],
            each["purpose"],
            millions(each["opening"], scale),
            millions(each.get("minimum", 0), scale),
            by_year(each.get("moves", []), years, scale),
        )
        for each in said
    )


def driver_parts(
    drivers: Sequence[Words], correlations: Sequence[Any], scenarios: Sequence[Words], years: Years
) -> dict[str, Any]:
    """What moves the sums, what moves together, and the named scenarios; fields of a book."""
    return {
        "drivers": tuple(_driver(each, years) for each in drivers),
        "correlations": tuple(Correlation(one, other, Decimal(str(r))) for one, other, r in correlations),
        "scenarios": tuple(
            Scenario(
                each["ref"],
                each["title"],
                each["why"],
                True,
                tuple(
                    Override(driver, year, Decimal(str(value)))
                    for driver, value in each["set"].items()
                    for year in years
                ),
            )
            for each in scenarios
        ),
    }


def _driver(said: Words, years: Years) -> Driver:
    central, low, high = (Decimal(str(each)) for each in said["each"])
    return Driver(
        ref=said["ref"],
        title=said["title"],
        kind=said["kind"],
        values={year: Assumption(central, low, high) for year in years},
        shape=said["shape"],
        persistence=Decimal(str(said.get("persistence", 0))),
        follows=said.get("follows", ""),
        share=Decimal(str(said.get("share", 0))),
        source=said["source"],
    )
