"""Officers' pages about one part of a chapter: its words, its place, and whether it is shown."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.publish.access import may_edit_edition
from goldenthread.publish.arrangement import FACTS, OWN_KINDS, ArrangedPart
from goldenthread.publish.commands.arranging import move_part, show_part
from goldenthread.publish.commands.wording import add_words, remove_part, write_words
from goldenthread.publish.forms import WordsForm
from goldenthread.publish.queries.draft import draft_of
from goldenthread.publish.views.officer import found_facts
from goldenthread.publish.views.officer_chapter import found_chapter
from goldenthread.rules.refusal import Refused

SIDES = ("before", "after")


@officers_only
@require_http_methods(["GET", "POST"])
def new_words(request: HttpRequest, ref: str, chapter: str) -> HttpResponse:
    """Write words, a quotation or a call-out before or after a part, or at the chapter's end."""
    officer = officer_of(request)
    require(may_edit_edition(officer), "write words in an edition")
    found_facts(ref)
    draft = draft_of(ref, timezone.now())
    here = found_chapter(draft, chapter)
    kind, side = request.GET.get("kind", "words"), request.GET.get("side", "after")
    if kind not in OWN_KINDS or side not in SIDES:
        raise Http404("no such kind of words")
    beside = next((each for each in here.parts if each.held.key == request.GET.get("beside")), None)
    form = WordsForm(sent(request), kind=kind)
    if form.is_valid():
        try:
            key = add_words(officer, ref, chapter, kind, form.words, beside.held.key if beside else "", side)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, _("Your words are in the chapter."))
            return _back(ref, chapter, key)
    context = {
        "form": form,
        "edition": draft.edition,
        "chapter": here,
        "title": _new_title(kind),
        "where": _where(beside, side),
    }
    return render(request, "publish/officer_words.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def edit_part(request: HttpRequest, ref: str, chapter: str, part: str) -> HttpResponse:
    """The words of one own part, or the heading of one that is worked out."""
    officer = officer_of(request)
    require(may_edit_edition(officer), "write words in an edition")
    found_facts(ref)
    draft = draft_of(ref, timezone.now())
    here = found_chapter(draft, chapter)
    held = next((each for each in here.parts if each.held.key == part), None)
    if held is None:
        raise Http404("no such part of the chapter")
    own = held.held
    start = {"title": own.title, "text": own.text, "by": own.by, "version": own.version}
    form = WordsForm(sent(request), kind=own.kind, initial=start)
    if form.is_valid():
        try:
            write_words(officer, ref, chapter, part, form.cleaned_data["version"] or 0, form.words)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, _("Your words are saved."))
            return _back(ref, chapter, part)
    context = {
        "form": form,
        "edition": draft.edition,
        "chapter": here,
        "title": _("The heading of this part") if own.kind == FACTS else _("Edit your words"),
        "theirs": own if _to_save_again(form, own.version) else None,
    }
    return render(request, "publish/officer_words.html", context)


@officers_only
@require_POST
def move(request: HttpRequest, ref: str, chapter: str, step: str, part: str) -> HttpResponse:
    """Move a part a place up or down."""
    move_part(officer_of(request), ref, chapter, part, step)
    return _back(ref, chapter, part)


@officers_only
@require_POST
def show(request: HttpRequest, ref: str, chapter: str, part: str) -> HttpResponse:
    """Show a part, or leave it out."""
    show_part(officer_of(request), ref, chapter, part, request.POST.get("shown") == "yes")
    return _back(ref, chapter, part)


@officers_only
@require_POST
def remove(request: HttpRequest, ref: str, chapter: str, part: str) -> HttpResponse:
    """Remove own words, or a part that is gone."""
    remove_part(officer_of(request), ref, chapter, part)
    messages.success(request, _("It is removed."))
    return redirect("officer-edition-chapter", ref, chapter)


def _to_save_again(form: WordsForm, version: int) -> bool:
    """Whether others saved these words after the ones sent were opened; saving again then replaces theirs."""
    if not form.is_bound or form.data.get("version") == str(version):
        return False
    form.data = {**dict(form.data.items()), "version": str(version)}
    return True


def _new_title(kind: str) -> str:
    return {
        "words": _("Write words"),
        "quotation": _("Quote somebody"),
        "call_out": _("Write a call-out"),
    }[kind]


def _where(beside: ArrangedPart | None, side: str) -> str:
    if beside is None:
        return (
            _("They stand first in the chapter.")
            if side == "before"
            else _("They stand last in the chapter.")
        )
    title = beside.title or _("your words")
    told = _("They stand before “{title}”.") if side == "before" else _("They stand after “{title}”.")
    return told.format(title=title)


def _back(ref: str, chapter: str, part: str) -> HttpResponse:
    return redirect(
        f"{reverse('officer-edition-chapter', args=[ref, chapter])}#part-{part.replace('/', '-')}"
    )
