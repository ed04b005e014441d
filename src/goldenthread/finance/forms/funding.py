"""What officers fill in about a draft's funding, reserves and council tax, and what it says of itself."""

from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.delivery.forms.choice import Choices, Given
from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.finance.forms.field import MoneyField, choose, seen_field
from goldenthread.finance.forms.named import NamedForm
from goldenthread.rules.budget import (
    FUNDING_KINDS,
    RESERVE_KINDS,
    Book,
    FundingLine,
    FundingUse,
    Reserve,
    TaxYear,
)
from goldenthread.rules.budget_fault_ledger import WRITTEN_FUNDING
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO

_HUNDRED = Decimal(100)


def _add_years(form: forms.Form, book: Book, label: str, held: Any) -> None:
    for year in book.years:
        field = MoneyField(label=f"{label} {year_name(year)}, £", required=False, initial=held.get(year))
        form.fields[f"year-{year}"] = field


def _amounts(form: forms.Form, book: Book) -> dict[int, Decimal]:
    said = {year: form.cleaned_data.get(f"year-{year}") for year in book.years}
    return {year: amount for year, amount in said.items() if amount is not None}


class FundingForm(NamedForm):
    """Money from one source, by year, and what it may be spent on."""

    title = forms.CharField(max_length=300)
    kind = forms.ChoiceField(choices=[(kind, FUNDING_KINDS[kind]) for kind in WRITTEN_FUNDING])
    one_off = forms.BooleanField(required=False, label="One-off: not expected again")
    services = forms.MultipleChoiceField(
        required=False,
        label="May only be spent by",
        help_text="For specific grants, the schools grant, public health and pooled funds",
        widget=forms.CheckboxSelectMultiple(),
    )
    purpose = forms.CharField(required=False, max_length=300)
    driver = forms.ChoiceField(required=False, label="Moved by")
    source = forms.CharField(required=False, max_length=300, help_text="Where the figure was published")
    seen = seen_field()

    def __init__(
        self, data: Given, *, book: Book, services: Choices, seen: int, now: FundingLine | None = None
    ) -> None:
        start = {name: getattr(now, name) for name in FundingLine.__slots__} if now else {}
        super().__init__(data, initial={"seen": seen, **start})
        self.book, self.now = book, now
        _add_years(self, book, "In", now.amounts if now else {})
        choose(self, "services", services)
        drivers = [(each.ref, each.title) for each in book.drivers if each.kind == "funding"]
        choose(self, "driver", [("", "Nothing"), *drivers])

    def funding(self) -> FundingLine:
        """What was filled in, under the ref that the line has; empty for a new one."""
        said = self.cleaned_data
        names = ("title", "kind", "one_off", "purpose", "driver", "source")
        return FundingLine(
            ref=self.now.ref if self.now else "",
            amounts=_amounts(self, self.book),
            services=tuple(said["services"]),
            **{name: said[name] for name in names},
        )


class UseForm(NamedForm):
    """What part of a restricted fund pays for a line in a year."""

    line = forms.CharField(max_length=100, label="Ref of the line")
    year = forms.TypedChoiceField(coerce=int)
    amount = MoneyField(label="Amount, £", help_text="0 takes it away")
    seen = seen_field()

    def __init__(self, data: Given, *, book: Book, fund: str, seen: int) -> None:
        super().__init__(data, initial={"seen": seen}, auto_id="use-%s")
        self.fund = fund
        choose(self, "year", [(year, year_name(year)) for year in book.years])

    def use(self) -> FundingUse:
        """What was filled in."""
        said = self.cleaned_data
        return FundingUse(self.fund, said["line"].strip(), said["year"], said["amount"])


