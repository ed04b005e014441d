"""Addresses of what each pound is for, and of evaluations."""

from django.urls import path

from goldenthread.finance.views import evaluation, outcome

urlpatterns = [
    path("officer/budget/evaluations/", evaluation.listing, name="budget-evaluations"),
    path("officer/budget/evaluations/new/", evaluation.new, name="budget-evaluation-new"),
    path("officer/budget/evaluations/<slug:ref>/remove/", evaluation.remove, name="budget-evaluation-remove"),
    path("officer/budget/<slug:ref>/outcomes/", outcome.outcomes, name="budget-outcomes"),
    path(
        "officer/budget/<slug:ref>/outcomes/service/<slug:service>/",
        outcome.service,
        name="budget-service-shares",
    ),
    path("officer/budget/<slug:ref>/outcomes/line/<path:line>/", outcome.line, name="budget-line-shares"),
    path("officer/budget/<slug:ref>/outcomes/take-from/<path:line>/", outcome.unshare, name="budget-unshare"),
]
