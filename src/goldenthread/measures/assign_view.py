"""The officer's page on which service returns a measure's figures."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.kit.part import Row
from goldenthread.measures.access import may_define
from goldenthread.measures.assign_form import AssignForm
from goldenthread.measures.assigning import HOW_OFTEN, Assigned, assign_measures
from goldenthread.measures.queries import measure
from goldenthread.measures.returned import returned_measures
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import Refused


def who_returns(ref: str) -> Row:
    """Where a measure's figures come from, for the page that keeps it."""
    held = next(iter(returned_measures([ref])), None)
    if held is None or not held.service or not held.returned:
        return Row("Figures come from", "Imported files")
    title = services(timezone.localdate()).title(held.service)
    return Row("Figures come from", f"{title}, {HOW_OFTEN[held.returned].lower()}")


@officers_only
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which service returns the measure's figures and how often."""
    officer = officer_of(request)
    require(may_define(officer), "say who returns a measure's figures")
    sheet = measure(slug, officer, timezone.now())
    if sheet is None:
        raise Http404("no such measure")
    [held] = returned_measures([sheet.ref])
    initial = {"service": held.service, "returned": held.returned}
    form = AssignForm(sent(request), tree=services(timezone.localdate()), initial=initial)
    if form.is_valid():
        try:
            assign_measures(officer, [Assigned(sheet.ref, **form.cleaned_data)])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(
                request, "It counts from the next quarter that opens; returns that are open stay as they are."
            )
            return redirect("officer-measure", slug)
    status = 422 if form.errors else 200
    return render(request, "measures/assign.html", {"sheet": sheet, "form": form}, status=status)
