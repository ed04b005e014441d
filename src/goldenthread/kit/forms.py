"""How forms are drawn: GOV.UK classes, hints and errors tied to fields, summary links that land."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.forms.renderers import DjangoTemplates

_DJANGO, _OURS = "django/forms/widgets/", "kit/forms/widgets/"
_INPUTS: Final = ("text", "number", "email", "url", "tel", "search", "password", "date", "datetime", "time")
_OTHERS: Final = (
    "file",
    "clearable_file_input",
    "textarea",
    "select",
    "radio",
    "checkbox",
    "checkbox_select",
)
_DRAWN_HERE: Final = frozenset(_INPUTS + _OTHERS)


class KitRenderer(DjangoTemplates):
    """The setting `FORM_RENDERER` names it; `{{ form }}` and `{{ field }}` then look right."""

    form_template_name = "kit/forms/form.html"
    field_template_name = "kit/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        name = template_name.removeprefix(_DJANGO).removesuffix(".html")
        if template_name.startswith(_DJANGO) and name in _DRAWN_HERE:
            template_name = f"{_OURS}{name}.html"
        return super().get_template(template_name)


@dataclass(frozen=True, slots=True)
class FormError:
    """One error of a form; `target` is the id of the control it is about, empty for the whole form."""

    text: str
    target: str


def form_errors(form: BaseForm) -> tuple[FormError, ...]:
    """Every error, in the order of the fields, with the id that its summary link must reach.

    A group of choices is reached at its first choice; a hidden field has nothing to reach.
    """
    found = [FormError(str(text), "") for text in form.non_field_errors()]
    for field in form:
        group = field.use_fieldset and len(field.subwidgets) > 0
        target = field.subwidgets[0].id_for_label if group else field.id_for_label or field.auto_id
        if field.is_hidden:
            target = ""
        found += [FormError(_told(error, field.label), str(target or "")) for error in field.errors.as_data()]
    return tuple(found)


def _told(error: ValidationError, label: object) -> str:
    """Django's own messages name no field, so the summary does; a page's own message stands alone."""
    text = " ".join(error.messages)
    return f"{label}: {text[:1].lower()}{text[1:]}" if error.code else text
