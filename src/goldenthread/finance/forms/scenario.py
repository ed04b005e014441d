"""What an officer fills in about a scenario: its name, why, and its own values for any driver and year."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.finance.commands.scenario import ScenarioWords
from goldenthread.finance.forms.named import NamedForm
from goldenthread.finance.forms.rate import RateField, percent_of
from goldenthread.finance.queries.scenario import TAX_RISES, central_value
from goldenthread.finance.scenario_figure import rate
from goldenthread.rules.budget import DRIVER_KINDS, Book, Override, Scenario
from goldenthread.rules.financial_year import year_name


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of the grid, with what the central plan has in words."""

    field: BoundField
    central: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A driver, or a rise of council tax, and its fields by year."""

    title: str
    kind: str
    entries: tuple[Entry, ...]


class ScenarioForm(NamedForm):
    """A scenario. An empty field keeps the central plan's value. `version` is the draft as it was opened."""

    title = forms.CharField(max_length=300, label="Name")
    why = forms.CharField(
        required=False,
        max_length=2000,
        label="What it supposes, and why",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    illustrative = forms.BooleanField(
        required=False,
        label="Illustrative: an example, and nobody's forecast. It is marked so wherever it shows",
    )
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, sent: Any = None, *, book: Book, **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        self.book = book
        for ref, title, _ in movable(book):
            for year in book.years:
                label = f"{title}, {year_name(year)}, per cent"
                self.fields[field_name(ref, year)] = RateField(required=False, label=label)

    @property
    def rows(self) -> Iterator[EntryRow]:
        """The grid, a row for each driver and for the two rises of council tax."""
        for ref, title, kind in movable(self.book):
            entries = tuple(
                Entry(self[field_name(ref, year)], _central(self.book, ref, year)) for year in self.book.years
            )
            yield EntryRow(title, kind, entries)

    @property
    def years(self) -> list[str]:
        """The years over the grid."""
        return [year_name(year) for year in self.book.years]

    def words(self) -> ScenarioWords:
        """What was filled in."""
        said = self.cleaned_data
        overrides = tuple(
            Override(ref, year, said[field_name(ref, year)])
            for ref, *_ in movable(self.book)
            for year in self.book.years
            if said.get(field_name(ref, year)) is not None
        )
        return ScenarioWords(said["title"], said["why"], said["illustrative"], overrides)


def movable(book: Book) -> list[tuple[str, str, str]]:
    """What a scenario may move: ref, title and kind of each driver, then the rises of council tax."""
    drivers = [(each.ref, each.title, DRIVER_KINDS[each.kind]) for each in book.drivers]
    return drivers + [(ref, title, "Rise on the year before") for ref, title in TAX_RISES.items()]


def field_name(ref: str, year: int) -> str:
    """What a field of the grid is called."""
    return f"own-{ref}-{year}"


def start_of(scenario: Scenario | None, version: int, copied: bool = False) -> dict[str, Any]:
    """What a form about the scenario starts with; of a copy the name is left to be given."""
    if scenario is None:
        return {"version": version}
    fields = {field_name(each.driver, each.year): percent_of(each.value) for each in scenario.overrides}
    return {
        "title": "" if copied else scenario.title,
        "why": scenario.why,
        "illustrative": scenario.illustrative,
        "version": version,
        **fields,
    }


def _central(book: Book, ref: str, year: int) -> str:
    value = central_value(book, ref, year)
    return "charge as stated" if value is None else rate(value)
