"""Two versions side by side: every difference is told, and together they are the difference of the totals."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.engine.budget.roll import Plan
from goldenthread.finance.assumed import assumed
from goldenthread.finance.commands.freezing import begin_version
from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.difference_words import all_told
from goldenthread.finance.queries.difference import Comparison, compared, gap_parts, side
from goldenthread.finance.queries.version import version_named
from goldenthread.people.models import User
from goldenthread.rules.budget import Assumption, Book, BudgetLine, Override, Scenario, TaxYear
from goldenthread.rules.budget_difference import PARTS, GapParts, Side, differing, gap_effects, net_effect
from goldenthread.rules.money import in_pence, in_pounds
from goldenthread.rules.mtfp import work_out
from tests.areas.finance.ledger_ground import finance_officer, lay_budget
from tests.areas.finance.sample_book import BALANCED, LINES

ROWS = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.sampled_from("xyz"), st.integers(0, 3)))
SUMS = st.tuples(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))


@st.composite
def sides(draw: st.DrawFn) -> Side:
    rows = draw(ROWS)
    return Side(rows, {ref: draw(SUMS) for ref in rows})


@given(sides(), sides())
def test_what_differs_comes_to_the_difference_of_the_totals(was: Side, now: Side) -> None:
    found = list(differing(("title", "amount"), was, now, 2))
    total = [[sum(sums[at] for sums in side.sums.values()) for at in (0, 1)] for side in (was, now)]
    assert net_effect(found, 2) == (total[1][0] - total[0][0], total[1][1] - total[0][1])


@given(sides(), sides())
def test_the_other_way_round_what_was_added_is_removed(was: Side, now: Side) -> None:
    there = {each.ref: each for each in differing(("title", "amount"), was, now, 2)}
    back = {each.ref: each for each in differing(("title", "amount"), now, was, 2)}
    other = {"added": "removed", "removed": "added", "changed": "changed", "moved": "moved"}
    assert {ref: other[each.kind] for ref, each in there.items()} == {
        ref: each.kind for ref, each in back.items()
    }
    assert all(each.effect == tuple(-n for n in back[ref].effect) for ref, each in there.items())


@given(sides())
def test_a_version_does_not_differ_from_itself(held: Side) -> None:
    assert not list(differing(("title", "amount"), held, held, 2))


MONEY = st.decimals(-(10**9), 10**9, places=2)
GAPS = st.builds(GapParts, *[MONEY] * 7)


@given(GAPS, GAPS)
def test_what_the_parts_do_to_the_gap_is_the_difference_of_the_gaps(was: GapParts, now: GapParts) -> None:
    assert sum(gap_effects(was, now).values()) == now.gap - was.gap


def other_book() -> Book:
    """The sample with something of everything changed."""
    lines = (
        replace(LINES[0], gross=D("180500000.25")),
        *LINES[1:6],
        BudgetLine("parks", "Country parks", "libraries", D("1000000.00")),
        *LINES[7:],
    )
    changes = [each for each in BALANCED.changes if each.ref not in ("library-hours", "covid-2021")]
    changes.append(replace(BALANCED.changes[1], amount=D("4000000.00")))
    ageing = replace(
        BALANCED.drivers[3], values={y: Assumption(D("0.02"), D("0.01"), D("0.03")) for y in BALANCED.years}
    )
    return replace(
        BALANCED,
        ref="other",
        title="Other",
        lines=lines,
        changes=tuple(changes),
        allocations=(),
        touches=(),
        contingency=D("1999999.99"),
        funding=(replace(BALANCED.funding[0], one_off=True), *BALANCED.funding[1:3], *BALANCED.funding[4:]),
        reserves=(replace(BALANCED.reserves[0], moves={2022: D("5.05")}), *BALANCED.reserves[1:]),
        tax=(TaxYear(2021, D("131500"), D("0.01"), D("0.03"), driver="homes"), *BALANCED.tax[1:]),
        drivers=(*BALANCED.drivers[:3], ageing, *BALANCED.drivers[4:]),
        scenarios=(
            *BALANCED.scenarios,
            Scenario("low", "Low pay", overrides=(Override("pay", 2022, D("0")),)),
        ),
    )


def comparison(this: str, that: str, viewer: User) -> Comparison:
    found = []
    for asked in (this, that):
        ref, _, scenario = asked.partition(":")
        facts = version_named(viewer, timezone.now(), ref)
        assert facts is not None
        found.append(side(facts, scenario))
    return compared(*found)


@pytest.fixture
def officer(db: None) -> User:
    lay_budget()
    begin_budget(None, other_book())
    return finance_officer()


@pytest.mark.parametrize("that", ["other", "other:low", "budget-2021:high-prices", "budget-2021:no-rise"])
def test_every_years_gap_is_explained_to_the_penny(officer: User, that: str) -> None:
    found = comparison("budget-2021", that, officer)
    gaps = [{each.year: each.gap for each in of.years()} for of in (found.this, found.that)]
    effects = net_effect(found.lines, len(found.years))
    for at, year in enumerate(found.years):
        parts = [gap_parts(of, year) for of in (found.this, found.that)]
        explained = gap_effects(*parts)
        assert [each.gap for each in parts] == [of[year] for of in gaps]
        assert sum(explained.values()) == gaps[1][year] - gaps[0][year]
        assert explained["lines"] == in_pounds(effects[at])
        funding = net_effect(found.others["funding"], len(found.years))[at]
        assert explained["grants"] == -in_pounds(funding)
        tax = net_effect(found.others["tax"], len(found.years))[at]
        assert explained["tax"] == -in_pounds(tax)
    assert set(explained) == set(PARTS)


def test_each_line_is_told_with_what_happened_to_it(officer: User) -> None:
    found = {each.ref: each for each in all_told(comparison("budget-2021", "other", officer))}
    homes, parks, libraries = found["care-homes"], found["parks"], found["libraries"]
    assert homes.kind == "Changed" and homes.columns == (("gross", "180,000,000", "180,500,000.25"),)
    assert parks.kind == "Added" and set(parks.effect) == {D("1000000.00")}
    assert libraries.kind == "Removed" and libraries.effect[0] == D("-10550000.00")
    assert found["library-hours"].kind == "Removed"
    assert ("amount", "5,000,000", "4,000,000") in found["covid-2021"].columns
    assert found["covid-grant"].effect[0] == D("-5000000.00")
    assert "roads" not in found


def test_a_line_that_only_its_changes_move_says_so(officer: User) -> None:
    (staff,) = (
        each for each in all_told(comparison("budget-2021", "other", officer)) if each.ref == "care-staff"
    )
    assert staff.kind == "As it was, but what moves it differs"
    assert staff.effect[0] == D("-1000000.00")


def test_what_was_assumed_is_told_by_driver_and_year(officer: User) -> None:
    found = comparison("budget-2021", "budget-2021:high-prices", officer)
    told = list(assumed((found.this.book, ""), (found.that.book, "high-prices"), found.years))
    wages = [each for each in told if each.title == "National Living Wage"]
    assert [(each.was, each.now) for each in wages] == [("4%", "7%")] * 5
    # Fees follow the wage by 0.6: 1% and 0.6 of 4% make 3.4%, with 7% it is 5.2%.
    fees = [each for each in told if each.title == "Fees of care homes"]
    assert [(each.was, each.now) for each in fees] == [("3.4%", "5.2%")] * 5
    assert len(told) == 10


def test_a_scenario_without_rises_differs_in_council_tax_alone(officer: User) -> None:
    found = comparison("budget-2021", "budget-2021:no-rise", officer)
    told = list(assumed((found.this.book, ""), (found.that.book, "no-rise"), found.years))
    assert {each.title for each in told} == {
        "Council tax: the core rise",
        "Council tax: the rise for adult social care",
    }
    assert not found.lines and not found.changes
    assert [part for part, each in found.others.items() if each] == ["tax"]


def test_a_copy_differs_in_nothing(officer: User) -> None:
    begin_version(None, "budget-2021", "copy", "Copy")
    found = comparison("budget-2021", "copy", officer)
    assert not list(all_told(found))


def test_versions_of_different_years_are_compared_in_the_years_that_both_plan(officer: User) -> None:
    later = replace(BALANCED, ref="later", first=2023, count=3, lines=LINES[:1], changes=(), uses=())
    tax = tuple(each for each in BALANCED.tax if each.year >= 2023)
    begin_budget(None, replace(later, tax=tax, scenarios=(), allocations=(), touches=()))
    found = comparison("budget-2021", "later", officer)
    assert found.years == (2023, 2024, 2025)
    gaps = [{each.year: each.gap for each in of.years()} for of in (found.this, found.that)]
    for at, year in enumerate(found.years):
        explained = gap_effects(gap_parts(found.this, year), gap_parts(found.that, year))
        assert sum(explained.values()) == gaps[1][year] - gaps[0][year]
        assert explained["lines"] == in_pounds(net_effect(found.lines, 3)[at])


@pytest.mark.django_db
def test_the_public_cannot_compare_what_is_not_published(officer: User) -> None:
    assert version_named(AnonymousUser(), timezone.now(), "budget-2021") is None


@pytest.mark.parametrize("scenario", ["", *(each.ref for each in BALANCED.scenarios)])
def test_what_a_comparison_has_of_a_line_is_what_the_rules_work_out(scenario: str) -> None:
    nets = work_out(BALANCED, scenario).nets
    assert Plan(BALANCED).line_pence(scenario) == {
        ref: tuple(map(in_pence, held)) for ref, held in nets.items()
    }
