"""Beginning a version from another, freezing a draft under a name, and publishing what is frozen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.delivery.views.answer import is_done
from goldenthread.finance.commands.freezing import (
    begin_version,
    discard_draft,
    freeze_budget,
    withdraw_budget,
)
from goldenthread.finance.commands.version import publish_budget
from goldenthread.finance.forms.freezing import BeginForm, FreezeForm, PublishForm
from goldenthread.finance.queries.robustness import unsigned_warning
from goldenthread.finance.views.place import draft_or_404, shown
from goldenthread.people.door import officer_of, officers_only, sent


@officers_only
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin a draft that is a copy of this version."""
    facts, officer = draft_or_404(request, ref), officer_of(request)
    form = BeginForm(sent(request), initial={"title": facts.title, "ref": f"{ref}-b"[:100]})
    if is_done(
        form, lambda: begin_version(officer, ref, form.cleaned_data["ref"], form.cleaned_data["title"])
    ):
        messages.success(request, "The new version is begun. It is a draft until it is frozen.")
        return redirect("budget", form.cleaned_data["ref"])
    told = "The new version holds all that this one holds. Nothing that is done to it changes this one."
    context = {"form": form, "title": "Begin a new version", "told": told, "action": "Begin it"}
    return shown(request, "finance/plain_form.html", facts, "", **context)


@officers_only
@require_http_methods(["GET", "POST"])
def freeze(request: HttpRequest, ref: str) -> HttpResponse:
    """Freeze a draft under a name, with who decided it."""
    facts, officer = draft_or_404(request, ref), officer_of(request)
    form = FreezeForm(sent(request), initial={"seen": facts.version, "title": facts.title})
    if is_done(form, lambda: freeze_budget(officer, ref, **form.cleaned_data)):
        messages.success(request, "It is frozen, and never changes from now on.")
        return redirect("budget", ref)
    return shown(request, "finance/freeze.html", facts, "", form=form, warning=unsigned_warning(ref))


@officers_only
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Let everybody read a frozen version, at once or from a moment on."""
    facts, officer = draft_or_404(request, ref), officer_of(request)
    form = PublishForm(sent(request))
    if is_done(form, lambda: publish_budget(officer, ref, form.cleaned_data["when"])):
        messages.success(
            request, "It will be public from then on." if form.cleaned_data["when"] else "It is public."
        )
        return redirect("budget", ref)
    told = "Everybody can read it from then on. It is not taken back: an amended budget stands beside it."
    context = {"form": form, "title": "Publish this budget", "told": told, "action": "Publish it"}
    return shown(request, "finance/plain_form.html", facts, "", **context)


@officers_only
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take back, before its moment, that a version will be public."""
    facts, officer = draft_or_404(request, ref), officer_of(request)
    if request.method == "POST":
        withdraw_budget(officer, ref)
        messages.success(request, "It will not be published.")
        return redirect("budget", ref)
    when = timezone.localtime(facts.publish_at) if facts.publish_at else None
    told = f"It would become public on {when:%-d %B %Y at %H:%M}." if when else "It is not to be published."
    context = {"title": "Do not publish it after all", "told": told, "action": "Take it back"}
    return shown(request, "finance/plain_form.html", facts, "", **context)


@officers_only
@require_POST
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw a draft away."""
    discard_draft(officer_of(request), ref)
    messages.success(request, "The draft is thrown away.")
    return redirect("budgets")
