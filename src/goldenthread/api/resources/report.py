"""Published quarterly reports and their tables."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from goldenthread.api.bearer import reader_in
from goldenthread.api.page import Page, page_of
from goldenthread.api.parameter import PageAsked
from goldenthread.api.problem import not_found
from goldenthread.api.schema import PERIOD, said
from goldenthread.kit.download import Value, json_value
from goldenthread.reporting.queries.report import (
    PublishedReport,
    QuarterReport,
    published_report,
    published_reports,
)
from goldenthread.reporting.queries.report_table import TABLES, report_table
from goldenthread.thread.reader import Reader

router = Router(tags=["Reports"])


class ReportOut(Schema):
    """A published quarterly report."""

    ref: str = said("Its ref.", "2026-q1")
    title: str = said("What it is called.", "2026/27 Q1")
    days: str = said("The days that it tells of.", "1 April to 30 June 2026")
    published: datetime = said("When it was published.", "2026-08-03T09:00:00Z")


class CountOut(Schema):
    """How many measures stand where, now and a quarter before."""

    verdict: str = said("The verdict.", "green")
    word: str = said("The policy's word for it.", "Green")
    now: int = said("How many stand there.", 12)
    was: int = said("How many stood there at the end of the quarter before.", 11)


class ReportWhole(Schema):
    """A published quarterly report, in short; its tables hold every measure and action."""

    ref: str = said("Its ref.", "2026-q1")
    title: str = said("What it is called.", "2026/27 Q1")
    period: str = said(PERIOD, "2026-04-01/P3M")
    policy: str = said("The policy that judged it.", "kent-quarterly-2020")
    sentence: str = said("How many measures stand where, in a sentence.", "12 measures: 9 green, 3 red.")
    ratings: list[CountOut] = Field(..., description="One for each verdict.")
    tables: dict[str, str] = said("Its tables by name, each with its title.", {"measures": "Every measure"})


class TableOut(Schema):
    """A table of a report: its columns in order, and its rows by column."""

    table: str = said("The table's name.", "measures")
    title: str = said("Its title.", "Every measure")
    columns: list[str] = said("The columns in their order.", ["measure", "value", "unit"])
    page: Page[dict[str, Any]] = said(
        "One part of the rows, each by column.",
        {
            "total": 1,
            "limit": 100,
            "offset": 0,
            "next": None,
            "rows": [{"measure": "calls", "value": "93.1", "unit": "%"}],
        },
    )


@router.get("/reports", response=Page[ReportOut], url_name="api-reports", operation_id="reports")
def reports(request: HttpRequest, asked: Query[PageAsked]) -> dict[str, Any]:
    """Quarterly reports

    Those that are published, the latest quarter first.
    """
    return page_of(request, asked, published_reports(reader_in(request).now), _row)


@router.get("/reports/{slug:period}", response=ReportWhole, url_name="api-report", operation_id="report")
def report(request: HttpRequest, period: str) -> dict[str, Any]:
    """One quarterly report

    How many measures stand where, and which tables there are.
    """
    found = _report(period, reader_in(request))
    return {
        "ref": found.period.ref,
        "title": found.label,
        "period": found.period.period,
        "policy": found.policy.ref,
        "sentence": found.sentence,
        "ratings": [
            {"verdict": line.verdict, "word": line.word, "now": line.now, "was": line.was}
            for line in found.ratings
        ],
        "tables": dict(TABLES),
    }


@router.get(
    "/reports/{slug:period}/tables/{slug:table}",
    response=TableOut,
    url_name="api-report-table",
    operation_id="report_table",
)
def table(request: HttpRequest, period: str, table: str, asked: Query[PageAsked]) -> dict[str, Any]:
    """One table of a quarterly report

    The same columns and rows as the file that the report's page offers.
    """
    found = report_table(_report(period, reader_in(request)), table)
    if found is None:
        raise not_found("table")
    columns, rows = found
    return {
        "table": table,
        "title": TABLES[table],
        "columns": list(columns),
        "page": page_of(request, asked, rows, lambda row: _cells(columns, row)),
    }


def _report(ref: str, reader: Reader) -> QuarterReport:
    found = published_report(ref, reader.viewer, reader.now)
    if found is None:
        raise not_found("published report")
    return found


def _row(report: PublishedReport) -> dict[str, Any]:
    return {
        "ref": report.ref,
        "title": report.title,
        "days": report.days,
        "published": report.publish_at,
    }


def _cells(columns: tuple[str, ...], row: tuple[Value, ...]) -> dict[str, Any]:
    return {name: json_value(value) for name, value in zip(columns, row, strict=True)}
