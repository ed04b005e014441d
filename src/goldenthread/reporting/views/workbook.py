"""The Excel return: taken away to be filled in offline, and handed over again."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.kit.download import XLSX_TYPE
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals
from goldenthread.people.queries.service import services
from goldenthread.reporting.commands.upload import keep_workbook
from goldenthread.reporting.forms.workbook import WorkbookForm
from goldenthread.reporting.queries.period import period_named
from goldenthread.reporting.queries.upload import waiting_workbooks
from goldenthread.reporting.queries.workbook import held_for, services_to_fill
from goldenthread.reporting.workbook.read import read_workbook
from goldenthread.reporting.workbook.write import write_workbook
from goldenthread.rules.refusal import Refused

ROOM_FOR_FIELDS = 64 * 1024


# The size is looked at before anything of the body is read, and looking for the form's token reads it all:
# so the token is checked inside, by `_excel`.
@csrf_exempt
@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def excel(request: HttpRequest, period: str, service: str = "") -> HttpResponse:
    """Download the return of one service, or of all that one may fill in; and hand it over."""
    own = _own(request, period, service)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT + ROOM_FOR_FIELDS:
        context = _context(request, period, service, own) | {"megabytes": settings.UPLOAD_LIMIT // 2**20}
        return render(request, "reporting/workbook_too_large.html", context, status=413)
    answer: HttpResponse = _excel(request, period, service, own)
    return answer


@csrf_protect
def _excel(request: HttpRequest, period: str, service: str, own: tuple[str, ...]) -> HttpResponse:
    who, now = officer_of(request), timezone.now()
    is_sent = request.method == "POST"
    form = WorkbookForm(request.POST, request.FILES) if is_sent else WorkbookForm()
    if is_sent and form.is_valid():
        file = form.cleaned_data["workbook"]
        content, name = file.read(), file.name
        try:
            read_workbook(content, name)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            return redirect("workbook-rehearsal", period, keep_workbook(who, period, name, content, now))
    context = _context(request, period, service, own) | {"form": form}
    context["waiting"] = waiting_workbooks(who, period, now)
    return render(request, "reporting/workbook_excel.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, period: str, service: str) -> tuple[str, ...]:
    """The services that the page is for; only the one in the address, where it names one."""
    if period_named(period) is None:
        raise Http404("no such reporting period")
    own = services_to_fill(officer_of(request), period, timezone.now())
    require(bool(own) and service in ("", *own), "fill in this return")
    return (service,) if service else own


def _context(request: HttpRequest, period: str, service: str, own: tuple[str, ...]) -> dict[str, object]:
    tree, sheet = services(timezone.localdate()), period_named(period)
    place = [period, service] if service else [period]
    return {
        "sheet": sheet,
        "service": service,
        "title": tree.title(own[0]) if len(own) == 1 else "",
        "count": len(own),
        "download": reverse("return-workbook" if service else "period-workbook", args=place),
        "back": reverse("return" if service else "period", args=place),
    }


@officers_only
@require_GET
def download(request: HttpRequest, period: str, service: str = "") -> HttpResponse:
    """The workbook to fill in, with what was entered so far."""
    _own(request, period, service)
    now = timezone.localtime()
    content = write_workbook(held_for(officer_of(request), period, now, service), read_quarter_policy(), now)
    return attached(content, f"return-{period}{f'-{service}' if service else ''}.xlsx")


def attached(content: bytes, name: str) -> HttpResponse:
    """A workbook to save."""
    answer = HttpResponse(content, content_type=XLSX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
