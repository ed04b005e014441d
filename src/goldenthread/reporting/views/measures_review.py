"""The yearly review of measures: a list that is proposed, agreed, and opens the next year."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.measures.queries import definitions
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.queries.service import services
from goldenthread.reporting.access import may_agree_review, may_begin_review, may_review_measures
from goldenthread.reporting.commands.measures_review import (
    CHANGES,
    agree_review,
    begin_review,
    open_review,
    propose_line,
    take_back_line,
)
from goldenthread.reporting.forms.measures_review import AgreeForm, LineForm, OpenReviewForm, line_of
from goldenthread.reporting.queries.measures_review import review, reviews
from goldenthread.rules.refusal import Refused


@officers_only
@require_http_methods(["GET", "POST"])
def reviews_page(request: HttpRequest) -> HttpResponse:
    """The reviews there are, and a form that opens another."""
    officer = officer_of(request)
    form = OpenReviewForm(sent(request))
    if form.is_valid():
        try:
            year = open_review(officer, **form.cleaned_data)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            return redirect("measures-review", year)
    context = {"reviews": reviews(), "form": form, "may_review": may_review_measures(officer)}
    return render(request, "reporting/reviews.html", context, status=422 if form.errors else 200)


@officers_only
@require_http_methods(["GET", "POST"])
def review_page(request: HttpRequest, year: str) -> HttpResponse:
    """The list as it stands; sending the form records that it was agreed."""
    officer, form = officer_of(request), AgreeForm(sent(request))
    if form.is_valid():
        try:
            agree_review(officer, year, **form.cleaned_data)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The list is agreed. Nothing in it changes any more.")
            return redirect("measures-review", year)
    sheet = review(year)
    if sheet is None:
        raise Http404("no such review")
    context: dict[str, Any] = {
        "review": sheet,
        "groups": [(words, sheet.of(change)) for change, words in CHANGES.items()],
        "form": form if request.method == "POST" else AgreeForm(),
        "may_review": may_review_measures(officer) and sheet.state == "open",
        "may_agree": may_agree_review(officer) and sheet.state == "open",
        "may_begin": may_begin_review(officer) and sheet.state == "agreed",
    }
    return render(request, "reporting/review.html", context, status=422 if form.errors else 200)


@officers_only
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, year: str) -> HttpResponse:
    """Propose what becomes of one measure: `?measure=` fills the form with it as it is."""
    officer = officer_of(request)
    require(may_review_measures(officer), "propose what becomes of a measure")
    sheet, held = review(year), definitions(in_use=True)
    if sheet is None:
        raise Http404("no such review")
    named = held.get(request.GET.get("measure", ""))
    initial = line_of(named) if named else {}
    form = LineForm(sent(request), tree=services(timezone.localdate()), initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        wanted = form.definition_said(held.get(said["measure"]))
        try:
            propose_line(officer, year, said["measure"], said["change"], said["reason"], wanted)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The proposal stands in the list.")
            return redirect("measures-review", year)
    context = {"review": sheet, "form": form, "measures": held.values(), "named": named}
    return render(request, "reporting/review_line.html", context, status=422 if form.errors else 200)


@officers_only
@require_POST
def take_back(request: HttpRequest, year: str) -> HttpResponse:
    """Take one proposal back."""
    take_back_line(officer_of(request), year, request.POST.get("measure", ""))
    messages.success(request, "The measure stays as it is.")
    return redirect("measures-review", year)


@officers_only
@require_POST
def begin(request: HttpRequest, year: str) -> HttpResponse:
    """Open the year with what was agreed."""
    begin_review(officer_of(request), year, timezone.now())
    messages.success(request, "The year is open with the agreed measures.")
    return redirect("measures-review", year)
