"""Rows of a return saved as they are typed: the page's script sends them, and is told how each stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.people.door import officer_of, officers_only
from goldenthread.reporting.commands.saving import Conflict, Kept, RowChange, save_rows
from goldenthread.reporting.forms.entry import WORDS, changes_of, lines_of
from goldenthread.reporting.queries.returns import saved_row
from goldenthread.rules.refusal import Refused

LOCKED = 423


@officers_only
@require_POST
def figures(request: HttpRequest, period: str, service: str) -> HttpResponse:
    """Save the figures sent."""
    return _answer(request, period, service, changes_of(request.POST)[0], ())


@officers_only
@require_POST
def actions(request: HttpRequest, period: str, service: str) -> HttpResponse:
    """Save the actions sent."""
    return _answer(request, period, service, (), changes_of(request.POST)[1])


def _answer(
    request: HttpRequest,
    period: str,
    service: str,
    figures: Sequence[RowChange],
    actions: Sequence[RowChange],
) -> HttpResponse:
    """How each row stands, as JSON; what is refused is said in words."""
    now = timezone.now()
    try:
        kept = save_rows(officer_of(request), period, service, figures, actions, now)
    except Refused as refused:
        said = [f"{each.what[:1].upper()}{each.what[1:]}: {each.do}." for each in refused.refusals]
        return JsonResponse({"refused": " ".join(said)}, status=LOCKED)
    return JsonResponse({"rows": [_told(each) for each in kept]})


def _told(kept: Kept) -> dict[str, Any]:
    row = saved_row(kept.kind, kept.number, timezone.now())
    if row is None:  # the row was saved in this very request
        raise LookupError(f"{kept.kind} {kept.number}")
    line = lines_of([row])[0]
    told = {
        "row": f"{kept.kind[0]}-{kept.number}",
        "version": kept.version,
        "mark": line.mark,
        "value": row.entered.get("value", ""),
        "open": row.is_open,
        "state": render_to_string("reporting/return_state.html", {"row": row, "key": line.key}),
    }
    return told | _conflict(kept) if isinstance(kept, Conflict) else told


def _conflict(kept: Conflict) -> dict[str, Any]:
    differ = [
        {"column": name, "label": WORDS[name], "text": kept.theirs[name]}
        for name, text in kept.yours.items()
        if kept.theirs[name] != text
    ]
    whole = [
        {"column": name, "label": WORDS[name], "text": text}
        for name, text in _typed(kept.theirs).items()
        if name not in kept.yours
    ]
    when = timezone.localtime(kept.at).strftime("%H:%M") if kept.at else ""
    return {"theirs": differ, "whole": whole, "by": kept.by or "Somebody", "at": when}


def _typed(texts: Mapping[str, str]) -> dict[str, str]:
    """A row's texts as its fields hold them: a value worked out from its parts is not typed."""
    told = {name: text for name, text in texts.items() if name != "confirmed"}
    if told.get("numerator"):
        told.pop("value")
    if told.get("status") == "normal":
        told["status"] = ""
    return told
