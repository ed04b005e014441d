"""Evaluations: the list of them, recording one, and taking one away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.delivery.forms.choice import item_choices
from goldenthread.delivery.views.answer import is_done
from goldenthread.finance.access import may_read_finance, may_record_evaluation
from goldenthread.finance.commands.evaluation import record_evaluation, remove_evaluation
from goldenthread.finance.forms.evaluation import EvaluationForm, RemovalForm
from goldenthread.finance.queries.evaluation import evaluations
from goldenthread.measures.queries import definitions
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.people.queries.publication import publicity
from goldenthread.plan.queries import titles_of


@officers_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every evaluation with what one unit cost by it."""
    officer = officer_of(request)
    require(may_read_finance(officer), "read budgets")
    held = evaluations()
    titles = titles_of(((each.plan, each.item) for each in held), officer, publicity(timezone.now()))
    rows = [(each, titles.get((each.plan, each.item), each.item)) for each in held]
    context = {"rows": rows, "may_record": may_record_evaluation(officer)}
    return render(request, "finance/evaluations.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record an evaluation."""
    officer = officer_of(request)
    require(may_record_evaluation(officer), "record an evaluation")
    measures = sorted(((ref, each.title) for ref, each in definitions().items()), key=lambda row: row[1])
    form = EvaluationForm(sent(request), items=item_choices(officer, timezone.now()), measures=measures)
    if is_done(form, lambda: record_evaluation(officer, form.words())):
        messages.success(request, "Recorded.")
        return redirect("budget-evaluations")
    context = {"form": form, "title": "Record an evaluation", "action": "Record it"}
    return render(request, "finance/evaluation_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Take an evaluation away, with the reason."""
    officer = officer_of(request)
    require(may_record_evaluation(officer), "record an evaluation")
    form = RemovalForm(sent(request))
    if is_done(form, lambda: remove_evaluation(officer, ref, form.cleaned_data["why"])):
        messages.success(request, "Taken away.")
        return redirect("budget-evaluations")
    context = {"form": form, "title": "Take an evaluation away", "action": "Take it away"}
    return render(request, "finance/evaluation_form.html", context)
