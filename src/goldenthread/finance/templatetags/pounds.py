"""`{% load pounds %}`: sums, shares and years as officers read them in budgets."""

from decimal import ROUND_DOWN, Decimal

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from goldenthread.finance import pounds_said
from goldenthread.finance.queries.bridge import step_in_words
from goldenthread.kit.format import short
from goldenthread.rules.financial_year import year_name

register = template.Library()
register.filter("pounds", pounds_said.pounds)
register.filter("sterling", pounds_said.sterling)
register.filter("signed", pounds_said.signed)
register.filter("year_name", year_name)


@register.filter
def share(value: Decimal) -> str:
    """0.02 as "2%"."""
    return f"{short(value * 100)}%"


@register.filter
def rise(percentage: Decimal) -> str:
    """A rise in per cent, cut to three places: one that stays below a limit is never shown as reaching it."""
    return short(percentage.quantize(Decimal("0.001"), ROUND_DOWN))


@register.filter
def step(code: str) -> str:
    """A kind of change, or another step of a bridge, in words."""
    return step_in_words(code)


@register.filter
def broken(checksum: str) -> SafeString:
    """A checksum that a narrow page may break after every eighth letter."""
    return format_html_join("", "{}<wbr>", ((checksum[at : at + 8],) for at in range(0, len(checksum), 8)))
