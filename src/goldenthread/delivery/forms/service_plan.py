"""What officers fill in about service plans and files of actions."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File

from goldenthread.delivery.forms.choice import Choices, Given
from goldenthread.kit.widget import DayInput, TimeInput
from goldenthread.rules.period import Period, UnknownPeriod, read_period


class ServicePlanForm(forms.Form):
    """What a service plan is called and how it begins."""

    title = forms.CharField(max_length=300)
    summary = forms.CharField(
        required=False,
        max_length=10_000,
        label="What the service is for, and what this year is about",
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class NewServicePlanForm(ServicePlanForm):
    """A service plan to begin."""

    service = forms.ChoiceField()
    year = forms.CharField(max_length=30, help_text="Such as 2027/28")
    title = forms.CharField(
        required=False, max_length=300, help_text="Empty: the service's name and the year"
    )
    ref = forms.SlugField(
        required=False,
        max_length=100,
        label="Ref",
        help_text="Its short name, such as roads-2027. Empty: made from the service and the year",
    )
    field_order = ("service", "year", "title", "ref", "summary")

    def __init__(self, sent: Given = None, *, services: Choices, **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = services
        self._names = dict(services)

    def clean_year(self) -> Period:
        """The period that the words name."""
        try:
            found = read_period(self.cleaned_data["year"])
        except UnknownPeriod as unknown:
            raise ValidationError(str(unknown), code="year") from unknown
        if found.duration != (1, "Y"):
            raise ValidationError("Give one year, such as 2027/28", code="year")
        return found

    def clean(self) -> dict[str, Any]:
        """What was left empty follows from the service and the year."""
        said = super().clean() or {}
        service, year = said.get("service"), said.get("year")
        if service and year:
            name = self._names[service].rpartition(" › ")[2]
            said["title"] = said.get("title") or f"{name}: service plan {year.label('financial')}"
            said["ref"] = said.get("ref") or f"{service}-{year.start.year}"
        return said


class PriorityForm(forms.Form):
    """One thing that a service puts first."""

    title = forms.CharField(max_length=300, label="Priority")


class MomentForm(forms.Form):
    """When it is published."""

    day = forms.DateField(
        required=False, label="Public from", widget=DayInput(), help_text="Empty: from now on"
    )
    time = forms.TimeField(required=False, label="At", widget=TimeInput(), help_text="Empty: midnight")


class WhyForm(forms.Form):
    """Why something is taken back."""

    why = forms.CharField(max_length=300, label="Why")


class FileForm(forms.Form):
    """A file of actions."""

    file = forms.FileField(
        label="File of actions",
        max_length=200,
        help_text="CSV, or an Excel workbook whose sheet is called Actions",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> "File[bytes]":
        """The file, if it is not larger than a page takes."""
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            most = settings.UPLOAD_LIMIT // 1024**2
            raise ValidationError(f"The file is larger than {most} MB. Split it by directorate.")
        return file
