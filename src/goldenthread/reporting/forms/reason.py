"""Why something is done to a return."""

from django import forms


class ReasonForm(forms.Form):
    """A reason in a sentence, which the return keeps."""

    reason = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The service reads it; up to 300 characters",
    )


class NoteForm(forms.Form):
    """A word with an approval, where there is one to say."""

    note = forms.CharField(
        required=False, max_length=300, label="A note with it", widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
