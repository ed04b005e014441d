"""Officers' pages for a budget book as a file: take it out, hand it over, see what it would do, accept it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.engine.budget.book_layout import SHEETS
from goldenthread.finance.access import may_keep_budget
from goldenthread.finance.commands.book_import import accept_book, hand_over_book, uploaded_book
from goldenthread.finance.forms.book import BookFileForm
from goldenthread.finance.queries.book import (
    book_as_workbook,
    book_as_yaml,
    drafts,
    empty_workbook,
    empty_yaml,
)
from goldenthread.finance.views.place import budget_or_404
from goldenthread.kit.download import XLSX_TYPE
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals
from goldenthread.rules.refusal import Refused

KEEP = "keep the budget"
YAML_TYPE = "application/yaml; charset=utf-8"


@officers_only
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand over a budget book, to see what it would do."""
    require(may_keep_budget(request.user), KEEP)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BookFileForm(*given, drafts=drafts(), initial={"into": request.GET.get("into", "")})
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            said = (form.cleaned_data[name] for name in ("into", "ref"))
            number = hand_over_book(officer_of(request), file.name, file.read(), *said)
            return redirect("rehearse-budget", number)
        except Refused as refused:
            say_refusals(form, refused)
    return render(request, "finance/upload_book.html", {"form": form, "sheets": SHEETS})


@officers_only
@require_http_methods(["GET", "POST"])
def rehearse(request: HttpRequest, number: int) -> HttpResponse:
    """What an uploaded book would do; on the officer's word, bring it in."""
    officer = officer_of(request)
    require(may_keep_budget(officer), KEEP)
    if request.method == "POST":
        ref = accept_book(officer, number, request.POST.get("seen", ""))
        messages.success(request, "The budget book is in, as a draft.")
        return redirect("budget", ref)
    found = uploaded_book(officer, number)
    if found is None:
        raise Http404("no such upload")
    return render(request, "finance/rehearse_book.html", {"upload": found, "rehearsal": found.rehearsal})


@officers_only
@require_GET
def workbook(request: HttpRequest, ref: str) -> HttpResponse:
    """A version's budget book as a workbook."""
    budget_or_404(request, ref)
    return _file(book_as_workbook(ref, timezone.localdate()), f"{ref}.xlsx", XLSX_TYPE)


@officers_only
@require_GET
def as_yaml(request: HttpRequest, ref: str) -> HttpResponse:
    """A version's budget book as YAML."""
    budget_or_404(request, ref)
    return _file(book_as_yaml(ref, timezone.localdate()), f"{ref}.yaml", YAML_TYPE)


@officers_only
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """An empty budget book as a workbook, to fill in."""
    require(may_keep_budget(request.user), KEEP)
    return _file(empty_workbook(timezone.localdate()), "budget-book.xlsx", XLSX_TYPE)


@officers_only
@require_GET
def template_yaml(request: HttpRequest) -> HttpResponse:
    """An empty budget book as YAML, to fill in."""
    require(may_keep_budget(request.user), KEEP)
    return _file(empty_yaml(), "budget-book.yaml", YAML_TYPE)


def _file(content: bytes | str, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
