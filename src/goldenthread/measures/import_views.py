"""Officers' pages about deliveries: upload, rehearsal, confirmation and publication of releases."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.engine.layout.registry import layout_named
from goldenthread.engine.layout.xlsx_template import write_template
from goldenthread.kit.download import XLSX_TYPE
from goldenthread.measures import commands, queries
from goldenthread.measures.access import may_publish, may_record
from goldenthread.measures.fault import proposed
from goldenthread.measures.import_forms import ConfirmForm, PublishForm, TemplateForm, UploadForm
from goldenthread.measures.rehearsal import Rehearsal
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.upload import (
    Upload,
    discard_upload,
    keep_fetched,
    keep_upload,
    kept_upload,
    waiting_uploads,
)
from goldenthread.measures.visible import ReleaseSheet
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals
from goldenthread.people.queries.council import council
from goldenthread.rules.area import Area
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import Period
from goldenthread.rules.refusal import Refused

ROOM_FOR_FIELDS = 64 * 1024
MOST_FAULTS = 50


# The size is looked at before anything of the body is read, and looking for the form's token reads it all:
# so the token is checked inside, by `_imports`.
@csrf_exempt
@officers_only
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Hand over files; and every release there is, with what the public sees."""
    require(may_record(officer_of(request)), "import observations")
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT + ROOM_FOR_FIELDS:
        megabytes = settings.UPLOAD_LIMIT // (1024 * 1024)
        return render(request, "measures/too_large.html", {"megabytes": megabytes}, status=413)
    answer: HttpResponse = _imports(request)
    return answer


