"""Where the money comes from, what may be spent on what, and funds that are shared with others."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.finance.queries.version import Worked
from goldenthread.kit.format import listed
from goldenthread.people.queries.organisation import partners
from goldenthread.rules.budget import RESTRICTED, Book, FundingLine
from goldenthread.rules.money import ZERO, total
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import POUNDS, SHARE, Column, Sheet, share
from goldenthread.thread.money.words import SHORT_OF, SOURCES


def sources_sheet(opened: Opened) -> Sheet:
    """The money of the budget's year by its kind, in all."""
    year = opened.first
    sums = opened.sums((year,), "funding", "tax", "total")
    kinds = by_kind(opened, sums, year)
    whole = sum(kinds.values(), ZERO)
    rows = [
        (_source(kind, kinds[kind]), kind, kinds[kind], share(kinds[kind], whole))
        for kind in SOURCES
        if kinds.get(kind)
    ]
    return Sheet(
        "sources",
        _("Where the money comes from"),
        (
            Column("source", _("Source")),
            Column("kind"),
            Column("amount", _("Money"), POUNDS),
            Column("share", _("Share"), SHARE),
        ),
        (*rows, (_("In all"), "", whole, share(whole, whole))),
    )


def _source(kind: str, amount: Decimal) -> str:
    return SHORT_OF[kind] if amount < 0 and kind in SHORT_OF else SOURCES[kind]


def by_kind(opened: Opened, sums: Worked, year: int) -> dict[str, Decimal]:
    """What each kind of funding brings in a year."""
    amounts = sums.by("funding", year)
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for line in opened.book.funding:
        found[line.kind] += amounts.get(line.ref, ZERO)
    found["council_tax"] += sums.by("tax", year).get("raised", ZERO)
    owed = owed_for_schools(opened.book, year)
    found["schools_deficit"] += owed
    found["reserves"] += sums.total("used", year) - owed
    return dict(found)


def owed_for_schools(book: Book, year: int) -> Decimal:
    """What high needs costs beyond its grant in a year, which is added to what is owed for it."""
    moves = (each.moves.get(year, ZERO) for each in book.reserves if each.kind == "schools_deficit")
    return -total([min(each, ZERO) for each in moves])


def funds_sheet(opened: Opened) -> Sheet:
    """Every source by itself, with what it may be spent on."""
    year = opened.first
    amounts = opened.sums((year,), "funding").by("funding", year)
    rows = tuple(
        (
            line.title,
            _source(line.kind, amounts.get(line.ref, ZERO)),
            amounts.get(line.ref, ZERO),
            may_be_spent_on(opened, line),
            line.source,
        )
        for line in sorted(opened.book.funding, key=lambda each: (-amounts.get(each.ref, ZERO), each.ref))
    )
    return Sheet(
        "funds",
        _("Each grant and fund, and what it may be spent on"),
        (
            Column("fund", _("Grant or fund")),
            Column("kind", _("Kind")),
            Column("amount", _("Money"), POUNDS),
            Column("may_be_spent_on", _("May be spent on")),
            Column("source"),
        ),
        rows,
    )


def may_be_spent_on(opened: Opened, line: FundingLine) -> str:
    """What a fund may pay for, in words."""
    if line.kind not in RESTRICTED:
        said = _("Anything")
    elif line.services:
        names = listed([opened.service_title(ref) for ref in line.services])
        said = _("Only: {services}").format(services=names)
    else:
        said = _("Only what it was given for")
    if line.purpose:
        said = f"{said}. {line.purpose}"
    return _("{said}. For this year only").format(said=said) if line.one_off else said


def pools_sheet(opened: Opened) -> Sheet:
    """Funds shared with partners: what each puts in, and who bears an overspend."""
    rows = tuple(
        (
            pool.title,
            partner_title(pool.partner),
            pool.ours,
            pool.theirs,
            pool.our_risk * 100,
            pool.agreement,
        )
        for pool in opened.book.pools
    )
    return Sheet(
        "shared-funds",
        _("Funds shared with partners"),
        (
            Column("fund", _("Fund")),
            Column("partner", _("Shared with")),
            Column("council", _("Council puts in"), POUNDS),
            Column("partner_amount", _("Partner puts in"), POUNDS),
            Column("council_share_of_overspend", _("Council’s part of the risk"), SHARE),
            Column("agreement", _("Agreement")),
        ),
        rows,
    )


def partner_title(ref: str) -> str:
    """What a partner is called; one that is not recorded is named as the budget names it."""
    return next((each.title for each in partners() if each.ref == ref), ref)
