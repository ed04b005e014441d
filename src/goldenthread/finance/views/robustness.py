"""The officers' page of the statement on robust estimates and adequate reserves."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.delivery.views.answer import is_done
from goldenthread.finance.access import may_sign_robustness
from goldenthread.finance.commands.robustness import sign_robustness, unsign_robustness, word_robustness
from goldenthread.finance.forms.robustness import RobustnessForm, SignForm, UnsignForm
from goldenthread.finance.pounds_said import pounds, signed
from goldenthread.finance.queries.robustness import (
    Evidence,
    ReserveEvidence,
    Statement,
    robustness_of,
    unsigned_warning,
)
from goldenthread.finance.queries.version import VersionFacts
from goldenthread.finance.views.place import budget_or_404, shown
from goldenthread.kit.figure import DataTable
from goldenthread.kit.format import short
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.rules.budget import RESERVE_KINDS
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.monitoring import month_name

SIGN = "write the statement on estimates and reserves"


@officers_only
@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, ref: str) -> HttpResponse:
    """The statement with its evidence; finance officers word it here."""
    facts = budget_or_404(request, ref)
    officer, found = officer_of(request), _found(request, ref)
    may_sign = may_sign_robustness(officer)
    given = sent(request)
    if given is not None:
        require(may_sign, SIGN)
    form = RobustnessForm(given, now=found)
    if given is not None and is_done(form, lambda: word_robustness(officer, ref, **form.cleaned_data)):
        messages.success(request, "Saved.")
        return redirect("budget-robustness", ref)
    return _page(request, facts, found, form=form if may_sign and not found.is_signed else None)


@officers_only
@require_POST
def sign(request: HttpRequest, ref: str) -> HttpResponse:
    """Sign the statement as it is worded."""
    officer = officer_of(request)
    require(may_sign_robustness(officer), SIGN)
    facts = budget_or_404(request, ref)
    found = _found(request, ref)
    form = SignForm(request.POST, now=found)
    if is_done(form, lambda: sign_robustness(officer, ref, **form.cleaned_data)):
        messages.success(request, "Signed. The evidence is kept as it is now.")
        return redirect("budget-robustness", ref)
    words = None if found.is_signed else RobustnessForm(None, now=found)
    return _page(request, facts, found, form=words, sign_form=form)


@officers_only
@require_POST
def unsign(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the signature back."""
    officer = officer_of(request)
    require(may_sign_robustness(officer), SIGN)
    facts = budget_or_404(request, ref)
    form = UnsignForm(request.POST)
    if is_done(form, lambda: unsign_robustness(officer, ref, form.cleaned_data["why"])):
        messages.success(request, "The signature is taken back.")
        return redirect("budget-robustness", ref)
    return _page(request, facts, _found(request, ref), unsign_form=form)


def _found(request: HttpRequest, ref: str) -> Statement:
    found = robustness_of(request.user, timezone.now(), ref)
    if found is None:
        raise Http404("no such budget")
    return found


def _page(request: HttpRequest, facts: VersionFacts, found: Statement, **forms: Any) -> HttpResponse:
    may_sign = may_sign_robustness(request.user)
    context = {
        "statement": found,
        "warning": unsigned_warning(facts.ref),
        "tables": evidence_tables(found.evidence),
        "before": found.evidence.before,
        "before_name": _month(found.evidence),
        "may_sign": may_sign,
        "unsign_form": UnsignForm() if may_sign and found.is_signed and not facts.is_public else None,
        "sign_form": SignForm(None, now=found),
        "form": None,
    }
    return shown(request, "finance/robustness.html", facts, "budget-robustness", **(context | forms))


def evidence_tables(evidence: Evidence) -> list[DataTable]:
    """The evidence as tables: the years, the reserves, and what draws of the drivers came to."""
    found = [_years(evidence), _reserves(evidence)]
    return [*found, _drawn(evidence), _swings(evidence)] if evidence.draws else found


def _years(evidence: Evidence) -> DataTable:
    names = {
        "Gap": "gap",
        "Gap if nothing more is identified": "if_nothing_is_found",
        "Gap without one-offs": "structural_gap",
        "Savings still to be identified": "unidentified",
        "One-off funding": "one_off",
        "Reserves used": "reserves_used",
    }
    rows = [(said, *(pounds(getattr(each, name)) for each in evidence.years)) for said, name in names.items()]
    headings = ("What", *(year_name(each.year) for each in evidence.years))
    caption = "What the plan comes to, and what of it stands on one-offs and on savings not yet found, £"
    return DataTable(caption, headings, tuple(rows), tuple(range(1, len(headings))))


def _reserves(evidence: Evidence) -> DataTable:
    rows = [
        (
            each.title,
            RESERVE_KINDS[each.kind],
            pounds(each.minimum),
            pounds(each.opening),
            *(_against(each, closing.amount) for closing in each.closings),
        )
        for each in evidence.reserves
    ]
    years = tuple(f"End of {year_name(each.year)}" for each in evidence.years)
    headings = ("Reserve", "Kind", "Minimum", "Opens at", *years)
    caption = "Each reserve against its minimum, £"
    return DataTable(caption, headings, tuple(rows), tuple(range(2, len(headings))))


def _against(reserve: ReserveEvidence, closing: Decimal) -> str:
    """A deficit has no minimum: that it is below nothing is what it says already."""
    is_below = closing < reserve.minimum and reserve.kind != "schools_deficit"
    return f"{pounds(closing)} (below its minimum)" if is_below else pounds(closing)


def _drawn(evidence: Evidence) -> DataTable:
    rows = [
        (
            year_name(each.year),
            *map(pounds, (each.p10, each.p50, each.p90)),
            f"{short((each.below_minimum * 100).quantize(each.below_minimum))}%",
        )
        for each in evidence.drawn
    ]
    headings = (
        "Year",
        "Low: one draw in ten is below it (P10)",
        "Middle: as many draws above as below (P50)",
        "High: one draw in ten is above it (P90)",
        "Chance of the general reserve below its minimum,"
        " if it met every gap so far and nothing else were done",
    )
    caption = (
        f"The gap in {evidence.draws:,} draws of the drivers, £. The gap counts the contingency as spent; the"
        " chance of low reserves takes a surprise from the contingency first"
    )
    return DataTable(caption, headings, tuple(rows), (1, 2, 3, 4))


def _swings(evidence: Evidence) -> DataTable:
    central = {each.year: each.gap for each in evidence.years}
    rows = [
        (
            each.driver,
            year_name(each.year),
            signed(each.low - central[each.year]),
            signed(each.high - central[each.year]),
        )
        for each in evidence.swings
    ]
    headings = ("Assumption", "Year", "At its low", "At its high")
    caption = (
        "Which assumptions matter most: by how much each moves the gap from the central plan's, £. The low"
        " and the high are passed one time in ten each; for a triangular driver they are its ends"
    )
    return DataTable(caption, headings, tuple(rows), (2, 3))


def _month(evidence: Evidence) -> str:
    return month_name(evidence.before.year, evidence.before.month) if evidence.before else ""
