"""What is filled in to hand over an Excel return, and to agree to what it would change."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile


class WorkbookForm(forms.Form):
    """A workbook to hand over."""

    workbook = forms.FileField(
        label="The workbook that you filled in",
        help_text="An Excel workbook (.xlsx), as downloaded here",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_workbook(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["workbook"]
        if not (file.name or "").lower().endswith(".xlsx"):
            raise ValidationError("Its name does not end in .xlsx: save it as an Excel workbook")
        return file


class TakeForm(forms.Form):
    """Agreeing to what a workbook would change. `seen` and `looked_at` say which rehearsal was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    looked_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    answered = forms.BooleanField(label="I have looked at each of these, and they are right", required=False)

    def __init__(self, *args: Any, asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["answered"]
