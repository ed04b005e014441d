"""The invented council's budget books: one for a year and its plan, balanced to the penny where agreed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Final

import yaml

from goldenthread.engine.budget.rule_pack import pack_for, rule_packs
from goldenthread.rules.budget import Allocation, Book, BudgetLine, Change, Exposure, Touch
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.mtfp import work_out
from goldenthread.upkeep.invented.budget_money import (
    GRANT,
    driver_parts,
    funding_parts,
    reserves,
    taxes,
)
from goldenthread.upkeep.invented.county import County
from goldenthread.upkeep.invented.plan import CURRENT
from goldenthread.upkeep.invented.pounds import THOUSAND, millions, thousands

YEARS: Final = 5
GROWTH: Final = Decimal("1.04")
"""By how much a year's sums are larger than those of the year before."""
FEWER: Final = Decimal("0.91")
"""What of the support grant is left each year; later years of the plan therefore have a gap."""
STORM: Final = "second-storm"
STEADY, WINTER = "steady-budget", "winter"

Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """What the file of the invented council's money says."""

    lines: list[Words]
    pressures: list[Words]
    savings: list[Words]
    funding: list[Words]
    pools: list[Words]
    reserves: list[Words]
    drivers: list[Words]
    correlations: list[Any]
    scenarios: list[Words]
    over: list[list[str]]
    under: list[list[str]]
    jump: list[str]
    sayings: Mapping[str, str]


@cache
def money_words() -> MoneyWords:
    """The file of the invented council's money."""
    text = (files("goldenthread.upkeep.invented") / "money.yaml").read_text(encoding="utf-8")
    return MoneyWords(**yaml.load(text, Loader=yaml.CSafeLoader))


def latest_year() -> int:
    """The latest year whose limits on council tax are known; the books are written around it."""
    return max(pack.last for pack in rule_packs().values())


def invent_budget(county: County, first: int, state: str = "approved", count: int = YEARS) -> Book:
    """The council's book for a year, the same for the same seed; only a draft is not balanced.

    Sums of other years than the latest are scaled from it.
    """
    words, pack = money_words(), pack_for(first)
    scale = GROWTH ** (first - latest_year())
    years = tuple(range(first, first + count))
    lines = tuple(_lines(words, scale, county.dice(f"budget/{first}")))
    band_d, care, tax = taxes(county, latest_year(), years)
    book = Book(
        ref=f"budget-{first}",
        title=f"Budget {year_name(first)}",
        body=county.title,
        state=state,
        first=first,
        count=count,
        rules=pack.ref if pack else "",
        band_d=band_d,
        band_d_care=care,
        contingency=millions(4, scale),
        price_base="cash",
        illustrative=True,
        note="Invented by rule and seed, for trying the product at full size.",
        lines=lines,
        changes=tuple(_changes(words, scale, years)),
        tax=tax,
        reserves=reserves(words.reserves, scale, years),
        allocations=tuple(_allocations(words, county)),
        touches=tuple(_touches(words, county, years)),
        **funding_parts(words.funding, words.pools, scale, years),
        **driver_parts(words.drivers, words.correlations, words.scenarios, years),
    )
    return _fill(book, county, draw=state != "draft")


def consultation_of(book: Book) -> Book:
    """What was put out for consultation: a larger saving on libraries, and less grant than came."""
    hours = "library-hours"
    changes = tuple(
        replace(each, amount=each.amount + 300 * THOUSAND) if each.ref == hours else each
        for each in book.changes
    )
    first = book.first
    funding = tuple(
        replace(each, amounts={**each.amounts, first: each.amounts[first] - 2_400 * THOUSAND})
        if each.ref == GRANT
        else each
        for each in book.funding
    )
    title = f"{book.title}: consultation"
    said = replace(
        book,
        ref=f"{book.ref}-consultation",
        title=title,
        state="consultation",
        changes=changes,
        funding=funding,
    )
    return balanced(said)


def after_the_storm(book: Book) -> Book:
    """The book with repairs after a storm, paid for from the reserve kept for them."""
    cost = 1_500 * THOUSAND
    repair = Change(
        ref=STORM,
        title="Repairs after the October storm",
        line="road-repairs",
        year=book.first,
        kind="service",
        amount=cost,
        one_off=True,
        confidence="high",
        evidence="Works orders of October",
        approval="County Council, 12 November, minute 31",
    )
    return _moved(replace(book, changes=(*book.changes, repair)), WINTER, -cost)


