"""What officers fill in about measures: definitions, targets, links and life."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.engine.gap import Gap
from goldenthread.measures.protection_policy import protection_choices
from goldenthread.measures.sheet import LIVES, POLARITY_WORDS, MeasureSheet
from goldenthread.measures.words import KIND_WORDS, YEAR_WORDS
from goldenthread.rules.area import Area
from goldenthread.rules.calendar_span import YEAR_TYPES
from goldenthread.rules.measure import KINDS, STATISTICS, Measure, Target
from goldenthread.rules.number import UnknownNumber, read_number
from goldenthread.rules.period import Period, UnknownPeriod, read_period
from goldenthread.rules.polarity import POLARITIES
from goldenthread.rules.policy import RULE_OF
from goldenthread.rules.question import title_of

Choices = list[tuple[str, str]]
LONGEST_NUMBER = 40
MOST_NAMED = 8
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
            raise ValidationError(
                "Write a plain number, such as 2500 or 3.4, without %, £ or commas", code="number"
            ) from error


class PeriodText(forms.CharField):
    """A period by any label that people use."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, help_text=PERIOD_HINT, **options)


class DefinitionForm(forms.Form):
    """A measure's definition sheet."""

    ref = forms.CharField(
        label="Its name in files",
        max_length=200,
        help_text="Short and lasting, such as library-visits. It cannot be changed later",
    )
    title = forms.CharField(max_length=300, help_text="What it counts, as the public will read it")
    unit = forms.CharField(
        required=False, max_length=100, help_text="Such as %, £ million, people, per 1,000"
    )
    statistic = forms.ChoiceField(
        label="What sort of figure it is", required=False, choices=choices(STATISTICS)
    )
    multiplier = Number(
        label="Worked out for each",
        help_text="Such as 1000 where it is for each 1,000 people; else leave empty",
    )
    polarity = forms.ChoiceField(
        label="Which way is better",
        required=False,
        choices=[("", "Nobody has declared it"), *((word, POLARITY_WORDS[word]) for word in POLARITIES)],
        help_text="Where nobody has declared it, figures are shown and not judged",
    )
    reason = forms.CharField(
        label="Why that way is better",
        required=False,
        max_length=300,
        help_text="Shown to the public. Needed when you change which way is better",
    )
    decimals = forms.IntegerField(
        label="Decimal places",
        required=False,
        min_value=0,
        max_value=6,
        help_text="Figures are rounded to these before they are judged. Empty: as delivered",
    )
    kind = forms.ChoiceField(
        required=False,
        choices=[(word, KIND_WORDS.get(word, label)) for word, label in choices(KINDS)],
        help_text="An activity is held against an expected range, everything else against a target",
    )
    year_type = forms.ChoiceField(
        label="Kind of year",
        required=False,
        choices=[(word, YEAR_WORDS.get(word, label)) for word, label in choices(YEAR_TYPES)],
        help_text="What 2016/17 means in its files",
    )
    definition = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What exactly is counted, and what is left out",
    )
    source = forms.CharField(required=False, max_length=500, help_text="Who counts it, and in which return")
    owner = forms.CharField(
        label="Who answers for it", required=False, max_length=200, help_text="A role, not a person's name"
    )
    comparator = forms.CharField(
        label="Compared with", required=False, max_length=100, help_text="An area or a group, such as England"
    )
    tolerance = forms.CharField(
        label="How far from the target is still amber",
        required=False,
        max_length=20,
        help_text="Such as 2, in the measure's unit, or 5% of the target",
    )
    headline = forms.ChoiceField(
        label="The question shown first",
        required=False,
        choices=[("", "As the policy says"), *((word, title_of(word)) for word in RULE_OF)],
    )
    protection = forms.ChoiceField(
        label="Small numbers",
        required=False,
        choices=protection_choices,
        help_text="For counts of people, and for rates made from them",
    )
    gap_of = forms.ChoiceField(
        label="A gap in the measure", required=False, help_text="Where it is the gap between two groups"
    )
    gap_from = forms.CharField(
        label="Counted from the group", required=False, max_length=200, help_text="Such as fsm=no"
    )
    gap_to = forms.CharField(
        label="Counted to the group", required=False, max_length=200, help_text="Such as fsm=yes"
    )

    def __init__(self, *args: Any, sheets: Sequence[MeasureSheet] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = [(sheet.ref, sheet.title) for sheet in sheets if sheet.gap is None]
        set_choices(self, "gap_of", [("", "It is not a gap"), *plain])

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


class PlaceForm(forms.Form):
    """An area by its name or code, and a period by any label."""

    area = forms.CharField(max_length=100, help_text="Its name or code, such as Kent or E10000016")
    period = PeriodText()

    def __init__(
        self, *args: Any, measure: Measure, areas: Callable[[str], Sequence[Area]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measure, self.areas_called = measure, areas

    def clean_area(self) -> str:
        said: str = self.cleaned_data["area"].strip()
        found = self.areas_called(said)
        if len(found) == 1:
            return found[0].code
        if found:
            codes = ", ".join(f"{area.code} ({area.kind})" for area in found[:MOST_NAMED])
            raise ValidationError(f"{len(found)} areas are called {said}. Write the code of one: {codes}")
        raise ValidationError(f"'{said}' is not in the area register. Write its code, such as E10000016")

    def clean_period(self) -> Period | None:
        return self._period("period")

    def _period(self, name: str) -> Period | None:
        said = self.cleaned_data[name]
        try:
            return read_period(said, self.measure.year_type) if said else None
        except UnknownPeriod as error:
            raise ValidationError(f"{error}. {PERIOD_HINT}", code="period") from error


class TargetForm(PlaceForm):
    """What is aimed for, in one area by one period."""

    target = Number()
    floor = Number(label="Floor standard", help_text="The least acceptable; a ceiling where low is good")
    lower = Number(label="Expected range, from", help_text="For an activity, in place of a target")
    upper = Number(label="Expected range, to")
    baseline_period = PeriodText(label="Baseline period", required=False)
    baseline = Number(label="Baseline figure")
    source = forms.CharField(
        label="Where the target was decided", required=False, max_length=300, help_text="Such as a paper"
    )

    def clean_baseline_period(self) -> Period | None:
        return self._period("baseline_period")

    def aimed(self) -> Target:
        """The target as it was filled in."""
        names: tuple[str, ...] = ("target", "floor", "lower", "upper", "baseline_period", "baseline")
        said: dict[str, Decimal | Period | None] = {name: self.cleaned_data[name] for name in names}
        return Target(self.measure.ref, self.cleaned_data["area"], self.cleaned_data["period"], **said)  # type: ignore[arg-type]


class WithdrawForm(PlaceForm):
    """Figures to be taken back, and why."""

    why = forms.CharField(max_length=300, help_text="The public reads it where the figure was")
    publish = forms.BooleanField(label="Publish the withdrawal now", required=False)


LENS_CHOICES = [
    ("", "By its kind: activity as need, everything else as progress"),
    ("quantitative", "What is measured"),
    ("budgeting", "What it costs"),
    ("needs", "What people need, and where"),
    ("qualitative", "What residents say"),
    ("delivery", "What is being done"),
]


class LinkForm(forms.Form):
    """The plan item that a measure quantifies."""

    item = forms.ChoiceField(label="Plan item")
    why = forms.CharField(
        label="Why it belongs there", required=False, max_length=300, help_text="Shown beside the measure"
    )
    whose_reading = forms.ChoiceField(
        label="Whose reading", choices=[("council", "The council says so"), ("ours", "A reading made here")]
    )
    lens = forms.ChoiceField(label="How it is read there", choices=LENS_CHOICES, required=False)

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "item", items)


class LifeForm(forms.Form):
    """What becomes of a measure."""

    life = forms.ChoiceField(
        label="What becomes of it",
        choices=[("in_use", "In use"), ("retired", "Retired"), ("replaced", "Replaced")],
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=300,
        help_text="Needed to retire or replace it; the public reads it",
    )
    replaced_by = forms.ChoiceField(label="What takes its place", required=False)

    def __init__(self, *args: Any, sheets: Sequence[MeasureSheet] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "replaced_by", [("", "Nothing"), *((sheet.ref, sheet.title) for sheet in sheets)])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("life") == "replaced" and not said.get("replaced_by"):
            self.add_error("replaced_by", "Choose the measure that takes its place, or choose Retired")
        if said.get("life") in ("retired", "replaced") and not said.get("reason"):
            self.add_error("reason", "Say why it is no longer kept")
        if said.get("life") != "replaced" and said.get("replaced_by"):
            self.add_error("life", "Choose Replaced where another measure takes its place")
        return said


class FilterForm(forms.Form):
    """Which measures to list."""

    q = forms.CharField(label="Words in it", required=False, max_length=200)
    life = forms.ChoiceField(label="Is it kept", required=False, choices=choices(LIVES, "All of them"))


def set_choices(form: forms.Form, name: str, said: Choices) -> None:
    """Give a field the choices that are known only now."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = said
