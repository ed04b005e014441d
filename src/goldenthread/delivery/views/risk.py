"""Officers' pages about risks and opportunities: the register with its matrix, and a page for each."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.delivery.access import may_keep_risks, may_see_risks
from goldenthread.delivery.commands.risk import raise_risk, revise_risk
from goldenthread.delivery.forms.choice import Choices, item_choices, owner_choices, service_choices
from goldenthread.delivery.forms.risk import (
    CloseForm,
    RegisterForm,
    ReviewForm,
    RiskActionForm,
    RiskForm,
    RiskLinkForm,
)
from goldenthread.delivery.queries.issue import IssueFilter, issues
from goldenthread.delivery.queries.risk import ratings_of, risk, risks
from goldenthread.delivery.risk_file import risks_as_csv
from goldenthread.delivery.risk_sheet import RiskSheet, matrix
from goldenthread.delivery.views.answer import is_done
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.kit.download import CSV_TYPE
from goldenthread.people.access import Officer, require
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.people.queries.publication import publicity
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.plan.queries import titles_of

PER_PAGE = 50


@officers_only
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """The register, filtered by what stands in the address, with the matrix above it."""
    officer, tree = _reader(request)
    form = RegisterForm(request.GET or None, services=service_choices(tree, officer), owners=owner_choices())
    wanted, policy = form.wanted(), read_quarter_policy()
    found = risks(officer, tree, wanted, policy)
    context = {
        "form": form,
        "wanted": wanted,
        "matrix": matrix(found, policy),
        "count": len(found),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page", "1")),
        "may_raise": bool(service_choices(tree, officer, may_keep_risks)),
        "today": timezone.localdate(),
        "query": request.GET.urlencode(),
    }
    return render(request, "delivery/risks.html", context)


@officers_only
@require_GET
def register_file(request: HttpRequest) -> HttpResponse:
    """The register as CSV, filtered as the page is."""
    officer, tree = _reader(request)
    form = RegisterForm(request.GET or None, services=service_choices(tree, officer), owners=owner_choices())
    text = risks_as_csv(risks(officer, tree, form.wanted()))
    headers = {"Content-Disposition": 'attachment; filename="risks.csv"'}
    return HttpResponse(text, content_type=CSV_TYPE, headers=headers)


@officers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Raise a risk or an opportunity."""
    officer, tree = _reader(request)
    mine = _own_services(officer, tree)
    form = RiskForm(sent(request), policy=read_quarter_policy(), services=mine, owners=owner_choices())
    made: list[str] = []
    if is_done(form, lambda: made.append(raise_risk(officer, form.words()))):
        messages.success(request, f"Raised as {made[0]}.")
        return redirect("officer-risk", made[0])
    context = {"form": form, "title": "Raise a risk or an opportunity", "action": "Raise it"}
    return render(request, "delivery/risk_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    """Reword a risk, move it or set its target."""
    officer, tree = _reader(request)
    sheet = risk_or_404(officer, ref, tree)
    _require_keeper(officer, sheet, tree)
    mine, policy = _own_services(officer, tree), read_quarter_policy()
    form = RiskForm(sent(request), policy=policy, services=mine, owners=owner_choices(), now=sheet)
    if is_done(form, lambda: revise_risk(officer, ref, form.words(), form.cleaned_data["seen"])):
        messages.success(request, "Saved.")
        return redirect("officer-risk", ref)
    context = {"form": form, "title": sheet.title, "action": "Save", "sheet": sheet}
    return render(request, "delivery/risk_form.html", context)


@officers_only
@require_GET
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One risk: how it is rated, how it was, what is done about it and what it touches."""
    officer, tree = _reader(request)
    return risk_page(request, risk_or_404(officer, ref, tree), tree)


@dataclass(frozen=True, slots=True)
class RiskForms:
    """The forms of a risk's page."""

    review: BaseForm
    action: BaseForm
    link: BaseForm
    close: BaseForm


def risk_page(
    request: HttpRequest, sheet: RiskSheet, tree: ServiceTree, **sent_forms: BaseForm
) -> HttpResponse:
    """The page of a risk, with a form that was sent and refused in the place of a fresh one."""
    officer, now = officer_of(request), timezone.now()
    titles = titles_of(sheet.items, officer, publicity(now))
    may_keep = may_keep_risks(officer, tree.subjects(sheet.service))
    context = {
        "sheet": sheet,
        "ratings": ratings_of(sheet.ref),
        "late": {each.number for each in sheet.actions if each.is_late(timezone.localdate())},
        "items": [(plan, item, titles.get((plan, item), item)) for plan, item in sheet.items],
        "issues": issues(officer, tree, IssueFilter(state="", risk=sheet.ref)),
        "may_keep": may_keep,
        "forms": replace(_forms(sheet, officer), **sent_forms) if may_keep and sheet.is_open else None,
        "refused": any(form.errors for form in sent_forms.values()),
    }
    return render(request, "delivery/risk.html", context)


def risk_or_404(officer: Officer, ref: str, tree: ServiceTree) -> RiskSheet:
    """The risk, where there is one that the officer may see."""
    sheet = risk(officer, ref, tree)
    if sheet is None:
        raise Http404("no such risk")
    return sheet


def _forms(sheet: RiskSheet, officer: Officer) -> RiskForms:
    return RiskForms(
        review=ReviewForm(None, policy=read_quarter_policy(), now=sheet),
        action=RiskActionForm(None, owners=owner_choices()),
        link=RiskLinkForm(None, items=item_choices(officer, timezone.now())),
        close=CloseForm(None, now=sheet),
    )


def _reader(request: HttpRequest) -> tuple[Officer, ServiceTree]:
    officer = officer_of(request)
    require(may_see_risks(officer), "see risks")
    return officer, services(timezone.localdate())


def _own_services(officer: Officer, tree: ServiceTree) -> Choices:
    """The services whose risks the officer may keep. Raises NotAllowed where there are none."""
    mine = service_choices(tree, officer, may_keep_risks)
    require(bool(mine), "keep the risks of any service")
    return mine


def _require_keeper(officer: Officer, sheet: RiskSheet, tree: ServiceTree) -> None:
    require(may_keep_risks(officer, tree.subjects(sheet.service)), "keep the risks of this service")
