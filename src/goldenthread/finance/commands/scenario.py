"""Scenarios of a draft: added, rewritten and removed; only the scenario's own sums are worked out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import transaction

from goldenthread.delivery.commands.version import require_unchanged
from goldenthread.delivery.free_ref import free_ref
from goldenthread.engine.budget.roll import Plan
from goldenthread.engine.budget.simulate import DRAWS, simulate_plan
from goldenthread.finance.access import may_keep_budget
from goldenthread.finance.commands.version import KEEP, budget_subject, draft_to_keep
from goldenthread.finance.models import BudgetVersion, WorkedSum
from goldenthread.finance.simulating import SEED, as_kept, simulate_version
from goldenthread.finance.storing import book_of, sum_rows
from goldenthread.finance.worked_sum import outline_sums
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.book_plain import plain
from goldenthread.rules.budget import DRIVER_KINDS, TAX_CARE, TAX_CORE, Book, Override, Scenario
from goldenthread.rules.budget_fault_driver import CENTRAL
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.refusal import Refusal, Refused, refuse


@dataclass(frozen=True, slots=True)
class ScenarioWords:
    """What an officer says of a scenario. Overrides are shares: 0.045 is 4.5%."""

    title: str
    why: str = ""
    illustrative: bool = False
    overrides: tuple[Override, ...] = ()


@transaction.atomic
def add_scenario(who: Officer | None, ref: str, words: ScenarioWords, seen: int) -> str:
    """Add a scenario to a draft, as it was `seen`; returns the scenario's ref.

    Raises Refused where the draft is frozen or was changed since, or where an override is none.
    """
    row = seen_draft(who, ref, seen)
    book = book_of(row)
    made = _scenario(
        free_ref(words.title, [CENTRAL, *(each.ref for each in book.scenarios)], "scenario"), words
    )
    _keep(row, book, (*book.scenarios, made), made)
    record(who, "add_scenario", budget_subject(ref), None, plain(made))
    return made.ref


@transaction.atomic
def change_scenario(who: Officer | None, ref: str, scenario: str, words: ScenarioWords, seen: int) -> None:
    """Rewrite a scenario of a draft. Raises Refused as `add_scenario` does."""
    row = seen_draft(who, ref, seen)
    book = book_of(row)
    before, made = _named(book, scenario), _scenario(scenario, words)
    kept = tuple(made if each.ref == scenario else each for each in book.scenarios)
    _keep(row, book, kept, made)
    record(who, "change_scenario", budget_subject(ref), plain(before), plain(made))


@transaction.atomic
def remove_scenario(who: Officer | None, ref: str, scenario: str) -> None:
    """Take a scenario out of a draft, with what it came to."""
    row = draft_to_keep(who, ref)
    book = book_of(row)
    before = _named(book, scenario)
    row.simulated.pop(scenario, None)
    _keep(row, book, tuple(each for each in book.scenarios if each.ref != scenario), None)
    WorkedSum.objects.filter(budget=row, scenario=scenario).delete()
    record(who, "remove_scenario", budget_subject(ref), plain(before), None)


@transaction.atomic
def draw_anew(who: Officer | None, ref: str) -> None:
    """Draw the drivers of a version anew, under the central plan and each scenario; a frozen one too.

    Raises Refused where there is no such version, or where its correlations contradict each other.
    """
    require(who is None or may_keep_budget(who), KEEP)
    row = BudgetVersion.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise refuse(f"there is no budget {ref!r}", "look in the list of budgets", column="ref")
    simulate_version(row, book_of(row))
    record(who, "draw_anew", budget_subject(ref), None, {"draws": DRAWS, "seed": SEED})


def seen_draft(who: Officer | None, ref: str, seen: int) -> BudgetVersion:
    """The draft, held. Raises Overtaken where somebody changed it since it was `seen`."""
    row = draft_to_keep(who, ref)
    require_unchanged(budget_subject(ref), seen, row.version)
    return row


def _scenario(ref: str, words: ScenarioWords) -> Scenario:
    return Scenario(ref, words.title, words.why, words.illustrative, words.overrides)


def _named(book: Book, scenario: str) -> Scenario:
    for each in book.scenarios:
        if each.ref == scenario:
            return each
    raise refuse(f"there is no scenario {scenario!r}", "look in the list of scenarios")


def _keep(row: BudgetVersion, book: Book, scenarios: tuple[Scenario, ...], made: Scenario | None) -> None:
    """Keep the scenarios, and what the one that was made comes to."""
    kept = replace(book, scenarios=scenarios)
    if made:
        faults = [*_title_faults(scenarios, made), *override_faults(book, made.overrides)]
        if faults:
            raise Refused(faults)
        _work_out(row, kept, made.ref)
    row.parts = plain(replace(kept, lines=(), changes=(), allocations=(), touches=()))
    row.version += 1
    row.save(update_fields=["parts", "version", "simulated"])


def _work_out(row: BudgetVersion, book: Book, scenario: str) -> None:
    """The sums and the draws of one scenario, in place of what they were."""
    plan = Plan(book)
    sums = outline_sums(plan.outline(scenario))
    WorkedSum.objects.filter(budget=row, scenario=scenario).delete()
    WorkedSum.objects.bulk_create(sum_rows(row, scenario, sums))
    row.simulated[scenario] = as_kept(simulate_plan(plan, scenario, DRAWS, SEED))


def _title_faults(scenarios: Iterable[Scenario], made: Scenario) -> Iterator[Refusal]:
    if any(each.title == made.title for each in scenarios if each.ref != made.ref):
        yield _fault("title", f"another scenario is called {made.title}", "give this one another name")


def override_faults(book: Book, overrides: Iterable[Override]) -> Iterator[Refusal]:
    """What is wrong with a scenario's overrides; the column is that of the field, `own-pay-2021`."""
    kinds = {driver.ref: driver.kind for driver in book.drivers} | {TAX_CORE: "tax", TAX_CARE: "tax"}
    for each in overrides:
        column = f"own-{each.driver}-{each.year}"
        if each.driver not in kinds:
            yield _fault(column, f"there is no driver {each.driver!r}", "choose one of this budget's drivers")
        elif each.year not in book.years:
            yield _fault(
                column,
                f"{year_name(each.year)} is not planned here",
                f"choose a year from {year_name(book.years[0])} to {year_name(book.years[-1])}",
            )
        elif not -1 < each.value < 1 and kinds[each.driver] != "delivery":
            yield _fault(column, "no rate is 100% or more a year", "enter a rate between -100 and 100")
        elif kinds[each.driver] == "delivery" and not 0 <= each.value <= 1:
            words = DRIVER_KINDS["delivery"].lower()
            yield _fault(column, f"{words} are a share", "enter a percentage from 0 to 100")


def _fault(column: str, what: str, do: str) -> Refusal:
    return Refusal("", None, column, what, do)
