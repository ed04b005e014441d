"""What members and officers write about questions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.people.queries.organisation import PortfolioSheet

LONGEST = 5000


class AskForm(forms.Form):
    """A member's question, and which Cabinet Member is to answer it."""

    portfolio = forms.ChoiceField(label="Whom you ask", help_text="The Cabinet Member for")
    text = forms.CharField(
        label="Your question",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The Cabinet Member's answer may be published, with your question",
    )

    def __init__(self, *args: Any, portfolios: Sequence[PortfolioSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["portfolio"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a portfolio"), *((each.ref, each.title) for each in portfolios)]


class DraftForm(forms.Form):
    """An officer's draft of an answer, with the version of the question that it was written on."""

    draft = forms.CharField(
        label="Draft answer",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Only officers and the Cabinet Member read it",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """The Cabinet Member's answer."""

    answer = forms.CharField(
        label="Your answer",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="All members can read it. Democratic services may publish it",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
