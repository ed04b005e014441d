"""What is filled in to open, change and close a service."""

from typing import Any

from django import forms

from goldenthread.kit.widget import DayInput
from goldenthread.people.queries.organisation import portfolios
from goldenthread.people.queries.service import ServiceTree

KINDS = [(kind, kind.capitalize()) for kind in ("directorate", "division", "service")]
WHY = "Kept with the history, such as: agreed by County Council on 26 March 2026"


class TreeDayForm(forms.Form):
    """The day on which to see the tree."""

    on = forms.DateField(label="As it stood on", required=False, widget=DayInput())


class ServiceForm(forms.Form):
    """What a service is called and where it stands."""

    title = forms.CharField(label="Title", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=KINDS)
    parent = forms.ChoiceField(label="Beneath", required=False)
    portfolio = forms.ChoiceField(
        label="Portfolio",
        required=False,
        help_text="The portfolio that answers for it. None: that of what it stands beneath.",
    )

    def __init__(self, *args: Any, tree: ServiceTree, without: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = tree.beneath([without]) if without else frozenset()
        places = [
            (each.ref, "\u2014 " * (len(tree.lineage(each.ref)) - 1) + each.title)
            for each in tree
            if each.ref not in left_out
        ]
        held = [(each.ref, each.title) for each in portfolios()]
        for name, first, choices in (("parent", "Nothing: at the top", places), ("portfolio", "None", held)):
            now = self.initial.get(name, "")
            if now and now not in dict(choices):
                choices.append((now, now))
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", first), *choices]


class OpenServiceForm(ServiceForm):
    """A new service."""

    ref = forms.SlugField(
        label="Ref",
        max_length=100,
        help_text="A short, lasting name of letters, digits and hyphens, such as adult-care.",
    )
    starts = forms.DateField(label="First day", widget=DayInput())
    why = forms.CharField(label="Why", required=False, max_length=300, help_text=WHY)

    field_order = ("title", "ref", "kind", "parent", "portfolio", "starts", "why")


class ChangeServiceForm(ServiceForm):
    """What changes about a service, and from which day."""

    from_day = forms.DateField(
        label="From which day",
        widget=DayInput(),
        help_text="Before it, the service stays as it was. On the day of the last change, that is corrected.",
    )
    why = forms.CharField(label="Why", required=False, max_length=300, help_text=WHY)

    def changes(self) -> dict[str, str]:
        """Only what was changed, so that what another person changed meanwhile stays."""
        named = ("title", "kind", "parent", "portfolio")
        return {name: self.cleaned_data[name] for name in self.changed_data if name in named}


class CloseServiceForm(forms.Form):
    """From which day a service is no more."""

    on = forms.DateField(label="The first day on which it is no more", widget=DayInput())
    why = forms.CharField(label="Why", required=False, max_length=300, help_text=WHY)
