"""What officers fill in about measures: definitions, targets, links, imports and publication."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from goldenthread.engine.gap import Gap
from goldenthread.engine.layout.registry import LAYOUTS
from goldenthread.measures.queries import SourceSheet
from goldenthread.measures.sheet import LIVES, MeasureSheet
from goldenthread.rules.area import Area
from goldenthread.rules.calendar_span import YEAR_TYPES
from goldenthread.rules.measure import KINDS, STATISTICS, Measure, Target
from goldenthread.rules.number import UnknownNumber, read_number
from goldenthread.rules.period import Period, UnknownPeriod, read_period
from goldenthread.rules.polarity import POLARITIES
from goldenthread.rules.policy import RULE_OF

Choices = list[tuple[str, str]]
LONGEST_NUMBER = 40
PERIOD_HINT = "Such as 2016/17, 2016/17 Q1, June 2016 or 2016"


def choices(words: Sequence[str], none: str = "Not stated") -> Choices:
    """Words as choices that people read, with one for none of them."""
    return [("", none), *((word, word.replace("_", " ").replace("-", " ").capitalize()) for word in words)]


class Number(forms.CharField):
    """An exact number: what was written is what is kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        if len(text) > LONGEST_NUMBER:
            raise ValidationError(f"Write at most {LONGEST_NUMBER} characters", code="number")
        try:
            return read_number(text) if text else None
        except UnknownNumber as error:
            raise ValidationError("Write a plain number, without %, £ or commas", code="number") from error


