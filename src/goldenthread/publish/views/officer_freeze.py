"""Officers' pages about freezing an edition, publishing, correcting and withdrawing it, and comparing it."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.publish.access import may_freeze_edition, may_see_editions, may_withdraw_edition
from goldenthread.publish.commands.freezing import correct_edition, freeze_edition
from goldenthread.publish.commands.publishing import publish_edition, withdraw_edition
from goldenthread.publish.correction import said_beside
from goldenthread.publish.forms import CorrectForm, WhenForm, WithdrawForm
from goldenthread.publish.queries.check import checks_of, may_be_frozen
from goldenthread.publish.queries.comparison import comparison_of, comparison_said
from goldenthread.publish.queries.draft import draft_of
from goldenthread.publish.views.officer import found_facts
from goldenthread.rules.refusal import Refused


@officers_only
@require_http_methods(["GET", "POST"])
def freeze(request: HttpRequest, ref: str) -> HttpResponse:
    """The list to look at before freezing, and freezing."""
    officer, now = officer_of(request), timezone.now()
    require(may_freeze_edition(officer), "freeze an edition")
    facts = found_facts(ref)
    if facts.state != "draft":
        return redirect("officer-edition", ref)
    form = WhenForm(sent(request))
    if form.is_valid():
        try:
            freeze_edition(officer, ref, form.moment)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, _("The edition is frozen: every form of it is kept."))
            return redirect("officer-edition", ref)
    checks = checks_of(draft_of(ref, now), now)
    context = {"form": form, "edition": facts, "checks": checks, "is_ready": may_be_frozen(checks)}
    return render(request, "publish/officer_freeze.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a frozen edition public."""
    officer = officer_of(request)
    require(may_freeze_edition(officer), "publish an edition")
    facts, form = found_facts(ref), WhenForm(sent(request), may_wait=False)
    if form.is_valid():
        try:
            publish_edition(officer, ref, form.moment)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, _("It is settled when the edition becomes public."))
            return redirect("officer-edition", ref)
    context = {"form": form, "edition": facts, "title": _("Publish the edition"), "button": _("Publish")}
    return render(request, "publish/officer_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, ref: str) -> HttpResponse:
    """Freeze a further issue, with the reason."""
    officer = officer_of(request)
    require(may_freeze_edition(officer), "correct an edition")
    facts, form = found_facts(ref), CorrectForm(sent(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            number = correct_edition(officer, ref, said["reason"], said["what"] == "words")
        except Refused as refused:
            say_refusals(form, refused)
        else:
            told = _("Issue {number} takes the place of the one before, which stays readable.")
            messages.success(request, told.format(number=number))
            return redirect("officer-edition", ref)
    context = {
        "form": form,
        "edition": facts,
        "title": _("Correct the edition"),
        "button": _("Freeze the correction"),
        "explained": _(
            "What is frozen never changes. A correction is a further issue with a number: readers see why it "
            "was made and every figure and word that changed, and the earlier issue stays readable."
        ),
    }
    return render(request, "publish/officer_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take an edition from public sight by order."""
    officer = officer_of(request)
    require(may_withdraw_edition(officer), "withdraw an edition")
    facts, form = found_facts(ref), WithdrawForm(sent(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            withdraw_edition(officer, ref, said["order"], said["reason"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, _("The edition is withdrawn. A notice stands in its place."))
            return redirect("officer-edition", ref)
    context = {
        "form": form,
        "edition": facts,
        "title": _("Withdraw the edition"),
        "button": _("Withdraw it for good"),
        "explained": _(
            "Only by order, and for good. The public then reads a notice with the order and the reason. "
            "The checksums stay public, so that whoever has a copy can still show that it is genuine."
        ),
    }
    return render(request, "publish/officer_form.html", context)


@officers_only
@require_GET
def comparison(request: HttpRequest, ref: str) -> HttpResponse:
    """What the edition would say today, beside what it says."""
    officer = officer_of(request)
    require(may_see_editions(officer), "see editions")
    found_facts(ref)
    found = comparison_of(ref, timezone.now())
    rows = [(each.about, *said_beside(each)) for each in found.differences]
    may_freeze = may_freeze_edition(officer) and found.edition.state == "frozen"
    context = {"edition": found.edition, "found": found, "rows": rows, "may_freeze": may_freeze}
    return render(request, "publish/officer_comparison.html", context)


@officers_only
@require_GET
def comparison_file(request: HttpRequest, ref: str) -> HttpResponse:
    """The same as JSON, for whoever works on with it."""
    require(may_see_editions(officer_of(request)), "see editions")
    found_facts(ref)
    said = json.dumps(comparison_said(comparison_of(ref, timezone.now())), ensure_ascii=False, indent=1)
    disposition = f'attachment; filename="{ref}-compared.json"'
    return HttpResponse(said, content_type="application/json", headers={"Content-Disposition": disposition})
