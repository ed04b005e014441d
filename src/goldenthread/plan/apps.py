"""Plans: what everything else hangs on."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "goldenthread.plan"
