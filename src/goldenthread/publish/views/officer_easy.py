"""Officers' page for the Easy Read summary of an edition: one line after another, with a drawing each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goldenthread.kit.picture import PICTURES
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only
from goldenthread.publish.access import may_edit_edition
from goldenthread.publish.block import EasyLine
from goldenthread.publish.commands.easy import MOST, write_easy_read
from goldenthread.publish.easy import suggested
from goldenthread.publish.queries.draft import draft_of
from goldenthread.publish.queries.easy import seen
from goldenthread.publish.views.officer import found_facts
from goldenthread.rules.refusal import Refused

EMPTY_LINES = 3


@officers_only
@require_http_methods(["GET", "POST"])
def easy_read(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the summary: suggest lines from the facts, word them, swap hard words, choose drawings."""
    officer = officer_of(request)
    require(may_edit_edition(officer), "write an Easy Read summary")
    edition = found_facts(ref)
    draft = draft_of(ref, timezone.now())
    lines, refused = draft.easy, None
    if request.method == "POST":
        lines = _lines(request.POST)
        if "suggest" in request.POST:
            lines = suggested(edition.title, edition.language, draft.chapters)
        try:
            write_easy_read(officer, ref, _version(request.POST), lines)
        except Refused as said:
            refused = said
        else:
            messages.success(request, _("The summary is saved."))
            return redirect("edition-easy-read", ref)
    context = {
        "edition": edition,
        "version": _version(request.POST) if refused else edition.version,
        "refused": refused,
        "summary": seen(lines, edition.language),
        "empty": range(len(lines), min(len(lines) + EMPTY_LINES, MOST)),
        "pictures": PICTURES.items(),
    }
    return render(request, "publish/officer_easy.html", context, status=409 if refused else 200)


def _lines(sent: QueryDict) -> tuple[EasyLine, ...]:
    """The lines as they were sent, in their order: moved, taken out and put in plain words as asked."""
    found = []
    for at in range(min(_number(sent.get("lines", "")), MOST + EMPTY_LINES)):
        text = sent.get(f"text-{at}", "").strip()
        text = sent.get(f"plain-{at}", "") or text
        if text and f"remove-{at}" not in sent:
            found.append(EasyLine(text, sent.get(f"picture-{at}", ""), f"heading-{at}" in sent))
    step, _colon, at_text = sent.get("move", "").partition(":")
    at, to = _number(at_text), _number(at_text) + {"up": -1, "down": 1}.get(step, 0)
    if at_text and at < len(found) and 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return tuple(found)


def _version(sent: QueryDict) -> int:
    return _number(sent.get("version", ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
