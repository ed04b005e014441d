"""Sums of money that papers printed, in a report: each with its paper, and nothing added up."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from goldenthread.finance.published_words import as_printed
from goldenthread.publish.block import Cell, Column, Table, said
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.made import exact
from goldenthread.publish.kinds.told import Told
from goldenthread.rules.published_sum import PublishedSumFacts


def published(sums: Sequence[PublishedSumFacts]) -> Told:
    """A table of printed sums with a fact for each; a range is two facts, its lower and its upper end."""
    if not sums:
        return Told()
    opening = said(
        _("Each of these stands as its paper printed it. They count different things; none is added up.")
    )
    columns = (
        Column(_("What")),
        Column(_("Sum"), "£", is_numeric=True),
        Column(_("Of when")),
        Column(_("Printed in")),
    )
    rows = tuple(
        (
            Cell(each.title),
            Cell(as_printed(each), "" if each.is_range else exact(each.lower)),
            Cell(each.period),
            Cell(each.source),
        )
        for each in sums
    )
    table = Table("finances-papers", _("Sums of money as papers printed them"), columns, rows)
    return Told((opening, table), tuple(fact for each in sums for fact in _facts(each)))


def _facts(each: PublishedSumFacts) -> tuple[Fact, ...]:
    ends = (("lower", each.lower), ("upper", each.upper)) if each.is_range else (("sum", each.lower),)
    return tuple(
        Fact(
            key=f"published-sum/{each.ref}/{name}",
            about=f"{each.title}, {each.period}",
            text=as_printed(each),
            value=exact(value),
            unit="£",
            status="normal",
            rule=f"published/{each.plan}" if each.plan else "",
        )
        for name, value in ends
    )
