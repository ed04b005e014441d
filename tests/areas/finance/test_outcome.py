"""What is spent for outcomes, as pages read it."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.finance.models import WorkedSum
from goldenthread.finance.queries.outcome import budget_told, matrix, spending_of, spending_of_items
from goldenthread.finance.queries.touch import savings_touching, savings_touching_measure, touches_of
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.budget import Touch
from tests.areas.finance.outcome_ground import SHARES, a_budget, an_officer, freeze, lay_plan, shown
from tests.areas.finance.sample_book import LINES

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
BOTH = ("o1", "o1.1")


@pytest.fixture(autouse=True)
def plan(council: CouncilFacts) -> None:
    lay_plan()


def test_an_item_costs_what_is_shared_to_it_and_to_all_beneath_it() -> None:
    """Libraries cost 10.55 million in 2021/22, of which 90% is for the two; roads 43 million, 25%."""
    a_budget()
    found = spending_of(shown(), "small", BOTH, timezone.now())
    assert found and found.amount == D("20245000.00")
    assert found.year_before == D("20650000.00")


def test_an_item_takes_each_line_once_however_many_of_its_outcomes_share_it() -> None:
    a_budget()
    found = spending_of(shown(), "small", BOTH, timezone.now())
    assert found and found.line_count == 2
    assert [(line.ref, line.amount) for line in found.lines] == [
        ("roads", D("10750000.00")),
        ("libraries", D("9495000.00")),
    ]
    assert (found.range.least, found.range.most) == (D("16005000.00"), D("22375000.00"))


def test_a_line_is_as_sure_as_its_least_sure_share_and_says_each_basis_once() -> None:
    a_budget()
    found = spending_of(shown(), "small", BOTH, timezone.now())
    assert found and (found.lines[1].basis, found.lines[1].confidence) == ("Visits by group", "low")


def test_lines_that_are_not_listed_are_counted_with_what_they_come_to() -> None:
    many = tuple(replace(LINES[6], ref=f"library-{n}", title=f"Library {n}") for n in range(12))
    shares = tuple(replace(SHARES[0], line=each.ref) for each in many)
    a_budget(lines=(*LINES, *many), allocations=shares)
    found = spending_of(shown(), "small", ("o1",), timezone.now())
    assert found and (len(found.lines), found.other_lines) == (10, 2)
    assert found.other_amount == D("6600000.00")


def test_money_is_told_by_what_makes_the_council_spend_it_and_by_how_sure_its_share_is() -> None:
    a_budget()
    found = spending_of(shown(), "small", BOTH, timezone.now())
    assert found and found.mandates == {"level": D("20245000.00")}
    assert found.statutory == D("20245000.00")
    assert found.sure == {"high": D("10750000.00"), "low": D("9495000.00")}


def test_a_plan_that_has_changed_since_is_worked_out_anew_and_as_exactly() -> None:
    a_budget()
    kept = spending_of(shown(), "small", BOTH, timezone.now())
    WorkedSum.objects.filter(
        what__in=("lines", "line", "least", "most", "likely_low", "likely_high")
    ).delete()
    assert spending_of(shown(), "small", BOTH, timezone.now()) == kept


def test_what_nothing_is_shared_to_has_no_spending() -> None:
    a_budget()
    assert spending_of(shown(), "small", ("o2",), timezone.now()) is None


def test_the_version_published_before_it_says_what_it_had_for_the_same_year() -> None:
    a_budget("first", allocations=SHARES[2:])
    freeze("first", days_ago=5)
    a_budget("second")
    freeze("second", days_ago=1)
    found = spending_of(shown("second"), "small", BOTH, timezone.now())
    assert found and found.before
    assert (found.before.version.ref, found.before.amount) == ("first", D("10750000.00"))


def test_the_public_is_told_only_a_budget_that_is_public() -> None:
    a_budget()
    now = timezone.now()
    assert budget_told(now) is None
    freeze("budget-2021")
    told = budget_told(now)
    assert told and told.ref == "budget-2021"


def test_each_item_itself_is_told_with_what_is_shared_to_it() -> None:
    a_budget()
    found = spending_of_items(shown(), "small", (*BOTH, "o2"))
    assert found == {"o1": D("3165000.00"), "o1.1": D("17080000.00")}


def test_without_an_agreed_budget_the_public_is_told_the_latest_that_is_public() -> None:
    a_budget("proposed", state="consultation", illustrative=True)
    freeze("proposed", state="consultation")
    told = budget_told(timezone.now())
    assert told and (told.ref, told.is_agreed, told.illustrative) == ("proposed", False, True)
    a_budget("agreed")
    freeze("agreed", days_ago=5)
    told = budget_told(timezone.now())
    assert told and (told.ref, told.is_agreed) == ("agreed", True)


def test_the_matrix_with_enabling_and_unallocated_sums_to_every_line() -> None:
    a_budget()
    found = matrix(shown(), an_officer(), timezone.now())
    assert [(row.item, row.title) for row in found.rows] == [
        ("o1.1", "Fewer injuries on the roads"),
        ("o1", "Children are safe"),
    ]
    for at in range(len(found.years)):
        named = sum(row.years[at] for row in found.rows)
        assert named + found.enabling.years[at] + found.unallocated[at] == found.total[at]
    assert found.unallocated_share and D("0.9") < found.unallocated_share < 1
    assert found.rows[0].range and found.rows[0].range.least == D("13895000.00")


def test_the_matrix_says_what_is_shared_to_an_item_alone() -> None:
    a_budget()
    rows = {row.item: row for row in matrix(shown(), an_officer(), timezone.now()).rows}
    assert (rows["o1"].amount, rows["o1"].lines) == (D("3165000.00"), 1)
    assert (rows["o1.1"].amount, rows["o1.1"].lines) == (D("17080000.00"), 2)


def test_a_saving_is_found_from_what_it_touches_once_its_budget_is_public() -> None:
    a_budget()
    now = timezone.now()
    assert savings_touching(shown(), "small", ("o3",)) == ()
    freeze("budget-2021")
    (found,) = savings_touching(shown(), "small", BOTH)
    assert (found.title, found.amount, found.why) == (
        "Shorter opening hours",
        D("500000.00"),
        "Fewer hours may mean fewer visits",
    )
    assert [each.change for each in savings_touching_measure(now, "m1")] == ["reablement"]


def test_a_saving_says_what_it_touches_as_its_latest_version_has_it() -> None:
    a_budget("first")
    later = Touch("library-hours", "Said otherwise since", "small", "o2")
    a_budget("second", touches=(later,))
    assert touches_of(["library-hours"]) == {"library-hours": (later,)}
    first = touches_of(["library-hours", "reablement"], "first")
    assert [each.why for each in first["reablement"]] == ["More people go home"]
