"""`{% load kit %}`: the shared parts, and filters that say figures and dates as the public reads them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from goldenthread.kit import format as said
from goldenthread.kit.figure import DataTable, Figure, Point
from goldenthread.kit.forms import form_errors
from goldenthread.kit.part import Download, Link, Row, Task
from goldenthread.kit.small_multiples import sparkline as draw_sparkline
from goldenthread.kit.strip import Strip
from goldenthread.kit.svg import clean
from goldenthread.kit.verdict import SPOKEN, mark_of, notes, reason_in_words, verdict_svg
from goldenthread.rules.tongue import Words, say

register = template.Library()
register.filter("number", said.number)
register.filter("money", said.money)
register.filter("day", said.day)
register.filter("month", said.month)
register.filter("quarter", said.quarter)
register.filter("ordinal", said.ordinal)
register.simple_tag(said.with_unit, name="with_unit")
register.simple_tag(said.change, name="change")
register.simple_tag(said.count_of, name="count_of")


@register.inclusion_tag("kit/figure.html")
def figure(figure: Figure, heading: int = 3, open: bool = False) -> dict[str, Any]:
    """A chart with its sentence, notes, source and table. `heading` is the level of its title."""
    said = {"figure": figure, "heading": f"h{min(max(heading, 2), 6)}", "open": open}
    return said | _drawn(figure)


def _drawn(figure: Figure) -> dict[str, SafeString]:
    # Safe: `kit.svg` escapes every word that enters a drawing.
    return {"svg": mark_safe(figure.svg), "phone": mark_safe(figure.phone)}


@register.inclusion_tag("kit/data_table.html")
def data_table(table: DataTable, caption_hidden: bool = False, key: str = "") -> dict[str, Any]:
    """A table of text in its own scrolling box."""
    right = set(table.numeric)
    heads = [(text, n in right) for n, text in enumerate(table.headings)]
    return {
        "table": table,
        "heads": heads,
        "body": _body(table, right),
        "caption_hidden": caption_hidden,
        "key": key,
    }


def _body(table: DataTable, right: Collection[int]) -> SafeString:
    """The rows, written at once: a table has many cells, and a template takes its time over each."""
    written = "".join(
        "<tr>" + "".join(_cell(text, n, n in right) for n, text in enumerate(row)) + "</tr>\n"
        for row in table.rows
    )
    return mark_safe(written)


def _cell(text: str, column: int, right: bool) -> str:
    if column == 0:
        return f'<th scope="row">{clean(text)}</th>'
    return f"<td>{clean(text)}</td>" if right else f'<td class="gt-words">{clean(text)}</td>'


@register.inclusion_tag("kit/verdict.html")
def verdict(
    verdict: str, word: str = "", reason: str = "", marks: Iterable[str] = (), big: bool = False
) -> dict[str, Any]:
    """Shape and word; after "cannot judge", the reason; after a mark, its letter (notes: `verdict_notes`)."""
    mark = mark_of(verdict, word)
    why = reason_in_words(reason) if verdict == "cannot_judge" and reason else ""
    letters = [(notes()[name][0], SPOKEN[name]) for name in _each(marks) if name in SPOKEN]
    return {
        "mark": mark,
        "svg": mark_safe(verdict_svg(verdict)),
        "reason": why,
        "letters": letters,
        "big": big,
    }


def _each(marks: Iterable[str]) -> list[str]:
    return marks.split(";") if isinstance(marks, str) else list(marks)


@register.inclusion_tag("kit/verdict_notes.html")
def verdict_notes(marks: Iterable[str]) -> dict[str, Any]:
    """The notes for every mark used on the page, once each; the letters are for the eye."""
    used = {name for name in _each(marks) if name}
    return {"notes": [note for name, note in notes().items() if name in used]}


@register.simple_tag
def verdict_shape(verdict: str, title: str = "") -> SafeString:
    """The shape alone. Give `title` where no word stands beside it: it is then read out."""
    return mark_safe(verdict_svg(verdict, title))


@register.simple_tag
def sparkline(points: Sequence[Point]) -> SafeString:
    """A bare line for a table's cell; decoration, so the figures must stand in the row."""
    return mark_safe(draw_sparkline(points))


