"""What the performance team fills in about a reporting period."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.kit.widget import DayInput
from goldenthread.rules.period import Period, UnknownPeriod, read_period


class DatesForm(forms.Form):
    """A period's title, and the days on which it opens, is due, is to be approved, and closes."""

    title = forms.CharField(max_length=200, help_text="Such as: Quarter 2 2026/27")
    opens = forms.DateField(label="Opens", widget=DayInput(), help_text="Services are asked from this day")
    due = forms.DateField(label="Returns due", widget=DayInput())
    approve_by = forms.DateField(label="To be approved by", widget=DayInput())
    closes = forms.DateField(label="Closes", widget=DayInput(), help_text="After it, entry needs a reason")


class PeriodForm(DatesForm):
    """A new reporting period."""

    period = forms.CharField(max_length=30, help_text="Such as: 2026/27 Q2")
    field_order = ("period",)

    def clean_period(self) -> Period:
        """The period that the text names."""
        try:
            return read_period(self.cleaned_data["period"], "financial")
        except UnknownPeriod as fault:
            raise ValidationError("Name a quarter with its year, such as 2026/27 Q2") from fault

    def dates(self) -> dict[str, Any]:
        """What was filled in beside the period."""
        return {name: value for name, value in self.cleaned_data.items() if name != "period"}
