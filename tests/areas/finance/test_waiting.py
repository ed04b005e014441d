"""What waits for whoever keeps budgets, and for nobody else."""

from datetime import date
from decimal import Decimal as D

import pytest

from goldenthread.finance.commands.robustness import sign_robustness, word_robustness
from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.queries.waiting import BudgetWaiting, budget_waiting
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from tests.areas.finance.agreed import lay_agreed_budget
from tests.areas.finance.sample_book import sample_book

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(council: CouncilFacts) -> dict[str, User]:
    return lay_agreed_budget()


def waiting(people: dict[str, User]) -> BudgetWaiting:
    found = budget_waiting(people["fiona"], date(2021, 11, 10))
    assert found
    return found


def test_a_draft_waits_until_it_balances(people: dict[str, User]) -> None:
    begin_budget(None, sample_book(ref="sound", title="Sound"))
    begin_budget(None, sample_book(ref="short", title="Short", contingency=D("3000000.00")))
    assert [(each.ref, each.gap) for each in waiting(people).drafts] == [("short", D("1000000.00"))]


def test_an_agreed_budget_waits_for_its_statement_to_be_signed(people: dict[str, User]) -> None:
    assert [ref for ref, _ in waiting(people).unsigned] == ["budget-2021"]
    word_robustness(None, "budget-2021", "Robust.", "Adequate.")
    sign_robustness(None, "budget-2021")
    assert not waiting(people).unsigned


def test_the_month_that_nobody_monitored_waits(people: dict[str, User]) -> None:
    assert (waiting(people).year, waiting(people).month) == (2021, 6)


def test_nothing_of_it_waits_for_anybody_else(people: dict[str, User]) -> None:
    assert budget_waiting(people["lee"], date(2021, 11, 10)) is None
