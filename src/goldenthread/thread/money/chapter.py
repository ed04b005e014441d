"""The pages of one budget in their order, with the one that is open."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.finance.queries.public_budget import signed_statement
from goldenthread.thread.money.opened import Opened


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of a budget in its contents."""

    title: str
    address: str
    current: bool


def chapters_of(opened: Opened, current: str) -> tuple[Chapter, ...]:
    """The pages that this budget has; `current` is the name of the one that is open."""
    named = [
        ("front", "public-budget-version", _("In short")),
        ("services", "public-budget-services", _("Services: what things cost")),
        ("outcomes", "public-budget-outcomes", _("Outcomes: what it is for")),
        ("tax", "public-budget-tax", _("Council tax: what you pay")),
        ("changes", "public-budget-changes", _("What changed and why")),
        ("savings", "public-budget-savings", _("Savings")),
        ("funding", "public-budget-funding", _("Grants and shared funds")),
        ("reserves", "public-budget-reserves", _("Reserves")),
        ("years", "public-budget-years", _("Later years")),
        ("balance", "balance-budget", _("Balance it yourself")),
        ("statement", "public-budget-statement", _("Is it sound?")),
        ("versions", "public-budget-versions", _("Versions")),
    ]
    left_out = set() if opened.book.tax else {"tax"}
    if signed_statement(opened.ref) is None:
        left_out.add("statement")
    within = "services" if current == "service" else current
    return tuple(
        Chapter(title, reverse(name, args=(opened.ref,)), key == within)
        for key, name, title in named
        if key not in left_out
    )
