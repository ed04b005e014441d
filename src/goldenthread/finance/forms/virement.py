"""What officers fill in about a virement: its lines, why, and who allowed it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms

from goldenthread.delivery.forms.choice import Given
from goldenthread.finance.commands.virement import VirementWords
from goldenthread.finance.forms.monitoring import choices
from goldenthread.finance.forms.named import NamedForm
from goldenthread.kit.widget import DayInput
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.in_year import Authority
from goldenthread.rules.money import ZERO, UnknownMoney, read_pounds

_EACH_ROW = "One line a row: its ref, a space and pounds, such as: arts-grants 50000"


class VirementForm(NamedForm):
    """A virement: out of which lines, into which, and by whose authority."""

    year = forms.TypedChoiceField(coerce=int, label="Financial year")
    on = forms.DateField(label="Day it was allowed", widget=DayInput())
    given = forms.CharField(
        label="Out of these lines", help_text=_EACH_ROW, widget=forms.Textarea(attrs={"rows": 3})
    )
    gained = forms.CharField(
        label="Into these lines", help_text=_EACH_ROW, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = forms.CharField(max_length=500, label="Why", widget=forms.Textarea(attrs={"rows": 2}))
    authority = forms.ChoiceField(label="Who allowed it")
    minute = forms.CharField(
        max_length=200, label="The minute or decision", help_text="Such as: Decision 21/00043"
    )
    recurring = forms.BooleanField(
        required=False,
        label="It holds for later years too",
        help_text="An amended budget takes it in",
    )

    token = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput())

    def __init__(self, given: Given, *, years: Sequence[int], authorities: Sequence[Authority]) -> None:
        super().__init__(given, initial={"token": uuid4().hex})
        choices(self, "year", [(str(year), year_name(year)) for year in years])
        choices(
            self,
            "authority",
            [("", "Choose one"), *((each.code, f"{each.title}: {_limits(each)}") for each in authorities)],
        )

    def clean_given(self) -> list[tuple[str, Decimal]]:
        """The lines that give, each with its sum."""
        return _parts(self.cleaned_data["given"])

    def clean_gained(self) -> list[tuple[str, Decimal]]:
        """The lines that gain, each with its sum."""
        return _parts(self.cleaned_data["gained"])

    def clean(self) -> dict[str, Any]:
        """No line stands twice: what it gives and gains would be one sum."""
        said = super().clean() or {}
        lines = [line for name in ("given", "gained") for line, _ in said.get(name, ())]
        twice = sorted({line for line in lines if lines.count(line) > 1})
        if twice:
            self.add_error("gained", f"{', '.join(twice)} stands twice. Say each line once.")
        return said

    def words(self) -> VirementWords:
        """The virement that was filled in."""
        said = self.cleaned_data
        amounts = {line: -amount for line, amount in said["given"]} | dict(said["gained"])
        names = ("year", "on", "reason", "authority", "minute", "recurring", "token")
        return VirementWords(amounts=amounts, **{name: said[name] for name in names})


def _parts(text: str) -> list[tuple[str, Decimal]]:
    found = []
    for row in filter(None, map(str.strip, text.splitlines())):
        line, _, amount = row.rpartition(" ")
        try:
            pounds = read_pounds(amount.replace(",", "").removeprefix("£"))
        except UnknownMoney as unknown:
            told = f"“{row[:80]}”: {amount[:40]!r} {unknown}. Write the line's ref, a space and pounds."
            raise forms.ValidationError(told) from unknown
        if not line.strip() or pounds <= ZERO:
            raise forms.ValidationError(f"“{row[:80]}”: write the line's ref, a space and more than nothing.")
        found.append((line.strip(), pounds))
    return found


def _limits(authority: Authority) -> str:
    if authority.within is None and authority.between is None:
        return "any sum"
    within, between = (_most(each) for each in (authority.within, authority.between))
    return f"{within} within a service, {between} between services"


def _most(limit: Decimal | None) -> str:
    if limit is None:
        return "any sum"
    return f"up to £{limit:,.0f}" if limit else "nothing"
