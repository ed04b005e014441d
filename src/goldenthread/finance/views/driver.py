"""Officers' pages about a budget's drivers: what each is taken to be, how uncertain, and what hangs on it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.finance.commands.driver import add_driver, change_driver, remove_driver
from goldenthread.finance.driver_page import drivers_shown
from goldenthread.finance.forms.driver import DriverForm, start_of
from goldenthread.finance.queries.driver import drivers_of
from goldenthread.finance.queries.version import bare_book
from goldenthread.finance.views.draft import draft_to_change, is_done
from goldenthread.finance.views.place import budget_or_404, shown
from goldenthread.people.door import officer_of, officers_only, sent


@officers_only
@require_GET
def drivers(request: HttpRequest, ref: str) -> HttpResponse:
    """Every driver of a version."""
    facts = budget_or_404(request, ref)
    held = drivers_shown(drivers_of(ref))
    return shown(request, "finance/drivers.html", facts, "budget-drivers", drivers=held)


@officers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a driver to a draft."""
    facts = draft_to_change(request, ref)
    book = bare_book(ref)
    form = DriverForm(sent(request), book=book, initial=start_of(book, None, facts.version))

    def act() -> None:
        add_driver(officer_of(request), ref, form.words(), form.cleaned_data["version"])

    if is_done(form, act):
        messages.success(request, "The driver is added. Say on budget lines what moves with it.")
        return redirect("budget-drivers", ref)
    return render(
        request, "finance/driver_form.html", {"form": form, "facts": facts, "title": "Add a driver"}
    )


@officers_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str, driver: str) -> HttpResponse:
    """Rewrite a driver of a draft."""
    facts = draft_to_change(request, ref)
    book = bare_book(ref)
    held = next((each for each in book.drivers if each.ref == driver), None)
    if held is None:
        raise Http404("no such driver")
    start = start_of(book, held, facts.version)
    form = DriverForm(sent(request), book=book, driver=driver, initial=start)

    def act() -> None:
        change_driver(officer_of(request), ref, driver, form.words(), form.cleaned_data["version"])

    if is_done(form, act):
        messages.success(request, "Saved. The whole plan was worked out anew.")
        return redirect("budget-drivers", ref)
    context = {"form": form, "facts": facts, "title": f"Edit {held.title}"}
    return render(request, "finance/driver_form.html", context)


@officers_only
@require_POST
def remove(request: HttpRequest, ref: str, driver: str) -> HttpResponse:
    """Take a driver out of a draft, where nothing hangs on it."""
    remove_driver(officer_of(request), ref, driver)
    messages.success(request, "The driver is removed.")
    return redirect("budget-drivers", ref)
