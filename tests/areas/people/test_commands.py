from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.council import contrast_with_white, hold_publication, lift_hold, set_council
from goldenthread.people.commands.trail import record
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.account import officer_named
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.council import council as council_facts
from goldenthread.people.queries.publication import publication_holds
from goldenthread.people.queries.trail import TrailFilter, trail
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject

MARCH, MAY = date(2027, 3, 20), date(2027, 5, 6)


def test_the_council_is_kept_as_it_was_stated_and_restated(council: CouncilFacts, adele: User) -> None:
    assert council_facts() == council
    set_council(adele, replace(council, title="Shire"))
    facts = council_facts()
    assert facts and facts.title == "Shire"
    line = trail(TrailFilter()).lines[0]
    assert (line.who, line.changes) == ("adele", (("title", "Shire County Council", "Shire"),))


def test_only_an_administrator_restates_the_council(council: CouncilFacts, alice: User) -> None:
    with pytest.raises(NotAllowed):
        set_council(alice, replace(council, title="Alice's"))
    assert council_facts() == council


@pytest.mark.parametrize("accent", ["#ffff00", "#777777", "blue", "#12345", ""])
def test_an_accent_that_cannot_be_read_on_white_is_refused(accent: str, council: CouncilFacts) -> None:
    with pytest.raises(Refused, match="colour that stands out"):
        set_council(None, replace(council, accent=accent))
    assert council_facts() == council


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#0000ff", 8.59)]
)
def test_contrast_is_that_of_wcag(colour: str, contrast: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.005)


def test_a_hold_is_made_and_lifted_and_both_are_in_the_trail(council: CouncilFacts, alice: User) -> None:
    hold_publication(alice, "Elections", MARCH, MAY, ["plan b", "plan a", "plan b"])
    (made,) = publication_holds()
    assert (made.hold.body, made.hold.first_day, made.hold.last_day) == ("shire", MARCH, MAY)
    assert made.exceptions == ("plan a", "plan b")
    lift_hold(alice, made.number)
    lift_hold(alice, made.number)
    assert publication_holds() == ()
    acts = [line.act for line in trail(TrailFilter(who="alice")).lines]
    assert acts == ["lift_hold", "hold_publication"]


def test_a_hold_that_ends_before_it_starts_is_refused(council: CouncilFacts, alice: User) -> None:
    with pytest.raises(Refused, match="before it starts"):
        hold_publication(alice, "Elections", MAY, MARCH)


def test_a_performance_officer_neither_makes_nor_lifts_a_hold(
    council: CouncilFacts, alice: User, bob: User
) -> None:
    with pytest.raises(NotAllowed):
        hold_publication(bob, "Elections", MARCH, MAY)
    hold_publication(alice, "Elections", MARCH, MAY)
    with pytest.raises(NotAllowed):
        lift_hold(bob, publication_holds()[0].number)


def test_an_officer_is_added_with_roles_and_can_act_by_name(db: None) -> None:
    add_officer("edith", "a-long-enough-pass-phrase", ["strategy", "performance"])
    assert officer_named("edith").roles == {"strategy", "performance"}
    with pytest.raises(Refused, match="no officer named 'nobody'"):
        officer_named("nobody")


@pytest.mark.parametrize(
    ("username", "password", "roles", "column"),
    [
        ("edith", "a-long-enough-pass-phrase", ["king"], "roles"),
        ("edith", "short", ["strategy"], "password"),
        ("margaret", "margaret1", ["strategy"], "password"),
        ("alice", "a-long-enough-pass-phrase", ["strategy"], "username"),
        ("not a name!", "a-long-enough-pass-phrase", ["strategy"], "username"),
    ],
)
def test_an_officer_who_cannot_be_added_is_refused_whole(
    username: str, password: str, roles: list[str], column: str, alice: User
) -> None:
    with pytest.raises(Refused) as refused:
        add_officer(username, password, roles)
    assert [refusal.column for refusal in refused.value.refusals] == [column]
    assert User.objects.count() == 1


def test_only_an_administrator_adds_officers(alice: User, adele: User) -> None:
    with pytest.raises(NotAllowed):
        add_officer("edith", "a-long-enough-pass-phrase", [], alice)
    add_officer("edith", "a-long-enough-pass-phrase", [], adele)


def test_the_trail_can_be_neither_changed_nor_removed(council: CouncilFacts) -> None:
    entry = TrailEntry.objects.get()
    for act in (entry.save, entry.delete, TrailEntry.objects.all().delete):
        with pytest.raises(TypeError, match="append-only"):
            act()
    with pytest.raises(TypeError, match="append-only"):
        TrailEntry.objects.update(act="nothing")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_of_its_act() -> None:
    with pytest.raises(RuntimeError, match="one transaction"):
        record(None, "act", Subject("plan", "p"))


def test_an_act_that_fails_leaves_nothing_in_the_trail(db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(None, "act", Subject("plan", "p"))
        raise ZeroDivisionError
    assert not TrailEntry.objects.exists()


def test_the_trail_is_found_by_who_what_and_when(alice: User, bob: User) -> None:
    with transaction.atomic():
        record(alice, "revise_item", Subject("plan item", "small/o1"))
        record(bob, "set_target", Subject("measure", "neet"))
    found = {
        name: [line.act for line in trail(wanted).lines]
        for name, wanted in {
            "who": TrailFilter(who="bob"),
            "what": TrailFilter(what="SMALL"),
            "act": TrailFilter(what="target"),
            "since": TrailFilter(since=date(2100, 1, 1)),
            "until": TrailFilter(until=date(2000, 1, 1)),
            "both": TrailFilter(who="bob", what="small"),
            "all": TrailFilter(since=date(2000, 1, 1), until=date(2100, 1, 1)),
        }.items()
    }
    assert found == {
        "who": ["set_target"],
        "what": ["revise_item"],
        "act": ["set_target"],
        "since": [],
        "until": [],
        "both": [],
        "all": ["set_target", "revise_item"],
    }


def test_the_trail_comes_in_pages(db: None) -> None:
    with transaction.atomic():
        for number in range(7):
            record(None, f"act_{number}", Subject("plan", "p"))
    pages = [trail(TrailFilter(), page, per_page=3) for page in (1, 2, 3, 99)]
    assert [[line.act[-1] for line in page.lines] for page in pages] == [
        ["6", "5", "4"],
        ["3", "2", "1"],
        ["0"],
        ["0"],
    ]
    assert {page.count for page in pages} == {7}
