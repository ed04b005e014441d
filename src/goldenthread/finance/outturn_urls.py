"""Addresses that begin a draft from last year's outturn; they stand before those of a budget's ref."""

from django.urls import path

from goldenthread.finance.views import from_outturn

urlpatterns = [
    path("officer/budget/from-outturn/", from_outturn.upload, name="budget-from-outturn"),
    path("officer/budget/from-outturn/<int:number>/", from_outturn.lines, name="budget-outturn-lines"),
]
