"""Any two versions or scenarios side by side, with each difference explained line by line."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.delivery.views.answer import is_done
from goldenthread.finance.access import may_keep_budget, may_read_finance
from goldenthread.finance.commands.freezing import explain_difference
from goldenthread.finance.compare_page import compare_page
from goldenthread.finance.difference_words import NAMES, all_told
from goldenthread.finance.forms.freezing import ReasonForm
from goldenthread.finance.queries.difference import Compared, compared, side
from goldenthread.finance.queries.version import reasons_of, scenario_choices, version_named
from goldenthread.finance.views.place import draft_or_404, shown
from goldenthread.kit.download import CSV_TYPE, csv_lines
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.rules.financial_year import year_name


@officers_only
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """The comparison that the address asks for; without one, what can be compared."""
    officer = officer_of(request)
    require(may_read_finance(officer), "read budgets")
    this, that = (request.GET.get(name, "") for name in ("this", "that"))
    context: dict[str, object] = {
        "choices": scenario_choices(officer, timezone.now()),
        "this": this,
        "that": that,
        "query": request.GET.urlencode(),
    }
    if this and that:
        first, second = _side(request, this), _side(request, that)
        context["page"] = compare_page(compared(first, second), reasons_of(second.facts.ref))
        is_from = second.facts.made_from == first.facts.ref and not second.facts.is_frozen
        context["may_explain"] = is_from and may_keep_budget(officer)
    return render(request, "finance/compare.html", context)


@officers_only
@require_GET
def compare_file(request: HttpRequest) -> StreamingHttpResponse:
    """Every difference as CSV."""
    require(may_read_finance(officer_of(request)), "read budgets")
    first, second = (_side(request, request.GET.get(name, "")) for name in ("this", "that"))
    found, reasons = compared(first, second), reasons_of(second.facts.ref)
    effects = [f"Effect {year_name(year)}" for year in found.years]
    headings = ("Part", "Ref", "Title", "What", "Column", "Was", "Is", *effects, "Reason")

    def rows() -> Iterator[tuple[object, ...]]:
        for each in all_told(found):
            why = reasons.get(f"{each.part}#{each.ref}", "")
            effect: tuple[object, ...] = each.effect
            for column in each.columns or (("", "", ""),):
                yield (NAMES[each.part], each.ref, each.title, each.kind, *column, *effect, why)
                effect = (None,) * len(effects)

    headers = {"Content-Disposition": 'attachment; filename="differences.csv"'}
    return StreamingHttpResponse(csv_lines(headings, rows()), content_type=CSV_TYPE, headers=headers)  # type: ignore[arg-type]


@officers_only
@require_http_methods(["GET", "POST"])
def explain(request: HttpRequest, ref: str, part: str, of: str) -> HttpResponse:
    """Say why one part of a draft differs from the version it was made from."""
    facts, officer = draft_or_404(request, ref), officer_of(request)
    if part not in NAMES:
        raise Http404("no such part of a budget")
    form = ReasonForm(sent(request), reason=reasons_of(ref).get(f"{part}#{of}", ""))
    if is_done(form, lambda: explain_difference(officer, ref, part, of, form.cleaned_data["reason"])):
        messages.success(request, "Saved.")
        answer = redirect("compare-budgets")
        answer["Location"] += f"?this={facts.made_from}&that={ref}#differences"
        return answer
    title = f"Why it differs: {NAMES[part].lower()} {of}"
    return shown(request, "finance/plain_form.html", facts, "", form=form, title=title)


def _side(request: HttpRequest, asked: str) -> Compared:
    """`ref` or `ref:scenario`."""
    ref, _, scenario = asked.partition(":")
    facts = version_named(officer_of(request), timezone.now(), ref)
    if facts is None:
        raise Http404("no such budget")
    try:
        return side(facts, scenario)
    except KeyError:
        raise Http404("no such scenario") from None
