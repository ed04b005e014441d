"""Letters: which wait, which were sent, and which the mail server would not take."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from goldenthread.people.access import may_keep_letters, require
from goldenthread.people.commands.letter import try_letter_again
from goldenthread.people.door import officer_of, officers_only
from goldenthread.people.queries.letter import letters


@officers_only
@require_GET
def letters_page(request: HttpRequest) -> HttpResponse:
    """The letters there are, the latest first; `?failing=1` those that failed."""
    require(may_keep_letters(request.user), "see the letters")
    only_failing = request.GET.get("failing") == "1"
    found = letters(request.GET.get("page", "1"), only_failing)
    page = Paginator(range(found.count), found.per_page).get_page(found.number)
    context = {"found": found, "page": page, "only_failing": only_failing}
    return render(request, "people/letters.html", context)


@officers_only
@require_POST
def try_again(request: HttpRequest, number: int) -> HttpResponse:
    """Have one letter sent with the next round."""
    try_letter_again(officer_of(request), number, timezone.now())
    messages.success(request, "The letter goes out with the next round.")
    return redirect("officer-letters")
