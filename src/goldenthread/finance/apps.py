"""Finance: the budget, the medium-term financial plan, the year as it goes, and what each pound is for."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "goldenthread.finance"
