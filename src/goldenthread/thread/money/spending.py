"""Where the money goes: by service, by what the law asks, and for which outcome."""

from collections.abc import Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.finance.queries.version import Worked
from goldenthread.rules.money import ZERO
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import CHANGE, POUNDS, SHARE, Column, Sheet, share
from goldenthread.thread.money.words import LAW, LAW_NAMES


def services_sheet(opened: Opened) -> Sheet:
    """What each service costs after its own income, last year and this, the dearest first."""
    first = opened.first
    sums = opened.sums((first - 1, first), "service")
    before, now = sums.by_service("service", first - 1), sums.by_service("service", first)
    order = sorted(now, key=lambda ref: (-now[ref], ref))
    whole = sum(now.values(), ZERO)
    rows = [
        (opened.service_title(ref), ref, *_two(before.get(ref, ZERO), now[ref]), share(now[ref], whole))
        for ref in order
    ]
    total = (_("All services"), "", *_two(sum(before.values(), ZERO), whole), share(whole, whole))
    links = [reverse("public-budget-service", args=(opened.ref, ref)) for ref in order]
    return Sheet(
        "services",
        _("What each service costs"),
        (
            Column("service", _("Service")),
            Column("ref"),
            *_years(opened),
            Column("share_of_spending", _("Share"), SHARE),
        ),
        (*rows, total),
        (*links, ""),
    )


def law_sheet(opened: Opened) -> Sheet:
    """What is spent because the law asks it, and what the council chooses to spend."""
    now = opened.sums((opened.first,), "mandate").by("mandate", opened.first)
    whole = sum(now.values(), ZERO)
    rows = tuple(
        (LAW_NAMES[code], code, LAW[code], now[code], share(now[code], whole))
        for code in LAW_NAMES
        if code in now
    )
    return Sheet(
        "law",
        _("What the law asks and what the council chooses"),
        (
            Column("kind", _("Kind")),
            Column("code"),
            Column("meaning", _("What that means")),
            Column("net", _("Cost"), POUNDS),
            Column("share_of_spending", _("Share"), SHARE),
        ),
        rows,
    )


def outcomes_sheet(opened: Opened) -> Sheet:
    """What is spent for each outcome, what serves them all, and what is not shared out yet."""
    first = opened.first
    sums = opened.sums((first - 1, first), "outcome")
    before, now = sums.by("outcome", first - 1), sums.by("outcome", first)
    titles = opened.outcome_titles(now)
    pages = opened.known_outcomes(titles)
    order = sorted(now, key=lambda key: ("#" not in key, key == "", -now[key], key))
    whole = sum(now.values(), ZERO)
    # The ref of an outcome that is not published would tell of a plan that nobody may read yet.
    refs = {key: key if "#" not in key or key in pages else "" for key in order}
    rows = [
        (titles[key], refs[key], *_two(before.get(key, ZERO), now[key]), share(now[key], whole))
        for key in order
    ]
    total = (_("All services"), "", *_two(sum(before.values(), ZERO), whole), share(whole, whole))
    return Sheet(
        "outcomes",
        _("What is spent for each outcome"),
        (
            Column("outcome", _("Outcome")),
            Column("ref"),
            *_years(opened),
            Column("share_of_spending", _("Share"), SHARE),
        ),
        (*rows, total),
        (*(pages.get(key, "") for key in order), ""),
    )


def whole_sheet(opened: Opened, totals: Worked) -> Sheet:
    """All that must be paid for in the budget's year: services, the unforeseen, and money put by."""
    first = opened.first
    parts: Mapping[str, Decimal] = {
        _("Services, after their own income"): totals.total("net", first),
        _("Kept for the unforeseen"): opened.book.contingency,
        _("Put into reserves"): totals.total("raised", first),
        _("Owed from earlier years"): opened.book.prior_deficit,
    }
    rows = [(name, amount) for name, amount in parts.items() if amount]
    spent = sum(parts.values(), ZERO)
    return Sheet(
        "spending",
        _("All that is to be paid for"),
        (Column("what", _("What")), Column("amount", _("Cost"), POUNDS)),
        (*rows, (_("In all"), spent)),
    )


def _two(before: Decimal, now: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    return before, now, now - before


def _years(opened: Opened) -> tuple[Column, Column, Column]:
    return (
        Column("net_last_year", opened.last_year, POUNDS),
        Column("net_this_year", opened.year, POUNDS),
        Column("change", _("Change"), CHANGE),
    )
