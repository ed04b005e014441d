"""What officers fill in about editions."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from goldenthread.kit.widget import DayInput, TimeInput
from goldenthread.publish.commands.wording import OwnPart
from goldenthread.publish.kinds.kind import Kind, Scope

_plain = RegexValidator(
    re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"),
    __("Delete the control character; spaces, tabs and line ends may stay."),
    inverse_match=True,
)
_ASKED: dict[str, tuple[Any, Any]] = {
    "plan": (__("Plan"), __("Only published plans are here: nothing else may enter an edition")),
    "item": (__("Outcome"), ""),
    "area": (__("Area"), ""),
    "period": (__("Quarter"), __("Only published quarters are here")),
    "portfolio": (__("Portfolio"), ""),
    "year": (__("Financial year"), __("The year that the report tells of")),
}
HOW_TO_WRITE = __(
    "Plain text. An empty line begins a paragraph, “- ” a line of a list, “## ” a heading. "
    "A link is [words](address)."
)


class BeginForm(forms.Form):
    """A new edition of one kind."""

    title = forms.CharField(
        label=__("Title"),
        required=False,
        max_length=200,
        validators=[_plain],
        help_text=__("Leave it empty for the title that this kind gives itself; you may change it later"),
    )
    ref = forms.CharField(
        label=__("Name in its address"),
        required=False,
        max_length=100,
        help_text=__("Small letters, digits and hyphens. Leave it empty and it is made from the title"),
    )
    language = forms.ChoiceField(label=__("Language"), choices=settings.LANGUAGES)

    def __init__(self, *said: Any, kind: Kind, choices: Mapping[str, list[tuple[str, str]]], **more: Any):
        super().__init__(*said, **more)
        self.kind = kind
        asks = [name for name in kind.asks if name != "plan" or "item" not in kind.asks]
        for name in asks:
            label, hint = _ASKED[name]
            self.fields[name] = forms.ChoiceField(
                label=label, help_text=hint, choices=[("", _("Choose one")), *choices[name]]
            )
        self.order_fields([*asks, "title", "ref", "language"])

    @property
    def scope(self) -> Scope:
        """What it is about. An item's value is `plan/item`."""
        said = {name: self.cleaned_data[name] for name in self.kind.asks if name in self.cleaned_data}
        if "item" in said:
            said["plan"], _slash, said["item"] = said["item"].partition("/")
        return Scope(**said)

    def _said(self, name: str) -> str:
        """What was chosen as it may stand in an address: an area's name, as nobody knows its code."""
        chosen: str = self.cleaned_data.get(name, "")
        field = self.fields.get(name)
        if name == "area" and isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(chosen, chosen))  # type: ignore[arg-type]
        return chosen

    def ref_of(self, taken: Sequence[str]) -> str:
        """The name chosen, or one made from the title, or from the kind, that is free."""
        chosen: str = self.cleaned_data["ref"]
        if chosen:
            return chosen
        about = " ".join(self._said(name) for name in self.kind.asks)
        made = slugify(self.cleaned_data["title"] or f"{self.kind.ref} {about}".replace("/", "-"))[:80]
        start = made.replace("_", "-").strip("-") or self.kind.ref
        free = (start, *(f"{start}-{count}" for count in range(2, len(taken) + 3)))
        return next(each for each in free if each not in taken)


class CoverForm(forms.Form):
    """What stands on the cover."""

    title = forms.CharField(label=__("Title"), max_length=200, validators=[_plain])
    subtitle = forms.CharField(
        label=__("Subtitle"),
        required=False,
        max_length=300,
        validators=[_plain],
        help_text=__("Leave it empty for the one that is worked out"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ChapterForm(forms.Form):
    """The title of a chapter."""

    title = forms.CharField(label=__("Title"), required=False, max_length=200, validators=[_plain])
    was = forms.CharField(required=False, widget=forms.HiddenInput)


class WordsForm(forms.Form):
    """Own words of one kind, or the heading above a part that is worked out."""

    title = forms.CharField(label=__("Heading"), required=False, max_length=200, validators=[_plain])
    text = forms.CharField(
        label=__("Words"),
        max_length=20_000,
        validators=[_plain],
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=HOW_TO_WRITE,
    )
    by = forms.CharField(
        label=__("Who said it"),
        required=False,
        max_length=200,
        validators=[_plain],
        help_text=__("A role or a publication, such as: a parent, in the consultation of 2016"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *said: Any, kind: str, **more: Any):
        super().__init__(*said, **more)
        if kind != "quotation":
            del self.fields["by"]
        if kind == "quotation":
            del self.fields["title"]
            self.fields["text"].help_text = __("As it was said, without quotation marks")
        if kind == "call_out":
            self.fields["title"].required = True
            self.fields["text"].help_text = __("One paragraph. A link is [words](address).")
        if kind == "facts":
            del self.fields["text"]
            self.fields["title"].help_text = __("Leave it empty for the heading that is worked out")

    @property
    def words(self) -> OwnPart:
        """What was written."""
        said = self.cleaned_data
        return OwnPart(said.get("title", ""), said.get("text", ""), said.get("by", ""))


class WhenForm(forms.Form):
    """When an edition is public."""

    when = forms.ChoiceField(
        label=__("When is it public?"),
        choices=[
            ("later", __("Not yet: I publish it later")),
            ("now", __("At once")),
            ("at", __("From the moment below")),
        ],
        widget=forms.RadioSelect,
        initial="later",
    )
    day = forms.DateField(label=__("Day"), required=False, widget=DayInput())
    hour = forms.TimeField(
        label=__("Time"), required=False, widget=TimeInput(), help_text=__("Empty is the start of the day")
    )

    def __init__(self, *said: Any, may_wait: bool = True, **more: Any):
        super().__init__(*said, **more)
        if not may_wait:
            self.fields["when"].choices = self.fields["when"].choices[1:]  # type: ignore[attr-defined]
            self.fields["when"].initial = "now"

    def clean(self) -> dict[str, Any]:
        """A moment needs a day."""
        said = super().clean() or {}
        if said.get("when") == "at" and not said.get("day") and "day" not in self.errors:
            self.add_error("day", ValidationError(_("Choose the day on which it becomes public.")))
        return said

    @property
    def moment(self) -> datetime | None:
        """From when it is public; None where it waits."""
        said = self.cleaned_data
        if said["when"] == "later":
            return None
        if said["when"] == "now":
            return timezone.now()
        return timezone.make_aware(datetime.combine(said["day"], said["hour"] or time()))


class CorrectForm(forms.Form):
    """Why a further issue is frozen, and what of it is worked out anew."""

    what = forms.ChoiceField(
        label=__("What is corrected?"),
        choices=[
            ("words", __("Only words and arrangement: every figure stays as it was frozen")),
            ("all", __("Everything: the figures are worked out again, as they are known today")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=__("What was wrong?"),
        max_length=2_000,
        validators=[_plain],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=__("Readers see this with the correction"),
    )


class WithdrawForm(forms.Form):
    """By whose order an edition is withdrawn, and why."""

    order = forms.CharField(
        label=__("By whose order"),
        max_length=300,
        validators=[_plain],
        help_text=__("Such as: the Monitoring Officer, 3 May 2026, minute 12"),
    )
    reason = forms.CharField(
        label=__("Why"),
        max_length=2_000,
        validators=[_plain],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=__("Readers see the order and the reason in the notice"),
    )
