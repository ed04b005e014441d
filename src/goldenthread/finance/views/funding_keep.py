"""Editing a draft's funding, reserves and council tax, and what it says of itself."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.delivery.forms.choice import service_choices
from goldenthread.delivery.views.answer import is_done
from goldenthread.finance.commands.funding import (
    put_frame,
    put_funding,
    put_reserve,
    put_tax,
    put_use,
    remove_funding,
    remove_reserve,
)
from goldenthread.finance.forms.funding import FrameForm, FundingForm, ReserveForm, TaxForm, UseForm
from goldenthread.finance.queries.version import VersionFacts, bare_book
from goldenthread.finance.views.place import draft_or_404, saved_in_words, shown, tree_today
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.rules.financial_year import year_name


@officers_only
@require_http_methods(["GET", "POST"])
def edit_funding(request: HttpRequest, ref: str, fund: str = "") -> HttpResponse:
    """Add or change a line of funding of a draft."""
    facts, book, officer = draft_or_404(request, ref), bare_book(ref), officer_of(request)
    now = next((each for each in book.funding if each.ref == fund), None)
    _require(now is not None or not fund)
    choices = service_choices(tree_today(), officer)
    choices += [(each, each) for each in (now.services if now else ()) if each not in dict(choices)]
    form = FundingForm(sent(request), book=book, services=choices, seen=facts.version, now=now)
    title = now.title if now else "Add a line of funding"
    return _answer(
        request,
        facts,
        form,
        lambda: put_funding(officer, ref, form.funding(), form.cleaned_data["seen"]),
        title,
        "budget-funding",
    )


@officers_only
@require_http_methods(["GET", "POST"])
def use_funding(request: HttpRequest, ref: str, fund: str) -> HttpResponse:
    """Say what part of a restricted fund pays for a line."""
    facts, book, officer = draft_or_404(request, ref), bare_book(ref), officer_of(request)
    now = next((each for each in book.funding if each.ref == fund), None)
    if now is None:
        raise Http404("no such line of funding")
    form = UseForm(sent(request), book=book, fund=fund, seen=facts.version)
    title = f"What {now.title} pays for"
    return _answer(
        request,
        facts,
        form,
        lambda: put_use(officer, ref, form.use(), form.cleaned_data["seen"]),
        title,
        "budget-funding",
    )


@officers_only
@require_POST
def take_funding(request: HttpRequest, ref: str, fund: str) -> HttpResponse:
    """Take a line of funding out of a draft."""
    remove_funding(officer_of(request), ref, fund)
    messages.success(request, "The line of funding is removed.")
    return redirect("budget-funding", ref)


@officers_only
@require_http_methods(["GET", "POST"])
def edit_reserve(request: HttpRequest, ref: str, reserve: str = "") -> HttpResponse:
    """Add or change a reserve of a draft."""
    facts, book, officer = draft_or_404(request, ref), bare_book(ref), officer_of(request)
    now = next((each for each in book.reserves if each.ref == reserve), None)
    _require(now is not None or not reserve)
    form = ReserveForm(sent(request), book=book, seen=facts.version, now=now)
    title = now.title if now else "Add a reserve"
    return _answer(
        request,
        facts,
        form,
        lambda: put_reserve(officer, ref, form.reserve(), form.cleaned_data["seen"]),
        title,
        "budget-reserves",
    )


@officers_only
@require_POST
def take_reserve(request: HttpRequest, ref: str, reserve: str) -> HttpResponse:
    """Take a reserve out of a draft."""
    remove_reserve(officer_of(request), ref, reserve)
    messages.success(request, "The reserve is removed.")
    return redirect("budget-reserves", ref)


@officers_only
@require_http_methods(["GET", "POST"])
def edit_tax(request: HttpRequest, ref: str, year: int) -> HttpResponse:
    """Set a year's tax base and rises in a draft."""
    facts, officer = draft_or_404(request, ref), officer_of(request)
    _require(year in facts.years)
    form = TaxForm(sent(request), book=bare_book(ref), year=year, seen=facts.version)
    title = f"Council tax in {year_name(year)}"
    return _answer(
        request,
        facts,
        form,
        lambda: put_tax(officer, ref, form.tax(), form.cleaned_data["seen"]),
        title,
        "budget",
    )


@officers_only
@require_http_methods(["GET", "POST"])
def edit_frame(request: HttpRequest, ref: str) -> HttpResponse:
    """Change what a draft says of itself."""
    facts, officer = draft_or_404(request, ref), officer_of(request)
    form = FrameForm(sent(request), book=bare_book(ref), seen=facts.version)
    return _answer(
        request,
        facts,
        form,
        lambda: put_frame(officer, ref, form.said(), form.cleaned_data["seen"]),
        "Title, contingency and rules",
        "budget",
    )


def _answer(
    request: HttpRequest, facts: VersionFacts, form: Form, act: Callable[[], object], title: str, section: str
) -> HttpResponse:
    if is_done(form, act):
        messages.success(request, saved_in_words(facts.ref))
        return redirect(section, facts.ref)
    return shown(request, "finance/plain_form.html", facts, section, form=form, title=title)


def _require(there: bool) -> None:
    if not there:
        raise Http404("no such part of this budget")
