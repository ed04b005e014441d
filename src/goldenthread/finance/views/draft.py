"""What pages about scenarios and drivers share: the draft to change, the year asked for, a form's answer."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest

from goldenthread.delivery.commands.version import Overtaken
from goldenthread.finance.queries.version import VersionFacts
from goldenthread.finance.views.place import draft_or_404
from goldenthread.people.door import say_refusals
from goldenthread.rules.financial_year import UnknownYear, read_year
from goldenthread.rules.refusal import Refused, refuse


def draft_to_change(request: HttpRequest, ref: str) -> VersionFacts:
    """The draft, for somebody who keeps budgets. Raises Refused where it is frozen."""
    facts = draft_or_404(request, ref)
    if facts.is_frozen:
        raise refuse(f"{facts.title} is frozen, and never changes", "begin a new version from it")
    return facts


def asked_year(request: HttpRequest) -> int | None:
    """The year that `?year=2023-24` names; None where it names none."""
    try:
        return read_year(request.GET.get("year", ""))
    except UnknownYear:
        return None


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
        form.data = {**form.data.dict(), "version": str(overtaken.version)}  # type: ignore[attr-defined]
    except Refused as refused:
        say_refusals(form, refused)
    return not form.errors
