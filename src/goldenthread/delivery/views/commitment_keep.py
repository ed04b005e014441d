"""Officers' pages that make, reword and publish commitments, one at a time or from a plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from goldenthread.delivery.access import (
    may_keep_commitments,
    may_publish_commitments,
    may_take_commitments,
)
from goldenthread.delivery.commands.commitment import make_commitment, publish_commitment, revise_commitment
from goldenthread.delivery.commands.plan_ask import Taken, take_asks_from_plan
from goldenthread.delivery.commitment_sheet import CommitmentSheet
from goldenthread.delivery.forms.choice import item_choices, one_of, owner_choices, service_choices
from goldenthread.delivery.forms.commitment import CommitmentForm, FromPlanForm
from goldenthread.delivery.views.answer import is_done
from goldenthread.delivery.views.commitment import commitment_or_404, reader
from goldenthread.people.access import Officer, may_keep_services, require
from goldenthread.people.door import officers_only, sent
from goldenthread.people.queries.organisation import partners
from goldenthread.people.queries.service import ServiceTree
from goldenthread.plan.forms import PublishForm
from goldenthread.plan.queries import plans


@officers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down a commitment or an ask."""
    officer, tree = reader(request)
    form = _form(request, officer, tree)
    made: list[str] = []
    if is_done(form, lambda: made.append(make_commitment(officer, form.words()))):
        messages.success(request, f"Written down as {made[0]}.")
        return redirect("officer-commitment", made[0])
    context = {"form": form, "title": "Write down a commitment or an ask", "action": "Write it down"}
    return render(request, "delivery/commitment_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    """Reword a commitment."""
    officer, tree = reader(request)
    sheet = commitment_or_404(request, ref, tree)
    require(may_keep_commitments(officer, tree.subjects(sheet.words.service)), "keep this commitment")
    form = _form(request, officer, tree, sheet)
    if is_done(form, lambda: revise_commitment(officer, ref, form.words(), form.cleaned_data["seen"])):
        messages.success(request, "Saved.")
        return redirect("officer-commitment", ref)
    context = {"form": form, "title": sheet.title, "action": "Save", "sheet": sheet}
    return render(request, "delivery/commitment_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a commitment public, now or at a moment."""
    officer, tree = reader(request)
    require(may_publish_commitments(officer), "publish commitments")
    sheet = commitment_or_404(request, ref, tree)
    form = PublishForm(sent(request))
    if is_done(form, lambda: publish_commitment(officer, ref, form.moment())):
        later = form.moment()
        when = f"will be public from {localtime(later):%-d %B %Y, %H:%M}" if later else "is public"
        messages.success(request, f"It {when}.")
        return redirect("officer-commitment", ref)
    return render(request, "delivery/publish_commitment.html", {"form": form, "sheet": sheet})


@officers_only
@require_http_methods(["GET", "POST"])
def from_plan(request: HttpRequest) -> HttpResponse:
    """Make commitments from the asks and collaborations of a plan; what was left out is listed."""
    officer, _ = reader(request)
    require(may_take_commitments(officer), "take commitments from a plan")
    form = FromPlanForm(
        sent(request), plans=plans(officer, timezone.now()), may_add=may_keep_services(officer)
    )
    taken: list[Taken] = []
    if is_done(form, lambda: taken.append(_take(officer, form))) and not taken[0].left_out:
        messages.success(request, f"Made: {len(taken[0].made)}.")
        return redirect("officer-commitments")
    context = {"form": form, "taken": taken[0] if taken else None}
    return render(request, "delivery/commitments_from_plan.html", context)


def _take(officer: Officer, form: FromPlanForm) -> Taken:
    said = form.cleaned_data
    return take_asks_from_plan(officer, said["plan"], said.get("add_partners", False))


def _form(
    request: HttpRequest, officer: Officer, tree: ServiceTree, now: CommitmentSheet | None = None
) -> CommitmentForm:
    """The form, with the services that the officer may keep; none at all is for who keeps them all."""
    mine = service_choices(tree, officer, may_keep_commitments)
    keeps_all = may_keep_commitments(officer, ())
    require(keeps_all or bool(mine), "keep the commitments of any service")
    return CommitmentForm(
        sent(request),
        partners=partners(),
        items=item_choices(officer, timezone.now()),
        services=[("", "None"), *mine] if keeps_all else one_of(mine),
        owners=owner_choices(),
        now=now,
    )
