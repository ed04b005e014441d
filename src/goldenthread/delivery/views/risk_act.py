"""What officers do on a risk's page: review it, act on it, link it, close it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.delivery.access import may_keep_risks
from goldenthread.delivery.commands.risk import close_risk, review_risk
from goldenthread.delivery.commands.risk_action import (
    add_risk_action,
    do_risk_action,
    link_risk,
    unlink_risk,
)
from goldenthread.delivery.forms.choice import item_choices, owner_choices
from goldenthread.delivery.forms.risk import CloseForm, ReviewForm, RiskActionForm, RiskLinkForm
from goldenthread.delivery.risk_sheet import RiskSheet
from goldenthread.delivery.views.answer import is_done
from goldenthread.delivery.views.risk import risk_or_404, risk_page
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.people.access import Officer, require
from goldenthread.people.door import officer_of, officers_only
from goldenthread.people.queries.service import ServiceTree, services


@officers_only
@require_POST
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """Rate the risk again, with the reason."""
    officer, sheet, tree = _kept(request, ref)
    form = ReviewForm(request.POST, policy=read_quarter_policy(), now=sheet)
    if is_done(form, lambda: review_risk(officer, ref, **form.cleaned_data)):
        messages.success(request, "Reviewed. The score before stays in its history.")
        return redirect("officer-risk", ref)
    return risk_page(request, sheet, tree, review=form)


@officers_only
@require_POST
def add_action(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what will be done about the risk."""
    officer, sheet, tree = _kept(request, ref)
    form = RiskActionForm(request.POST, owners=owner_choices())
    if is_done(form, lambda: add_risk_action(officer, ref, **form.cleaned_data)):
        messages.success(request, "The action is added.")
        return redirect("officer-risk", ref)
    return risk_page(request, sheet, tree, action=form)


@officers_only
@require_POST
def action_done(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Say that an action is done today."""
    do_risk_action(officer_of(request), ref, number)
    messages.success(request, "Done.")
    return redirect("officer-risk", ref)


@officers_only
@require_POST
def link(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the risk on a plan item."""
    officer, sheet, tree = _kept(request, ref)
    form = RiskLinkForm(request.POST, items=item_choices(officer, timezone.now()))
    if is_done(form, lambda: link_risk(officer, ref, *_place(form.cleaned_data["item"]))):
        messages.success(request, "The risk stands on the plan item.")
        return redirect("officer-risk", ref)
    return risk_page(request, sheet, tree, link=form)


@officers_only
@require_POST
def unlink(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the risk off a plan item."""
    unlink_risk(officer_of(request), ref, request.POST.get("plan", ""), request.POST.get("item", ""))
    messages.success(request, "The risk is taken off the plan item.")
    return redirect("officer-risk", ref)


@officers_only
@require_POST
def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the risk off the open register."""
    officer, sheet, tree = _kept(request, ref)
    form = CloseForm(request.POST, now=sheet)
    if is_done(form, lambda: close_risk(officer, ref, **form.cleaned_data)):
        messages.success(request, "The risk is closed.")
        return redirect("officer-risk", ref)
    return risk_page(request, sheet, tree, close=form)


def _kept(request: HttpRequest, ref: str) -> tuple[Officer, RiskSheet, ServiceTree]:
    officer, tree = officer_of(request), services(timezone.localdate())
    sheet = risk_or_404(officer, ref, tree)
    require(may_keep_risks(officer, tree.subjects(sheet.service)), "keep the risks of this service")
    return officer, sheet, tree


def _place(text: str) -> tuple[str, str]:
    plan, _, item = text.partition("/")
    return plan, item
