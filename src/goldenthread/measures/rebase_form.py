"""What an officer fills in to begin a series' limits anew, or to take that back."""

from django import forms

from goldenthread.measures.forms import PlaceForm

WHY = "Such as: a new contractor from October. The public reads it"


class RebaseForm(PlaceForm):
    """The series, the first period of the new limits, and why."""

    group = forms.CharField(
        required=False, max_length=200, help_text="Such as sex=female; empty for everyone"
    )
    reason = forms.CharField(label="What changed", max_length=300, help_text=WHY)

    field_order = ("area", "group", "period", "reason")


class UndoForm(PlaceForm):
    """A decision to take back, and why; all but the reason is filled in beforehand."""

    group = forms.CharField(required=False, max_length=200)
    reason = forms.CharField(label="Why it is taken back", max_length=300)
