"""The open data's addresses: a page for people, the files of every table, and two lists for machines."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.kit.download import CSV_TYPE, csv_lines
from goldenthread.publish.opendata.catalogue import catalogue
from goldenthread.publish.opendata.every import credit_of, every_table, table_named
from goldenthread.publish.opendata.live import LiveTable
from goldenthread.publish.opendata.table import Credit
from goldenthread.publish.opendata.write import about, json_lines, metadata_file, package, resource, written
from goldenthread.thread.reader import Reader, reader_of

LISTED: Final = 40
"""So many measures are listed on one page."""
AT_ONCE: Final = 500
"""So many lines of a file are sent together."""
JSON: Final = "application/json"


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What there is to take away, on which terms, and whom to ask."""
    reader = reader_of(request)
    found = every_table(reader)
    alone = [each for each in found if each.measure]
    pages = Paginator(alone, LISTED)
    named = {
        "tables": [each for each in found if not each.measure],
        "measures": pages.get_page(request.GET.get("page")),
        "credit": credit_of(reader),
    }
    return render(request, "publish/open_data.html", named)


@require_safe
def table_shown(request: HttpRequest, table: str) -> HttpResponse:
    """What the catalogue calls the table by: it leads to the page that shows it."""
    found, _ = _found(request, table)
    return HttpResponseRedirect(found.page or reverse("open-data"), status=303)


@require_safe
def table_csv(request: HttpRequest, table: str) -> HttpResponseBase:
    """A table as CSV."""
    found, _ = _found(request, table)
    lines = csv_lines(found.table.names, found.rows())
    answer = StreamingHttpResponse(_together(lines), content_type=CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{table}.csv"'
    answer["Link"] = (
        f'<{_address(table, "csv-metadata.json")}>; rel="describedby"; type="application/csvm+json"'
    )
    return answer


@require_safe
def table_json(request: HttpRequest, table: str) -> HttpResponseBase:
    """A table as JSON, with what is stated about it."""
    found, credit = _found(request, table)
    lines = json_lines(found.table.names, found.rows(), about(found.table, credit))
    return StreamingHttpResponse(_together(lines), content_type=JSON)


@require_safe
def table_metadata(request: HttpRequest, table: str) -> HttpResponse:
    """The CSVW metadata of a table's CSV."""
    found, credit = _found(request, table)
    return HttpResponse(metadata_file(found.table, credit), content_type="application/csvm+json")


@require_safe
def data_package(request: HttpRequest) -> HttpResponse:
    """Every table as one Data Package."""
    reader = reader_of(request)
    credit = credit_of(reader)
    resources = [resource(each.table) for each in every_table(reader)]
    title = f"Open data of {credit.publisher}"
    return HttpResponse(written(package("open-data", title, resources, credit)), content_type=JSON)


@require_safe
def data_catalogue(request: HttpRequest) -> HttpResponse:
    """Every table in a catalogue that other catalogues can take in: DCAT 3 as JSON-LD."""
    reader = reader_of(request)
    said = catalogue(every_table(reader), credit_of(reader), settings.ADDRESS, reverse("open-data"))
    return HttpResponse(written(said), content_type="application/ld+json")


def _found(request: HttpRequest, ref: str) -> tuple[LiveTable, Credit]:
    reader: Reader = reader_of(request)
    found = table_named(ref, reader)
    if found is None:
        raise Http404("no such table")
    return found, credit_of(reader)


def _address(table: str, ending: str) -> str:
    return f"{reverse('open-data')}{table}.{ending}"


def _together(lines: Iterator[str]) -> Iterator[str]:
    """The same text in larger pieces, which a server sends sooner."""
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) >= AT_ONCE:
            yield "".join(held)
            held = []
    yield "".join(held)
