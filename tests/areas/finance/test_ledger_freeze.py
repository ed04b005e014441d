"""Versions: begun from one another, frozen with who decided it, published, and never changed afterwards."""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from importlib import import_module
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from docs.permissions import addresses
from goldenthread.finance import commands
from goldenthread.finance.commands.edit import put_change, put_line, remove_change, remove_line
from goldenthread.finance.commands.freezing import (
    begin_version,
    discard_draft,
    explain_difference,
    freeze_budget,
    is_as_frozen,
    withdraw_budget,
)
from goldenthread.finance.commands.funding import (
    put_frame,
    put_funding,
    put_reserve,
    put_tax,
    put_use,
    remove_funding,
    remove_reserve,
)
from goldenthread.finance.commands.version import begin_budget, publish_budget, replace_budget
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.queries.version import budget_in_force, latest_budget, reasons_of, whole_book
from goldenthread.finance.queries.virement import agreed_budget
from goldenthread.finance.version_ref import TAKEN
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.people.queries.trail import acts_on
from goldenthread.rules.book_plain import checksum
from goldenthread.rules.budget import TaxYear
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject
from tests.areas.finance.ledger_ground import kept_sums, lay_budget, sums_worked_out_anew
from tests.areas.finance.sample_book import BALANCED, LINES, sample_book

pytestmark = pytest.mark.django_db
DECIDED = "County Council, 11 February 2021, minute 279"
ROADS = LINES[4]


@pytest.fixture
def ref() -> str:
    return lay_budget()


@pytest.fixture
def approved(ref: str) -> str:
    freeze_budget(None, ref, "approved", DECIDED)
    return ref


def row_of(ref: str) -> BudgetVersion:
    return BudgetVersion.objects.get(ref=ref)


def test_a_new_version_holds_all_that_the_old_one_held_and_goes_its_own_way(ref: str) -> None:
    begin_version(None, ref, "second", "Second draft")
    put_line(None, "second", replace(ROADS, gross=D("1.00")))
    assert replace(whole_book(ref), ref="x", title="x") == replace(BALANCED, ref="x", title="x")
    assert row_of("second").made_from == row_of(ref)


@pytest.mark.parametrize("taken", ["budget-2021", "compare", "upload", "monitoring"])
def test_a_ref_that_is_taken_or_is_an_address_is_refused(ref: str, taken: str) -> None:
    with pytest.raises(Refused, match="another ref"):
        begin_version(None, ref, taken, "Again")


def test_no_budget_begins_under_a_word_that_is_a_page() -> None:
    """Whatever it comes from: the words are those that stand in addresses where a version's ref would."""
    words = {
        found[1]
        for address, _, _ in addresses()
        for found in [re.match(r"(?:officer/)?budget/([a-z-]+)/", address)]
        if found
    }
    assert words == TAKEN
    for word in words:
        with pytest.raises(Refused, match=f"'{word}' is the address of another page"):
            begin_budget(None, sample_book(ref=word))


def test_freezing_says_who_decided_it_and_keeps_a_checksum_of_the_whole_book(approved: str) -> None:
    row = row_of(approved)
    assert (row.state, row.decided) == ("approved", DECIDED) and row.frozen_at
    assert row.checksum == checksum(replace(BALANCED, state="approved")) and is_as_frozen(row)
    assert acts_on(Subject("budget", approved), 1)[0].act == "freeze_budget"


def test_replaying_the_same_book_gives_the_same_checksum(approved: str) -> None:
    begin_version(None, approved, "again", "Budget 2021/22")
    same = replace(whole_book("again"), ref=approved, state="approved")
    assert checksum(same) == row_of(approved).checksum
    assert kept_sums(approved) == sums_worked_out_anew(approved)


