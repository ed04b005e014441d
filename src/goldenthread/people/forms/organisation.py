"""What is filled in to name a portfolio, a committee or a partner."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.people.queries.organisation import committees


class NameForm(forms.Form):
    """The title of something that has a ref; for something new, the ref too."""

    title = forms.CharField(label="Title", max_length=200)
    ref = forms.SlugField(
        label="Ref",
        max_length=100,
        help_text="A short, lasting name in letters, digits and hyphens. It never changes.",
    )

    def __init__(self, *args: Any, ref: str = "", taken: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._taken = taken
        if ref:
            del self.fields["ref"]

    def clean_ref(self) -> str:
        """The ref, which nothing of the kind may have already."""
        ref = str(self.cleaned_data["ref"])
        if ref in self._taken:
            raise ValidationError(f"'{ref}' is taken: choose another ref, or change what has it")
        return ref


class CommitteeForm(NameForm):
    """A committee of members."""


class PortfolioForm(NameForm):
    """What one Cabinet Member answers for."""

    committee = forms.ChoiceField(label="Committee that looks at it", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "None"), *((each.ref, each.title) for each in committees())]


class PartnerForm(NameForm):
    """A body that the council works with or asks."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=[("partner", "A partner"), ("government", "A department of Government")],
    )
