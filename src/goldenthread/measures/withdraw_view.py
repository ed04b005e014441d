"""The page on which an officer takes figures of a measure back."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.measures import queries
from goldenthread.measures.access import may_record
from goldenthread.measures.definition import areas_called
from goldenthread.measures.delivery import withdraw_observations
from goldenthread.measures.forms import WithdrawForm
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.queries.council import council
from goldenthread.rules.refusal import Refused


@officers_only
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back what a measure says of one area and period, with every group, and say why."""
    officer, now = officer_of(request), timezone.now()
    require(may_record(officer), "withdraw observations")
    sheet = queries.measure(slug, officer, now)
    if sheet is None:
        raise Http404("no such measure")
    facts = council()
    form = WithdrawForm(
        sent(request),
        measure=sheet.measure,
        areas=partial(areas_called, known=queries.register()),
        initial={"area": facts.area if facts else ""},
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            release = withdraw_observations(
                officer,
                sheet.ref,
                said["why"],
                area=said["area"],
                period=str(said["period"]),
                publish_at=now if said["publish"] else None,
            )
        except Refused as refused:
            say_refusals(form, refused)
        else:
            rest = "" if said["publish"] else " The public reads the figures until you publish this release."
            messages.success(request, f"The figures are withdrawn.{rest}")
            return redirect("officer-release", release)
    context = {"form": form, "sheet": sheet}
    return render(request, "measures/withdraw.html", context, status=422 if form.errors else 200)