def test_what_is_no_longer_as_it_was_frozen_is_found_out(approved: str) -> None:
    row_of(approved).lines.filter(ref="roads").update(gross=D("1.00"))
    assert not is_as_frozen(row_of(approved))


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda ref: put_line(None, ref, replace(ROADS, gross=ROADS.gross + 1_000_000)), "does not balance"),
        (
            lambda ref: put_tax(None, ref, TaxYear(2021, D("131000"), D("0.02"), D("0.03"))),
            "reaches the limit",
        ),
        (
            lambda ref: put_tax(None, ref, TaxYear(2021, D("131000"), D("0.0199"), D("0.04"))),
            "passes the limit",
        ),
    ],
    ids=["unbalanced", "core rise at the limit", "care rise beyond its limit"],
)
def test_a_budget_that_the_law_does_not_let_stand_is_not_approved(
    ref: str, edit: Callable[[str], object], told: str
) -> None:
    edit(ref)
    with pytest.raises(Refused) as refused:
        freeze_budget(None, ref, "approved", DECIDED)
    assert any(told in each.what for each in refused.value.refusals)
    assert all(each.do for each in refused.value.refusals)
    assert row_of(ref).frozen_at is None


def test_a_rise_just_below_the_limit_is_approved(ref: str) -> None:
    # £27.02 on £1,351.26 is 1.9996%; the limit is 2%. The gap it closes goes into a reserve.
    charge = D("1351.26") + D("27.02") + D("40.54")
    put_tax(None, ref, TaxYear(2021, D("131000"), D("0"), D("0.03"), charge))
    more = (charge - D("1418.69")) * 131000
    put_line(None, ref, replace(ROADS, gross=ROADS.gross + more))
    freeze_budget(None, ref, "approved", DECIDED)
    assert row_of(ref).state == "approved"


def test_an_expired_rule_pack_stands_in_no_budget_at_all() -> None:
    lay_budget(replace(BALANCED, rules="england-2020-21"))
    for state in ("consultation", "approved"):
        with pytest.raises(Refused, match="has expired"):
            freeze_budget(None, "budget-2021", state, DECIDED)


def test_a_consultation_may_be_short(ref: str) -> None:
    put_line(None, ref, replace(ROADS, gross=ROADS.gross + 1_000_000))
    freeze_budget(None, ref, "consultation", "Cabinet, 6 January 2021")
    assert row_of(ref).state == "consultation"


@pytest.mark.parametrize(("state", "decided"), [("draft", DECIDED), ("final", DECIDED), ("approved", " ")])
def test_a_version_is_frozen_under_a_known_state_by_a_named_decision(
    ref: str, state: str, decided: str
) -> None:
    with pytest.raises(Refused):
        freeze_budget(None, ref, state, decided)


def test_an_amended_budget_comes_from_an_agreed_one_of_the_same_year(approved: str) -> None:
    begin_version(None, approved, "draft-a", "Amended")
    begin_version(None, "draft-a", "draft-b", "Amended again")
    freeze_budget(None, "draft-b", "amended", "County Council, 10 September 2021")
    assert row_of("draft-b").state == "amended"


def test_what_was_never_approved_is_not_amended(ref: str) -> None:
    begin_version(None, ref, "other", "Other")
    with pytest.raises(Refused, match="not made from an approved budget of the same year"):
        freeze_budget(None, "other", "amended", DECIDED)


def test_each_difference_of_a_draft_may_carry_its_reason_until_it_is_frozen(approved: str) -> None:
    begin_version(None, approved, "mid-year", "Mid-year")
    explain_difference(None, "mid-year", "lines", "roads", "Storm damage")
    explain_difference(None, "mid-year", "lines", "it", "Typed by mistake")
    explain_difference(None, "mid-year", "lines", "it", "")
    freeze_budget(None, "mid-year", "amended", DECIDED)
    assert reasons_of("mid-year") == {"lines#roads": "Storm damage"}
    with pytest.raises(Refused, match="frozen"):
        explain_difference(None, "mid-year", "lines", "roads", "Other")


