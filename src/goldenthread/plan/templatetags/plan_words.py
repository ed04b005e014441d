"""What templates say of a plan's items."""

from django import template

register = template.Library()


@register.filter
def kind_in_words(kind: str) -> str:
    """`supporting_outcome` as "Supporting outcome"."""
    return kind.replace("_", " ").capitalize()
