"""What cannot stand in a version and what to know about it: every line is checked when somebody asks."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.finance.queries.version import whole_book
from goldenthread.finance.views.place import budget_or_404, shown
from goldenthread.people.door import officers_only
from goldenthread.people.queries.service import services
from goldenthread.rules.book_fault import BookFault
from goldenthread.rules.budget import Book
from goldenthread.rules.budget_fault import book_faults, book_warnings

MOST = 100


@officers_only
@require_http_methods(["GET", "POST"])
def checks(request: HttpRequest, ref: str) -> HttpResponse:
    """The page opens without reading the book; sent, it reads all of it and says what it finds."""
    facts = budget_or_404(request, ref)
    context: dict[str, object] = {"asked": request.method == "POST", "most": MOST}
    if request.method == "POST":
        book = whole_book(ref)
        found = book_faults(book, rule_packs(), _services())
        warned = () if found else book_warnings(book, rule_packs())
        context |= {
            "faults": [_placed(book, each) for each in found[:MOST]],
            "fault_count": len(found),
            "warnings": [_placed(book, each) for each in warned[:MOST]],
            "warning_count": len(warned),
        }
    return shown(request, "finance/checks.html", facts, "budget-checks", **context)


def _services() -> set[str]:
    return set(services(timezone.localdate()).sheets)


def _placed(book: Book, fault: BookFault) -> tuple[str, str, str, str]:
    """Which part of the book, under which ref, what is wrong, and what to do."""
    held = getattr(book, fault.part, ()) if fault.part != "book" else ()
    part = held[fault.at] if fault.at is not None and fault.at < len(held) else None
    ref = getattr(part, "ref", "") or getattr(part, "line", "")
    return fault.part.capitalize(), ref, fault.what, fault.do
