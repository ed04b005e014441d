"""The invented council's budget books: whole, balanced to the penny, and the same for the same seed."""

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.rules.allocation import spending_by_outcome
from goldenthread.rules.budget import FUNDING_KINDS, MANDATES, RESERVE_KINDS, Book
from goldenthread.rules.budget_fault import book_faults
from goldenthread.rules.money import total
from goldenthread.rules.mtfp import work_out
from goldenthread.upkeep.invented.budget import after_the_storm, consultation_of, invent_budget, latest_year
from goldenthread.upkeep.invented.county import County, invent_county
from goldenthread.upkeep.invented.measure import invent_measures
from goldenthread.upkeep.invented.plan import CURRENT, invent_plan
from goldenthread.upkeep.invented.working import organisation_of, workings

SEEDS = (1, 2, 19)
NONE = Decimal("0.00")


def county(seed: int = 1) -> County:
    return invent_county(seed, date(2026, 11, 23))


def book(seed: int = 1) -> Book:
    return invent_budget(county(seed), latest_year())


def family(seed: int) -> list[Book]:
    """Every book that the council keeps: of earlier years, and this year's from consultation to amendment."""
    agreed = book(seed)
    earlier = [invent_budget(county(seed), latest_year() - back) for back in (2, 1)]
    return [*earlier, consultation_of(agreed), agreed, after_the_storm(agreed)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_book_but_the_draft_balances_its_first_year_to_the_penny(seed: int) -> None:
    assert {each.ref: work_out(each).years[0].gap for each in family(seed)} == {
        each.ref: NONE for each in family(seed)
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_wrong_with_any_book(seed: int) -> None:
    council = county(seed)
    services = {each["ref"] for each in organisation_of(workings(council))["services"]}
    draft = invent_budget(council, latest_year() + 1, "draft")
    for each in (*family(seed), draft):
        assert book_faults(each, rule_packs(), services) == ()


def test_a_book_plans_five_years_and_says_later_gaps_for_what_they_are() -> None:
    plan = work_out(book())
    assert len(plan.years) == 5
    assert all(year.gap > 0 for year in plan.years[1:])


def test_the_same_seed_makes_the_same_book_and_another_seed_another() -> None:
    assert book(2) == book(2)
    assert book(2).lines != book(3).lines


def test_there_is_something_of_everything_in_a_book() -> None:
    found = book()
    assert {each.mandate for each in found.lines} == set(MANDATES)
    assert {each.kind for each in found.funding} == set(FUNDING_KINDS) - {
        "council_tax",
        "reserves",
        "specific_grant",
    }
    assert {each.kind for each in found.reserves} == set(RESERVE_KINDS)
    assert found.pools and found.uses and found.correlations and found.touches
    assert len(found.scenarios) == 4


def test_each_year_begins_with_the_charge_that_the_year_before_came_to() -> None:
    years = range(latest_year() - 2, latest_year() + 2)
    books = [invent_budget(county(), year, "draft") for year in years]
    charged = [work_out(each).funded[0].tax for each in books]
    assert [tax.band_d for tax in charged[:-1] if tax] == [each.band_d for each in books[1:]]


def test_what_lines_are_for_is_in_the_plan_and_sums_to_the_whole() -> None:
    found, items = book(), {item.ref for item in invent_plan(county()).items}
    assert {each.item for each in found.allocations if each.plan == CURRENT} <= items
    nets = {line.ref: line.net for line in found.lines}
    spent = spending_by_outcome(found.allocations, nets)
    assert total([*spent.values()]) == total([*nets.values()])
    assert spent[""] > 0 and spent["enabling"] > 0


def test_a_saving_touches_items_and_measures_that_there_are() -> None:
    measures = {each.ref for each in invent_measures(county())}
    assert {each.measure for each in book().touches if each.measure} <= measures


def test_the_consultation_asked_more_of_libraries_and_knew_of_less_grant() -> None:
    agreed, asked = book(), consultation_of(book())
    hours = [next(c.amount for c in each.changes if c.ref == "library-hours") for each in (asked, agreed)]
    grant = [next(f.amounts[f_year] for f in each.funding if f.ref == "support-grant")
             for each in (asked, agreed) for f_year in (each.first,)]  # fmt: skip
    assert hours[0] > hours[1] and grant[0] < grant[1]


def test_the_amendment_pays_for_a_storm_from_the_reserve_kept_for_it() -> None:
    agreed, amended = book(), after_the_storm(book())
    before, after = (work_out(each) for each in (agreed, amended))
    cost = after.years[0].net - before.years[0].net
    assert cost == Decimal("1500000.00")
    assert (
        after.funded[0].used - before.funded[0].used + before.funded[0].raised - after.funded[0].raised
        == cost
    )
