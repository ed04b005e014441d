"""How a page about risks or commitments answers a form: what an officer chose, done or said to be refused."""

from collections.abc import Callable

from django.forms import BaseForm

from goldenthread.delivery.commands.version import Overtaken
from goldenthread.people.door import say_refusals
from goldenthread.rules.refusal import Refused


def is_done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the form was filled in and the act went through; what was refused stands in the form.

    Where somebody else was quicker, the form keeps what was entered and saves over theirs the next time.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except Overtaken as overtaken:
        say_refusals(form, overtaken)
        form.data = {**form.data.dict(), "seen": str(overtaken.version)}  # type: ignore[attr-defined]
    except Refused as refused:
        say_refusals(form, refused)
    return not form.errors