@csrf_protect
def _imports(request: HttpRequest) -> HttpResponse:
    officer, now = officer_of(request), timezone.now()
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*data, sources=queries.sources())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            token = keep_upload(officer, form.uploaded(), said["layout"], said["source"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            return redirect("import-rehearsal", token)
    context = {"form": form, "releases": queries.releases(officer, now), "now": now}
    context["sources"] = [source for source in queries.sources() if source.address]
    status = 422 if form.errors else 200
    megabytes = settings.UPLOAD_LIMIT // (1024 * 1024)
    context |= {"may_publish": may_publish(officer), "megabytes": megabytes}
    context |= {"template_form": _template_form(request), "waiting": waiting_uploads(officer, now)}
    return render(request, "measures/imports.html", context, status=status)


@officers_only
@require_POST
def fetch(request: HttpRequest, ref: str) -> HttpResponse:
    """Fetch what a source's publisher has now, for a rehearsal."""
    officer = officer_of(request)
    require(may_record(officer), "import observations")
    source = next((each for each in queries.sources() if each.ref == ref), None)
    if source is None:
        raise Http404("no such source")
    return redirect("import-rehearsal", keep_fetched(officer, source))


@officers_only
@require_http_methods(["GET", "POST"])
def rehearsal(request: HttpRequest, token: str) -> HttpResponse:
    """What an import would add, change and refuse; and the button that does it."""
    officer, upload = officer_of(request), _upload(request, token)
    found = commands.rehearse_import(officer, upload.paths, upload.layout, upload.names)
    initial = {"seen": found.fingerprint, "title": ", ".join(upload.names)[:300]}
    form = ConfirmForm(request.POST.dict() or None, initial=initial, refused=found.refused + found.unread)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] != found.fingerprint:
            form = ConfirmForm(
                {**request.POST.dict(), "seen": found.fingerprint}, refused=found.refused + found.unread
            )
            form.full_clean()
            form.add_error(None, "Something else came in since. Look again at what this import would do.")
        else:
            done = _confirmed(request, form, found, upload)
            if done is not None:
                return done
    context = {"form": form, "rehearsal": found, "upload": upload, "may_publish": may_publish(officer)}
    faults, refs = found.faults, found.unknown
    context |= {"faults": faults[:MOST_FAULTS], "more_faults": len(faults[MOST_FAULTS:])}
    context |= {"unknown": refs[:MOST_FAULTS], "proposed": proposed(refs)}
    context |= {"layout_title": layout_named(found.layout).title, "areas": queries.register().areas}
    return render(request, "measures/rehearsal.html", context, status=422 if form.errors else 200)


def _confirmed(
    request: HttpRequest, form: ConfirmForm, found: Rehearsal, upload: Upload
) -> HttpResponse | None:
    """Import what was rehearsed and go to its page; None where that was refused, which the form then says."""
    said = form.cleaned_data
    moment: datetime | None = {"now": timezone.now(), "at": said["at"]}.get(said["publish"])
    try:
        imported = commands.import_release(
            officer_of(request),
            found,
            title=said["title"],
            source=upload.source,
            keep_good=said.get("keep_good", False),
            publish_at=moment,
        )
    except Refused as refused:
        say_refusals(form, refused)
        return None
    discard_upload(upload)
    if not imported.release:
        messages.success(request, "Every row was already held, so nothing was changed.")
        return redirect("officer-imports")
    messages.success(
        request,
        f"Imported. Rows added: {imported.added:,}; changed: {imported.changed:,}; "
        f"the same: {imported.same:,}; refused: {imported.refused:,}.",
    )
    return redirect("officer-release", imported.release)


@officers_only
@require_POST
def define_proposed(request: HttpRequest, token: str) -> HttpResponse:
    """Define the measures that the rehearsal does not know, as a catalogue proposes, and rehearse again."""
    officer, upload = officer_of(request), _upload(request, token)
    found = commands.rehearse_import(officer, upload.paths, upload.layout, upload.names)
    wanted = proposed(found.unknown)
    reasons = {ref: reason for ref, (_, reason) in wanted.items()}
    defined, _ = commands.record_measures(
        officer, [measure for measure, _ in wanted.values()], reasons=reasons
    )
    word = "measure is" if defined == 1 else "measures are"
    messages.success(request, f"{defined} {word} defined, and not public yet. Look at the rehearsal again.")
    return redirect("import-rehearsal", token)


@officers_only
@require_POST
def discard(request: HttpRequest, token: str) -> HttpResponse:
    """Put aside what was handed over."""
    discard_upload(_upload(request, token))
    messages.success(request, "The files are removed. Nothing was imported.")
    return redirect("officer-imports")


@officers_only
@require_GET
def release(request: HttpRequest, ref: str) -> HttpResponse:
    """One release: what it holds, and from when it is public."""
    return _page(request, _release(request, ref), PublishForm())


@officers_only
@require_POST
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a release public from a moment on."""
    form, found = PublishForm(request.POST), _release(request, ref)
    if form.is_valid():
        try:
            commands.publish_release(officer_of(request), ref, form.cleaned_data["at"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The release is published, or will be at the time you chose.")
            return redirect("officer-release", ref)
    return _page(request, found, form)


@officers_only
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in, in the council's area: for the period and the measure in the address."""
    officer = officer_of(request)
    require(may_record(officer), "import observations")
    asked = request.GET.copy()
    asked.setdefault("period", str(timezone.localdate().year))
    form = _template_form(request, asked)
    if not form.is_valid():
        return render(request, "measures/template.html", {"form": form}, status=422)
    facts, register = council(), queries.register()
    area = register.get(facts.area) if facts else None
    wanted = form.cleaned_data["measure"]
    chosen = [sheet.measure for sheet in _fillable(request) if wanted in ("", sheet.slug)]
    content = _template(chosen, [area] if area else [], form.cleaned_data["period"])
    answer = HttpResponse(content, content_type=XLSX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{wanted or "observations"}.xlsx"'
    return answer


def _fillable(request: HttpRequest) -> list[MeasureSheet]:
    """The measures that figures come in for: in use, and not counted from another."""
    sheets = queries.measures(officer_of(request), timezone.now())
    return [sheet for sheet in sheets if sheet.life == "in_use" and sheet.gap is None]


def _template_form(request: HttpRequest, sent: QueryDict | None = None) -> TemplateForm:
    start = {"period": str(timezone.localdate().year), "measure": request.GET.get("measure", "")}
    measures = [(sheet.slug, sheet.title) for sheet in _fillable(request)]
    return TemplateForm(sent, initial=start, measures=measures)


def _template(chosen: Sequence[Measure], areas: Sequence[Area], period: Period) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, chosen, areas, period)
        return path.read_bytes()


def _upload(request: HttpRequest, token: str) -> Upload:
    officer = officer_of(request)
    require(may_record(officer), "import observations")
    found = kept_upload(officer, token, timezone.now())
    if found is None:
        raise Http404("no such upload")
    return found


def _release(request: HttpRequest, ref: str) -> ReleaseSheet:
    releases = queries.releases(officer_of(request), timezone.now())
    found = next((each for each in releases if each.ref == ref), None)
    if found is None:
        raise Http404("no such release")
    return found


def _page(request: HttpRequest, release: ReleaseSheet, form: PublishForm) -> HttpResponse:
    officer, now = officer_of(request), timezone.now()
    sheets = [sheet for sheet in queries.measures(officer, now) if sheet.ref in release.measures]
    context = {"release": release, "form": form, "sheets": sheets, "may_publish": may_publish(officer)}
    context |= {"now": now, "is_public": release.publish_at is not None and release.publish_at <= now}
    return render(request, "measures/release.html", context, status=422 if form.errors else 200)
