"""What the performance team fills in about the report: its opening words and each part's."""

from django import forms


class OpeningForm(forms.Form):
    """The words that the report opens with."""

    note = forms.CharField(
        label="Opening words",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10_000,
        help_text="What a reader should know first. Empty lines make paragraphs",
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)


class SectionForm(forms.Form):
    """One part of the report: the words above its facts, and whether it is shown."""

    narrative = forms.CharField(
        label="Words above the facts",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=20_000,
    )
    is_shown = forms.BooleanField(label="Show this part in the report", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