class ReserveForm(NamedForm):
    """What is kept by, what for, and what goes in and out of it."""

    title = forms.CharField(max_length=300)
    kind = forms.ChoiceField(choices=list(RESERVE_KINDS.items()))
    purpose = forms.CharField(max_length=300)
    opening = MoneyField(label="At the start of the plan, £")
    minimum = MoneyField(label="Minimum, £", required=False, help_text="Below what it should not fall")
    seen = seen_field()

    def __init__(self, data: Given, *, book: Book, seen: int, now: Reserve | None = None) -> None:
        start = {name: getattr(now, name) for name in Reserve.__slots__} if now else {}
        super().__init__(data, initial={"seen": seen, **start})
        self.book, self.now = book, now
        _add_years(self, book, "Into it (out of it with a minus) in", now.moves if now else {})

    def reserve(self) -> Reserve:
        """What was filled in, under the ref that the reserve has; empty for a new one."""
        said = self.cleaned_data
        return Reserve(
            ref=self.now.ref if self.now else "",
            title=said["title"],
            kind=said["kind"],
            purpose=said["purpose"],
            opening=said["opening"],
            minimum=said["minimum"] or ZERO,
            moves={year: amount for year, amount in _amounts(self, self.book).items() if amount},
        )


class TaxForm(NamedForm):
    """Council tax in a year. Rises are per cent of the charge of the year before."""

    base = forms.DecimalField(label="Tax base, Band D homes", max_digits=14, decimal_places=2)
    core = forms.DecimalField(label="Core rise, %", max_digits=7, decimal_places=4)
    care = forms.DecimalField(label="Rise for adult social care, %", max_digits=7, decimal_places=4)
    band_d = MoneyField(
        label="Band D charge, £",
        required=False,
        help_text="Where the charge itself is settled; the core rise is then what of it is not care",
    )
    driver = forms.ChoiceField(required=False, label="Tax base moved by")
    seen = seen_field()

    def __init__(self, data: Given, *, book: Book, year: int, seen: int) -> None:
        self.year = year
        now = next((each for each in book.tax if each.year == year), None)
        start: dict[str, Any] = {"seen": seen}
        if now:
            start |= {"base": now.base, "band_d": now.band_d, "driver": now.driver}
            start |= {"core": _percent(now.core), "care": _percent(now.care)}
        super().__init__(data, initial=start)
        drivers = [(each.ref, each.title) for each in book.drivers if each.kind == "tax_base"]
        choose(self, "driver", [("", "Nothing"), *drivers])

    def tax(self) -> TaxYear:
        """What was filled in, rises as shares."""
        said = self.cleaned_data
        core, care = said["core"] / _HUNDRED, said["care"] / _HUNDRED
        return TaxYear(self.year, said["base"], core, care, said["band_d"], said["driver"])


class FrameForm(NamedForm):
    """What a draft says of itself."""

    title = forms.CharField(max_length=300)
    contingency = MoneyField(label="Contingency, £")
    prior_deficit = MoneyField(label="Deficit of earlier years, £", required=False)
    band_d = MoneyField(label="Last year’s Band D charge, £")
    band_d_care = MoneyField(label="Of which for adult social care, £", required=False)
    rules = forms.ChoiceField(required=False, label="Limits on council tax")
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    seen = seen_field()

    def __init__(self, data: Given, *, book: Book, seen: int) -> None:
        names = ("title", "contingency", "prior_deficit", "band_d", "band_d_care", "rules", "note")
        super().__init__(data, initial={"seen": seen, **{name: getattr(book, name) for name in names}})
        packs = [(pack.ref, pack.title) for pack in rule_packs().values()]
        kept = [(book.rules, book.rules)] if book.rules and book.rules not in dict(packs) else []
        choose(self, "rules", [("", "None is known yet"), *kept, *packs])

    def said(self) -> dict[str, Any]:
        """What was filled in, by the names of the book's columns."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return said | {name: said[name] or ZERO for name in ("prior_deficit", "band_d_care")}


def _percent(share: Decimal) -> Decimal:
    return (share * _HUNDRED).normalize() + 0
