"""Officers' pages about editions: the list, beginning one, and one edition with its chapters."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.publish.access import (
    may_edit_edition,
    may_freeze_edition,
    may_see_editions,
    may_withdraw_edition,
)
from goldenthread.publish.commands.edition import begin_edition, discard_edition, name_edition
from goldenthread.publish.forms import BeginForm, CoverForm
from goldenthread.publish.kinds.kind import KINDS
from goldenthread.publish.public_reader import public_reader
from goldenthread.publish.queries.check import checks_of, may_be_frozen
from goldenthread.publish.queries.choice import choices_for
from goldenthread.publish.queries.draft import Draft, draft_of
from goldenthread.publish.queries.edition import EditionFacts, edition_facts, editions
from goldenthread.publish.views.step import next_step
from goldenthread.rules.refusal import Refused


@officers_only
@require_GET
def officer_editions(request: HttpRequest) -> HttpResponse:
    """Every edition, with how it stands."""
    officer = officer_of(request)
    require(may_see_editions(officer), "see editions")
    context = {"editions": editions(timezone.now()), "may_edit": may_edit_edition(officer)}
    return render(request, "publish/officer_editions.html", context)


@officers_only
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Choose the kind of edition to begin."""
    require(may_edit_edition(officer_of(request)), "begin an edition")
    return render(request, "publish/officer_begin.html", {"kinds": KINDS.values()})


@officers_only
@require_http_methods(["GET", "POST"])
def begin_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Say what an edition of a kind is about, and begin it."""
    officer = officer_of(request)
    require(may_edit_edition(officer), "begin an edition")
    if kind not in KINDS:
        raise Http404("no such kind of edition")
    now = timezone.now()
    choices = choices_for(KINDS[kind].asks, public_reader(now))
    form = BeginForm(sent(request), kind=KINDS[kind], choices=choices)
    if form.is_valid():
        ref = form.ref_of([each.ref for each in editions(now)])
        said = form.cleaned_data
        try:
            begin_edition(officer, kind, ref, form.scope, said["title"], said["language"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, _("The edition is begun. Nobody but officers sees it yet."))
            return redirect("officer-edition", ref)
    missing = [name for name, held in choices.items() if not held]
    context = {"form": form, "kind": KINDS[kind], "missing": missing}
    return render(request, "publish/officer_begin_kind.html", context)


@officers_only
@require_GET
def officer_edition(request: HttpRequest, ref: str) -> HttpResponse:
    """One edition: what to do next, what to look at, and its chapters in order."""
    officer, now = officer_of(request), timezone.now()
    require(may_see_editions(officer), "see editions")
    facts = found_facts(ref)
    draft, refused = _draft(ref)
    checks = checks_of(draft, now) if draft else ()
    editable = may_edit_edition(officer) and facts.state != "withdrawn"
    context = {
        "edition": facts,
        "draft": draft,
        "refused": refused,
        "checks": checks,
        "step": next_step(facts, may_be_frozen(checks), officer),
        "may_edit": editable,
        "may_freeze": may_freeze_edition(officer) and facts.state != "withdrawn",
        "may_withdraw": may_withdraw_edition(officer) and facts.state == "frozen",
    }
    return render(request, "publish/officer_edition.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest, ref: str) -> HttpResponse:
    """The edition's title and subtitle."""
    officer = officer_of(request)
    require(may_edit_edition(officer), "change an edition")
    facts = found_facts(ref)
    start = {"title": facts.title, "subtitle": facts.subtitle, "version": facts.version}
    form = CoverForm(sent(request), initial=start)
    if form.is_valid():
        said = form.cleaned_data
        try:
            name_edition(officer, ref, said["version"], said["title"], said["subtitle"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, _("The cover is saved."))
            return redirect("officer-edition", ref)
    context = {"form": form, "edition": facts, "title": _("The cover"), "button": _("Save")}
    return render(request, "publish/officer_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask whether a draft is to go, and remove it."""
    officer = officer_of(request)
    require(may_edit_edition(officer), "discard a draft of an edition")
    facts = found_facts(ref)
    if request.method == "POST":
        discard_edition(officer, ref)
        messages.success(request, _("The draft is discarded."))
        return redirect("officer-editions")
    return render(request, "publish/officer_discard.html", {"edition": facts})


def found_facts(ref: str) -> EditionFacts:
    """The edition, or 404."""
    facts = edition_facts(ref, timezone.now())
    if facts is None:
        raise Http404("no such edition")
    return facts


def _draft(ref: str) -> tuple[Draft | None, Refused | None]:
    """The edition as it stands; or why it cannot be worked out, which its page says."""
    try:
        return draft_of(ref, timezone.now()), None
    except Refused as refused:
        return None, refused
