"""Reporting: the quarter, from what each service owes to what the public reads."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "goldenthread.reporting"
