"""Pages about commitments and asks: the list, one of them, and keeping them. Partners see their own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.delivery.access import (
    may_keep_commitments,
    may_publish_commitments,
    may_see_commitments,
    may_update_commitments,
)
from goldenthread.delivery.commands.commitment import update_commitment
from goldenthread.delivery.commitment_file import commitments_as_csv
from goldenthread.delivery.commitment_sheet import CommitmentSheet
from goldenthread.delivery.forms.choice import service_choices
from goldenthread.delivery.forms.commitment import CommitmentListForm, StandingForm
from goldenthread.delivery.queries.commitment import commitment, commitments, partners_of
from goldenthread.delivery.told import changes_told
from goldenthread.delivery.views.answer import is_done
from goldenthread.kit.download import CSV_TYPE
from goldenthread.people.access import Officer, reads_everything, require
from goldenthread.people.door import known_only, person_of, sent
from goldenthread.people.queries.publication import publicity
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.people.queries.trail import acts_on
from goldenthread.plan.queries import titles_of
from goldenthread.rules.subject import Subject

PER_PAGE = 50
UPDATED = "update_commitment"


@known_only
@require_GET
def commitment_list(request: HttpRequest) -> HttpResponse:
    """Commitments and asks, late next steps first; a partner's own, in plain words, for a partner."""
    person, tree = reader(request)
    form, found = _asked(request, person, tree)
    today = timezone.localdate()
    page = Paginator([(each, each.step_is_late(today)) for each in found], PER_PAGE)
    context = {
        "form": form,
        "count": len(found),
        "late": sum(each.step_is_late(today) for each in found),
        "page": page.get_page(request.GET.get("page", "1")),
        "partners": partners_of(person),
        "may_make": _may_make(person, tree),
        "may_take": may_keep_commitments(person, ()),
        "query": request.GET.urlencode(),
    }
    template = "commitments" if reads_everything.test(person) else "own_commitments"
    return render(request, f"delivery/{template}.html", context)


@known_only
@require_GET
def commitments_file(request: HttpRequest) -> HttpResponse:
    """The list as CSV, filtered as the page is."""
    person, tree = reader(request)
    _, found = _asked(request, person, tree)
    headers = {"Content-Disposition": 'attachment; filename="commitments.csv"'}
    return HttpResponse(commitments_as_csv(found), content_type=CSV_TYPE, headers=headers)


@known_only
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One commitment, and the form that says how it stands."""
    person, tree = reader(request)
    now, sheet = timezone.now(), commitment_or_404(request, ref, tree)
    is_own = not reads_everything.test(person)
    words, subjects = sheet.words, tree.subjects(sheet.words.service)
    may_update = may_update_commitments(person, words.partner, subjects)
    require(may_update or request.method == "GET", "update this commitment")
    form = StandingForm(sent(request), now=sheet)
    if is_done(form, lambda: update_commitment(person, ref, form.standing(), form.cleaned_data["seen"])):
        messages.success(request, "Saved. Thank you.")
        return redirect("officer-commitment", ref)
    context = {
        "sheet": sheet,
        "form": form if may_update else None,
        "late": sheet.step_is_late(timezone.localdate()),
        "overdue": sheet.is_overdue(timezone.localdate()),
        "acts": [
            (line, changes_told(line) if line.before else "")
            for line in acts_on(Subject("commitment", ref), 10)
            if not is_own or line.act == UPDATED
        ],
        "item": titles_of([(words.plan, words.item)], person, publicity(now)).get((words.plan, words.item)),
        "may_keep": may_keep_commitments(person, subjects),
        "may_publish": may_publish_commitments(person) and not sheet.is_public,
        "is_own": is_own,
    }
    return render(request, "delivery/commitment.html", context)


def commitment_or_404(request: HttpRequest, ref: str, tree: ServiceTree) -> CommitmentSheet:
    """The commitment, where there is one that the person may see."""
    sheet = commitment(person_of(request), ref, tree, timezone.now())
    if sheet is None:
        raise Http404("no such commitment")
    return sheet


def reader(request: HttpRequest) -> tuple[Officer, ServiceTree]:
    """Who asks, where they may see any commitment, and the services as they stand today."""
    person = person_of(request)
    require(may_see_commitments(person), "see commitments")
    return person, services(timezone.localdate())


def _asked(
    request: HttpRequest, person: Officer, tree: ServiceTree
) -> tuple[CommitmentListForm, tuple[CommitmentSheet, ...]]:
    named = service_choices(tree, person) if reads_everything.test(person) else []
    form = CommitmentListForm(request.GET or None, partners=partners_of(person), services=named)
    return form, commitments(person, tree, timezone.localdate(), timezone.now(), form.wanted())


def _may_make(person: Officer, tree: ServiceTree) -> bool:
    return may_keep_commitments(person, ()) or bool(service_choices(tree, person, may_keep_commitments))
