"""Sums of money that papers published, each with its paper; nothing is worked out from them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.finance.published_words import as_printed
from goldenthread.finance.queries.published import published_of, published_sums
from goldenthread.people.queries.publication import publicity
from goldenthread.plan import queries as plan_queries
from goldenthread.rules.published_sum import SUM_KINDS, PublishedSumFacts
from goldenthread.thread.money.sheet import Column, Sheet
from goldenthread.thread.reader import Reader


@dataclass(frozen=True, slots=True)
class PaperSum:
    """One published sum as it is read, with the outcome that the paper places it under."""

    facts: PublishedSumFacts
    said: str
    outcome: str
    address: str


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Published sums of one kind."""

    key: str
    title: str
    sums: tuple[PaperSum, ...]


def read(reader: Reader) -> tuple[PaperGroup, ...]:
    """Every published sum by its kind, in the order that the kinds are known."""
    held = published_sums()
    pairs = {(each.plan, each.item) for each in held if each.item}
    titles = plan_queries.titles_of(pairs, reader.viewer, publicity(reader.now)) if pairs else {}
    made = [_sum(each, titles.get((each.plan, each.item), "")) for each in held]
    groups = ((kind, tuple(one for one in made if one.facts.kind == kind)) for kind in SUM_KINDS)
    return tuple(PaperGroup(kind, SUM_KINDS[kind], sums) for kind, sums in groups if sums)


def read_of(plan: str, items: Collection[str]) -> tuple[PaperSum, ...]:
    """The published sums that papers place under these items of a plan: one read."""
    return tuple(_sum(each, "") for each in published_of(plan, items))


def _sum(facts: PublishedSumFacts, title: str) -> PaperSum:
    address = reverse("item", args=(facts.plan, facts.item)) if title else ""
    return PaperSum(facts, as_printed(facts), title, address)


def published_sheet() -> Sheet:
    """Every published sum as a file."""
    names = ("ref", "title", "kind", "lower", "upper", "qualifier", "period", "paper", "place", "note")
    return Sheet(
        "published",
        _("Sums of money that papers published"),
        (*map(Column, names), Column("plan"), Column("item")),
        tuple(tuple(getattr(each, name) for name in (*names, "plan", "item")) for each in published_sums()),
    )
