"""Addresses of the budget: its versions, their lines, changes, funding and reserves, and their comparison.

They come last among the area's, since a version's ref may be any word in `/officer/budget/<ref>/`.
"""

from django.urls import URLPattern, path

from goldenthread.finance.views import (
    budgets,
    change,
    checks,
    compare,
    freezing,
    funding,
    funding_keep,
    line,
    version,
)

BUDGET = "officer/budget/<slug:ref>/"

urlpatterns: list[URLPattern] = [
    path("officer/budget/", budgets.budgets, name="budgets"),
    path("officer/budget/compare/", compare.compare, name="compare-budgets"),
    path("officer/budget/compare/differences.csv", compare.compare_file, name="compare-budgets-file"),
    path(BUDGET, version.budget, name="budget"),
    path(f"{BUDGET}edit/", funding_keep.edit_frame, name="edit-budget"),
    path(f"{BUDGET}begin/", freezing.begin, name="begin-version"),
    path(f"{BUDGET}freeze/", freezing.freeze, name="freeze-budget"),
    path(f"{BUDGET}discard/", freezing.discard, name="discard-budget"),
    path(f"{BUDGET}publish/", freezing.publish, name="publish-budget"),
    path(f"{BUDGET}withdraw/", freezing.withdraw, name="withdraw-budget"),
    path(f"{BUDGET}checks/", checks.checks, name="budget-checks"),
    path(f"{BUDGET}why/<slug:part>/<path:of>/", compare.explain, name="explain-difference"),
    path(f"{BUDGET}lines/", line.lines, name="budget-lines"),
    path(f"{BUDGET}new-line/", line.new_line, name="new-budget-line"),
    path(f"{BUDGET}lines/<path:line>/", line.line, name="budget-line"),
    path(f"{BUDGET}edit-line/<path:line>/", line.edit_line, name="edit-budget-line"),
    path(f"{BUDGET}remove-line/<path:line>/", line.take_line, name="remove-budget-line"),
    path(f"{BUDGET}new-change/<path:line>/", change.new_change, name="new-budget-change"),
    path(f"{BUDGET}changes/", change.changes, name="budget-changes"),
    path(f"{BUDGET}edit-change/<path:change>/", change.edit_change, name="edit-budget-change"),
    path(f"{BUDGET}remove-change/<path:change>/", change.take_change, name="remove-budget-change"),
    path(f"{BUDGET}funding/", funding.funding, name="budget-funding"),
    path(f"{BUDGET}new-funding/", funding_keep.edit_funding, name="new-budget-funding"),
    path(f"{BUDGET}edit-funding/<path:fund>/", funding_keep.edit_funding, name="edit-budget-funding"),
    path(f"{BUDGET}use-funding/<path:fund>/", funding_keep.use_funding, name="use-budget-funding"),
    path(f"{BUDGET}remove-funding/<path:fund>/", funding_keep.take_funding, name="remove-budget-funding"),
    path(f"{BUDGET}reserves/", funding.reserve_list, name="budget-reserves"),
    path(f"{BUDGET}new-reserve/", funding_keep.edit_reserve, name="new-budget-reserve"),
    path(f"{BUDGET}edit-reserve/<path:reserve>/", funding_keep.edit_reserve, name="edit-budget-reserve"),
    path(f"{BUDGET}remove-reserve/<path:reserve>/", funding_keep.take_reserve, name="remove-budget-reserve"),
    path(f"{BUDGET}tax/<int:year>/", funding_keep.edit_tax, name="edit-budget-tax"),
]
