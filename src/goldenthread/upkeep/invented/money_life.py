"""The invented council keeps its money: two years that are over, this year's budget, next year's draft."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils import timezone

from goldenthread.finance.commands.amending import begin_amendment
from goldenthread.finance.commands.freezing import freeze_budget
from goldenthread.finance.commands.robustness import sign_robustness, word_robustness
from goldenthread.finance.commands.scenario import draw_anew
from goldenthread.finance.commands.version import begin_budget, publish_budget, replace_budget
from goldenthread.finance.queries.version import whole_book
from goldenthread.people.access import Officer
from goldenthread.rules.budget import Book
from goldenthread.rules.financial_year import year_name
from goldenthread.upkeep.invented.budget import (
    YEARS,
    after_the_storm,
    consultation_of,
    invent_budget,
    latest_year,
)
from goldenthread.upkeep.invented.county import County, invent_county
from goldenthread.upkeep.invented.money_year import monitor, move_money, report_savings

PAST = (2, 1)
"""How many years back the budgets of years that are over lie."""

ESTIMATES = (
    "The estimates rest on the council's own counts of people and on prices in its contracts. Fees of care"
    " homes and places for pupils with a plan are the least certain. It is about as likely that the year"
    " costs more than planned as that it costs less. Two savings depend on others and are counted in part"
    " only."
)
RESERVES = (
    "The general reserve stands above its minimum at the end of the budget's year, and would very likely"
    " still do so if the year cost more than planned. The years after are forecast to be short of money."
    " Reserves cannot meet that: they would fall below the minimum. Savings must be found for those years."
    " What is drawn to balance the first year cannot be drawn twice. The high-needs deficit grows, and is"
    " kept apart only while the law allows it."
)


def keep_money(seed: int, people: Mapping[str, Officer], now: datetime) -> None:
    """Keep the budgets of the invented council of that seed, once its year has been played."""
    today = timezone.localdate(now)
    county, who = invent_county(seed, today), people["finance-officer"]
    for back in PAST:
        _year_that_is_over(county, who, latest_year() - back)
    _this_year(county, who, _months_over(latest_year(), today))
    draft = invent_budget(county, latest_year() + 1, "draft")
    begin_budget(who, draft)
    draw_anew(who, draft.ref)


def _year_that_is_over(county: County, who: Officer, year: int) -> None:
    """A budget that was agreed, with what became of its savings; the last one's months too."""
    book = invent_budget(county, year, count=2)
    _agree(who, book, f"County Council, 20 February {year}, minute 11", date(year, 2, 12))
    if year == latest_year() - min(PAST):
        for month in range(1, 13):
            monitor(county, who, book, month)
    report_savings(county, who, book, 12, is_over=True)


def _this_year(county: County, who: Officer, months: int) -> None:
    """From the consultation to the budget as it was amended, with the months that are over."""
    book = invent_budget(county, latest_year())
    asked, year = consultation_of(book), book.first
    begin_budget(who, asked)
    freeze_budget(who, asked.ref, "consultation", f"Cabinet, 6 January {year}, minute 4")
    publish_budget(who, asked.ref)
    _agree(who, book, f"County Council, 19 February {year}, minute 14", date(year, 2, 11), asked.ref)
    for month in range(1, months):
        monitor(county, who, book, month)
        if month in (3, 6):
            report_savings(county, who, book, month)
    if months < YEARS:
        return
    move_money(who, year)
    _amend(who, book)
    monitor(county, who, book, months)


def _agree(who: Officer, book: Book, decided: str, signed: date, made_from: str = "") -> None:
    begin_budget(who, book, made_from)
    draw_anew(who, book.ref)
    _sign(who, book.ref, signed)
    freeze_budget(who, book.ref, "approved", decided)
    publish_budget(who, book.ref)


def _sign(who: Officer, ref: str, day: date) -> None:
    """The statement of the chief finance officer, as it was signed some days before the decision."""
    signed = timezone.make_aware(datetime.combine(day, time(12)))
    word_robustness(who, ref, ESTIMATES, RESERVES)
    sign_robustness(who, ref, when=min(signed, timezone.now()))


def _amend(who: Officer, book: Book) -> None:
    """The budget after the storm of October, with the virements that go on."""
    ref = f"{book.ref}-amended"
    begin_amendment(who, book.ref, ref, f"Budget {year_name(book.first)}, amended")
    replace_budget(who, ref, after_the_storm(whole_book(ref)))
    draw_anew(who, ref)
    _sign(who, ref, date(book.first, 11, 5))
    freeze_budget(who, ref, "amended", f"County Council, 12 November {book.first}, minute 31")
    publish_budget(who, ref)


def _months_over(year: int, today: date) -> int:
    """How many months of the financial year were over on that day, 12 at most."""
    return min(max((today.year - year) * 12 + today.month - 4, 0), 12)
