"""`{% load pounds %}`: sums, shares and years as officers read them in budgets."""

from decimal import Decimal

from django import template

from goldenthread.finance import pounds_said
from goldenthread.finance.queries.bridge import step_in_words
from goldenthread.kit.format import short
from goldenthread.rules.financial_year import year_name

register = template.Library()
register.filter("pounds", pounds_said.pounds)
register.filter("signed", pounds_said.signed)
register.filter("year_name", year_name)


@register.filter
def share(value: Decimal) -> str:
    """0.02 as "2%"."""
    return f"{short(value * 100)}%"


@register.filter
def step(code: str) -> str:
    """A kind of change, or another step of a bridge, in words."""
    return step_in_words(code)
