"""`{% load outcome %}`: shares, ranges and confidence as officers read them."""

from decimal import Decimal

from django import template

from goldenthread.finance import outcome_words, pounds_said

register = template.Library()
register.filter("percent", outcome_words.percent)
register.filter("sure", outcome_words.sure_in_words)
register.filter("fairly", outcome_words.range_in_words)
register.filter("about", pounds_said.about)


@register.filter
def percent_as_is(share: Decimal) -> str:
    """0.333333 as "33.3333%"."""
    return outcome_words.percent(share, None)
