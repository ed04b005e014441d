"""The form in which an officer hands a budget book over."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from goldenthread.finance.forms.named import NamedForm

if TYPE_CHECKING:
    from django.core.files.base import File


class BookFileForm(NamedForm):
    """A budget book, and whether it becomes a new draft or takes the place of one."""

    file = forms.FileField(
        label="Budget book",
        max_length=200,
        help_text="An Excel workbook (.xlsx), or YAML (.yaml)",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.yaml,.yml"}),
    )
    into = forms.ChoiceField(label="What it becomes", required=False)

    def __init__(self, *given: Any, drafts: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [("", "A new draft"), *((ref, f"In place of {title} ({ref})") for ref, title in drafts)]
        self.fields["into"] = forms.ChoiceField(label="What it becomes", required=False, choices=choices)

    ref = forms.SlugField(
        max_length=100,
        required=False,
        label="Ref of the new draft",
        help_text="Left empty, it is the ref in the file, with a number behind where a budget has that",
    )

    def clean_file(self) -> "File[bytes]":
        """The file, if it is not larger than a page takes."""
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            most = settings.UPLOAD_LIMIT // 1024**2
            raise ValidationError(f"The file is larger than {most} MB. Bring it in at the machine.")
        return file
