"""By which policy a measure is judged."""

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.measures.forms import set_choices
from goldenthread.rules.policy import Policy


class JudgeByForm(forms.Form):
    """The measure's own policy, or none, and why."""

    policy = forms.ChoiceField(label="Judged by", required=False)
    reason = forms.CharField(label="Why", max_length=300, help_text="It stays in the trail")

    def __init__(self, *args: Any, policies: Sequence[Policy], council: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.ref, f"{each.title}, {each.body}") for each in policies]
        set_choices(self, "policy", [("", f"As every other measure: {council}"), *named])
