"""Lines are shared to outcomes by a finance officer, one by one or a whole service at once."""

from decimal import Decimal as D

import pytest
from django.utils import timezone

from goldenthread.finance.commands.allocation import ShareWords, share_lines, share_service, unshare_line
from goldenthread.finance.models import AllocationRow, BudgetVersion
from goldenthread.finance.queries.allocation import services_shared, shared_line, shared_lines
from goldenthread.finance.queries.outcome import spending_of
from goldenthread.finance.queries.version import worked
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.refusal import Refused
from tests.areas.finance.ledger_ground import kept_sums, sums_worked_out_anew
from tests.areas.finance.outcome_ground import a_budget, an_officer, freeze, lay_plan, shown

pytestmark = pytest.mark.django_db
REF = "budget-2021"
HALF = ShareWords("small", "o2", D("0.5"), "Time recorded", "high")


@pytest.fixture(autouse=True)
def budget(council: CouncilFacts) -> None:
    lay_plan()
    a_budget()


def share_of(line: str, item: str) -> D | None:
    row = AllocationRow.objects.filter(budget__ref=REF, line=line, item=item).first()
    return row.share if row else None


def refused(words: ShareWords, *lines: str) -> dict[str, str]:
    """What is said to be wrong, by column."""
    with pytest.raises(Refused) as held:
        share_lines(None, REF, lines or ("arts",), words)
    return {str(each.column): f"{each.what}: {each.do}" for each in held.value.refusals}


def test_a_share_is_given_and_every_sum_of_outcomes_follows() -> None:
    """Arts grants cost 3 million, and nothing moves them."""
    share_lines(an_officer(), REF, ["arts"], HALF)
    found = spending_of(shown(), "small", ["o2"], timezone.now())
    assert found and found.amount == D("1500000.00")
    assert (found.range.least, found.range.most) == (D("1350000.00"), D("1650000.00"))
    total = worked(REF, "outcome").by("outcome", 2021)
    assert sum(total.values()) == worked(REF, "total").total("net", 2021)


def test_sums_after_shares_are_given_and_taken_are_those_of_the_whole_stored_anew() -> None:
    given = (
        lambda: share_lines(None, REF, ["arts"], HALF),
        lambda: share_service(None, REF, "libraries", ShareWords("", "", D("0.05"), "Serves all")),
        lambda: share_lines(None, REF, ["libraries"], ShareWords("small", "o1", D("0.35"), "Counted again")),
        lambda: unshare_line(None, REF, "arts", "small", "o2"),
        lambda: unshare_line(None, REF, "roads", "small", "o1.1"),
    )
    for give in given:
        give()
        moved = kept_sums(REF)
        assert moved == sums_worked_out_anew(REF)


def test_a_share_to_an_outcome_that_has_one_takes_its_place() -> None:
    share_lines(None, REF, ["libraries"], ShareWords("small", "o1", D("0.4"), "Counted again"))
    assert (share_of("libraries", "o1"), share_of("libraries", "o1.1")) == (D("0.400000"), D("0.600000"))


def test_more_than_the_whole_line_is_never_shared_out() -> None:
    """Libraries give 90% already."""
    said = refused(HALF, "libraries")
    assert said["share"].startswith("more than the whole would be shared out of libraries")
    assert "share at most 10% here" in said["share"]
    assert share_of("libraries", "o2") is None


def test_a_share_to_a_whole_service_names_the_lines_that_have_no_room() -> None:
    with pytest.raises(Refused, match="shared out of libraries"):
        share_service(None, REF, "libraries", HALF)
    assert share_of("arts", "o2") is None


def test_every_line_of_a_service_takes_a_share_that_fits() -> None:
    tenth = ShareWords("small", "o2", D("0.1"), "Visits")
    assert share_service(None, REF, "libraries", tenth) == 2
    assert (share_of("libraries", "o2"), share_of("arts", "o2")) == (D("0.100000"), D("0.100000"))


def test_money_that_serves_every_outcome_is_shared_to_none() -> None:
    share_lines(None, REF, ["arts"], ShareWords("", "", D("1"), "Serves all"))
    line = shared_line(REF, "arts")
    assert line and (line.unallocated, line.shares[0].plan) == (0, "")


def test_a_share_is_taken_away_and_is_unallocated_again() -> None:
    unshare_line(None, REF, "libraries", "small", "o1.1")
    line = shared_line(REF, "libraries")
    assert line and line.unallocated == D("0.7")


@pytest.mark.parametrize(
    ("words", "column"),
    [
        (ShareWords("small", "o2", D("0"), "Time"), "share"),
        (ShareWords("small", "o2", D("1.1"), "Time"), "share"),
        (ShareWords("small", "o2", D("0.1234567"), "Time"), "share"),
        (ShareWords("small", "o2", D("0.5"), " "), "basis"),
        (ShareWords("small", "o2", D("0.5"), "Time", "certain"), "confidence"),
        (ShareWords("small", "o2", D("0.5"), "Time", low=D("0.6")), "low"),
        (ShareWords("small", "o2", D("0.5"), "Time", high=D("0.4")), "high"),
        (ShareWords("small", "o2", D("0.5"), "Time", high=D("1.2")), "high"),
        (ShareWords("small", "o9", D("0.5"), "Time"), "item"),
        (ShareWords("small", "", D("0.5"), "Time"), "item"),
    ],
)
def test_what_cannot_be_a_share_is_refused_beside_its_field(words: ShareWords, column: str) -> None:
    assert column in refused(words)


def test_a_line_that_the_budget_has_not_got_is_refused() -> None:
    assert "line" in refused(HALF, "arts", "nothing")


def test_a_frozen_budget_is_shared_out_no_further() -> None:
    freeze(REF)
    with pytest.raises(Refused, match="is frozen, and never changes"):
        share_lines(None, REF, ["arts"], HALF)


def test_whoever_saves_over_what_changed_since_is_told_so() -> None:
    seen = BudgetVersion.objects.get(ref=REF).version
    share_lines(None, REF, ["arts"], HALF, seen)
    with pytest.raises(Refused, match="it changed since you opened it"):
        share_lines(None, REF, ["arts"], ShareWords("small", "o2", D("0.6"), "Otherwise"), seen)


def test_only_a_finance_officer_shares_lines_out() -> None:
    with pytest.raises(NotAllowed):
        share_lines(an_officer("performance"), REF, ["arts"], HALF)


def test_the_trail_says_who_shared_what() -> None:
    who = an_officer()
    share_lines(who, REF, ["libraries"], ShareWords("small", "o1", D("0.1"), "Counted again"))
    entry = TrailEntry.objects.get(act="share_lines")
    assert (entry.who, entry.before, entry.after["share"]) == (who, {"libraries": "0.300000"}, "0.1")


def test_lines_of_a_service_stand_with_their_shares_and_what_is_left() -> None:
    lines = {each.ref: each for each in shared_lines(REF, "libraries")}
    assert [each.share for each in lines["libraries"].shares] == [D("0.600000"), D("0.300000")]
    assert (lines["libraries"].net, lines["arts"].unallocated) == (D("10550000.00"), 1)


def test_services_stand_by_what_of_them_is_not_shared_out() -> None:
    found = {each.service: each for each in services_shared(shown())}
    assert found["corporate"].unallocated == 0
    assert found["libraries"].unallocated == D("4055000.00")
    amounts = [each.unallocated for each in services_shared(shown())]
    assert amounts == sorted(amounts, reverse=True)
