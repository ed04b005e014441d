"""Forms in which every error names its field and says what to do."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.forms.utils import pretty_name

_CHOSEN: Final = "nothing is chosen. Choose one"
_REMEDIES: Final[Mapping[str, str]] = {
    "required": "it is empty. Write it in",
    "min_value": "it is too little. Write %(limit_value)s or more",
    "max_value": "it is too much. Write %(limit_value)s or less",
    "max_length": "it is too long. Shorten it to %(limit_value)d characters",
    "max_digits": "it has too many digits. Write at most %(max)s",
    "max_decimal_places": "it has too many decimals. Write at most %(max)s",
    "max_whole_digits": "it is too large. Write at most %(max)s digits before the point",
    "invalid_choice": "that cannot be chosen here. Choose one of the list",
}
_NO_SUCH: Final[tuple[tuple[type[forms.Field], str], ...]] = (
    (forms.IntegerField, "that is not a whole number. Write one such as 5"),
    (forms.DecimalField, "that is not a number. Write one such as 12.5"),
    (forms.DateField, "that is not a day. Write one such as 2 11 2026"),
    (forms.SlugField, "use letters, numbers and hyphens only"),
    (forms.FileField, "no file is chosen. Choose one"),
)
"""What is said of a value that a field cannot read; a kind stands before what it is a kind of."""


class NamedForm(forms.Form):
    """A form whose errors begin with the label of their field and end with what to do."""

    def full_clean(self) -> None:
        """Say errors in these words, then read what was sent."""
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, **_words(field)}
        super().full_clean()

    def add_error(self, field: str | None, error: Any) -> None:
        """Name the field in what is said of it, unless it is named there already."""
        if field is None or field not in self.fields:
            super().add_error(field, error)
            return
        label = str(self.fields[field].label or pretty_name(field))
        said = error if isinstance(error, forms.ValidationError) else forms.ValidationError(error)
        named = [text if text.startswith(label) else f"{label}: {text}" for text in said.messages]
        super().add_error(field, [forms.ValidationError(text) for text in named])


def _words(field: forms.Field) -> dict[str, str]:
    said = dict(_REMEDIES)
    if isinstance(field, forms.ChoiceField):
        said["required"] = _CHOSEN
    for kind, words in _NO_SUCH:
        if isinstance(field, kind):
            said["invalid"] = words
            break
    if isinstance(field, forms.FileField):
        said["required"] = said["invalid"]
    return said
