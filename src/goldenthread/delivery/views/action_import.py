"""Officers' pages for a file of actions: hand it over, see what it would do, and bring it in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.delivery.access import may_import_actions
from goldenthread.delivery.action_file import COLUMNS, REQUIRED
from goldenthread.delivery.commands.action_import import (
    accept_actions,
    hand_over_actions,
    uploaded_rehearsal,
)
from goldenthread.delivery.forms.service_plan import FileForm
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals
from goldenthread.rules.refusal import Refused

SHOWN = 200
"""Rows and faults shown of each kind; the rest are counted."""


@officers_only
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand over a file of actions, to see what it would change."""
    require(may_import_actions(request.user), "import actions")
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            number = hand_over_actions(officer_of(request), file.name, file.read())
            return redirect("rehearse-actions", number)
        except Refused as refused:
            say_refusals(form, refused)
    context = {"form": form, "columns": COLUMNS, "required": REQUIRED}
    return render(request, "delivery/upload_actions.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def rehearse(request: HttpRequest, number: int) -> HttpResponse:
    """What an uploaded file of actions would do; on the officer's word, bring it in."""
    officer = officer_of(request)
    if request.method == "POST":
        done = accept_actions(officer, number, request.POST.get("seen", ""))
        messages.success(request, f"Imported: {len(done.added)} added, {len(done.changed)} changed.")
        return redirect("service-plans")
    found = uploaded_rehearsal(officer, number)
    if found is None:
        raise Http404("no such upload")
    rehearsal = found.rehearsal
    context = {
        "upload": found,
        "rehearsal": rehearsal,
        "faults": rehearsal.refusals[:SHOWN],
        "more_faults": len(rehearsal.refusals[SHOWN:]),
        "changed": rehearsal.changed[:SHOWN],
        "added": rehearsal.added[:SHOWN],
    }
    return render(request, "delivery/rehearse_actions.html", context)
