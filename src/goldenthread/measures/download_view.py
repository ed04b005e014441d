"""A measure's observations as open data, for everyone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldenthread.kit.download import CSV_TYPE, XLSX_TYPE, csv_text, json_text, workbook
from goldenthread.measures import queries
from goldenthread.measures.download import COLUMNS, definition, rows_of

TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE, "json": "application/json"}


@require_safe
def data(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The measure's rows, or those of the area in the address, as CSV, workbook or JSON."""
    now = timezone.now()
    sheet = queries.measure(slug, request.user, now)
    if sheet is None or form not in TYPES:
        raise Http404("no such data")
    area = request.GET.get("area", "")
    found = queries.observations_of([sheet.ref], [area] if area else None, viewer=request.user, now=now)
    points = [each for key in sorted(found) for each in found[key]]
    rows = rows_of(points, sheet.measure, queries.releases_of_rows(sheet, request.user, now))
    about = definition(sheet.measure)
    body: str | bytes
    if form == "csv":
        body = csv_text(COLUMNS, rows)
    elif form == "xlsx":
        body = workbook(COLUMNS, rows, cover=tuple(about.items()), sheet="Observations", title=sheet.title)
    else:
        body = json_text(COLUMNS, rows, about)
    answer = HttpResponse(body, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{sheet.slug}.{form}"'
    return answer
