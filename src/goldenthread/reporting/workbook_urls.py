"""Addresses of the Excel return."""

from django.urls import path

from goldenthread.reporting.views import workbook, workbook_rehearsal

_ALL = "officer/periods/<slug:period>/excel/"
_ONE = "officer/returns/<slug:period>/<slug:service>/excel/"

urlpatterns = [
    path(_ALL, workbook.excel, name="period-excel"),
    path(f"{_ALL}return.xlsx", workbook.download, name="period-workbook"),
    path(f"{_ALL}<slug:token>/", workbook_rehearsal.rehearsal, name="workbook-rehearsal"),
    path(f"{_ALL}<slug:token>/to-correct.xlsx", workbook_rehearsal.marked, name="marked-workbook"),
    path(f"{_ALL}<slug:token>/discard/", workbook_rehearsal.discard, name="discard-workbook"),
    path(_ONE, workbook.excel, name="return-excel"),
    path(f"{_ONE}return.xlsx", workbook.download, name="return-workbook"),
]
