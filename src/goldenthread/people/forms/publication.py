"""What an officer fills in to hold publishing."""

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.kit.widget import DayInput

PUBLISHED = ("plan", "measure", "release", "commitment", "edition")
"""The kinds of what a hold may let through."""


class HoldForm(forms.Form):
    """A new hold on publishing."""

    reason = forms.CharField(max_length=200, help_text="Such as: pre-election period, county elections")
    starts = forms.DateField(label="First day", widget=DayInput())
    ends = forms.DateField(label="Last day", widget=DayInput(), help_text="Held to the end of this day")
    exceptions = forms.CharField(
        label="What may be published all the same",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on a line, named as the trail names it, such as: plan strategic-statement-2015",
    )

    def clean_exceptions(self) -> list[str]:
        """The subjects named, without empty lines. One that names nothing would except nothing."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["exceptions"].splitlines()]
        named = [line for line in lines if line]
        for line in named:
            kind, _, ref = line.partition(" ")
            if kind not in PUBLISHED or not ref:
                known = f"{', '.join(PUBLISHED[:-1])} or {PUBLISHED[-1]}"
                raise ValidationError(f"'{line}' names nothing: write {known}, and its ref")
        return named
