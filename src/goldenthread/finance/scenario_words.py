"""What a gap is under the central plan, under scenarios and by chance, each in a sentence."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldenthread.kit.format import money
from goldenthread.rules.financial_year import year_name

NEAR = Decimal(1000)
"""A gap smaller than a thousand pounds is said to balance."""


def central_said(year: int, gap: Decimal) -> str:
    """ "Under the central plan 2023/24 is £29 million short."."""
    facts = {"year": year_name(year), "sum": size(gap)}
    if abs(gap) < NEAR:
        return _("Under the central plan {year} balances.").format(**facts)
    if gap > 0:
        return _("Under the central plan {year} is {sum} short.").format(**facts)
    return _("Under the central plan {year} has {sum} over.").format(**facts)


def range_said(gaps: Sequence[Decimal]) -> str:
    """ "Under the 4 scenarios the gap is between £12 million and £61 million."; there is at least one."""
    least, most = min(gaps), max(gaps)
    if len(gaps) == 1:
        return _("Under the one scenario it is {sum}.").format(sum=short_or_over(most))
    count = {"count": len(gaps)}
    if least >= NEAR:
        return ngettext(
            "Under the {count} scenario the gap is between {least} and {most}.",
            "Under the {count} scenarios the gap is between {least} and {most}.",
            len(gaps),
        ).format(least=size(least), most=size(most), **count)
    return ngettext(
        "Under the {count} scenario it is between {least} and {most}.",
        "Under the {count} scenarios it is between {least} and {most}.",
        len(gaps),
    ).format(least=short_or_over(least), most=short_or_over(most), **count)


def share_said(high: Decimal) -> str:
    """ "Nine times in ten the gap is at most £48 million."; `high` is what it exceeds one time in ten."""
    if high >= NEAR:
        return _("Nine times in ten the gap is at most {sum}.").format(sum=size(high))
    return _("Nine times in ten there is no gap.")


def short_or_over(gap: Decimal) -> str:
    """ "£12 million short", "£3 million over", "balanced"."""
    if abs(gap) < NEAR:
        return _("balanced")
    return (_("{sum} short") if gap > 0 else _("{sum} over")).format(sum=size(gap))


def size(amount: Decimal) -> str:
    """A sum without its sign, in whole pounds: "£29.1 million"."""
    return money(abs(amount).quantize(Decimal(1)))
