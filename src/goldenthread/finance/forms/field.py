"""Fields of budget forms: sums in pounds and pence, written as people write them."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.finance.pounds_said import pounds
from goldenthread.rules.money import UnknownMoney, read_pounds

_WITH_COMMAS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?")


class MoneyField(forms.CharField):
    """Pounds and pence, exact. A pound sign and commas between thousands are taken."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"widget": forms.TextInput(attrs={"inputmode": "decimal"}), **said})

    def prepare_value(self, value: Any) -> Any:
        return pounds(value).replace("\u2212", "-") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip().replace("£", "").replace("\u2212", "-")
        if not text:
            return None
        if _WITH_COMMAS.fullmatch(text):
            text = text.replace(",", "")
        try:
            return read_pounds(text)
        except UnknownMoney as wrong:
            what = f"“{value}” {wrong}"
            raise forms.ValidationError(
                f"{what}: write pounds and pence, such as 1250000 or -300.50"
            ) from None


def seen_field() -> forms.IntegerField:
    """The version of the draft as it was when the form was opened."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput())


def choose(form: forms.Form, name: str, choices: Any) -> None:
    """Offer these choices in a field of the form."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
