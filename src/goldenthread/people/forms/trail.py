"""What an officer fills in to search the trail."""

from typing import Any

from django import forms

from goldenthread.kit.widget import DayInput
from goldenthread.people.queries.account import usernames


class TrailForm(forms.Form):
    """Which part of the trail to show."""

    who = forms.ChoiceField(label="Who", required=False)
    what = forms.CharField(label="About what", required=False, max_length=200)
    since = forms.DateField(label="From", required=False, widget=DayInput())
    until = forms.DateField(label="To", required=False, widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [("", "Anyone"), *((name, name) for name in usernames())]
