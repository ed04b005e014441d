"""What the performance team fills in at its desk: reasons, publication and corrections."""

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.rules.return_check import Said


class ClosingForm(forms.Form):
    """A reason for every return that the quarter is closed without; each field is named by its service."""

    def __init__(self, *args: Any, outstanding: Sequence[tuple[str, str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for service, title, state in outstanding:
            self.fields[service] = forms.CharField(
                label=f"Why it closes without {title}",
                help_text=f"Its return is: {state.lower()}. The report says this reason.",
                max_length=300,
                required=False,
            )


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"


class PublishForm(forms.Form):
    """From when the report and its figures are public."""

    at = forms.DateTimeField(
        label="Public from", required=False, widget=MomentInput(), help_text="Leave it empty for now"
    )


class CorrectionForm(forms.Form):
    """The right figure, and what was wrong with the published one."""

    value = forms.CharField(label="Figure", required=False, max_length=40)
    numerator = forms.CharField(
        label="Numerator",
        required=False,
        max_length=40,
        help_text="Where the figure is a share or a rate: it is then worked out, and the figure stays empty",
    )
    denominator = forms.CharField(label="Denominator", required=False, max_length=40)
    status = forms.ChoiceField(
        label="Is there a figure",
        choices=[("", "Yes"), ("missing", "No, it is missing"), ("suppressed", "It is withheld")],
        required=False,
    )
    comment = forms.CharField(
        label="Comment", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000
    )
    reason = forms.CharField(
        label="What was wrong",
        max_length=300,
        help_text="The public reads this beside the figure, with both values",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def said(self) -> Said:
        """The corrected figure as the rules read it."""
        said = self.cleaned_data
        return Said(
            value=said["value"].strip(),
            numerator=said["numerator"].strip(),
            denominator=said["denominator"].strip(),
            status=said["status"],
            comment=said["comment"].strip(),
        )
