"""`{% load outcome %}`: shares, ranges and confidence as officers read them."""

from decimal import Decimal

from django import template

from goldenthread.finance import outcome_words, pounds_said
from goldenthread.kit.format import number
from goldenthread.rules.figure import MINUS

register = template.Library()
register.filter("percent", outcome_words.percent)
register.filter("sure", outcome_words.sure_in_words)


@register.filter
def about(amount: Decimal) -> str:
    """A sum in short, with its sign: "£0.4 million"."""
    return f"{MINUS if amount < 0 else ''}{pounds_said.about(amount)}"


@register.filter
def whole(amount: Decimal) -> str:
    """A sum to the pound: "1,235"."""
    return number(amount, 0)


@register.filter
def percent_as_is(share: Decimal) -> str:
    """0.333333 as "33.3333%"."""
    return outcome_words.percent(share, None)
