"""Addresses of the performance desk and of the report before it is published."""

from django.urls import path

from goldenthread.reporting.views import desk, report

_DESK = "officer/desk/<slug:period>/"
_REPORT = "officer/report/<slug:period>/"

urlpatterns = [
    path("officer/desk/", desk.latest, name="desk-latest"),
    path(_DESK, desk.desk_page, name="desk"),
    path(f"{_DESK}remind/", desk.remind_services, name="remind"),
    path(f"{_DESK}unlock/", desk.unlock, name="desk-unlock"),
    path(f"{_DESK}close/", desk.close, name="close-period"),
    path(f"{_DESK}publish/", desk.publish, name="publish-period"),
    path(f"{_DESK}figures/<int:number>/correct/", desk.correct, name="correct-figure"),
    path(_REPORT, report.report_page, name="report-draft"),
    path(f"{_REPORT}opening/", report.opening, name="report-opening"),
    path(f"{_REPORT}tables/<slug:name>.csv", report.table, name="report-draft-table"),
    path(f"{_REPORT}parts/<slug:key>/", report.section, name="report-section"),
    path(f"{_REPORT}parts/<slug:key>/<slug:step>/", report.move, name="move-section"),
]
