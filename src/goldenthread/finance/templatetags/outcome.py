"""`{% load outcome %}`: shares, ranges and confidence as officers read them."""

from decimal import Decimal

from django import template

from goldenthread.finance import outcome_words
from goldenthread.kit.format import number

register = template.Library()
register.filter("percent", outcome_words.percent)
register.filter("sure", outcome_words.sure_in_words)
register.filter("about", outcome_words.about)


@register.filter
def whole(amount: Decimal) -> str:
    """A sum to the pound: "1,235"."""
    return number(amount, 0)


@register.filter
def percent_as_is(share: Decimal) -> str:
    """0.333333 as "33.3333%"."""
    return outcome_words.percent(share, None)
