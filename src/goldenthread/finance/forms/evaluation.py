"""What officers fill in about an evaluation."""

from django import forms

from goldenthread.delivery.forms.choice import Choices, Given, Groups
from goldenthread.finance.forms.named import NamedForm
from goldenthread.finance.queries.evaluation import EvaluationFacts
from goldenthread.kit.widget import DayInput
from goldenthread.rules.budget import CONFIDENCES


class EvaluationForm(NamedForm):
    """A study of what spending changed, with when it was designed and when its data were first seen."""

    title = forms.CharField(max_length=300, help_text="What was studied, in a few words")
    item = forms.ChoiceField(label="Outcome")
    measure = forms.ChoiceField(help_text="The measure that changed")
    design = forms.CharField(
        max_length=300,
        help_text="How it was studied, such as: randomised trial; before and after with a control",
    )
    registered_on = forms.DateField(
        label="Design written down on", widget=DayInput(), help_text="Before anybody saw the data"
    )
    data_on = forms.DateField(label="Data first seen on", widget=DayInput())
    effect = forms.DecimalField(
        max_digits=24,
        decimal_places=6,
        help_text="The change put down to the spending, in the measure's unit",
    )
    lower = forms.DecimalField(label="Lower end of its interval", max_digits=24, decimal_places=6)
    upper = forms.DecimalField(label="Upper end of its interval", max_digits=24, decimal_places=6)
    cost = forms.DecimalField(label="What was spent, in pounds", max_digits=16, decimal_places=2)
    unit = forms.CharField(max_length=100, help_text="One of what, such as: one fewer re-admission")
    quality = forms.ChoiceField(
        choices=[("", "Choose one"), *CONFIDENCES.items()],
        help_text="High: others could not be the cause. Low: others well could",
    )
    source = forms.CharField(max_length=300, help_text="Where the study stands: its title, year and page")

    def __init__(self, data: Given, *, items: Groups, measures: Choices) -> None:
        super().__init__(data)
        for name, choices in (("item", items), ("measure", [("", "Choose one"), *measures])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def words(self) -> EvaluationFacts:
        """What was filled in; its ref is made from its title."""
        said = dict(self.cleaned_data)
        plan, _, item = said.pop("item").partition("/")
        return EvaluationFacts(ref="", plan=plan, item=item, **said)


class RemovalForm(NamedForm):
    """Why an evaluation is taken away."""

    why = forms.CharField(label="What is wrong with it", max_length=300)
