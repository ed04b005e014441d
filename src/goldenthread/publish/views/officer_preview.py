"""An edition as readers will see it, before it is frozen."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only
from goldenthread.publish.access import may_see_editions
from goldenthread.publish.link import relinked
from goldenthread.publish.queries.draft import draft_of
from goldenthread.publish.views.officer import found_facts
from goldenthread.publish.views.preview_link import in_preview


@officers_only
@require_GET
def preview(request: HttpRequest, ref: str) -> HttpResponse:
    """The cover and the contents."""
    require(may_see_editions(officer_of(request)), "see editions")
    found_facts(ref)
    draft = draft_of(ref, timezone.now())
    context = {"edition": draft.edition, "document": draft.document}
    return render(request, "publish/officer_preview.html", context)


@officers_only
@require_GET
def preview_chapter(request: HttpRequest, ref: str, chapter: str) -> HttpResponse:
    """One chapter, whole."""
    require(may_see_editions(officer_of(request)), "see editions")
    found_facts(ref)
    draft = draft_of(ref, timezone.now())
    chapters = draft.document.chapters
    at = next((n for n, each in enumerate(chapters) if each.ref == chapter), None)
    if at is None:
        raise Http404("no such chapter is shown")
    context = {
        "edition": draft.edition,
        "document": draft.document,
        "chapter": chapters[at],
        "blocks": relinked(chapters[at].blocks, in_preview(ref)),
        "before": chapters[at - 1] if at else None,
        "after": chapters[at + 1] if at + 1 < len(chapters) else None,
    }
    return render(request, "publish/officer_preview_chapter.html", context)
