"""Quarterly reports as the public reads them: published ones alone, holds on publishing honoured."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.kit.download import CSV_TYPE, csv_text
from goldenthread.kit.part import Download
from goldenthread.reporting.queries.report import QuarterReport, published_report
from goldenthread.reporting.queries.report_table import TABLES, report_table
from goldenthread.thread.reader import reader_of


@require_safe
def report(request: HttpRequest, period: str) -> HttpResponse:
    """One published report."""
    found = _report(request, period)
    return render(request, "thread/report.html", {"report": found, "files": files_of(found)})


@require_safe
def table(request: HttpRequest, period: str, table: str) -> HttpResponse:
    """One of a published report's tables as CSV."""
    rows = report_table(_report(request, period), table)
    if rows is None:
        raise Http404("no such table")
    answer = HttpResponse(csv_text(*rows), content_type=CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{period}-{table}.csv"'
    return answer


def files_of(report: QuarterReport) -> tuple[Download, ...]:
    """The report's tables to take away."""
    return tuple(
        Download(title, reverse("report-table", args=(report.period.ref, name)), "CSV")
        for name, title in TABLES.items()
    )


def _report(request: HttpRequest, period: str) -> QuarterReport:
    reader = reader_of(request)
    found = published_report(period, reader.viewer, reader.now)
    if found is None:
        raise Http404("no such report")
    return found