def balanced(book: Book) -> Book:
    """The book with so much more drawn from the stabilisation reserve that its first year has no gap."""
    return _moved(book, STEADY, -work_out(book).years[0].gap)


def _fill(book: Book, county: County, draw: bool) -> Book:
    """The book with a support grant that leaves a little to draw from reserves, and less each later year."""
    left = county.dice(f"budget/{book.first}/left").randint(2000, 4000) * THOUSAND
    short = work_out(book).years[0].gap - left
    grant = (short / (100 * THOUSAND)).to_integral_value(ROUND_FLOOR) * 100 * THOUSAND
    kept = {year: thousands(grant * (FEWER**n)) for n, year in enumerate(book.years)}
    funding = tuple(replace(each, amounts=kept) if each.ref == GRANT else each for each in book.funding)
    filled = replace(book, funding=funding)
    return balanced(filled) if draw else filled


def _moved(book: Book, reserve: str, amount: Decimal) -> Book:
    """The book with more put into a reserve in its first year, or taken out of it."""
    first = book.first
    kept = tuple(
        replace(each, moves={**each.moves, first: each.moves.get(first, Decimal("0.00")) + amount})
        if each.ref == reserve
        else each
        for each in book.reserves
    )
    return replace(book, reserves=kept)


def _lines(words: MoneyWords, scale: Decimal, dice: Random) -> Iterator[BudgetLine]:
    """The lines; what a grant pays for whole is as large as the grant, and the rest is thrown a little."""
    granted = {ref for each in words.funding for ref in _listed(each.get("uses"))}
    for each in words.lines:
        thrown = Decimal(dice.randint(980, 1020)) / 1000
        size = scale if each["ref"] in granted else scale * thrown
        yield BudgetLine(
            ref=each["ref"],
            title=each["title"],
            service=each["service"],
            gross=millions(each["gross"], size),
            income=millions(each["income"], size),
            subjective=each["spent_on"],
            mandate=each["mandate"],
            exposures=tuple(
                Exposure(driver, Decimal(str(weight))) for driver, weight in each["moved"].items()
            ),
            outturn_line=each["ro"],
        )


def _changes(words: MoneyWords, scale: Decimal, years: tuple[int, ...]) -> Iterator[Change]:
    for each in (*words.pressures, *words.savings):
        if each["at"] >= len(years):
            continue
        is_saving = "evidence" not in each
        found = each["kind"] not in ("unidentified", "financing", "one_off")
        yield Change(
            ref=each["ref"],
            title=each["title"],
            line=each["line"],
            year=years[each["at"]],
            kind=each["kind"],
            amount=millions(each["amount"], scale),
            one_off=each.get("one_off", False),
            full_year=millions(each.get("full_year", 0), scale),
            price_base="cash",
            driver="delivery" if is_saving and found else "",
            confidence=each.get("sure", ""),
            evidence=each.get("evidence", ""),
            approval="" if each["kind"] == "unidentified" else f"County Council, February {years[0]}",
        )


def _allocations(words: MoneyWords, county: County) -> Iterator[Allocation]:
    """What each line is for. How far a share could fairly be put depends on how sure it is."""
    places = county.placed_topics
    for line in words.lines:
        shares = {places[topic][0]: share for topic, share in line["topics"].items()}
        for item, said in {**shares, "": line.get("enabling", 0)}.items():
            if said:
                share, room = Decimal(str(said)), ROOM[line["sure"]]
                yield Allocation(
                    line=line["ref"],
                    plan=CURRENT if item else "",
                    item=item,
                    share=share,
                    basis=line["basis"],
                    confidence=line["sure"],
                    low=max(share - room, Decimal(0)),
                    high=min(share + room, Decimal(1)),
                )


ROOM: Final = {"high": Decimal("0.05"), "medium": Decimal("0.1"), "low": Decimal("0.25")}


def _touches(words: MoneyWords, county: County, years: tuple[int, ...]) -> Iterator[Touch]:
    for each in words.savings:
        if "topic" in each and each["at"] < len(years):
            item = county.placed_topics[each["topic"]][0]
            yield Touch(each["ref"], each["why"], CURRENT, item)
            yield Touch(each["ref"], each["why"], measure=each["measure"])


def _listed(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else list(said or ())
