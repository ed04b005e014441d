"""Rates by year as an officer fills them in: per cent on the page, shares in the book."""

from decimal import Decimal
from typing import Any

from django import forms

PLACES = 6
"""Decimals kept of a share: a rate of 1.2345%."""


class RateField(forms.DecimalField):
    """A rate in per cent that comes out as a share: 4.5 as 0.045. `label` names the row and the year."""

    def __init__(self, **kwargs: Any) -> None:
        entry = forms.TextInput(
            attrs={"inputmode": "decimal", "size": 6, "aria-label": kwargs.get("label", "")}
        )
        super().__init__(max_digits=9, decimal_places=PLACES - 2, widget=entry, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """The share; None where the field is empty."""
        text = value.strip().rstrip("%") if isinstance(value, str) else value
        percent = super().clean(text)
        return None if percent is None else percent / 100


def percent_of(share: Decimal | None) -> str:
    """A share as its field starts: 0.045 as "4.5"; nothing of None."""
    if share is None:
        return ""
    written = f"{share * 100:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
