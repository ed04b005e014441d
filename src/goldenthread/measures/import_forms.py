"""What officers fill in about deliveries: files, confirmation, publication and withdrawal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from goldenthread.engine.layout.registry import LAYOUTS
from goldenthread.measures.forms import PeriodText, set_choices
from goldenthread.measures.queries import SourceSheet
from goldenthread.rules.period import Period, UnknownPeriod, read_period


class MomentInput(forms.DateTimeInput):
    """A browser's own calendar and clock."""

    input_type = "datetime-local"


class PublishForm(forms.Form):
    """From when it is public."""

    at = forms.DateTimeField(
        label="Public from", required=False, widget=MomentInput(), help_text="Empty: from now on"
    )


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """One file or several."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        each = data if isinstance(data, list | tuple) else [data]
        return [super(Files, self).clean(one, initial) for one in each]


class UploadForm(forms.Form):
    """A delivery of observations."""

    # "files" is what Django calls a form's own uploads, so the field has another name.
    delivered = Files(label="Files", allow_empty_file=True)
    layout = forms.ChoiceField(label="How they are laid out", required=False)
    source = forms.ChoiceField(
        label="Where they come from",
        required=False,
        help_text="Shown to the public under the figures. An administrator adds sources",
    )

    def __init__(self, *args: Any, sources: Sequence[SourceSheet] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(name, layout.title[:1].upper() + layout.title[1:]) for name, layout in LAYOUTS.items()]
        set_choices(self, "layout", [("", "Work it out from the files"), *said])
        set_choices(self, "source", [("", "Not stated"), *((each.ref, each.title) for each in sources)])

    def uploaded(self) -> "list[UploadedFile[bytes]]":
        """The files that were handed over."""
        return list(self.cleaned_data["delivered"])


class ConfirmForm(forms.Form):
    """Bringing in what was rehearsed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label="What this release is called", required=False, max_length=300)
    keep_good = forms.BooleanField(label="Import the good rows only, without those refused", required=False)
    publish = forms.ChoiceField(
        label="Publish it",
        choices=[("no", "Not yet"), ("now", "Now"), ("at", "At a moment")],
        initial="no",
        widget=forms.RadioSelect,
    )
    at = forms.DateTimeField(
        label="Public from", required=False, widget=MomentInput(), help_text="Where you chose a moment"
    )

    def __init__(self, *args: Any, refused: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not refused:
            del self.fields["keep_good"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("publish") == "at" and not said.get("at") and "at" not in self.errors:
            self.add_error("at", "Say from when it is public")
        return said


class TemplateForm(forms.Form):
    """Which workbook to fill in."""

    period = PeriodText(label="For which period")
    measure = forms.ChoiceField(label="For which measures", required=False)

    def __init__(self, *args: Any, measures: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "measure", [("", "All that are in use"), *measures])

    def clean_period(self) -> Period:
        said: str = self.cleaned_data["period"]
        try:
            return read_period(said)
        except UnknownPeriod as error:
            raise ValidationError(str(error), code="period") from error
