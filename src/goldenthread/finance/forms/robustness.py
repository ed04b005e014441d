"""What the chief finance officer words: of the estimates, and of the reserves."""

from django import forms

from goldenthread.delivery.forms.choice import Given
from goldenthread.finance.commands.robustness import CHIEF_FINANCE_OFFICER, LONGEST_POST
from goldenthread.finance.forms.named import NamedForm
from goldenthread.finance.queries.robustness import Statement


class RobustnessForm(NamedForm):
    """The two sections of the statement."""

    estimates = forms.CharField(
        required=False,
        max_length=20_000,
        label="How robust the estimates are",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    reserves = forms.CharField(
        required=False,
        max_length=20_000,
        label="Whether the reserves are adequate",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, given: Given, *, now: Statement) -> None:
        start = {"estimates": now.estimates, "reserves": now.reserves, "seen": now.version}
        super().__init__(given, initial=start)


class SignForm(NamedForm):
    """As what the statement is signed."""

    post = forms.CharField(
        max_length=LONGEST_POST,
        label="Your post",
        help_text="Your name is not shown; your post is",
        error_messages={"required": f"Your post: say as what you sign, such as {CHIEF_FINANCE_OFFICER}"},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, given: Given, *, now: Statement) -> None:
        start = {"post": CHIEF_FINANCE_OFFICER, "seen": now.version}
        super().__init__(given, initial=start, auto_id="sign-%s")


class UnsignForm(NamedForm):
    """Why a signature is taken back."""

    why = forms.CharField(max_length=300, label="Why the signature is taken back")
