"""Holds on publishing, such as a pre-election period."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.people.access import may_hold_publication
from goldenthread.people.commands.council import hold_publication, lift_hold
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.forms.publication import HoldForm
from goldenthread.people.queries.publication import publication_holds
from goldenthread.rules.refusal import Refused


@officers_only
@require_http_methods(["GET", "POST"])
def publication(request: HttpRequest) -> HttpResponse:
    """Holds on publishing: those there are, and a form for a new one."""
    officer = officer_of(request)
    form = HoldForm(sent(request))
    if form.is_valid():
        try:
            hold_publication(officer, **form.cleaned_data)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "Publishing is held between these days.")
            return redirect("officer-publication")
    context = {"form": form, "holds": publication_holds(), "may_hold": may_hold_publication(officer)}
    return render(request, "people/publication.html", context)


@officers_only
@require_POST
def lift(request: HttpRequest, number: int) -> HttpResponse:
    """End one hold."""
    lift_hold(officer_of(request), number)
    messages.success(request, "The hold is lifted.")
    return redirect("officer-publication")
