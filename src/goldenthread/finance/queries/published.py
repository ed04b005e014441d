"""Sums of money as papers published them."""

from collections.abc import Collection
from dataclasses import fields

from goldenthread.finance.models import PublishedSum
from goldenthread.rules.published_sum import PublishedSumFacts

COLUMNS = tuple(each.name for each in fields(PublishedSumFacts))


def published_sums() -> tuple[PublishedSumFacts, ...]:
    """Every published sum, in the order that it was recorded in. They were public before they came here."""
    return tuple(PublishedSumFacts(*row) for row in PublishedSum.objects.values_list(*COLUMNS))


def published_of(plan: str, items: Collection[str]) -> tuple[PublishedSumFacts, ...]:
    """The published sums that papers place under any of these items of a plan, in the same order."""
    rows = PublishedSum.objects.filter(plan=plan, item__in=items)
    return tuple(PublishedSumFacts(*row) for row in rows.values_list(*COLUMNS))