def test_somebody_elses_edit_is_seen_before_a_draft_is_frozen(ref: str) -> None:
    put_line(None, ref, replace(ROADS, note="Mine"))
    with pytest.raises(Refused, match="somebody changed this draft"):
        freeze_budget(None, ref, "consultation", DECIDED, seen=1)


def test_a_draft_is_not_published_and_a_moment_to_come_can_be_taken_back(approved: str) -> None:
    begin_version(None, approved, "draft", "Draft")
    with pytest.raises(Refused, match="freeze it first"):
        publish_budget(None, "draft")
    publish_budget(None, approved, timezone.now() + timedelta(days=1))
    withdraw_budget(None, approved)
    assert row_of(approved).publish_at is None


def test_what_is_public_is_not_taken_back(approved: str) -> None:
    publish_budget(None, approved)
    with pytest.raises(Refused, match="it is public already"):
        withdraw_budget(None, approved)


def test_what_is_public_is_neither_hidden_nor_shown_anew(approved: str) -> None:
    publish_budget(None, approved)
    shown = row_of(approved).publish_at
    for when in (None, timezone.now() + timedelta(days=30)):
        with pytest.raises(Refused, match="public already"):
            publish_budget(None, approved, when)
    assert row_of(approved).publish_at == shown


def test_a_moment_to_come_is_moved_in_the_sight_of_the_trail_and_a_past_one_refused(approved: str) -> None:
    first, second = (timezone.now() + timedelta(days=days) for days in (1, 2))
    publish_budget(None, approved, first)
    publish_budget(None, approved, second)
    act = next(each for each in acts_on(Subject("budget", approved)) if each.act == "publish_budget")
    assert act.before == {"publish_at": first.isoformat()}
    with pytest.raises(Refused, match="has passed"):
        publish_budget(None, approved, timezone.now() - timedelta(days=1))


def test_a_year_has_one_approved_budget_and_what_changes_it_is_an_amendment(approved: str) -> None:
    begin_version(None, approved, "second", "Second")
    with pytest.raises(Refused, match=r"agreed for 2021/22 already: begin a new version from 'budget-2021'"):
        freeze_budget(None, "second", "approved", DECIDED)


def test_an_amendment_comes_from_the_budget_in_force_and_not_from_an_earlier_one(approved: str) -> None:
    for new in ("one", "other"):
        begin_version(None, approved, new, new.title())
    freeze_budget(None, "one", "amended", DECIDED)
    with pytest.raises(Refused, match="not made from the budget in force, which is 'One'"):
        freeze_budget(None, "other", "amended", DECIDED)


def test_what_was_frozen_last_is_in_force_however_early_it_was_begun(approved: str) -> None:
    begin_version(None, approved, "early", "Early")
    begin_version(None, approved, "late", "Late")
    freeze_budget(None, "late", "amended", DECIDED)
    BudgetVersion.objects.filter(ref="early").update(made_from=row_of("late"))
    freeze_budget(None, "early", "amended", DECIDED)
    found = agreed_budget(2021)
    assert found and found.ref == "early"
    for facts in (
        budget_in_force(AnonymousUser(), timezone.now(), 2021),
        latest_budget(AnonymousUser(), timezone.now()),
    ):
        assert facts is None, "nothing is public yet"
    BudgetVersion.objects.exclude(state="draft").update(publish_at=timezone.now())
    for facts in (
        budget_in_force(AnonymousUser(), timezone.now(), 2021),
        latest_budget(AnonymousUser(), timezone.now()),
    ):
        assert facts and facts.ref == "early"


def test_a_draft_is_thrown_away_unless_another_was_made_from_it(ref: str) -> None:
    begin_version(None, ref, "child", "Child")
    with pytest.raises(Refused, match="another version was made from this draft"):
        discard_draft(None, ref)
    discard_draft(None, "child")
    discard_draft(None, ref)
    assert not BudgetVersion.objects.exists()


