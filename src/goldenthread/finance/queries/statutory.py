"""What the law asks of council tax, worked out for one version from its own sums."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.queries.version import Worked
from goldenthread.rules.council_tax import (
    Referendum,
    RulePack,
    basic_amount,
    by_band,
    referendum,
    requirement,
    rounding_allowed,
)
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO
from goldenthread.rules.refusal import Refused


@dataclass(frozen=True, slots=True)
class TaxRise:
    """Council tax in one year. Rises are pounds on a Band D home; `last` is the charge of the year before."""

    year: int
    base: Decimal
    last: Decimal
    band_d: Decimal
    core: Decimal
    care: Decimal
    raised: Decimal

    @property
    def core_share(self) -> Decimal:
        """The core rise as a percentage of last year's charge."""
        return self.core / self.last * 100 if self.last else ZERO

    @property
    def care_share(self) -> Decimal:
        """The rise for adult social care as a percentage of last year's charge."""
        return self.care / self.last * 100 if self.last else ZERO


@dataclass(frozen=True, slots=True)
class Calculation:
    """Sections 42A and 42B for the first year, beside the charge that the version sets.

    `verdict` is None where no pack gives one, and `no_verdict` says why. Where the plan states no tax for
    the year, `tax` is None and so are the parts that need it.
    """

    year: int
    spending: Decimal
    income: Decimal
    required: Decimal
    tax: TaxRise | None
    asked: Decimal | None
    allowed: Decimal
    bands: Mapping[str, Decimal]
    pack: RulePack | None
    verdict: Referendum | None
    no_verdict: str


def tax_rises(sums: Worked, years: tuple[int, ...], scenario: str = "") -> tuple[TaxRise, ...]:
    """Council tax of every year that states it, from sums of `tax`."""
    names = ("base", "last", "band_d", "core", "care", "raised")
    found = []
    for year in years:
        if (scenario, "tax", year, "", "band_d") in sums.sums:
            said = {name: sums.sums[scenario, "tax", year, "", name] for name in names}
            found.append(TaxRise(year, **said))
    return tuple(found)


def calculation(year: int, rules: str, sums: Worked) -> Calculation:
    """The calculation of the first year by the pack of that ref; `sums` holds `total` and `tax`."""
    spending, income = _sides(year, sums)
    required = requirement(spending, income)
    tax = next((each for each in tax_rises(sums, (year,))), None)
    has_base = tax is not None and tax.base > 0
    pack = rule_packs().get(rules)
    verdict, no_verdict = _verdict(rules, pack, tax, year)
    return Calculation(
        year=year,
        spending=spending,
        income=income,
        required=required,
        tax=tax,
        asked=basic_amount(required, tax.base) if tax and has_base else None,
        allowed=rounding_allowed(tax.base) if tax else ZERO,
        bands=by_band(tax.band_d) if tax else {},
        pack=pack,
        verdict=verdict,
        no_verdict=no_verdict,
    )


def _sides(year: int, sums: Worked) -> tuple[Decimal, Decimal]:
    """Spending and income as section 42A sums them, net of fees and charges, council tax left out."""
    raised = sum((each.raised for each in tax_rises(sums, (year,))), ZERO)
    return (
        sums.total("before_savings", year) - sums.total("savings", year),
        sums.total("funding", year) - raised,
    )


def rules_of(ref: str) -> str:
    """The ref of the rule pack that a version names, without reading the rest of it."""
    return BudgetVersion.objects.values_list("parts__rules", flat=True).get(ref=ref) or ""


def _verdict(
    rules: str, pack: RulePack | None, tax: TaxRise | None, year: int
) -> tuple[Referendum | None, str]:
    if pack is None:
        named = f"There is no rule pack {rules!r}" if rules else "It names no rule pack"
        return None, f"{named}, so no limit is known for {year_name(year)}."
    if tax is None or not tax.last:
        return None, "The budget does not say what a Band D home pays."
    try:
        return referendum(pack, tax.year, tax.last, tax.band_d, tax.care), ""
    except Refused as refused:
        said = refused.refusals[0]
        return None, f"{said.what[:1].upper()}{said.what[1:]}: {said.do}."
