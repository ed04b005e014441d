"""Officers' pages about one chapter of an edition: its parts in order, with the editor's words."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.publish.access import may_edit_edition, may_see_editions
from goldenthread.publish.arrangement import ArrangedChapter, ArrangedPart
from goldenthread.publish.commands.arranging import (
    add_chapter,
    move_chapter,
    remove_chapter,
    rename_chapter,
    show_chapter,
)
from goldenthread.publish.forms import ChapterForm
from goldenthread.publish.link import relinked
from goldenthread.publish.queries.draft import Draft, draft_of
from goldenthread.publish.resolving import part_blocks
from goldenthread.publish.views.officer import found_facts
from goldenthread.publish.views.preview_link import in_preview
from goldenthread.rules.refusal import Refused


@officers_only
@require_GET
def chapter(request: HttpRequest, ref: str, chapter: str) -> HttpResponse:
    """One chapter as it reads, part by part, with what can be done to each."""
    officer = officer_of(request)
    require(may_see_editions(officer), "see editions")
    found_facts(ref)
    draft = draft_of(ref, timezone.now())
    here = found_chapter(draft, chapter)
    editable = may_edit_edition(officer) and draft.edition.state != "withdrawn"
    live = [each for each in here.parts if not each.is_gone]
    context = {
        "edition": draft.edition,
        "chapter": here,
        "parts": [(each, _blocks(each, draft)) for each in live],
        "gone": [each for each in here.parts if each.is_gone],
        "may_edit": editable,
    }
    return render(request, "publish/officer_chapter.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def new_chapter(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a chapter of one's own."""
    officer = officer_of(request)
    require(may_edit_edition(officer), "arrange an edition")
    facts, form = found_facts(ref), ChapterForm(sent(request))
    form.fields["title"].required = True
    if form.is_valid():
        try:
            key = add_chapter(officer, ref, form.cleaned_data["title"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, _("The chapter is added at the end. Write its first words."))
            return redirect("new-words", ref, key)
    context = {"form": form, "edition": facts, "title": _("A chapter of your own"), "button": _("Add it")}
    return render(request, "publish/officer_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, ref: str, chapter: str) -> HttpResponse:
    """Give a chapter another title."""
    officer = officer_of(request)
    require(may_edit_edition(officer), "arrange an edition")
    found_facts(ref)
    draft = draft_of(ref, timezone.now())
    here = found_chapter(draft, chapter)
    form = ChapterForm(sent(request), initial={"title": here.held.title, "was": here.held.title})
    if here.worked:
        told = _("Leave it empty for the title that is worked out: {title}")
        form.fields["title"].help_text = told.format(title=here.worked.title)
    if form.is_valid():
        said = form.cleaned_data
        try:
            rename_chapter(officer, ref, chapter, said["was"], said["title"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, _("The chapter has its new title."))
            return redirect("officer-edition-chapter", ref, chapter)
    title = _("Rename the chapter “{title}”").format(title=here.title)
    context = {"form": form, "edition": draft.edition, "title": title, "button": _("Save")}
    return render(request, "publish/officer_form.html", context)


@officers_only
@require_POST
def move(request: HttpRequest, ref: str, chapter: str, step: str) -> HttpResponse:
    """Move a chapter a place up or down."""
    move_chapter(officer_of(request), ref, chapter, step)
    return _back_to_order(ref, chapter)


@officers_only
@require_POST
def show(request: HttpRequest, ref: str, chapter: str) -> HttpResponse:
    """Show a chapter, or leave it out."""
    show_chapter(officer_of(request), ref, chapter, request.POST.get("shown") == "yes")
    return _back_to_order(ref, chapter)


@officers_only
@require_POST
def remove(request: HttpRequest, ref: str, chapter: str) -> HttpResponse:
    """Remove an own chapter, or one that is gone."""
    remove_chapter(officer_of(request), ref, chapter)
    messages.success(request, _("The chapter is removed."))
    return redirect("officer-edition", ref)


def found_chapter(draft: Draft, key: str) -> ArrangedChapter:
    """The chapter, or 404."""
    found = draft.chapter(key)
    if found is None:
        raise Http404("no such chapter of the edition")
    return found


def _blocks(part: ArrangedPart, draft: Draft) -> tuple[object, ...]:
    return relinked(part_blocks(part), in_preview(draft.edition.ref))


def _back_to_order(ref: str, chapter: str) -> HttpResponse:
    return redirect(f"{reverse('officer-edition', args=[ref])}#order-{chapter}")
