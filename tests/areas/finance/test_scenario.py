"""Scenarios of a draft: what they come to, what is refused, and how they are said to a reader."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from django.utils import timezone

from goldenthread.finance.commands.scenario import (
    ScenarioWords,
    add_scenario,
    change_scenario,
    draw_anew,
    remove_scenario,
)
from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import BudgetVersion, WorkedSum
from goldenthread.finance.queries.scenario import UnderScenarios, assumed, under_scenarios, why_apart
from goldenthread.finance.queries.simulated import simulation
from goldenthread.finance.queries.version import bare_book, version_named, worked
from goldenthread.finance.scenario_figure import ScenarioShown, scenario_figures, shown_of
from goldenthread.finance.scenario_words import central_said, range_said, share_said
from goldenthread.finance.storing import book_of
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.rules.budget import Override, Scenario
from goldenthread.rules.money import total
from goldenthread.rules.mtfp import work_out
from goldenthread.rules.refusal import Refused
from tests.areas.finance.agreed import agree, person
from tests.areas.finance.sample_book import sample_book

pytestmark = pytest.mark.django_db
PAY = ScenarioWords(
    "A higher pay award", "The unions ask for it", False, (Override("pay", 2022, D("0.045")),)
)


@pytest.fixture
def fiona(db: None) -> User:
    return person("fiona", "finance")


@pytest.fixture
def ref(fiona: User) -> str:
    """A draft with two scenarios and something of everything."""
    return begin_budget(fiona, sample_book())


def version_of(ref: str) -> int:
    return BudgetVersion.objects.get(ref=ref).version


def add(who: User, ref: str, words: ScenarioWords = PAY) -> str:
    return add_scenario(who, ref, words, version_of(ref))


def under(ref: str) -> UnderScenarios:
    return under_scenarios(ref)


def test_a_scenario_that_is_added_comes_to_what_the_rules_work_out(fiona: User, ref: str) -> None:
    made = add(fiona, ref)
    book = book_of(BudgetVersion.objects.get(ref=ref))
    told = {each.year: each.gap for each in under(ref).named(made).years}
    assert told == {each.year: each.gap for each in work_out(book, made).years}


def test_saving_one_scenario_leaves_the_sums_of_everything_else_as_they_were(fiona: User, ref: str) -> None:
    before = set(WorkedSum.objects.values_list("id", flat=True))
    made = add(fiona, ref)
    after = WorkedSum.objects.exclude(scenario=made)
    assert set(after.values_list("id", flat=True)) == before


def test_what_is_kept_is_what_working_the_whole_book_out_would_keep(fiona: User, ref: str) -> None:
    """The quick way of saving one scenario is held to the slow way of storing the book."""
    made = add(fiona, ref)
    quick, drawn = worked(ref), BudgetVersion.objects.get(ref=ref).simulated
    book = replace(book_of(BudgetVersion.objects.get(ref=ref)), ref="again")
    begin_budget(fiona, book)
    assert worked("again").sums == quick.sums
    assert BudgetVersion.objects.get(ref="again").simulated == drawn
    assert simulation(ref, made) is not None


def test_a_scenario_is_rewritten_and_removed_with_what_it_came_to(fiona: User, ref: str) -> None:
    made = add(fiona, ref)
    words = replace(PAY, title="Pay frozen", overrides=(Override("pay", 2022, D("0")),))
    higher = under(ref).named(made).at(2022).gap
    change_scenario(fiona, ref, made, words, version_of(ref))
    assert under(ref).named(made).at(2022).gap < higher
    remove_scenario(fiona, ref, made)
    assert made not in [each.ref for each in bare_book(ref).scenarios]
    assert not WorkedSum.objects.filter(scenario=made).exists()
    assert simulation(ref, made) is None
    acts = TrailEntry.objects.filter(subject_ref=ref).order_by("id").values_list("act", flat=True)
    assert list(acts)[-3:] == ["add_scenario", "change_scenario", "remove_scenario"]


def test_a_scenario_may_move_the_rises_of_council_tax(fiona: User, ref: str) -> None:
    frozen = (Override("council-tax-core", 2022, D("0")), Override("council-tax-care", 2022, D("0")))
    made = add(fiona, ref, ScenarioWords("No rise of tax", "", False, frozen))
    [reason] = why_apart(ref, bare_book(ref), made, 2022)
    assert reason.reason == "Council tax"
    central, own = (under(ref).central.at(2022).gap, under(ref).named(made).at(2022).gap)
    assert own - central == reason.amount > 0


def test_the_reasons_sum_to_the_difference_in_every_year_of_every_scenario(fiona: User, ref: str) -> None:
    add(fiona, ref)
    held = under(ref)
    for plan in held.others:
        assert plan.scenario
        for year in plan.years:
            reasons = why_apart(ref, held.book, plan.scenario.ref, year.year)
            assert total([each.amount for each in reasons]) == year.gap - held.central.at(year.year).gap


def test_every_override_stands_beside_the_central_plans_own_value(fiona: User, ref: str) -> None:
    made = add(fiona, ref)
    [row] = assumed(bare_book(ref), bare_book(ref).scenarios[-1])
    assert bare_book(ref).scenarios[-1].ref == made
    assert (row.title, row.year, row.central, row.own) == ("Pay award", 2022, D("0.02"), D("0.045"))


@pytest.mark.parametrize(
    ("override", "column", "said"),
    [
        (Override("nothing", 2022, D("0.01")), "own-nothing-2022", "no driver"),
        (Override("pay", 2031, D("0.01")), "own-pay-2031", "not planned"),
        (Override("pay", 2022, D("4.5")), "own-pay-2022", "100%"),
        (Override("delivery", 2022, D("1.2")), "own-delivery-2022", "share"),
    ],
)
def test_an_override_that_cannot_be_is_refused_at_its_field(
    fiona: User, ref: str, override: Override, column: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        add(fiona, ref, replace(PAY, overrides=(override,)))
    [told] = refused.value.refusals
    assert told.column == column
    assert said in told.what
    assert told.do


def test_two_scenarios_are_not_called_alike(fiona: User, ref: str) -> None:
    add(fiona, ref)
    with pytest.raises(Refused, match="another scenario is called"):
        add(fiona, ref)


def test_a_draft_that_somebody_else_changed_is_not_written_over(fiona: User, ref: str) -> None:
    seen = version_of(ref)
    add(fiona, ref)
    with pytest.raises(Refused, match="it changed since you opened it"):
        add_scenario(fiona, ref, replace(PAY, title="Another"), seen)


def test_a_frozen_version_keeps_its_scenarios_and_only_finance_officers_change_a_draft(
    fiona: User, ref: str
) -> None:
    perry = person("perry", "performance")
    with pytest.raises(NotAllowed):
        add(perry, ref)
    with pytest.raises(NotAllowed):
        draw_anew(perry, ref)
    agree(ref)
    with pytest.raises(Refused, match="frozen"):
        add(fiona, ref)


def test_a_version_whose_draws_were_forgotten_is_drawn_anew_with_the_same_answer(
    fiona: User, ref: str
) -> None:
    before = simulation(ref)
    BudgetVersion.objects.filter(ref=ref).update(simulated={})
    assert shown(ref).likely is None
    draw_anew(fiona, ref)
    assert before
    assert simulation(ref) == before
    assert shown(ref).likely


def shown(ref: str, year: int | None = None) -> ScenarioShown:
    facts = version_named(User.objects.get(username="fiona"), timezone.now(), ref)
    assert facts
    return scenario_figures(facts, year)


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ("29000000.00", "Under the central plan 2023/24 is £29 million short."),
        ("-3000000.00", "Under the central plan 2023/24 has £3 million over."),
        ("400.00", "Under the central plan 2023/24 balances."),
    ],
)
def test_the_central_plan_is_said_in_a_sentence(gap: str, said: str) -> None:
    assert central_said(2023, D(gap)) == said


@pytest.mark.parametrize(
    ("gaps", "said"),
    [
        (["12000000", "61000000"], "Under the 2 scenarios the gap is between £12 million and £61 million."),
        (
            ["-3000000", "61000000"],
            "Under the 2 scenarios it is between £3 million over and £61 million short.",
        ),
        (["0", "61000000"], "Under the 2 scenarios it is between balanced and £61 million short."),
        (["61000000"], "Under the one scenario it is £61 million short."),
    ],
)
def test_the_scenarios_are_said_as_a_range(gaps: list[str], said: str) -> None:
    assert range_said([D(each) for each in gaps]) == said


def test_what_is_likely_is_said_by_what_is_exceeded_one_time_in_ten() -> None:
    assert share_said(D("48000000")) == "Nine times in ten the gap is at most £48 million."
    assert share_said(D("-1")) == "Nine times in ten there is no gap."


def test_the_page_speaks_of_the_first_year_that_does_not_balance_unless_asked(ref: str) -> None:
    assert shown(ref).year == 2022
    assert shown(ref, 2024).year == 2024
    assert shown(ref, 1999).year == 2022
    assert "2022/23" in shown(ref).sentences[0]


def test_every_scenario_has_its_row_and_an_example_is_marked_as_one(fiona: User, ref: str) -> None:
    add(fiona, ref, replace(PAY, illustrative=True))
    rows = [row[0] for row in shown(ref).table.rows]
    assert rows[0] == "Central plan"
    assert "A higher pay award (illustrative)" in rows
    assert shown(ref).illustrative == "This budget is an example. Its figures are nobody’s forecast."
    book = replace(under(ref).book, illustrative=False, scenarios=())
    assert shown_of(replace(under(ref), book=book)).illustrative.endswith("A higher pay award.")


def test_the_table_of_likely_gaps_says_draws_and_seed_and_its_chances(ref: str) -> None:
    page = shown(ref)
    assert page.likely
    assert [row[0] for row in page.likely.rows] == ["2021/22", "2022/23", "2023/24", "2024/25", "2025/26"]
    assert all(row[4].endswith("%") and row[5].endswith("%") for row in page.likely.rows)
    assert "10,000 times, with seed 1" in page.drawn


def test_the_tornado_names_what_each_driver_was_taken_to_be(ref: str) -> None:
    tornado = shown(ref, 2023).tornado
    assert tornado
    assert "2023/24" in tornado.title
    taken = {row[0]: (row[1], row[3]) for row in tornado.table.rows}
    assert taken["Pay award"] == ("1%", "4%")


def test_a_book_without_scenarios_or_drivers_still_has_its_page(fiona: User) -> None:
    bare = sample_book(
        ref="bare",
        drivers=(),
        correlations=(),
        scenarios=(),
        lines=tuple(replace(line, exposures=()) for line in sample_book().lines),
        changes=tuple(replace(change, driver="") for change in sample_book().changes),
        funding=tuple(replace(line, driver="") for line in sample_book().funding),
        tax=tuple(replace(row, driver="") for row in sample_book().tax),
    )
    begin_budget(fiona, bare)
    page = shown("bare")
    assert page.tornado is None
    assert len(page.sentences) == 2
    assert len(page.table.rows) == 1


def test_a_scenario_without_overrides_is_the_central_plan(fiona: User, ref: str) -> None:
    made = add(fiona, ref, ScenarioWords("Nothing yet"))
    assert under(ref).named(made).years == under(ref).central.years
    assert isinstance(under(ref).named(made).scenario, Scenario)
