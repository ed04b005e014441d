"""Officers' pages about measures: the list, a measure's definition, targets, links, life and publication."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.kit.part import Row
from goldenthread.measures import commands, queries
from goldenthread.measures.access import may_define, may_link_somewhere, may_publish
from goldenthread.measures.assign_view import who_returns
from goldenthread.measures.definition import areas_called
from goldenthread.measures.forms import (
    DefinitionForm,
    FilterForm,
    LifeForm,
    LinkForm,
    TargetForm,
)
from goldenthread.measures.import_forms import PublishForm
from goldenthread.measures.judge_by_view import who_judges
from goldenthread.measures.protection_policy import in_words
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals
from goldenthread.people.queries.council import council
from goldenthread.people.queries.publication import publicity
from goldenthread.plan.queries import plan_document, plans, titles_of
from goldenthread.rules.refusal import Refused

PER_PAGE = 100


@officers_only
@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure, filtered by what stands in the address."""
    officer, now = officer_of(request), timezone.now()
    form = FilterForm(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {"q": "", "life": ""}
    found = queries.search(said["q"], officer, now) if said["q"] else queries.measures(officer, now)
    found = tuple(sheet for sheet in found if said["life"] in ("", sheet.life))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    undeclared = sum(not sheet.measure.polarity for sheet in found)
    context = {"form": form, "page": page, "count": len(found), "undeclared": undeclared, "now": now}
    return render(request, "measures/list.html", context | {"may_define": may_define(officer)})


@officers_only
@require_http_methods(["GET", "POST"])
def define(request: HttpRequest) -> HttpResponse:
    """A new measure's definition sheet."""
    officer = officer_of(request)
    require(may_define(officer), "define measures")
    form = DefinitionForm(
        request.POST or None,
        initial={"ref": request.GET.get("ref", "")},
        sheets=queries.measures(officer, timezone.now()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            slug = commands.define_measure(officer, form.measure(), polarity_reason=reason, gap=form.gap())
        except ValueError as error:
            form.add_error(None, str(error))
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(
                request,
                "Defined. Next: link it to a plan, set a target, bring in figures, publish it.",
            )
            return redirect("officer-measure", slug)
    return render(request, "measures/definition.html", {"form": form, "sheet": None})


@officers_only
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, slug: str) -> HttpResponse:
    """A measure's definition sheet, to be changed."""
    officer, sheet = officer_of(request), _sheet(request, slug)
    require(may_define(officer), "revise measures")
    form = DefinitionForm(
        request.POST or None,
        initial=DefinitionForm.filled_from(sheet),
        sheets=queries.measures(officer, timezone.now()),
    )
    form.fields["ref"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            changed = commands.revise_measure(
                officer, form.measure(), reason=form.cleaned_data["reason"], gap=form.gap()
            )
        except ValueError as error:
            form.add_error(None, str(error))
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The definition is changed." if changed else "Nothing was different.")
            return redirect("officer-measure", slug)
    return render(request, "measures/definition.html", {"form": form, "sheet": sheet})


@officers_only
@require_GET
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    """One measure: what is known of it, and every form that changes it."""
    return _page(request, _sheet(request, slug))


@officers_only
@require_POST
def targets(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a target."""
    officer, sheet = officer_of(request), _sheet(request, slug)
    form = TargetForm(
        request.POST, measure=sheet.measure, areas=partial(areas_called, known=queries.register())
    )
    if form.is_valid():
        try:
            commands.set_target(officer, form.aimed(), form.cleaned_data["source"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The target is set.")
            return redirect("officer-measure", slug)
    return _page(request, sheet, target_form=form)


@officers_only
@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back a target."""
    sheet = _sheet(request, slug)
    area, period = request.POST.get("area", ""), request.POST.get("period", "")
    commands.remove_target(officer_of(request), sheet.ref, area, period)
    messages.success(request, "The target is removed.")
    return redirect("officer-measure", slug)


@officers_only
@require_POST
def link(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which plan item the measure quantifies."""
    officer, sheet = officer_of(request), _sheet(request, slug)
    form = LinkForm(request.POST, items=_items(request))
    if form.is_valid():
        plan, _, item = form.cleaned_data["item"].partition("/")
        said = {name: form.cleaned_data[name] for name in ("why", "whose_reading", "lens")}
        commands.link_measure(officer, sheet.ref, plan, item, **said)
        messages.success(request, "The measure is linked.")
        return redirect("officer-measure", slug)
    return _page(request, sheet, link_form=form)


@officers_only
@require_POST
def unlink(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the measure off a plan item."""
    sheet = _sheet(request, slug)
    plan, item = request.POST.get("plan", ""), request.POST.get("item", "")
    commands.unlink_measure(officer_of(request), sheet.ref, plan, item)
    messages.success(request, "The link is removed.")
    return redirect("officer-measure", slug)


@officers_only
@require_POST
def life(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring the measure into use, retire it, or have another take its place."""
    officer, sheet = officer_of(request), _sheet(request, slug)
    form = LifeForm(request.POST, sheets=queries.measures(officer, timezone.now()))
    if form.is_valid():
        said = form.cleaned_data
        try:
            if said["life"] == "in_use":
                commands.begin_measure(officer, sheet.ref, said["reason"])
            else:
                commands.retire_measure(officer, sheet.ref, said["reason"], said["replaced_by"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The measure's life is changed.")
            return redirect("officer-measure", slug)
    return _page(request, sheet, life_form=form)


@officers_only
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the measure public from a moment on."""
    sheet, form = _sheet(request, slug), PublishForm(request.POST)
    if form.is_valid():
        try:
            commands.publish_measure(officer_of(request), sheet.ref, form.cleaned_data["at"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The measure is published, or will be at the time you chose.")
            return redirect("officer-measure", slug)
    return _page(request, sheet, publish_form=form)


def own_area() -> str:
    """The code of the area that the council serves, empty before it is set up."""
    facts = council()
    return facts.area if facts else ""


def _sheet(request: HttpRequest, slug: str) -> MeasureSheet:
    sheet = queries.measure(slug, officer_of(request), timezone.now())
    if sheet is None:
        raise Http404("no such measure")
    return sheet


def _page(request: HttpRequest, sheet: MeasureSheet, **forms: Any) -> HttpResponse:
    """The measure's page, with any form that was refused in place of a blank one."""
    officer, now = officer_of(request), timezone.now()
    register = queries.register()
    titles = titles_of(((each.plan, each.item) for each in sheet.links), officer, publicity(now))
    context = {
        "sheet": sheet,
        "summary": [*_summary(sheet), who_returns(sheet.ref), who_judges(sheet, may_define(officer))],
        "is_public": sheet.publish_at is not None and sheet.publish_at <= now,
        "now": now,
        "targets": queries.targets(sheet.ref),
        "areas": register.areas,
        "links": [(each, titles.get((each.plan, each.item), each.item)) for each in sheet.links],
        "releases": queries.releases_behind(sheet, officer, now),
        "may_define": may_define(officer),
        "may_link": may_link_somewhere(officer),
        "may_publish": may_publish(officer),
        "target_form": TargetForm(
            measure=sheet.measure, areas=partial(areas_called, known=register), initial={"area": own_area()}
        ),
        "link_form": LinkForm(items=_items(request)),
        "life_form": LifeForm(sheets=queries.measures(officer, now)),
        "publish_form": PublishForm(),
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "measures/measure.html", context | forms, status=422 if failed else 200)


def _summary(sheet: MeasureSheet) -> list[Row]:
    """The definition as it is read, leaving out what is not stated."""
    said = sheet.measure
    gap = f"{sheet.gap.of}: from {sheet.gap.from_group} to {sheet.gap.to_group}" if sheet.gap else ""
    polarity = ". ".join(part for part in (sheet.polarity_in_words, sheet.polarity_reason) if part)
    rows = (
        ("Its name in files", said.ref),
        ("Unit", said.unit),
        ("Statistic", said.statistic.replace("_", " ")),
        ("Which way is better", polarity),
        ("Decimal places", "As delivered" if said.decimals is None else str(said.decimals)),
        ("Kind", said.kind),
        ("Kind of year", said.year_type),
        ("Definition", said.definition),
        ("Source", said.source),
        ("Who answers for it", said.owner),
        ("Compared with", said.comparator),
        ("Tolerance", said.tolerance),
        ("The question shown first", said.headline.replace("_", " ")),
        ("Small numbers", in_words(said.protection) if said.protection else ""),
        ("A gap in", gap),
    )
    return [Row(name, value) for name, value in rows if value]


def _items(request: HttpRequest) -> list[Any]:
    """Every plan item that the officer may see, as choices under the title of its plan."""
    officer, now = officer_of(request), timezone.now()
    found = (plan_document(plan.ref, officer, now) for plan in plans(officer, now))
    return [
        (
            view.document.title,
            [(f"{view.document.ref}/{each.ref}", each.title) for each in view.document.items],
        )
        for view in found
        if view is not None
    ]