def test_nobody_but_a_finance_officer_keeps_budgets(ref: str, alice: User) -> None:
    for act in (
        lambda: begin_version(alice, ref, "x", "X"),
        lambda: freeze_budget(alice, ref, "consultation", DECIDED),
        lambda: put_line(alice, ref, ROADS),
        lambda: put_frame(alice, ref, {"title": "Mine"}),
        lambda: withdraw_budget(alice, ref),
        lambda: discard_draft(alice, ref),
    ):
        with pytest.raises(NotAllowed):
            act()


EDITS: dict[str, Callable[[str], object]] = {
    "replace_budget": lambda ref: replace_budget(None, ref, BALANCED),
    "put_line": lambda ref: put_line(None, ref, ROADS),
    "remove_line": lambda ref: remove_line(None, ref, "roads"),
    "put_change": lambda ref: put_change(None, ref, BALANCED.changes[0]),
    "remove_change": lambda ref: remove_change(None, ref, "covid-2021"),
    "put_funding": lambda ref: put_funding(None, ref, BALANCED.funding[0]),
    "remove_funding": lambda ref: remove_funding(None, ref, "rsg"),
    "put_use": lambda ref: put_use(None, ref, BALANCED.uses[0]),
    "put_reserve": lambda ref: put_reserve(None, ref, BALANCED.reserves[0]),
    "remove_reserve": lambda ref: remove_reserve(None, ref, "general"),
    "put_tax": lambda ref: put_tax(None, ref, BALANCED.tax[0]),
    "put_frame": lambda ref: put_frame(None, ref, {"title": "Other"}),
    "freeze_budget": lambda ref: freeze_budget(None, ref, "consultation", DECIDED),
    "discard_draft": lambda ref: discard_draft(None, ref),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_a_frozen_version_is_refused_with_what_to_do_instead(approved: str, name: str) -> None:
    with pytest.raises(Refused, match="frozen, and never changes: begin a new version from it"):
        EDITS[name](approved)


def every_command() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Each function of the commands of finance that takes the ref of a version."""
    for module in pkgutil.iter_modules(commands.__path__):
        held = import_module(f"{commands.__name__}.{module.name}")
        for name, function in inspect.getmembers(held, inspect.isfunction):
            asked = inspect.signature(function).parameters
            if function.__module__ == held.__name__ and not name.startswith("_") and "ref" in asked:
                yield f"{module.name}.{name}", function


def test_no_command_changes_what_a_frozen_version_holds(approved: str) -> None:
    held, sums = whole_book(approved), kept_sums(approved)
    kept = row_of(approved)
    values: dict[str, Any] = {
        "who": None,
        "ref": approved,
        "book": replace(BALANCED, lines=()),
        "line": ROADS,
        "change": BALANCED.changes[0],
        "lines": ["roads"],
        "title": "Other",
        "decided": DECIDED,
        "state": "consultation",
    }
    called = []
    for name, function in every_command():
        asked = inspect.signature(function).parameters
        given = {
            each: values.get(each, "roads")
            for each, parameter in asked.items()
            if each in values or parameter.default is inspect.Parameter.empty
        }
        try:
            with transaction.atomic():
                function(**given)
        except Exception:
            continue
        finally:
            called.append(name)
        now = row_of(approved)
        assert whole_book(approved) == held and kept_sums(approved) == sums, name
        assert (now.checksum, now.frozen_at, now.state) == (kept.checksum, kept.frozen_at, kept.state), name
    assert {f"edit.{name}" for name in ("put_line", "remove_line")} <= set(called) and len(called) > 20


def test_a_draft_takes_its_last_title_as_it_is_frozen(ref: str) -> None:
    freeze_budget(None, ref, "approved", DECIDED, title="Budget 2021/22 as approved")
    assert row_of(ref).title == "Budget 2021/22 as approved" == whole_book(ref).title
    assert is_as_frozen(row_of(ref))
