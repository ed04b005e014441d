"""Officers' pages about issues."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.delivery.access import may_keep_risks, may_see_risks
from goldenthread.delivery.commands.issue import raise_issue, settle_issue
from goldenthread.delivery.forms.choice import owner_choices, service_choices
from goldenthread.delivery.forms.issue import IssueForm, IssueListForm, SettleForm
from goldenthread.delivery.queries.issue import issue, issues
from goldenthread.delivery.queries.risk import risk
from goldenthread.delivery.views.answer import is_done
from goldenthread.people.access import Officer, require
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.people.queries.service import ServiceTree, services


@officers_only
@require_GET
def issue_list(request: HttpRequest) -> HttpResponse:
    """The issues, filtered by what stands in the address."""
    officer, tree = _reader(request)
    form = IssueListForm(request.GET or None, services=service_choices(tree, officer))
    today = timezone.localdate()
    found = [(each, each.is_late(today)) for each in issues(officer, tree, form.wanted())]
    may_raise = bool(service_choices(tree, officer, may_keep_risks))
    context = {"form": form, "issues": found, "may_raise": may_raise}
    return render(request, "delivery/issues.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Raise an issue; `?risk=` names the risk that came true."""
    officer, tree = _reader(request)
    mine = service_choices(tree, officer, may_keep_risks)
    require(bool(mine), "raise issues for any service")
    came_true = risk(officer, request.GET.get("risk", ""), tree)
    start = (
        {"risk": came_true.ref, "title": came_true.title, "service": came_true.service} if came_true else {}
    )
    start |= {"action": request.GET.get("action", "")}
    form = IssueForm(sent(request), services=mine, owners=owner_choices(), initial=start)
    made: list[str] = []
    if is_done(form, lambda: made.append(raise_issue(officer, form.words()))):
        messages.success(request, f"Raised as {made[0]}.")
        return redirect("officer-issue", made[0])
    return render(request, "delivery/issue_form.html", {"form": form, "title": "Raise an issue"})


@officers_only
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One issue, and the form that settles it."""
    officer, tree = _reader(request)
    sheet = issue(officer, ref, tree)
    if sheet is None:
        raise Http404("no such issue")
    may_settle = may_keep_risks(officer, tree.subjects(sheet.service))
    require(may_settle or request.method == "GET", "settle the issues of this service")
    form = SettleForm(sent(request), initial={"seen": sheet.version})
    if is_done(form, lambda: settle_issue(officer, ref, **form.cleaned_data)):
        messages.success(request, "The issue is settled.")
        return redirect("officer-issue", ref)
    late = sheet.is_late(timezone.localdate())
    context = {"sheet": sheet, "form": form if may_settle else None, "late": late}
    return render(request, "delivery/issue.html", context)


def _reader(request: HttpRequest) -> tuple[Officer, ServiceTree]:
    officer = officer_of(request)
    require(may_see_risks(officer), "see issues")
    return officer, services(timezone.localdate())
