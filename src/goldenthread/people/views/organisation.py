"""Pages about portfolios, committees and partners: each kind a list with a form, and a page for each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.people.access import Officer, may_keep_services, require
from goldenthread.people.commands.organisation import name_committee, name_partner, name_portfolio
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.forms.organisation import CommitteeForm, NameForm, PartnerForm, PortfolioForm
from goldenthread.people.queries.organisation import (
    CommitteeSheet,
    PartnerSheet,
    PortfolioSheet,
    committees,
    holders,
    partners,
    portfolios,
)
from goldenthread.people.queries.service import services
from goldenthread.people.queries.trail import acts_on
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject

Sheet = PortfolioSheet | CommitteeSheet | PartnerSheet


@dataclass(frozen=True, slots=True)
class Named:
    """One kind of thing that stands beside the services, and what its pages are made with."""

    kind: str
    plural: str
    role: str
    holder: str
    form: type[NameForm]
    name: Callable[..., None]
    all: Callable[[], Sequence[Sheet]]


KINDS = {
    each.kind: each
    for each in (
        Named(
            "portfolio",
            "portfolios",
            "cabinet_member",
            "Cabinet Member",
            PortfolioForm,
            name_portfolio,
            portfolios,
        ),
        Named(
            "committee", "committees", "councillor", "Councillors", CommitteeForm, name_committee, committees
        ),
        Named("partner", "partners", "partner", "Who acts for it", PartnerForm, name_partner, partners),
    )
}


@officers_only
@require_http_methods(["GET", "POST"])
def named_page(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything of one kind, and a form for one more."""
    officer, of = officer_of(request), KINDS[kind]
    found = of.all()
    form = of.form(sent(request), taken=[each.ref for each in found])
    if request.method == "POST":
        require(may_keep_services(officer), f"keep {of.plural}")
        if _is_named(officer, of, form):
            messages.success(request, f"{form.cleaned_data['title']} is there now.")
            return redirect(of.plural)
    titles = {each.ref: each.title for each in committees()}
    rows = [(each, _beside(each, titles)) for each in found]
    context = {"of": of, "rows": rows, "form": form, "may_keep": may_keep_services(officer)}
    return render(request, "people/named.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def named_one_page(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """One portfolio, committee or partner: who holds a role over it, what hangs on it, and a form."""
    officer, of = officer_of(request), KINDS[kind]
    sheet = next((each for each in of.all() if each.ref == ref), None)
    if sheet is None:
        raise Http404
    form = of.form(sent(request), ref=ref, initial=asdict(sheet))
    if request.method == "POST":
        require(may_keep_services(officer), f"keep {of.plural}")
        if _is_named(officer, of, form, ref):
            messages.success(request, "Changed.")
            return redirect(of.kind, ref)
    subject = Subject(kind, ref)
    context = {
        "of": of,
        "sheet": sheet,
        "form": form,
        "beside": _beside(sheet, {each.ref: each.title for each in committees()}),
        "holders": holders(of.role, subject),
        "hanging": _hanging(sheet),
        "acts": acts_on(subject, 10),
        "may_keep": may_keep_services(officer),
    }
    return render(request, "people/named_one.html", context)


def _is_named(officer: Officer, of: Named, form: NameForm, ref: str = "") -> bool:
    if not form.is_valid():
        return False
    try:
        of.name(officer, **({"ref": ref} | form.cleaned_data))
    except Refused as refused:
        say_refusals(form, refused)
        return False
    return True


def _beside(sheet: Sheet, titles: Mapping[str, str]) -> str:
    """What stands beside the title: a portfolio's committee, or what a partner is."""
    if isinstance(sheet, PortfolioSheet):
        return titles.get(sheet.committee, "No committee")
    if isinstance(sheet, PartnerSheet):
        return "A department of Government" if sheet.kind == "government" else "A partner"
    return ""


def _hanging(sheet: Sheet) -> list[tuple[str, str, str]]:
    """What hangs on it: the kind of address, the ref and the title of each."""
    if isinstance(sheet, PortfolioSheet):
        tree = services(timezone.localdate())
        return [("service", each.ref, each.title) for each in tree if tree.portfolio(each.ref) == sheet.ref]
    if isinstance(sheet, CommitteeSheet):
        return [("portfolio", each.ref, each.title) for each in portfolios() if each.committee == sheet.ref]
    return []
