"""Addresses of the public side of money."""

from django.urls import path

from goldenthread.thread.money import views

urlpatterns = [
    path("budget/", views.front, name="public-budget"),
    path("budget/published/", views.published, name="public-budget-published"),
    path("budget/published/sums.csv", views.published_table, name="public-budget-published-table"),
    path("budget/<slug:ref>/", views.front, name="public-budget-version"),
    path("budget/<slug:ref>/services/", views.services, name="public-budget-services"),
    path("budget/<slug:ref>/services/<slug:service>/", views.service, name="public-budget-service"),
    path("budget/<slug:ref>/outcomes/", views.outcomes, name="public-budget-outcomes"),
    path("budget/<slug:ref>/changes/", views.changes, name="public-budget-changes"),
    path("budget/<slug:ref>/savings/", views.savings, name="public-budget-savings"),
    path("budget/<slug:ref>/council-tax/", views.council_tax, name="public-budget-tax"),
    path("budget/<slug:ref>/funding/", views.funding, name="public-budget-funding"),
    path("budget/<slug:ref>/reserves/", views.reserves, name="public-budget-reserves"),
    path("budget/<slug:ref>/later-years/", views.later_years, name="public-budget-years"),
    path("budget/<slug:ref>/statement/", views.statement, name="public-budget-statement"),
    path("budget/<slug:ref>/versions/", views.versions, name="public-budget-versions"),
    path("budget/<slug:ref>/balance/", views.balance, name="balance-budget"),
    path("budget/<slug:ref>/balance/<slug:table>.csv", views.balance_table, name="balance-budget-table"),
    path("budget/<slug:ref>/<slug:table>.csv", views.table, name="public-budget-table"),
]
