"""Addresses of the quarter's returns and periods, and of the home page."""

from django.urls import path

from goldenthread.reporting.views import autosave, home, period, returns

_ONE = "officer/returns/<slug:period>/<slug:service>/"

urlpatterns = [
    path("officer/", home.home, name="officer-home"),
    path("officer/periods/", period.periods_page, name="periods"),
    path("officer/periods/add/", period.plan, name="plan-period"),
    path("officer/periods/<slug:ref>/", period.period_page, name="period"),
    path("officer/periods/<slug:ref>/open/", period.open_page, name="open-period"),
    path(_ONE, returns.return_page, name="return"),
    path(f"{_ONE}figures/", autosave.figures, name="return-figures"),
    path(f"{_ONE}actions/", autosave.actions, name="return-actions"),
    path(f"{_ONE}submit/", returns.submit, name="submit-return"),
    path(f"{_ONE}approve/", returns.approve, name="approve-return"),
    path(f"{_ONE}send-back/", returns.send_back_page, name="send-back-return"),
]
