"""Forms that begin a draft from last year's outturn: the workbooks, and the service of each line."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField

from goldenthread.finance.commands.from_outturn import NewDraft
from goldenthread.finance.council_choice import councils
from goldenthread.finance.forms.named import NamedForm
from goldenthread.finance.version_ref import free_ref
from goldenthread.people.queries.service import ServiceTree
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.outturn import Gathered, OutturnLine

if TYPE_CHECKING:
    from django.core.files.base import File

WORKBOOK = {"accept": ".ods,.xlsx"}
MOST_YEARS = 10
REF_HELP = "Letters, numbers and hyphens. It is part of the budget’s address, also once it is approved"


class OutturnFilesForm(NamedForm):
    """The workbooks of RSX and RO3, and the council whose outturn is wanted."""

    rsx = forms.FileField(
        label="RSX workbook",
        required=False,
        max_length=200,
        help_text="Every service, one line each",
        widget=forms.FileInput(attrs=WORKBOOK),
    )
    ro3 = forms.FileField(
        label="RO3 workbook",
        required=False,
        max_length=200,
        help_text="Social care and public health in detail",
        widget=forms.FileInput(attrs=WORKBOOK),
    )
    area = forms.ChoiceField(label="Council", choices=lambda: [("", "Choose a council"), *councils()])

    def clean(self) -> dict[str, Any]:
        """At least one workbook, and none larger than a page takes."""
        said: dict[str, Any] = super().clean() or {}
        if not any((said.get("rsx"), said.get("ro3"))) and not self.errors:
            self.add_error("rsx", "Choose the RSX workbook, the RO3 workbook or both")
        most = settings.UPLOAD_LIMIT
        for name in ("rsx", "ro3"):
            file: File[bytes] | None = said.get(name)
            if file is not None and (file.size or 0) > most:
                self.add_error(name, f"The workbook is larger than {most // 1024**2} MB")
        return said

    def files_given(self) -> list[tuple[str, bytes]]:
        """The name and content of each workbook."""
        given = (self.cleaned_data[name] for name in ("rsx", "ro3"))
        return [(file.name or "", file.read()) for file in given if file]


class OutturnDraftForm(NamedForm):
    """What the draft is called, and a service for each line. `rest` is for every line without one."""

    ref = forms.SlugField(max_length=100, label="Ref", help_text=REF_HELP)
    title = forms.CharField(max_length=300, label="Title")
    count = forms.IntegerField(
        min_value=1,
        max_value=MOST_YEARS,
        label="Years to plan",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )
    band_d = forms.DecimalField(min_value=Decimal("0.01"), decimal_places=2, max_digits=9)
    band_d_care = forms.DecimalField(min_value=0, decimal_places=2, max_digits=9, required=False)
    base = forms.DecimalField(
        min_value=Decimal("0.01"),
        decimal_places=2,
        max_digits=12,
        label="Tax base",
        help_text="Band D homes. Each year begins with it, and without a rise",
    )
    rest = forms.ChoiceField(
        required=False,
        label="Service for every line that has none chosen",
    )

    def __init__(
        self,
        sent: Any = None,
        *,
        gathered: Gathered,
        services: ServiceTree,
        suggested: Mapping[str, str],
    ) -> None:
        super().__init__(sent, initial=_first_words(gathered))
        self.gathered = gathered
        last = year_name(gathered.year)
        self.fields["band_d"].label = f"Band D charge of {last}, in pounds"
        self.fields["band_d_care"].label = "Part of that charge for adult social care, in pounds"
        choices = [(each.ref, each.title) for each in services]
        self.fields["rest"] = forms.ChoiceField(
            required=False, label=self.fields["rest"].label, choices=[("", "Leave them"), *choices]
        )
        for at, line in enumerate(gathered.lines):
            self.fields[f"service-{at}"] = forms.ChoiceField(
                required=False,
                label=f"Service of {line.title}",
                choices=[("", "Choose a service"), *choices],
                initial=suggested.get(line.name, ""),
            )

    @property
    def rows(self) -> Iterator[tuple[OutturnLine, BoundField]]:
        """Each line with its field."""
        for at, line in enumerate(self.gathered.lines):
            yield line, self[f"service-{at}"]

    @property
    def of_draft(self) -> list[BoundField]:
        """The fields about the draft itself."""
        return [self[name] for name in ("title", "ref", "count", "band_d", "band_d_care", "base")]

    def services_chosen(self) -> dict[str, str]:
        """The service of each line by the line's name."""
        said = self.cleaned_data
        return {
            line.name: said[f"service-{at}"] or said["rest"] for at, line in enumerate(self.gathered.lines)
        }

    def draft(self) -> NewDraft:
        """What the draft is to be."""
        said = self.cleaned_data
        return NewDraft(
            ref=said["ref"],
            title=said["title"],
            count=said["count"],
            band_d=said["band_d"],
            band_d_care=said["band_d_care"] or Decimal(0),
            base=said["base"],
        )


def _first_words(gathered: Gathered) -> dict[str, object]:
    first = gathered.year + 1
    return {"ref": free_ref(f"budget-{first}"), "title": f"Budget {year_name(first)}", "count": 5}
