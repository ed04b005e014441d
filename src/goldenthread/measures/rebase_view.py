"""The officer's page on which the limits of a measure's run chart begin anew."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.measures import queries
from goldenthread.measures.access import may_define
from goldenthread.measures.definition import areas_called
from goldenthread.measures.forms import PlaceForm
from goldenthread.measures.rebase import rebase, rebases, undo_rebase
from goldenthread.measures.rebase_form import RebaseForm, UndoForm
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.queries.council import council
from goldenthread.rules.refusal import Refused


@officers_only
@require_http_methods(["GET", "POST"])
def begin_anew(request: HttpRequest, slug: str) -> HttpResponse:
    """The decisions that stand, and a form for another."""
    sheet = _sheet(request, slug)
    facts = council()
    form = _form(RebaseForm, sheet, sent(request), initial={"area": facts.area if facts else ""})
    if form.is_valid():
        try:
            rebase(officer_of(request), sheet.ref, **form.cleaned_data)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The decision is recorded. The limits begin anew there.")
            return redirect("rebase-measure", slug)
    return _page(request, sheet, form)


@officers_only
@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one decision back."""
    sheet = _sheet(request, slug)
    form = _form(UndoForm, sheet, request.POST)
    if form.is_valid():
        try:
            undo_rebase(officer_of(request), sheet.ref, **form.cleaned_data)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The decision is taken back.")
            return redirect("rebase-measure", slug)
    return _page(request, sheet, _form(RebaseForm, sheet, None), form)


def _sheet(request: HttpRequest, slug: str) -> MeasureSheet:
    officer = officer_of(request)
    require(may_define(officer), "begin a measure's limits anew")
    sheet = queries.measure(slug, officer, timezone.now())
    if sheet is None:
        raise Http404("no such measure")
    return sheet


def _form(kind: type[PlaceForm], sheet: MeasureSheet, said: Any, **more: Any) -> PlaceForm:
    areas = partial(areas_called, known=queries.register())
    return kind(said, measure=sheet.measure, areas=areas, **more)


def _page(
    request: HttpRequest, sheet: MeasureSheet, form: PlaceForm, undo: PlaceForm | None = None
) -> HttpResponse:
    register = queries.register()
    decided = [
        {
            "made": each,
            "why": each.reason.rstrip("."),
            "area": getattr(register.get(each.area), "name", each.area),
            "period": each.period.label(sheet.measure.year_type),
        }
        for each in rebases(sheet.ref)
    ]
    failed = bool(form.errors or (undo and undo.errors))
    context = {"sheet": sheet, "form": form, "undo": undo, "decided": decided, "failed": failed}
    return render(request, "measures/rebase.html", context, status=422 if failed else 200)
