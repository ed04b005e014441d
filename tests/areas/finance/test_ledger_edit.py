"""A draft edited one part at a time: the sums follow exactly, faults are refused, nothing is overwritten."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal as D

import pytest

from goldenthread.finance.commands.edit import put_change, put_line, remove_change, remove_line
from goldenthread.finance.commands.funding import (
    put_frame,
    put_funding,
    put_reserve,
    put_tax,
    put_use,
    remove_funding,
    remove_reserve,
)
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.queries.version import whole_book, worked
from goldenthread.people.queries.trail import acts_on
from goldenthread.rules.budget import BudgetLine, Change, FundingLine, FundingUse, Reserve, TaxYear
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject
from tests.areas.finance.ledger_ground import kept_sums, lay_budget, sums_worked_out_anew
from tests.areas.finance.sample_book import BALANCED, LINES

pytestmark = pytest.mark.django_db
HOMES, STAFF = LINES[0], LINES[1]
PARKS = BudgetLine("", "Country parks", "libraries", D("1000000.00"), D("250000.00"))
DEMAND = BALANCED.changes[0]
RATES = BALANCED.funding[0]
EDITS: dict[str, Callable[[str], object]] = {
    "a line costs more": lambda ref: put_line(None, ref, replace(HOMES, gross=D("181000000.01"))),
    "a line moves to another service": lambda ref: put_line(
        None, ref, replace(LINES[4], service="corporate")
    ),
    "a line is led by other drivers": lambda ref: put_line(None, ref, replace(HOMES, exposures=())),
    "a line is added": lambda ref: put_line(None, ref, PARKS),
    "a line is removed": lambda ref: remove_line(None, ref, "care-homes"),
    "a shared line is removed": lambda ref: remove_line(None, ref, "libraries"),
    "a change is larger": lambda ref: put_change(None, ref, replace(DEMAND, amount=D("9000000.01"))),
    "a change becomes a one-off": lambda ref: put_change(None, ref, replace(DEMAND, one_off=True)),
    "a change is added": lambda ref: put_change(
        None, ref, Change("", "Fewer vacancies", "care-staff", 2022, "pay", D("1.01"))
    ),
    "a change is removed": lambda ref: remove_change(None, ref, "to-find-2023"),
    "funding falls": lambda ref: put_funding(None, ref, replace(RATES, amounts={2021: D("1.00")})),
    "funding is added": lambda ref: put_funding(
        None, ref, FundingLine("", "New homes bonus", "general_grant", {2021: D("5.05")}, one_off=True)
    ),
    "funding is removed": lambda ref: remove_funding(None, ref, "covid-grant"),
    "a restricted fund is removed with its uses": lambda ref: remove_funding(None, ref, "better-care"),
    "a reserve is used": lambda ref: put_reserve(
        None, ref, replace(BALANCED.reserves[0], moves={2022: D("-1000000.00"), 2023: D("5.00")})
    ),
    "a reserve is added": lambda ref: put_reserve(
        None, ref, Reserve("", "Floods", "earmarked", "Floods", D("10.00"), D("1.00"), {2021: D("1.00")})
    ),
    "a reserve is removed": lambda ref: remove_reserve(None, ref, "transformation"),
    "council tax rises less": lambda ref: put_tax(None, ref, TaxYear(2021, D("131000"), D("0.01"), D("0"))),
    "the tax base is larger": lambda ref: put_tax(None, ref, TaxYear(2022, D("131500"), D("0.01"), D("0"))),
    "the contingency is larger": lambda ref: put_frame(None, ref, {"contingency": D("3000000.00")}),
    "a deficit is brought forward": lambda ref: put_frame(None, ref, {"prior_deficit": D("0.01")}),
    "last year’s charge was another": lambda ref: put_frame(None, ref, {"band_d": D("1300.00")}),
}


@pytest.fixture
def ref() -> str:
    return lay_budget()


@pytest.mark.parametrize("said", EDITS)
def test_an_edit_moves_every_sum_exactly_as_working_the_whole_plan_out_would(ref: str, said: str) -> None:
    before = kept_sums(ref)
    EDITS[said](ref)
    after = kept_sums(ref)
    assert after != before
    assert after == sums_worked_out_anew(ref)


def test_edits_one_after_the_other_leave_the_sums_of_the_whole(ref: str) -> None:
    for said in ("a line costs more", "a change is larger", "funding falls", "a line is removed"):
        EDITS[said](ref)
    assert kept_sums(ref) == sums_worked_out_anew(ref)


def test_a_line_keeps_its_place_and_a_new_one_comes_last_under_a_ref_of_its_own(ref: str) -> None:
    put_line(None, ref, replace(STAFF, title="Social workers and assistants"))
    assert put_line(None, ref, PARKS) == "country-parks"
    assert put_line(None, ref, PARKS) == "country-parks-2"
    lines = whole_book(ref).lines
    assert [line.ref for line in lines[:2]] == ["care-homes", "care-staff"]
    assert [line.ref for line in lines[-2:]] == ["country-parks", "country-parks-2"]
    assert lines[1].title == "Social workers and assistants"


def test_what_each_line_costs_by_year_is_kept_with_it(ref: str) -> None:
    put_change(None, ref, replace(DEMAND, amount=D("0.00")))
    row = BudgetVersion.objects.get(ref=ref)
    nets = list(row.lines.values_list("ref", "nets"))
    sums_worked_out_anew(ref)
    assert list(BudgetVersion.objects.get(ref=ref).lines.values_list("ref", "nets")) == nets


def test_removing_a_line_takes_all_that_hangs_on_it(ref: str) -> None:
    remove_line(None, ref, "care-homes")
    book = whole_book(ref)
    assert not [each for each in (*book.changes, *book.allocations, *book.uses) if each.line == "care-homes"]
    assert [touch.change for touch in book.touches] == ["library-hours"]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (replace(PARKS, service="nowhere"), "service"),
        (replace(PARKS, mandate="usual"), "mandate"),
        (replace(PARKS, title=""), "title"),
        (replace(LINES[3], service="highways"), "line"),
    ],
)
def test_a_line_that_cannot_stand_is_refused_at_its_column(ref: str, line: BudgetLine, column: str) -> None:
    before = kept_sums(ref)
    with pytest.raises(Refused) as refused:
        put_line(None, ref, line)
    assert refused.value.refusals[0].column == column and refused.value.refusals[0].do
    assert kept_sums(ref) == before


def test_a_change_of_a_year_that_is_not_planned_is_refused(ref: str) -> None:
    with pytest.raises(Refused, match="not a year of this plan"):
        put_change(None, ref, replace(DEMAND, year=2031))


def test_restricted_money_pays_for_no_other_service(ref: str) -> None:
    with pytest.raises(Refused, match="may be spent on public-health, not on highways"):
        put_use(None, ref, FundingUse("ph-grant", "roads", 2021, D("1.00")))
    put_use(None, ref, FundingUse("ph-grant", "stop-smoking", 2021, D("0.00")))
    assert not [use for use in whole_book(ref).uses if (use.funding, use.year) == ("ph-grant", 2021)]


def test_a_fault_that_was_there_before_stands_in_the_way_of_no_other_edit(ref: str) -> None:
    put_frame(None, ref, {"title": "Draft budget"})
    with pytest.raises(Refused):
        put_frame(None, ref, {"title": ""})


def test_whoever_saves_over_somebody_else_is_told_what_changed(ref: str) -> None:
    put_line(None, ref, PARKS, seen=1)
    with pytest.raises(Refused, match="it changed since you opened it"):
        put_line(None, ref, replace(STAFF, title="Mine"), seen=1)


def test_every_edit_stands_in_the_trail_with_what_was_and_is(ref: str) -> None:
    put_line(None, ref, replace(HOMES, gross=D("180000000.50")))
    line = acts_on(Subject("budget", ref), 1)[0]
    assert line.act == "put_budget_line"
    assert ("gross", "180000000", "180000000.5") in line.changes


def test_an_edit_forgets_what_was_drawn_of_the_plan_before(ref: str) -> None:
    assert BudgetVersion.objects.get(ref=ref).simulated
    put_line(None, ref, PARKS)
    assert BudgetVersion.objects.get(ref=ref).simulated == {}


def test_the_gap_follows_a_line_to_the_penny(ref: str) -> None:
    gap = worked(ref, "total").total("gap", 2021)
    put_line(None, ref, replace(LINES[4], gross=LINES[4].gross + D("0.07")))
    assert worked(ref, "total").total("gap", 2021) == gap + D("0.07")
