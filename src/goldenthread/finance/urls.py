"""Addresses of the finance area: its officers' pages."""

from django.urls import URLPattern

from goldenthread.finance import book_urls, ledger_urls, outcome_urls, outturn_urls, scenario_urls, year_urls

urlpatterns: list[URLPattern] = [
    *year_urls.urlpatterns,
    *book_urls.urlpatterns,
    *outcome_urls.urlpatterns,
    *outturn_urls.urlpatterns,
    *scenario_urls.urlpatterns,
    *ledger_urls.urlpatterns,
]