@register.simple_tag
def strip_picture(strip: Strip) -> SafeString:
    """One place among its neighbours; its sentence must stand beside it."""
    return mark_safe(strip.svg)


@register.inclusion_tag("kit/headline.html")
def headline(
    verdict: str, sentence: str, word: str = "", marks: Iterable[str] = (), after: str = ""
) -> dict[str, Any]:
    """The one-sentence verdict that a page opens with; `after` follows its word: "Mixed overall"."""
    said = f"{mark_of(verdict, word).word} {after}".rstrip()
    return {"verdict": verdict, "sentence": sentence, "word": said, "marks": marks}


@register.inclusion_tag("kit/direction.html")
def direction(counts: Sequence[tuple[str, int]], what: str = "outcome") -> dict[str, Any]:
    """Counts of verdicts as shapes that are also a list: `[("improving", 5), …]`."""
    shown = [(verdict, count) for verdict, count in counts if count]
    rows = [
        (count, mark_of(verdict).word.lower(), mark_safe(verdict_svg(verdict) * count))
        for verdict, count in shown
    ]
    total = sum(count for _, count in shown)
    return {"rows": rows, "total": said.count_of(total, what)}


@register.inclusion_tag("kit/thread.html")
def thread(serves: Sequence[Link] = (), served_by: Sequence[Link] = ()) -> dict[str, Any]:
    """Up the thread and down it. `serves` runs from the top (the vision) to the nearest."""
    return {"serves": serves, "served_by": served_by}


@register.inclusion_tag("kit/summary_list.html")
def summary_list(rows: Sequence[Row]) -> dict[str, Any]:
    return {"rows": rows}


@register.inclusion_tag("kit/banner.html")
def banner(kind: str, text: str = "", title: str = "") -> dict[str, Any]:
    """A notice above the page: not_adopted, draft, consultation, provisional, invented, success or notice."""
    return {"kind": kind, "title": title or _BANNERS.get(kind) or say("Please note"), "text": text}


_BANNERS = Words(
    {
        "not_adopted": "Not adopted",
        "draft": "Draft",
        "consultation": "Consultation draft",
        "provisional": "Provisional figures",
        "invented": "Invented data",
        "success": "Done",
    }
)


@register.inclusion_tag("kit/task_list.html")
def task_list(tasks: Sequence[Task], key: str = "task") -> dict[str, Any]:
    return {"tasks": tasks, "key": key}


@register.inclusion_tag("kit/empty.html")
def empty(title: str, text: str = "", href: str = "", action: str = "") -> dict[str, Any]:
    """Nothing to show: what that means, and what to do."""
    return {"title": title, "text": text, "href": href, "action": action}


@register.inclusion_tag("kit/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to other pages that keep the filters in the address."""
    asked = context["request"].GET.copy() if "request" in context else None

    def address(number: int) -> str:
        if asked is None:
            return f"?page={number}"
        asked["page"] = str(number)
        return f"?{asked.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [(n, address(n) if isinstance(n, int) else "", n == page.number) for n in shown]
    before = address(page.previous_page_number()) if page.has_previous() else ""
    after = address(page.next_page_number()) if page.has_next() else ""
    return {"numbers": numbers, "before": before, "after": after, "many": page.paginator.num_pages > 1}


@register.inclusion_tag("kit/downloads.html")
def downloads(files: Sequence[Download], heading: int = 2, title: str = "") -> dict[str, Any]:
    return {"files": files, "heading": f"h{heading}", "title": title or say("Take the data")}


@register.inclusion_tag("kit/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form, each line a link to the field it is about; nothing for a sound form."""
    return {"errors": form_errors(form) if form.is_bound else ()}


@register.filter
def lookup(values: Mapping[Any, Any], key: Any) -> Any:
    """`values[key]`, or None."""
    return values.get(key)


@register.filter
def has_error(attributes: Mapping[str, Any]) -> bool:
    """Was the control with these attributes refused?"""
    return attributes.get("aria-invalid") == "true"
