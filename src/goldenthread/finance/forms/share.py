"""What officers fill in about what lines are for, in per cent as they speak of shares."""

from decimal import Decimal

from django import forms

from goldenthread.delivery.forms.choice import Given, Groups
from goldenthread.delivery.forms.risk import seen_field
from goldenthread.finance.commands.allocation import ShareWords
from goldenthread.finance.forms.named import NamedForm
from goldenthread.rules.allocation import ENABLING
from goldenthread.rules.budget import CONFIDENCES


class ShareForm(NamedForm):
    """One share: to which outcome, how much, how far it could fairly be put, and on what it rests."""

    item = forms.ChoiceField(label="For which outcome")
    share = forms.DecimalField(
        label="Share, in %", max_digits=7, decimal_places=4, min_value=0, max_value=100
    )
    low = forms.DecimalField(
        label="At least, in %",
        required=False,
        max_digits=7,
        decimal_places=4,
        min_value=0,
        max_value=100,
        help_text="How far the share could fairly be put. Left empty, it goes by the confidence",
    )
    high = forms.DecimalField(
        label="At most, in %", required=False, max_digits=7, decimal_places=4, min_value=0, max_value=100
    )
    basis = forms.CharField(max_length=300, help_text="What the share rests on, such as: time recorded")
    confidence = forms.ChoiceField(required=False, choices=[("", "Not stated"), *CONFIDENCES.items()])
    seen = seen_field()

    def __init__(self, data: Given, *, items: Groups, version: int) -> None:
        super().__init__(data, initial={"seen": version})
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), (ENABLING, "Enabling: it serves every outcome"), *items[1:]]

    def words(self) -> ShareWords:
        """What was filled in, with shares of 1."""
        said = self.cleaned_data
        chosen = "" if said["item"] == ENABLING else said["item"]
        plan, _, item = chosen.partition("/")
        low, high = _of_one(said["low"]), _of_one(said["high"])
        return ShareWords(plan, item, said["share"] / 100, said["basis"], said["confidence"], low, high)


def _of_one(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / 100
