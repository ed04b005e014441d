"""The invented council keeps its money: agreed, monitored, moved, amended, published, and next year begun."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from goldenthread.finance.queries.monitoring import warned_lines
from goldenthread.finance.queries.robustness import robustness_of
from goldenthread.finance.queries.saving import savings_view
from goldenthread.finance.queries.version import latest_budget, version_named, versions, worked
from goldenthread.finance.queries.virement import YearBudget, agreed_budget, virements_of
from goldenthread.people.access import Officer
from goldenthread.people.commands.account import add_officer
from goldenthread.rules.money import ZERO
from goldenthread.upkeep.invented.budget import latest_year
from goldenthread.upkeep.invented.folder import write_invented
from goldenthread.upkeep.invented.money_life import keep_money
from goldenthread.upkeep.invented.money_year import JUMP_MONTH, JUMPS
from goldenthread.upkeep.organisation import load_organisation
from tests.areas.upkeep.conftest import RESIDENT

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SEED = 1


@pytest.fixture(scope="module")
def officer(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Officer]:
    """The finance officer of a council that has kept its money; all taken back after the last test."""
    folder = tmp_path_factory.mktemp("invented")
    write_invented(folder, SEED, NOW.date())
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        load_organisation(folder, None, NOW.date())
        who = add_officer("finance-officer", "wsgh-7yfk-mq3d", ["finance"])
        keep_money(SEED, {"finance-officer": who}, NOW)
        yield who
        transaction.set_rollback(True)


def in_force() -> YearBudget:
    found = agreed_budget(latest_year())
    assert found is not None
    return found


def test_the_budget_in_force_is_the_amended_one_made_from_what_was_agreed(officer: Officer) -> None:
    year = latest_year()
    budget = version_named(officer, NOW, in_force().ref)
    assert budget is not None
    assert (budget.ref, budget.made_from) == (f"budget-{year}-amended", f"budget-{year}")
    approved = version_named(officer, NOW, f"budget-{year}")
    assert approved is not None and approved.made_from == f"budget-{year}-consultation"


def test_every_agreed_budget_balances_and_is_public(officer: Officer) -> None:
    public = versions(RESIDENT, datetime.now(tz=UTC))
    assert [each.state for each in public].count("approved") == 3
    for each in public:
        assert worked(each.ref, "total").total("gap", each.first) == ZERO
    latest = latest_budget(RESIDENT, datetime.now(tz=UTC))
    assert latest is not None and latest.ref == in_force().ref


def test_next_years_draft_is_begun_and_nobody_else_sees_it(officer: Officer) -> None:
    ref = f"budget-{latest_year() + 1}"
    draft = version_named(officer, NOW, ref)
    assert draft is not None and not draft.is_frozen
    assert version_named(RESIDENT, datetime.now(tz=UTC), ref) is None


def test_one_line_gives_an_early_warning_and_says_why(officer: Officer) -> None:
    (warned,) = warned_lines(in_force(), JUMP_MONTH)
    assert warned.line == JUMPS


def test_savings_have_a_history_of_their_own_where_enough_are_finished(officer: Officer) -> None:
    view = savings_view(in_force())
    bases = {each.kind: each.expected.basis for each in view.savings}
    assert bases["efficiency"] == bases["transformation"] == bases["policy"] == "own_history"
    assert bases["income"] == "prior"


def test_money_was_moved_within_a_service_and_between_two(officer: Officer) -> None:
    moved = virements_of(officer, in_force())
    assert [each.recurring for each in moved] == [True, False]
    assert moved[0].taken_in and not moved[1].taken_in


def test_the_statement_on_estimates_and_reserves_is_signed(officer: Officer) -> None:
    statement = robustness_of(RESIDENT, datetime.now(tz=UTC), in_force().ref)
    assert statement is not None and statement.signed_by == "finance-officer"
