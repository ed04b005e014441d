"""What officers fill in about one line of a draft, and about one change on it."""

from typing import Any

from django import forms

from goldenthread.delivery.forms.choice import Choices, Given, one_of
from goldenthread.finance.forms.field import MoneyField, choose, seen_field
from goldenthread.finance.forms.named import NamedForm
from goldenthread.finance.forms.rate import RateField, percent_of
from goldenthread.rules.budget import (
    CONFIDENCES,
    MANDATES,
    PRESSURES,
    SAVINGS,
    Book,
    BudgetLine,
    Change,
    Driver,
    Exposure,
)
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO


class LineForm(NamedForm):
    """One line of the base year, and how much of it moves with each driver of prices or demand."""

    title = forms.CharField(max_length=300)
    service = forms.ChoiceField()
    gross = MoneyField(label="Gross, £", help_text="What it costs in the base year, before any income")
    income = MoneyField(label="Income, £", required=False, help_text="Fees, charges and the like; no grants")
    subjective = forms.CharField(
        required=False, max_length=100, label="Spent on", help_text="Such as employees or running expenses"
    )
    mandate = forms.ChoiceField(choices=list(MANDATES.items()), label="What makes the council spend it")
    outturn_line = forms.CharField(required=False, max_length=200, label="Line of the outturn forms")
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    seen = seen_field()

    def __init__(
        self, data: Given, *, book: Book, services: Choices, seen: int, now: BudgetLine | None = None
    ) -> None:
        drivers = [each for each in book.drivers if each.kind in ("price", "demand")]
        super().__init__(
            data, initial={"seen": seen, "mandate": "level", **(_line_start(now) if now else {})}
        )
        self.now, self.drivers = now, {_named(each): each for each in drivers}
        choose(self, "service", one_of(services))
        for name, driver in self.drivers.items():
            self.fields[name] = RateField(
                required=False,
                min_value=0,
                max_value=100,
                label=f"Share that moves with {driver.title}, %",
                help_text="60 is 60% of the line; empty is none of it",
            )
        self.order_fields([name for name in self.fields if name not in ("note", "seen")])

    def line(self) -> BudgetLine:
        """What was filled in, under the ref that the line has; empty for a new one."""
        said = self.cleaned_data
        names = ("title", "service", "gross", "subjective", "mandate", "outturn_line", "note")
        weights = ((driver.ref, said.get(name)) for name, driver in self.drivers.items())
        return BudgetLine(
            ref=self.now.ref if self.now else "",
            income=said["income"] or ZERO,
            exposures=tuple(Exposure(ref, weight) for ref, weight in weights if weight),
            **{name: said[name] for name in names},
        )


class ChangeForm(NamedForm):
    """A pressure or a saving on a line in a year."""

    title = forms.CharField(max_length=300)
    kind = forms.ChoiceField(label="Kind of change")
    year = forms.TypedChoiceField(coerce=int)
    amount = MoneyField(
        label="Amount, £",
        help_text="By how much the year’s budget changes; a saving is written without a minus",
    )
    one_off = forms.BooleanField(required=False, label="One-off: it goes out again the year after")
    full_year = MoneyField(
        label="More in the year after, £",
        required=False,
        help_text="What the same decision adds once it runs for a whole year",
    )
    price_base = forms.ChoiceField(required=False, label="Prices of")
    driver = forms.ChoiceField(required=False, label="Moved by")
    confidence = forms.ChoiceField(required=False, choices=[("", "Not said"), *CONFIDENCES.items()])
    evidence = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    approval = forms.CharField(required=False, max_length=300, help_text="Who agreed it, and the minute")
    seen = seen_field()

    def __init__(self, data: Given, *, book: Book, line: str, seen: int, now: Change | None = None) -> None:
        start = {name: getattr(now, name) for name in Change.__slots__} if now else {}
        super().__init__(data, initial={"seen": seen, **start})
        self.line_ref, self.now = line, now
        kinds = (("Adds to spending", PRESSURES), ("Saves", SAVINGS))
        choose(self, "kind", [(group, list(words.items())) for group, words in kinds])
        before = (book.first - 1, f"{year_name(book.first - 1)}, the base year: the line holds it already")
        choose(self, "year", [*((year, year_name(year)) for year in book.years), before])
        bases = [
            (year_name(year), year_name(year)) for year in range(book.first - 5, book.first + book.count)
        ]
        own = [("", "The book’s own price base"), ("cash", "Its own year, as cash")]
        kept = now.price_base if now else ""
        choose(
            self, "price_base", [*own, *bases, *([(kept, kept)] if kept not in dict([*own, *bases]) else [])]
        )
        choose(self, "driver", [("", "Nothing"), *((each.ref, each.title) for each in book.drivers)])

    def change(self) -> Change:
        """What was filled in, under the ref that the change has; empty for a new one."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        said["full_year"] = said["full_year"] or ZERO
        return Change(ref=self.now.ref if self.now else "", line=self.line_ref, **said)


def _line_start(line: BudgetLine) -> dict[str, Any]:
    said = {name: getattr(line, name) for name in BudgetLine.__slots__}
    weights = {f"weight-{each.driver}": percent_of(each.weight) for each in line.exposures}
    return {**said, **weights}


def _named(driver: Driver) -> str:
    return f"weight-{driver.ref}"
