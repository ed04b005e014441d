"""What officers fill in about the yearly review of measures."""

from typing import Any

from django import forms

from goldenthread.measures.assigning import HOW_OFTEN
from goldenthread.measures.forms import choices, set_choices
from goldenthread.people.queries.service import ServiceTree
from goldenthread.reporting.commands.measures_review import CHANGES, WORDS
from goldenthread.rules.measure import KINDS, STATISTICS, Measure
from goldenthread.rules.period import UnknownPeriod, read_period
from goldenthread.rules.polarity import POLARITIES


class OpenReviewForm(forms.Form):
    """The year that a review opens."""

    year = forms.CharField(label="The year it opens", max_length=40, help_text="Such as 2027/28")
    title = forms.CharField(max_length=200, help_text="Such as Measures for 2027/28")

    def clean_year(self) -> Any:
        try:
            return read_period(self.cleaned_data["year"], "financial")
        except UnknownPeriod as error:
            raise forms.ValidationError(f"{error}. Write it as 2027/28") from error


class LineForm(forms.Form):
    """What is to become of one measure."""

    change = forms.ChoiceField(label="What becomes of it", choices=list(CHANGES.items()))
    measure = forms.CharField(
        label="The measure", max_length=200, help_text="Its name in files, such as library-visits"
    )
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    title = forms.CharField(required=False, max_length=300)
    unit = forms.CharField(required=False, max_length=100, help_text="Such as %, people, per 1,000")
    statistic = forms.ChoiceField(
        label="What sort of figure it is", required=False, choices=choices(STATISTICS)
    )
    multiplier = forms.CharField(label="Worked out for each", required=False, max_length=20)
    polarity = forms.ChoiceField(label="Which way is better", required=False, choices=choices(POLARITIES))
    decimals = forms.IntegerField(label="Decimal places", required=False, min_value=0, max_value=6)
    kind = forms.ChoiceField(required=False, choices=choices(KINDS))
    definition = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    source = forms.CharField(required=False, max_length=500)
    owner = forms.CharField(label="Who answers for it", required=False, max_length=200)
    tolerance = forms.CharField(label="How far from the target is still amber", required=False, max_length=20)
    service = forms.ChoiceField(label="Which service returns it", required=False)
    returned = forms.ChoiceField(
        label="How often",
        required=False,
        choices=[("", "Never: its figures are imported"), *HOW_OFTEN.items()],
    )

    def __init__(self, *args: Any, tree: ServiceTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "service", [("", "None"), *((each.ref, each.title) for each in tree)])

    def definition_said(self, before: Measure | None) -> dict[str, str]:
        """The columns that are to be new: all that is stated for a new measure, else what differs."""
        said = {name: self.cleaned_data[name] for name in WORDS}
        texts = {name: "" if value is None else str(value) for name, value in said.items()}
        if self.cleaned_data["change"] == "retire":
            return {}
        held = {name: _text(before, name) for name in WORDS}
        wanted = {name: text for name, text in texts.items() if text != held[name]}
        if self.cleaned_data["service"]:
            wanted |= {name: self.cleaned_data[name] for name in ("service", "returned")}
        return wanted


def line_of(measure: Measure) -> dict[str, str]:
    """A form's first values, from the measure as it is."""
    return {"measure": measure.ref, "change": "change"} | {name: _text(measure, name) for name in WORDS}


class AgreeForm(forms.Form):
    """Who agreed the list, and when."""

    body = forms.CharField(label="Who agreed it", max_length=200, initial="Cabinet")
    on = forms.DateField(label="On which day", widget=forms.DateInput(attrs={"type": "date"}))
    minute = forms.CharField(label="Minute", required=False, max_length=200)


def _text(measure: Measure | None, column: str) -> str:
    said = getattr(measure, column, None)
    return "" if said is None else str(said)
