"""Officers' pages about plans: upload, look, edit, put into a state, publish."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.queries.trail import acts_on
from goldenthread.plan import queries
from goldenthread.plan.access import may_edit_plan, may_publish_plan, may_write_plans
from goldenthread.plan.commands import (
    add_item,
    change_state,
    move_item,
    publish_plan,
    record_succession,
    remove_item,
    revise_item,
    withdraw_plan,
)
from goldenthread.plan.edit import mark_of
from goldenthread.plan.file_csv import items_as_csv
from goldenthread.plan.file_xlsx import plan_as_workbook
from goldenthread.plan.file_yaml import plan_as_yaml
from goldenthread.plan.forms import (
    ItemForm,
    NewItemForm,
    PublishForm,
    StateForm,
    SuccessionForm,
    UploadForm,
    WithdrawForm,
    words_of,
)
from goldenthread.plan.outline import outline
from goldenthread.plan.queries import ItemView, PlanView
from goldenthread.plan.upload import accept_upload, hand_over_plan, upload_rehearsal
from goldenthread.rules.plan_tree import descendants
from goldenthread.rules.refusal import Refused

FILES = {
    "yaml": (plan_as_yaml, "application/yaml"),
    "xlsx": (plan_as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (items_as_csv, "text/csv; charset=utf-8"),
}


@require_GET
def plan_file(request: HttpRequest, plan: str, ending: str) -> HttpResponse:
    """The plan as a file, in the version that its reader may see."""
    if ending not in FILES:
        raise Http404
    write, kind = FILES[ending]
    document = _plan(request, plan).document
    disposition = f'attachment; filename="{plan}.{ending}"'
    return HttpResponse(write(document), content_type=kind, headers={"Content-Disposition": disposition})


@officers_only
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan, with what can be done to it."""
    found = queries.plans(request.user, timezone.now())
    return render(request, "plan/plans.html", {"plans": found, "may_edit": may_write_plans(request.user)})


@officers_only
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand over a plan file, to see what it would change."""
    require(may_write_plans(request.user), "import plans")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            number = hand_over_plan(officer_of(request), file.name, file.read())
            return redirect("rehearse-plan", number)
        except Refused as refused:
            say_refusals(form, refused)
    return render(request, "plan/upload.html", {"form": form})


@officers_only
@require_http_methods(["GET", "POST"])
def rehearse(request: HttpRequest, number: int) -> HttpResponse:
    """What an uploaded plan would change; on the officer's word, import it."""
    officer = officer_of(request)
    if request.method == "POST":
        done = accept_upload(officer, number, request.POST.get("seen", ""))
        messages.success(
            request, f"Imported as version {done.number}. It is not public until you publish it."
        )
        return redirect("officer-plan", done.ref)
    found = upload_rehearsal(officer, number)
    if found is None:
        raise Http404
    return render(request, "plan/rehearsal.html", {"upload": found, "rehearsal": found.rehearsal})


@officers_only
@require_GET
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """A plan to work on: its state, whether it is public, and its items."""
    view = _plan(request, plan)
    context = {
        "view": view,
        "top": outline(view.document.items),
        "acts": acts_on(queries.plan_subject(plan), 5),
        "may_edit": may_edit_plan(request.user, plan),
        "may_publish": may_publish_plan(request.user, plan),
    }
    return render(request, "plan/plan.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def edit_item(request: HttpRequest, plan: str, item: str) -> HttpResponse:
    """Rewrite an item."""
    require(may_edit_plan(request.user, plan), "edit plans")
    view = _item(request, plan, item)
    start = words_of(view.item) | {"seen": mark_of(view.item)}
    form = ItemForm(sent(request), initial=start)
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            number = revise_item(officer_of(request), plan, item, form.words(), seen)
            return _done(request, view.plan, number, "Saved.")
        except Refused as refused:
            say_refusals(form, refused)
    return render(request, "plan/edit_item.html", {"view": view, "form": form})


@officers_only
@require_http_methods(["GET", "POST"])
def new_item(request: HttpRequest, plan: str, parent: str = "") -> HttpResponse:
    """Hang a new item on another, or at the top of the plan."""
    require(may_edit_plan(request.user, plan), "edit plans")
    view = _plan(request, plan)
    above = _item(request, plan, parent).item if parent else None
    form = NewItemForm(sent(request))
    if form.is_valid():
        try:
            kind = form.cleaned_data["kind"]
            ref = add_item(officer_of(request), plan, parent, kind, form.words())
            messages.success(request, f"Added as {ref}.")
            return redirect("officer-plan", plan)
        except Refused as refused:
            say_refusals(form, refused)
    return render(request, "plan/new_item.html", {"view": view, "above": above, "form": form})


@officers_only
@require_POST
def move(request: HttpRequest, plan: str, item: str) -> HttpResponse:
    """Move an item one place up or down among its siblings."""
    view = _plan(request, plan)
    places = -1 if request.POST.get("where") == "up" else 1
    number = move_item(officer_of(request), plan, item, places)
    return _done(request, view, number, "Moved.")


@officers_only
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, plan: str, item: str) -> HttpResponse:
    """Take an item out, after showing what goes with it."""
    require(may_edit_plan(request.user, plan), "edit plans")
    view = _item(request, plan, item)
    if request.method == "POST":
        number = remove_item(officer_of(request), plan, item)
        return _done(request, view.plan, number, "Removed.")
    below = descendants(view.document.items, item)
    return render(request, "plan/remove_item.html", {"view": view, "below": below})


