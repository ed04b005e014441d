"""The report before it is published: as it stands, with its running order and its words to be set."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.kit.download import CSV_TYPE, csv_text
from goldenthread.kit.part import Download
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.reporting.access import may_correct_figure, may_edit_report, may_see_desk
from goldenthread.reporting.commands.report import move_section, write_opening, write_section
from goldenthread.reporting.forms.report import OpeningForm, SectionForm
from goldenthread.reporting.queries.report import QuarterReport, draft_report, report_words
from goldenthread.reporting.queries.report_table import TABLES, report_table
from goldenthread.rules.refusal import Refused


@officers_only
@require_GET
def report_page(request: HttpRequest, period: str) -> HttpResponse:
    """The report as it stands, part by part, with links to set each part's words and place."""
    officer, report = officer_of(request), _report(request, period)
    editable = may_edit_report(officer) and report.period.state != "published"
    context = {
        "report": report,
        "files": files_of(report),
        "may_edit": editable,
        "may_correct": may_correct_figure(officer) and report.period.state == "published",
    }
    return render(request, "reporting/report.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, period: str, key: str) -> HttpResponse:
    """One part's words, and whether it is shown."""
    officer = officer_of(request)
    require(may_edit_report(officer), "edit the report")
    words = report_words(period)
    part = next((each for each in words.sections if each.key == key), None) if words else None
    if words is None or part is None:
        raise Http404("no such part of the report")
    start = {"narrative": part.narrative, "is_shown": part.is_shown, "version": part.version}
    form = SectionForm(sent(request), initial=start)
    if form.is_valid():
        said = form.cleaned_data
        try:
            write_section(officer, period, key, said["version"], said["narrative"], said["is_shown"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, f"Saved: {part.title}.")
            return redirect("report-draft", period)
    context = {"form": form, "title": part.title, "words": words, "theirs": part.narrative}
    return render(request, "reporting/report_words.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest, period: str) -> HttpResponse:
    """The words that the report opens with."""
    officer = officer_of(request)
    require(may_edit_report(officer), "edit the report")
    words = report_words(period)
    if words is None:
        raise Http404("no such report")
    form = OpeningForm(sent(request), initial={"note": words.opening, "was": words.opening})
    if form.is_valid():
        try:
            write_opening(officer, period, form.cleaned_data["was"], form.cleaned_data["note"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "Saved: the opening words.")
            return redirect("report-draft", period)
    context = {"form": form, "title": "Opening words", "words": words, "theirs": words.opening}
    return render(request, "reporting/report_words.html", context)


@officers_only
@require_POST
def move(request: HttpRequest, period: str, key: str, step: str) -> HttpResponse:
    """Move one part a place up or down."""
    move_section(officer_of(request), period, key, step)
    answer = redirect("report-draft", period)
    answer["Location"] += f"#order-{key}"
    return answer


@officers_only
@require_GET
def table(request: HttpRequest, period: str, name: str) -> HttpResponse:
    """One of the report's tables as a file, before it is published."""
    found = report_table(_report(request, period), name)
    if found is None:
        raise Http404("no such table")
    answer = HttpResponse(csv_text(*found), content_type=CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{period}-{name}-draft.csv"'
    return answer


def files_of(report: QuarterReport) -> tuple[Download, ...]:
    """The report's tables to take away before it is published."""
    return tuple(
        Download(title, reverse("report-draft-table", args=(report.period.ref, name)), "CSV")
        for name, title in TABLES.items()
    )


def _report(request: HttpRequest, period: str) -> QuarterReport:
    officer = officer_of(request)
    require(may_see_desk(officer), "see the report before it is published")
    report = draft_report(period, officer, timezone.now())
    if report is None:
        raise Http404("no such reporting period")
    return report
