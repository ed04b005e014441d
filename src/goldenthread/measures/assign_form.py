"""Who returns a measure's figures."""

from typing import Any

from django import forms

from goldenthread.measures.assigning import HOW_OFTEN
from goldenthread.measures.forms import set_choices
from goldenthread.people.queries.service import ServiceTree


class AssignForm(forms.Form):
    """The service that is asked for a measure's figures, and how often; neither where they are imported."""

    service = forms.ChoiceField(label="Which service returns it", required=False)
    returned = forms.ChoiceField(
        label="How often",
        required=False,
        choices=[("", "Never: its figures are imported"), *HOW_OFTEN.items()],
    )

    def __init__(self, *args: Any, tree: ServiceTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(each.ref, each.title) for each in tree]
        set_choices(self, "service", [("", "None: its figures are imported"), *listed])