@officers_only
@require_http_methods(["GET", "POST"])
def state(request: HttpRequest, plan: str) -> HttpResponse:
    """Put the latest version into another state."""
    require(may_edit_plan(request.user, plan), "edit plans")
    view = _plan(request, plan)
    form = StateForm(sent(request), now=view.state)
    if form.is_valid():
        try:
            change_state(officer_of(request), plan, form.cleaned_data["state"], form.decided())
            messages.success(request, "The plan's state is changed.")
            return redirect("officer-plan", plan)
        except Refused as refused:
            say_refusals(form, refused)
    return render(request, "plan/form.html", _form(view, form, "State of the plan", "Change the state"))


@officers_only
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, plan: str) -> HttpResponse:
    """Make the latest version public, now or at a moment."""
    require(may_publish_plan(request.user, plan), "publish plans")
    view = _plan(request, plan)
    form = PublishForm(sent(request))
    if form.is_valid():
        try:
            publish_plan(officer_of(request), plan, form.moment())
            later = form.moment()
            when = f"will be public from {localtime(later):%-d %B %Y, %H:%M}" if later else "is public"
            messages.success(request, f"The latest version {when}.")
            return redirect("officer-plan", plan)
        except Refused as refused:
            say_refusals(form, refused)
    return render(request, "plan/form.html", _form(view, form, "Publish the latest version", "Publish"))


@officers_only
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, plan: str) -> HttpResponse:
    """Take the latest version back from the public."""
    require(may_publish_plan(request.user, plan), "withdraw plans")
    view = _plan(request, plan)
    form = WithdrawForm(sent(request))
    if form.is_valid():
        withdraw_plan(officer_of(request), plan, form.cleaned_data["why"])
        messages.success(request, "The latest version is not public, and not due to be.")
        return redirect("officer-plan", plan)
    return render(request, "plan/form.html", _form(view, form, "Withdraw the latest version", "Withdraw"))


@officers_only
@require_http_methods(["GET", "POST"])
def succession(request: HttpRequest, plan: str) -> HttpResponse:
    """State what came before or after an item."""
    require(may_edit_plan(request.user, plan), "edit plans")
    view = _plan(request, plan)
    form = SuccessionForm(sent(request))
    if form.is_valid():
        try:
            number = record_succession(officer_of(request), plan, form.link())
            return _done(request, view, number, "Recorded.")
        except Refused as refused:
            say_refusals(form, refused)
    return render(request, "plan/form.html", _form(view, form, "What came before or after", "Record"))


def _done(request: HttpRequest, before: PlanView, number: int, what: str) -> HttpResponse:
    if number != before.facts.number:
        what += f" It is in version {number}, a new draft: the version before it stays as it was."
    messages.success(request, what)
    return redirect("officer-plan", before.document.ref)


def _form(view: PlanView, form: object, title: str, action: str) -> dict[str, object]:
    return {"view": view, "form": form, "title": title, "action": action}


def _plan(request: HttpRequest, ref: str) -> PlanView:
    view = queries.plan_document(ref, request.user, timezone.now())
    if view is None:
        raise Http404
    return view


def _item(request: HttpRequest, plan: str, ref: str) -> ItemView:
    view = queries.item(plan, ref, request.user, timezone.now())
    if view is None:
        raise Http404
    return view
