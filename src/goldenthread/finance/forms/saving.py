"""What a service lead fills in about a saving: one small form."""

from typing import Any

from django import forms

from goldenthread.delivery.forms.choice import Given
from goldenthread.finance.commands.saving import SavingWords
from goldenthread.finance.forms.field import seen_field
from goldenthread.finance.forms.monitoring import choices, month_choices
from goldenthread.finance.forms.named import NamedForm
from goldenthread.finance.queries.saving_sheet import SavingSaid
from goldenthread.rules.budget import CONFIDENCES, SAVING_STATES
from goldenthread.rules.money import UnknownMoney, read_pounds
from goldenthread.rules.saving import MOVES


class PoundsInput(forms.CharField):
    """Pounds and pence, with or without commas and a pound sign; parts of a penny are refused."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 14})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The sum, exact. Raises ValidationError on what is none."""
        text = str(super().clean(value)).replace(",", "").removeprefix("£")
        try:
            return read_pounds(text)
        except UnknownMoney as unknown:
            told = f"“{text[:40]}” {unknown}. Write pounds and pence, such as 125000.50."
            raise forms.ValidationError(told) from unknown


class SavingForm(NamedForm):
    """How a saving stands at the end of a month."""

    month = forms.TypedChoiceField(coerce=int, label="At the end of")
    state = forms.ChoiceField(label="How far it is")
    delivered = PoundsInput(label="Delivered so far this year, £")
    forecast = PoundsInput(label="Will be delivered by the end of the year, £")
    confidence = forms.ChoiceField(
        required=False,
        label="How sure that is",
        help_text="Not asked of a saving that is delivered or lost",
        choices=[("", "Choose one"), *CONFIDENCES.items()],
    )
    note = forms.CharField(
        required=False,
        max_length=500,
        label="What is behind it",
        help_text="A saving that is lost needs its reason",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    seen = seen_field()

    def __init__(
        self,
        given: Given,
        *,
        year: int,
        month: int | None,
        latest: SavingSaid | None,
        state: str,
        seen: int | None = None,
    ) -> None:
        initial: dict[str, Any] = {"month": month or 3, "state": state, "seen": seen}
        if latest:
            names = ("state", "delivered", "forecast", "confidence", "note")
            initial |= {name: getattr(latest, name) for name in names}
        super().__init__(given, initial=initial)
        choices(self, "month", month_choices(year))
        reachable = {"identified", *MOVES, *MOVES[state]} if latest else {*MOVES[state]}
        offered = [(code, word) for code, word in SAVING_STATES.items() if code in reachable]
        choices(self, "state", offered)

    def words(self) -> SavingWords:
        """What was said."""
        said = self.cleaned_data
        names = ("state", "delivered", "forecast", "confidence", "note")
        return SavingWords(**{name: said[name] for name in names})
