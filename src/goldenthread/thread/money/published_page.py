"""Sums of money that papers published, each with its paper; nothing is worked out from them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.finance.queries.published import published_sums
from goldenthread.kit.format import money, money_range
from goldenthread.people.queries.publication import publicity
from goldenthread.plan import queries as plan_queries
from goldenthread.rules.figure import QUALIFIER_WORDS
from goldenthread.rules.published_sum import SUM_KINDS, PublishedSumFacts
from goldenthread.thread.money.sheet import Column, Sheet
from goldenthread.thread.reader import Reader

SIGNS = {"about": "~", "under": "<", "over": ">"}
"""How a paper hedges a sum, by the sign that figures are hedged with elsewhere."""
AS_PRINTED = 2
"""Decimals of millions and billions: papers print £6.74 billion, which one decimal would round."""


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


def _sum(facts: PublishedSumFacts, title: str) -> PaperSum:
    if facts.is_range:
        sum_said = money_range(facts.lower, facts.upper, AS_PRINTED)
    else:
        sum_said = money(facts.lower, AS_PRINTED)
    said = QUALIFIER_WORDS.get(SIGNS.get(facts.qualifier, ""), "") + sum_said
    address = reverse("item", args=(facts.plan, facts.item)) if title else ""
    return PaperSum(facts, said, title, address)


def published_sheet() -> Sheet:
    """Every published sum as a file."""
    names = ("ref", "title", "kind", "lower", "upper", "qualifier", "period", "paper", "place", "note")
    return Sheet(
        "published",
        _("Sums of money that papers published"),
        (*map(Column, names), Column("plan"), Column("item")),
        tuple(tuple(getattr(each, name) for name in (*names, "plan", "item")) for each in published_sums()),
    )
