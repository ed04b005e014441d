"""What an officer fills in about a driver: its values by year, how uncertain, what it follows, its source."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django import forms

from goldenthread.finance.commands.driver import DriverWords
from goldenthread.finance.forms.named import NamedForm
from goldenthread.finance.forms.rate import RateField, percent_of
from goldenthread.finance.forms.scenario import Entry, EntryRow
from goldenthread.rules.budget import DRIVER_KINDS, SHAPES, Assumption, Book, Driver
from goldenthread.rules.financial_year import year_name

ENDS: Final = {"low": "Low", "central": "Central", "high": "High"}


class DriverForm(NamedForm):
    """A driver. `version` is the draft as it was opened."""

    title = forms.CharField(max_length=300, label="Name")
    kind = forms.ChoiceField(label="What it moves")
    source = forms.CharField(
        max_length=1000,
        label="Source",
        help_text="Where the values come from: a forecast and its date, a contract, officers' own judgement",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    shape = forms.ChoiceField(
        label="How uncertain it is",
        help_text="What the low and the high mean. A fixed driver is not drawn",
    )
    follows = forms.ChoiceField(
        required=False, label="Follows", help_text="Another driver that moves this one"
    )
    share = RateField(
        required=False,
        label="By how much, %",
        help_text="What part of the other's value is added to this one",
    )
    persistence = RateField(
        required=False,
        min_value=0,
        max_value=99,
        label="How much of a surprise is still there the next year, %",
        help_text="From 0, all of it is gone, to 99, nearly all of it is still there",
    )
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, sent: Any = None, *, book: Book, driver: str = "", **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        self.book = book
        self.others = [each for each in book.drivers if each.ref != driver]
        others = [(each.ref, each.title) for each in self.others]
        self._offer("kind", list(DRIVER_KINDS.items()))
        self._offer("shape", list(SHAPES.items()))
        self._offer("follows", [("", "Nothing"), *others])
        for end, name in ENDS.items():
            for year in book.years:
                label = f"{name}, {year_name(year)}, per cent"
                self.fields[f"{end}-{year}"] = RateField(required=end == "central", label=label)
        for ref, title in others:
            self.fields[f"with-{ref}"] = forms.DecimalField(
                required=False,
                min_value=Decimal(-1),
                max_value=Decimal(1),
                decimal_places=4,
                label=f"With {title}, from -1 to 1",
            )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        chosen = self.fields[name]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices

    @property
    def plain_fields(self) -> Iterator[Any]:
        """The fields above the grid."""
        return (self[name] for name in ("title", "kind", "source"))

    @property
    def uncertain_fields(self) -> Iterator[Any]:
        """The fields beneath the grid."""
        return (self[name] for name in ("shape", "persistence", "follows", "share"))

    @property
    def correlation_fields(self) -> list[Any]:
        """How it goes with each other driver."""
        return [self[f"with-{each.ref}"] for each in self.others]

    @property
    def rows(self) -> Iterator[EntryRow]:
        """Low, central and high, by year."""
        for end, name in ENDS.items():
            entries = tuple(Entry(self[f"{end}-{year}"], "") for year in self.book.years)
            yield EntryRow(name, "", entries)

    @property
    def years(self) -> list[str]:
        """The years over the grid."""
        return [year_name(year) for year in self.book.years]

    def clean(self) -> dict[str, Any]:
        """Low, central and high stand in that order; what is left empty is as the central."""
        said = super().clean() or {}
        for year in self.book.years:
            central = said.get(f"central-{year}")
            for end, wrong in (("low", "above"), ("high", "below")):
                value = said.get(f"{end}-{year}")
                if central is None or value is None:
                    continue
                if (value > central) if end == "low" else (value < central):
                    self.add_error(f"{end}-{year}", f"The {end} is {wrong} the central value. Change one")
        if said.get("share") and not said.get("follows"):
            self.add_error("follows", "Choose the driver that it follows, or leave the share empty")
        return said

    def words(self) -> DriverWords:
        """What was filled in."""
        said = self.cleaned_data
        return DriverWords(
            said["title"],
            said["kind"],
            said["shape"],
            said["source"],
            {year: self._assumption(year) for year in self.book.years},
            said["persistence"] or Decimal(0),
            said["follows"],
            said["share"] or Decimal(0),
            {each.ref: said[f"with-{each.ref}"] or Decimal(0) for each in self.others},
        )

    def _assumption(self, year: int) -> Assumption:
        low, central, high = (self.cleaned_data[f"{end}-{year}"] for end in ENDS)
        return Assumption(central, central if low is None else low, central if high is None else high)


def start_of(book: Book, driver: Driver | None, version: int) -> dict[str, Any]:
    """What a form about the driver starts with."""
    if driver is None:
        return {"version": version, "shape": "skewed"}
    names = ("title", "kind", "source", "shape", "follows")
    values = {
        f"{end}-{year}": percent_of(getattr(held, end))
        for year, held in driver.values.items()
        for end in ENDS
    }
    return {
        "version": version,
        "share": percent_of(driver.share) if driver.follows else "",
        "persistence": percent_of(driver.persistence) if driver.persistence else "",
        **{name: getattr(driver, name) for name in names},
        **values,
        **dict(_goes_with(book, driver.ref)),
    }


def _goes_with(book: Book, ref: str) -> Iterator[tuple[str, Decimal]]:
    for each in book.correlations:
        if ref in (each.driver, each.other):
            yield f"with-{each.other if each.driver == ref else each.driver}", each.value
