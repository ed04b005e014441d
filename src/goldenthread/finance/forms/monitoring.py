"""What officers fill in about a month: a line's actual and forecast, in rows, or a whole file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File

from goldenthread.delivery.forms.choice import Given
from goldenthread.finance.commands.monitoring import SEEN, LineSaid
from goldenthread.finance.forms.named import NamedForm
from goldenthread.finance.queries.monitoring import LineYear
from goldenthread.finance.seen_mark import mark_of
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO, UnknownMoney, read_pounds
from goldenthread.rules.monitoring import MONTHS_OF_YEAR, QUARTER_ENDS, month_name
from goldenthread.rules.refusal import Refusal

FIELDS = ("actual", "forecast", "reason", "action")
LONGEST = 500
_LONGEST_MARK = 20


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line in the form: what stands in its fields, and what is wrong with them, by field.

    `seen` marks what was stored when the form was opened, `stored` what is by now; None where the form does
    not say. `overtaken` is filled where somebody else was quicker: saving again then replaces theirs.
    """

    at: int
    line: LineYear
    texts: Mapping[str, str]
    faults: dict[str, str] = field(default_factory=dict)
    seen: int | None = None
    stored: int = 0
    overtaken: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(self.texts.values())

    @property
    def is_as_stored(self) -> bool:
        """Whether it says what stands already, and the form was opened knowing it."""
        return self.seen is not None and _mark(self.texts) == self.stored

    @property
    def mark(self) -> int:
        """What the form says was stored when it was opened."""
        return self.stored if self.overtaken or self.seen is None else self.seen


def entry_rows(
    lines: Sequence[LineYear], month: int, given: Mapping[str, str] | None = None
) -> tuple[EntryRow, ...]:
    """A row for each line, with what was given, else with what stands."""
    return tuple(_row(at, line, month, given) for at, line in enumerate(lines, start=1))


def said_in(rows: Iterable[EntryRow]) -> list[LineSaid]:
    """What the rows say; rows left empty, or as they stand, say nothing. What cannot be read is noted."""
    return [_said(row) for row in rows if not row.is_empty and not row.is_as_stored]


def _row(at: int, line: LineYear, month: int, given: Mapping[str, str] | None) -> EntryRow:
    standing = _standing(line, month)
    stored = _mark(standing)
    if given is None:
        return EntryRow(at, line, standing, stored=stored)
    texts, said = _given(line.line.ref, given), given.get(f"was:{line.line.ref}", "")
    seen = int(said) if said.isascii() and said.isdigit() and len(said) < _LONGEST_MARK else None
    # What was left as it was found takes what stands by now.
    return EntryRow(at, line, standing if _mark(texts) == seen else texts, seen=seen, stored=stored)


def _mark(texts: Mapping[str, str]) -> int:
    amounts = [texts[name].replace(",", "").removeprefix("£") for name in FIELDS[:2]]
    return mark_of(*amounts, *(texts[name] for name in FIELDS[2:]))


def note_faults(rows: Sequence[EntryRow], refusals: Iterable[Refusal]) -> None:
    """Put what was refused into the rows it is about."""
    for each in refusals:
        if each.row is not None and each.column:
            told = f"{each.what}: {each.do}"
            if each.column == SEEN:
                rows[each.row - 1].overtaken.append(told)
            name = each.column if each.column in FIELDS else "actual"
            rows[each.row - 1].faults.setdefault(name, f"{told[:1].upper()}{told[1:]}")


def _given(line: str, given: Mapping[str, str]) -> dict[str, str]:
    return {name: given.get(f"{name}:{line}", "").strip() for name in FIELDS}


def _standing(line: LineYear, month: int) -> dict[str, str]:
    said = line.months.get(month)
    if said is None:
        return dict.fromkeys(FIELDS, "")
    figures = said.figures
    return {
        "actual": f"{figures.actual:f}",
        "forecast": f"{figures.forecast:f}",
        "reason": said.reason,
        "action": said.action,
    }


def _said(row: EntryRow) -> LineSaid:
    amounts: list[Decimal] = []
    for name in ("actual", "forecast"):
        try:
            amounts.append(read_pounds(row.texts[name].replace(",", "").removeprefix("£")))
        except UnknownMoney as unknown:
            told = f"{row.texts[name][:60]!r} {unknown}" if row.texts[name] else "It is empty"
            row.faults[name] = f"{told}: write pounds and pence, such as 125000.50"
            amounts.append(ZERO)
    for name in ("reason", "action"):
        if len(row.texts[name]) > LONGEST:
            row.faults[name] = f"Use at most {LONGEST} characters"
    actual, forecast = amounts
    words = row.texts["reason"], row.texts["action"]
    return LineSaid(row.line.line.ref, actual, forecast, *words, row.at, row.seen)


class MonthFileForm(NamedForm):
    """A file of one month's figures."""

    year = forms.TypedChoiceField(coerce=int, label="Financial year")
    month = forms.TypedChoiceField(coerce=int, label="At the end of")
    file = forms.FileField(
        label="File of figures",
        max_length=200,
        help_text="CSV, or an Excel workbook whose sheet is called Monitoring",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(
        self, given: Given = None, files: Any = None, *, years: Sequence[int], month: int | None
    ) -> None:
        initial = {"year": years[0] if years else None, "month": month}
        super().__init__(given, files, initial=initial)
        choices(self, "year", [(str(year), year_name(year)) for year in years])
        choices(self, "month", month_choices())

    def clean_file(self) -> "File[bytes]":
        """The file, if it is not larger than a page takes."""
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            most = settings.UPLOAD_LIMIT // 1024**2
            raise ValidationError(f"The file is larger than {most} MB. Split it by service.")
        return file


def month_choices(year: int | None = None) -> list[tuple[str, str]]:
    """The twelve months of a financial year, those that end a quarter marked."""
    named = [(month, month_name(year or 2001, month)) for month in MONTHS_OF_YEAR]
    plain = [(month, name if year else name.split()[0]) for month, name in named]
    return [(str(n), f"{name}, quarter {n // 3}" if n in QUARTER_ENDS else name) for n, name in plain]


def choices(form: forms.Form, name: str, offered: list[tuple[str, str]]) -> None:
    """Offer these choices in a field."""
    chosen = form.fields[name]
    assert isinstance(chosen, forms.ChoiceField)
    chosen.choices = offered