class PeriodText(forms.CharField):
    """A period by any label that people use."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, help_text=PERIOD_HINT, **options)


class DefinitionForm(forms.Form):
    """A measure's definition sheet."""

    ref = forms.CharField(
        label="Ref", max_length=200, help_text="A short, lasting name, as files will name it"
    )
    title = forms.CharField(max_length=300, help_text="What it counts, as the public will read it")
    unit = forms.CharField(
        required=False, max_length=100, help_text="Such as %, £ million, people, per 1,000"
    )
    statistic = forms.ChoiceField(required=False, choices=choices(STATISTICS))
    multiplier = Number(help_text="100 where a rate is for each 100 people")
    polarity = forms.ChoiceField(
        label="Which way is better",
        required=False,
        choices=choices(POLARITIES, "Nobody has declared it"),
    )
    reason = forms.CharField(
        label="Why that way is better", required=False, max_length=300, help_text="Needed when it changes"
    )
    decimals = forms.IntegerField(
        label="Decimal places", required=False, min_value=0, max_value=6, help_text="Empty: as delivered"
    )
    kind = forms.ChoiceField(required=False, choices=choices(KINDS))
    year_type = forms.ChoiceField(label="Kind of year", required=False, choices=choices(YEAR_TYPES))
    definition = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 5}))
    source = forms.CharField(required=False, max_length=500)
    owner = forms.CharField(required=False, max_length=200, help_text="The role that answers for it")
    comparator = forms.CharField(
        required=False, max_length=100, help_text="The area or group it is compared with"
    )
    tolerance = forms.CharField(
        required=False, max_length=20, help_text="The distance from the target still amber, such as 2 or 5%"
    )
    headline = forms.ChoiceField(
        label="The question shown first",
        required=False,
        choices=choices(tuple(RULE_OF), "As the policy says"),
    )
    gap_of = forms.ChoiceField(
        label="A gap in the measure", required=False, help_text="Where it is the gap between two groups"
    )
    gap_from = forms.CharField(label="Counted from the group", required=False, max_length=200)
    gap_to = forms.CharField(label="Counted to the group", required=False, max_length=200)

    def __init__(self, *args: Any, sheets: Sequence[MeasureSheet] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = [(sheet.ref, sheet.title) for sheet in sheets if sheet.gap is None]
        _set_choices(self, "gap_of", [("", "It is not a gap"), *plain])

    def measure(self) -> Measure:
        """The definition as it was filled in. Raises ValueError where the words do not go together."""
        said = self.cleaned_data
        names = (name for name in Measure.__dataclass_fields__ if name != "ref")
        return Measure(said["ref"].strip(), **{name: said[name] for name in names})

    def gap(self) -> Gap | None:
        """The two groups it is counted from, where it is a gap."""
        said = self.cleaned_data
        return Gap(said["ref"], said["gap_of"], said["gap_from"], said["gap_to"]) if said["gap_of"] else None

    @staticmethod
    def filled_from(sheet: MeasureSheet) -> dict[str, Any]:
        """What the form starts with for a measure that is defined."""
        said = {name: getattr(sheet.measure, name) for name in Measure.__dataclass_fields__}
        gap = sheet.gap
        return {
            **said,
            "reason": sheet.polarity_reason,
            "multiplier": "" if said["multiplier"] is None else f"{said['multiplier'].normalize():f}",
            "gap_of": gap.of if gap else "",
            "gap_from": gap.from_group if gap else "",
            "gap_to": gap.to_group if gap else "",
        }


class TargetForm(forms.Form):
    """What is aimed for, in one area by one period."""

    area = forms.CharField(max_length=40, help_text="The area's code, such as E10000016")
    period = PeriodText()
    target = Number()
    floor = Number(label="Floor standard", help_text="The least acceptable; a ceiling where low is good")
    lower = Number(label="Expected range, from")
    upper = Number(label="Expected range, to")
    baseline_period = PeriodText(label="Baseline period", required=False)
    baseline = Number(label="Baseline figure")
    source = forms.CharField(required=False, max_length=300, help_text="Where the target was decided")

    def __init__(
        self, *args: Any, measure: Measure, areas: Callable[[str], Area | None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measure, self.find_area = measure, areas

    def clean_area(self) -> str:
        code: str = self.cleaned_data["area"].strip()
        if self.find_area(code) is None:
            raise ValidationError(f"'{code}' is not in the area register: use the area's code", code="area")
        return code

    def clean_period(self) -> Period | None:
        return self._period("period")

    def clean_baseline_period(self) -> Period | None:
        return self._period("baseline_period")

    def _period(self, name: str) -> Period | None:
        said = self.cleaned_data[name]
        try:
            return read_period(said, self.measure.year_type) if said else None
        except UnknownPeriod as error:
            raise ValidationError(f"{error}. {PERIOD_HINT}", code="period") from error

    def aimed(self) -> Target:
        """The target as it was filled in."""
        names: tuple[str, ...] = ("target", "floor", "lower", "upper", "baseline_period", "baseline")
        said: dict[str, Decimal | Period | None] = {name: self.cleaned_data[name] for name in names}
        return Target(self.measure.ref, self.cleaned_data["area"], self.cleaned_data["period"], **said)  # type: ignore[arg-type]


class LinkForm(forms.Form):
    """The plan item that a measure quantifies."""

    item = forms.ChoiceField(label="Plan item")
    why = forms.CharField(label="Why it belongs there", required=False, max_length=300)
    whose_reading = forms.ChoiceField(
        label="Whose reading", choices=[("council", "The council's own"), ("ours", "Our reading")]
    )

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "item", items)


class LifeForm(forms.Form):
    """What becomes of a measure."""

    life = forms.ChoiceField(
        label="What becomes of it",
        choices=[("in_use", "In use"), ("retired", "Retired"), ("replaced", "Replaced")],
    )
    reason = forms.CharField(required=False, max_length=300, help_text="Needed to retire or replace it")
    replaced_by = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, sheets: Sequence[MeasureSheet] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "replaced_by", [("", "None"), *((sheet.ref, sheet.title) for sheet in sheets)])


class FilterForm(forms.Form):
    """Which measures to list."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    life = forms.ChoiceField(required=False, choices=choices(LIVES, "Any life"))


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
    layout = forms.ChoiceField(label="How they are laid out")
    source = forms.ChoiceField(label="Where they come from", required=False)

    def __init__(self, *args: Any, sources: Sequence[SourceSheet] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(name, f"{layout.title} ({name})") for name, layout in LAYOUTS.items()]
        _set_choices(self, "layout", said)
        _set_choices(self, "source", [("", "Not stated"), *((each.ref, each.title) for each in sources)])

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
    at = forms.DateTimeField(label="Public from", required=False, widget=MomentInput())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("publish") == "at" and not said.get("at") and "at" not in self.errors:
            self.add_error("at", "Say from when it is public")
        return said


def _set_choices(form: forms.Form, name: str, said: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = said
