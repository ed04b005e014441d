"""Addresses of the finance area: its officers' pages."""

from django.urls import URLPattern

from goldenthread.finance import outcome_urls, outturn_urls, scenario_urls

urlpatterns: list[URLPattern] = [
    *outcome_urls.urlpatterns,
    *outturn_urls.urlpatterns,
    *scenario_urls.urlpatterns,
]
