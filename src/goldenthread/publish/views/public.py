"""Editions as the public reads them: the list, the cover, each chapter and each file."""

from datetime import datetime
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goldenthread.publish.archive.manifest import MANIFEST, SUMS, write_manifest, write_sums
from goldenthread.publish.cover import SHORT, citation, contents, cover_rows, forms, html_language, said_day
from goldenthread.publish.document import Chapter
from goldenthread.publish.link import relinked
from goldenthread.publish.page import EASY_READ, easy_html, pages_of
from goldenthread.publish.place import kept, size_of
from goldenthread.publish.queries.changed import corrections_of
from goldenthread.publish.queries.public import Issue, PublicEdition, published_edition, published_editions
from goldenthread.publish.views.address import Address
from goldenthread.publish.views.file_answer import file_answer
from goldenthread.reporting.queries.report import published_reports
from goldenthread.thread.reader import reader_of

GONE = 410
LISTED = 200
"""So many chapters are listed on one page of contents."""


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every published edition by year, and every published quarter, the newest first."""
    now = reader_of(request).now
    found = published_editions(now)
    years = [
        (year, tuple(held))
        for year, held in groupby(found, lambda each: timezone.localtime(each.published_at).year)
    ]
    return render(request, "publish/reports.html", {"years": years, "reports": published_reports(now)})


@require_safe
def edition(request: HttpRequest, edition: str, number: int = 0) -> HttpResponse:
    """The cover of an edition's latest issue, or of an earlier one; a notice where it was withdrawn."""
    found, issue = _found(edition, number)
    if found.withdrawn:
        return _withdrawn(request, found, 200)
    document, at = issue.document, Address(found.ref, number)
    listed = contents(document, at.chapter)
    page = _page(request, -(-len(listed) // LISTED))
    sizes = {name: size_of(sha) for name, sha in issue.manifest.items()}
    named = _frame(request, found, issue, number) | {
        "rows": cover_rows(document, said_day(timezone.localtime(_published(found, issue)))),
        "contents": listed[(page - 1) * LISTED : page * LISTED],
        "page": page,
        "page_links": _page_links(-(-len(listed) // LISTED)),
        "easy": at.chapter(Chapter(EASY_READ, "", ())) if document.easy else "",
        "files": forms(document, sizes, at.file),
        "corrections": corrections_of(found, issue.number),
        "citation": citation(document, request.build_absolute_uri(Address(found.ref, issue.number).cover)),
        "manifest": at.file(MANIFEST),
        "sums": at.file(SUMS),
    }
    return render(request, "publish/edition.html", named)


@require_safe
def chapter(request: HttpRequest, edition: str, chapter: str, number: int = 0) -> HttpResponse:
    """One chapter, over several pages where it is long."""
    found, issue = _found(edition, number)
    if found.withdrawn:
        return _withdrawn(request, found, GONE)
    document, at = issue.document, Address(found.ref, number)
    place = next((n for n, each in enumerate(document.chapters) if each.ref == chapter), None)
    if place is None:
        if chapter != EASY_READ or not document.easy:
            raise Http404("no such chapter")
        easy = Chapter(EASY_READ, _("Easy Read"), ())
        named = _frame(request, found, issue, number)
        return render(
            request, "publish/chapter.html", named | {"chapter": easy, "blocks": easy_html(document.easy)}
        )
    here = document.chapters[place]
    pages = pages_of(relinked(here.blocks, at.resolver(document)), at.files(issue.manifest))
    page = _page(request, len(pages))
    listed = contents(document, at.chapter, here)
    named = _frame(request, found, issue, number) | {
        "chapter": here,
        "blocks": pages[page - 1],
        "page": page,
        "page_links": _page_links(len(pages)),
        "contents": listed if len(listed) <= SHORT else (),
        "before": listed[place - 1] if place else None,
        "after": listed[place + 1] if place + 1 < len(listed) else None,
    }
    return render(request, "publish/chapter.html", named)


@require_safe
def file(request: HttpRequest, edition: str, name: str, number: int = 0) -> HttpResponse:
    """One of an issue's files, its manifest or its list of checksums."""
    found, issue = _found(edition, number)
    files = issue.manifest
    if name == MANIFEST:
        return file_answer(request, name, write_manifest(found.ref, issue.number, files, files))
    if name == SUMS:
        return file_answer(request, name, write_sums(files))
    if found.withdrawn:
        return _withdrawn(request, found, GONE)
    if name not in files:
        raise Http404("no such file")
    return file_answer(request, name, kept(files[name]))


def _found(ref: str, number: int) -> tuple[PublicEdition, Issue]:
    found = published_edition(ref, timezone.now())
    issue = found.issue(number) if found else None
    if found is None or issue is None:
        raise Http404("no such edition")
    return found, issue


def _frame(request: HttpRequest, found: PublicEdition, issue: Issue, number: int) -> dict[str, object]:
    """What every page of an issue shows; `number` is what the address asked for."""
    return {
        "edition": found,
        "issue": issue,
        "document": issue.document,
        "language": html_language(issue.document.language),
        "cover": Address(found.ref, number).cover,
        "latest": Address(found.ref).cover if issue is not found.latest else "",
    }


def _published(found: PublicEdition, issue: Issue) -> datetime:
    """A first issue is published at the moment chosen for it, a correction when it was frozen."""
    return max(found.published_at, issue.frozen_at)


def _page(request: HttpRequest, count: int) -> int:
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    if not 1 <= number <= count:
        raise Http404("no such page")
    return number


def _page_links(count: int) -> list[tuple[int, str]]:
    return [(number, f"?page={number}") for number in range(1, count + 1)]


def _withdrawn(request: HttpRequest, found: PublicEdition, status: int) -> HttpResponse:
    """The notice that stands in the place of a withdrawn edition; what it held stays verifiable."""
    at = Address(found.ref)
    named = {"edition": found, "cover": found.cover, "manifest": at.file(MANIFEST), "sums": at.file(SUMS)}
    return render(request, "publish/withdrawn.html", named, status=status)
