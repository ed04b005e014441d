"""The page on which a resident balances the budget: what is chosen, what is left, and what it would mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.rules.balancing import Balance, Choice, Effect, balance
from goldenthread.rules.balancing_choice import read_choice, written
from goldenthread.rules.financial_year import UnknownYear, read_year, year_name
from goldenthread.rules.money import ZERO
from goldenthread.thread.money.balance_form import ChangePick, Offered, most_rise, offered
from goldenthread.thread.money.balance_position import Start, open_year, start_at
from goldenthread.thread.money.bills import Limits, bands_sheet, limits_of, pack_of
from goldenthread.thread.money.consequence import Consequences, consequences
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import CHANGE, GAP, Column, Sheet, pence, pounds


@dataclass(frozen=True, slots=True)
class YearPick:
    """A year that may be balanced."""

    title: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class BalancePage:
    """A choice and what it leaves. `faults` say in words what of the address was not understood."""

    opened: Opened
    start: Start
    choice: Choice
    left: Balance
    faults: tuple[str, ...]
    years: tuple[YearPick, ...]
    offered: Offered
    limits: Limits | None
    bands: Sheet | None
    steps: Sheet
    means: Consequences
    query: str
    usual: int

    @property
    def year(self) -> str:
        return year_name(self.start.year)

    @property
    def address(self) -> str:
        """The shortest address that makes the same choice."""
        plain = reverse("balance-budget", args=(self.opened.ref,))
        return f"{plain}?{self.query}" if self.query else plain

    @property
    def start_again(self) -> str:
        """The address of the year as the plan has it."""
        return next(each.address for each in self.years if each.chosen)

    @property
    def year_asked(self) -> str:
        """The year as the address has it, where it is not the one that is meant without a word."""
        return _plain_year(self.start.year) if self.start.year != self.usual else ""

    @property
    def unidentified(self) -> Decimal:
        """Savings that are counted on in that year though nobody has found them, but for those left out."""
        options = self.start.position.options
        dropped = [options[ref].effect for ref in self.choice.dropped if options[ref].to_find]
        return self.start.sums.total("unidentified", self.start.year) + sum(dropped, ZERO)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What stands against a choice that balances; nobody is praised while there is one."""
        return tuple(self._conditions())

    def _conditions(self) -> Iterator[str]:
        left = self.left
        if left.is_below_minimum:
            said = _("General reserves would hold {left}. That is less than the {least} they should hold.")
            yield said.format(left=pounds(left.reserve), least=self.least)
        if self.limits and self.limits.needs_vote:
            yield self.limits.verdict
        yield from self.means.duties
        if self.unidentified > 0:
            said = _("It counts on {sum} of savings that nobody has found yet.")
            yield said.format(sum=self.to_find)

    @property
    def to_find(self) -> str:
        return pounds(self.unidentified)

    @property
    def held(self) -> str:
        """What general reserves would hold as planned."""
        return pounds(self.start.position.reserve)

    @property
    def least(self) -> str:
        return pounds(self.start.position.minimum)

    @property
    def smaller(self) -> int:
        """How many services are too small to be listed."""
        return len(self.start.position.services) - len(self.offered.services)

    @property
    def lists(self) -> tuple[tuple[str, str, tuple[ChangePick, ...], str], ...]:
        """The plan's changes that may be left out: title, hint, changes and how their ids begin."""
        return (
            (_("Leave out savings"), _("Tick those that should not happen."), self.offered.savings, "d"),
            (
                _("Leave out new spending"),
                _("Tick what should not be paid for."),
                self.offered.pressures,
                "p",
            ),
        )

    @property
    def tax_said(self) -> str:
        """What a Band D home would pay, where tax is chosen; nothing where it is as planned."""
        bill, planned = self.left.bill, self.start.position.bill
        if bill is None or planned is None or (self.choice.core is None and self.choice.care is None):
            return ""
        more = bill.band_d - planned.band_d
        facts = {"sum": pence(bill.band_d), "more": pence(abs(more)), "rise": pence(bill.band_d - bill.last)}
        if more > 0:
            said = _(
                "A Band D home would pay {sum}: {rise} more than the year before, {more} more than planned."
            )
        elif more < 0:
            said = _(
                "A Band D home would pay {sum}: {rise} more than the year before, {more} less than planned."
            )
        else:
            said = _("A Band D home would pay {sum}: {rise} more than the year before, as planned.")
        return said.format(**facts)

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The tables of the choice to take away: title and address."""
        sheets = [each for each in (self.steps, self.means.outcomes, self.bands) if each]
        return tuple((each.caption, self._file(each.key)) for each in sheets)

    def _file(self, key: str) -> str:
        address = reverse("balance-budget-table", args=(self.opened.ref, key))
        return f"{address}?{self.query}" if self.query else address

    @property
    def heading(self) -> str:
        """What is left, as the first thing that is said."""
        gap, facts = self.left.gap, {"year": self.year, "sum": pounds(abs(self.left.gap))}
        if not self.left.is_balanced:
            return _("{sum} is still missing in {year}").format(**facts)
        if self.choice.is_plan:
            return _("The plan for {year} balances as it is").format(**facts)
        if self.conditions:
            return _("The sums meet in {year}, but not everything is in order").format(**facts)
        if gap < 0 and abs(gap) >= 1:
            return _("Balanced. You have {sum} left over in {year}").format(**facts)
        return _("Balanced. You have closed the gap of {year}").format(**facts)


def read(opened: Opened, asked: QueryDict) -> BalancePage:
    """The page for what an address asks."""
    usual = open_year(opened)
    year, wrong = _year(opened, asked.get("year", ""), usual)
    start = start_at(opened, year)
    pack = pack_of(opened)
    most = (most_rise(limit) for limit in ((pack.core_limit, pack.care_limit) if pack else (None, None)))
    understood = read_choice(dict(asked.lists()), start.position, *most)
    choice = understood.choice
    left = balance(start.position, choice)
    return BalancePage(
        opened,
        start,
        choice,
        left,
        (*wrong, *understood.faults),
        _years(opened, year, usual),
        offered(start, choice, pack),
        limits_of(opened, left.bill) if left.bill else None,
        bands_sheet(opened, left.bill, year, "your-bands") if left.bill else None,
        steps_sheet(start, left),
        consequences(start, choice, left),
        _query(choice, year, usual),
        usual,
    )


def _year(opened: Opened, text: str, usual: int) -> tuple[int, tuple[str, ...]]:
    if not text:
        return usual, ()
    years = {year_name(year): year for year in opened.facts.years}
    try:
        year = read_year(text)
    except UnknownYear:
        year = 0
    if year in years.values():
        return year, ()
    said = _("“{text}” is not a year of this plan. Choose one of {years}.")
    return usual, (said.format(text=text[:40], years=", ".join(years)),)


def _years(opened: Opened, year: int, usual: int) -> tuple[YearPick, ...]:
    plain = reverse("balance-budget", args=(opened.ref,))
    return tuple(
        YearPick(
            year_name(each),
            plain if each == usual else f"{plain}?{urlencode({'year': _plain_year(each)})}",
            each == year,
        )
        for each in opened.facts.years
    )


def _plain_year(year: int) -> str:
    return year_name(year).replace("/", "-")


def _query(choice: Choice, year: int, usual: int) -> str:
    pairs: Sequence[tuple[str, str]] = written(choice)
    if year != usual:
        pairs = (("year", _plain_year(year)), *pairs)
    return urlencode(pairs, safe=":")


def steps_sheet(start: Start, left: Balance) -> Sheet:
    """From the plan's gap to what is left, choice by choice; exact in the file."""
    rows: list[tuple[str, str, str, Decimal, Decimal]] = [
        (_("The plan’s gap"), "plan", "", ZERO, left.position.gap)
    ]
    at = left.position.gap
    for each in left.effects:
        at -= each.amount
        rows.append((_named(start, each), each.kind, each.ref, -each.amount, at))
    return Sheet(
        "choice",
        _("How you got there"),
        (
            Column("choice", _("Choice")),
            Column("kind"),
            Column("ref"),
            Column("difference", _("What it does to the gap"), CHANGE),
            Column("gap", _("What is left"), GAP),
        ),
        tuple((name, kind, ref, by if kind != "plan" else None, then) for name, kind, ref, by, then in rows),
    )


def _named(start: Start, effect: Effect) -> str:
    """What a choice is called in the list of steps."""
    if effect.kind == "tax":
        return _("A higher council tax") if effect.amount > 0 else _("A lower council tax")
    if effect.kind == "reserve":
        return _("Reserves, once")
    if effect.kind == "service":
        title = start.opened.service_title(effect.ref)
        said = _("Less for {service}") if effect.amount > 0 else _("More for {service}")
        return said.format(service=title)
    return _("Without “{change}”").format(change=start.change(effect.ref).change.title)
