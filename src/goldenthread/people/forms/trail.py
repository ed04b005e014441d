"""What an officer fills in to search the trail."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.kit.widget import DayInput
from goldenthread.people.queries.account import usernames
from goldenthread.people.queries.trail import KEEPER, TrailFilter, act_in_words, acts_known, kinds_known

Choices = Iterable[tuple[str, str]]


class TrailForm(forms.Form):
    """Which part of the trail to show."""

    what = forms.CharField(label="Words", required=False, max_length=200)
    who = forms.ChoiceField(label="Who", required=False)
    act = forms.ChoiceField(label="What was done", required=False)
    kind = forms.ChoiceField(label="To what kind of thing", required=False)
    ref = forms.CharField(label="Its whole ref", required=False, max_length=300)
    since = forms.DateField(label="From", required=False, widget=DayInput())
    until = forms.DateField(label="To", required=False, widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = ((name, name) for name in usernames())
        self._offer("who", "Anyone", [(KEEPER, "the keeper of this site"), *people])
        self._offer("act", "Anything", [(act, act_in_words(act)) for act in acts_known()])
        self._offer("kind", "Any kind", [(kind, kind.capitalize()) for kind in kinds_known()])

    def wanted(self) -> TrailFilter:
        """The part that is asked for; the whole trail where nothing is."""
        return TrailFilter(**self.cleaned_data) if self.is_bound else TrailFilter()

    def _offer(self, name: str, all_of_them: str, choices: list[tuple[str, str]]) -> None:
        """Offer these, and what the address asks for: a link may name what nobody has done yet."""
        asked = str(self.data.get(name, ""))
        if asked and asked not in dict(choices):
            choices.append((asked, asked))
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", all_of_them), *choices]
