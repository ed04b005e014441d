"""The compare page, and what it shows as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.kit.download import CSV_TYPE, csv_text
from goldenthread.measures import queries
from goldenthread.thread import compare_page
from goldenthread.thread.compare_table import COLUMNS, table_rows
from goldenthread.thread.reader import reader_of


def asked_by(request: HttpRequest) -> compare_page.Asked:
    return compare_page.Asked(
        tuple(request.GET.getlist("measure")),
        tuple(request.GET.getlist("area")),
        request.GET.get("question", ""),
    )


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    page = compare_page.read(asked_by(request), reader_of(request))
    return render(request, "thread/compare.html", {"page": page})


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The table as it is shown, or with `periods=every` every figure of it."""
    reader, register = reader_of(request), queries.register()
    chosen = compare_page.choose(asked_by(request), reader.sight.told(), register, reader)
    table = compare_page.read_table(chosen, register, reader)
    every = request.GET.get("periods") == "every"
    answer = HttpResponse(csv_text(COLUMNS, table_rows(table, every)), content_type=CSV_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="compare.csv"'
    return answer
