from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.plan.commands import (
    add_item,
    change_state,
    import_plan,
    move_item,
    publish_plan,
    record_succession,
    remove_item,
    revise_item,
)
from goldenthread.plan.edit import ItemWords, mark_of
from goldenthread.plan.models import PlanVersion
from goldenthread.plan.queries import item, latest_document, plan_document
from goldenthread.rules.plan import Decided, Succession
from goldenthread.rules.refusal import Refused
from tests.areas.plan_area.plans import ADOPTED, SMALL

WORDS = ItemWords("Better", "In every way", "2-5 years", "The director", ("Police",), ("t1",))


@pytest.fixture(autouse=True)
def small(alice: User) -> None:
    import_plan(alice, SMALL)


def refs() -> list[str]:
    plan = latest_document("small")
    assert plan
    return [item.ref for item in plan.items]


def test_rewriting_an_item_changes_its_words_and_nothing_else(alice: User) -> None:
    assert revise_item(alice, "small", "o1.2", WORDS) == 1
    plan = latest_document("small")
    old = SMALL.items[3]
    new = replace(
        old,
        title="Better",
        description="In every way",
        horizon="2-5 years",
        lead="The director",
        partners=("Police",),
        themes=("t1",),
    )
    assert plan == replace(SMALL, items=(*SMALL.items[:3], new, SMALL.items[4]))
    line = TrailEntry.objects.get(act="revise_item")
    assert (line.who, line.subject_kind, line.subject_ref) == (alice, "plan item", "small/o1.2")
    assert (line.before["title"], line.after["title"]) == (old.title, "Better")


def test_an_edit_that_changes_nothing_leaves_no_trace(alice: User) -> None:
    publish_plan(alice, "small")
    same = SMALL.items[0]
    assert revise_item(alice, "small", "o1", ItemWords(same.title, same.description)) == 1
    assert PlanVersion.objects.count() == 1
    assert not TrailEntry.objects.filter(act="revise_item").exists()


def test_an_edit_of_a_settled_version_starts_a_draft_and_leaves_it_alone(alice: User) -> None:
    import_plan(alice, ADOPTED)
    assert revise_item(alice, "small", "o1", WORDS) == 3
    settled = plan_document("small", alice, timezone.now(), number=2)
    draft = plan_document("small", alice, timezone.now())
    assert settled and draft
    assert settled.document == ADOPTED
    assert (draft.state, draft.decided, draft.facts.publish_at) == ("draft", None, None)
    assert revise_item(alice, "small", "o2", WORDS) == 3


def test_an_item_that_someone_else_changed_meanwhile_is_not_overwritten(alice: User) -> None:
    seen = mark_of(SMALL.items[0])
    revise_item(alice, "small", "o1", ItemWords("Theirs"), seen)
    with pytest.raises(Refused, match="meanwhile"):
        revise_item(alice, "small", "o1", ItemWords("Mine"), seen)
    plan = latest_document("small")
    assert plan and plan.items[0].title == "Theirs"


def test_a_new_item_is_the_last_beneath_its_parent(alice: User) -> None:
    assert add_item(alice, "small", "o1", "objective", WORDS) == "o1.3"
    assert refs() == ["o1", "o1.1", "o1.1.1", "o1.2", "o1.3", "o2"]
    assert add_item(alice, "small", "", "outcome", ItemWords("A third")) == "item-3"
    assert refs()[-1] == "item-3"


def test_a_new_item_never_takes_a_ref_that_is_taken(alice: User) -> None:
    remove_item(alice, "small", "o1.1")
    assert add_item(alice, "small", "o1", "objective", WORDS) == "o1.3"


def test_removing_an_item_takes_what_hangs_on_it_and_the_trail_keeps_what_it_said(alice: User) -> None:
    remove_item(alice, "small", "o1.1")
    assert refs() == ["o1", "o1.2", "o2"]
    kept = TrailEntry.objects.get(act="remove_item").before
    assert (kept["title"], kept["below"]) == ("Fewer injuries on the roads", ["o1.1.1"])


@pytest.mark.parametrize(
    ("ref", "places", "order"),
    [
        ("o1", 1, ["o2", "o1", "o1.1", "o1.1.1", "o1.2"]),
        ("o1.2", -1, ["o1", "o1.2", "o1.1", "o1.1.1", "o2"]),
        ("o2", 5, ["o1", "o1.1", "o1.1.1", "o1.2", "o2"]),
        ("o2", -5, ["o2", "o1", "o1.1", "o1.1.1", "o1.2"]),
    ],
)
def test_an_item_moves_with_everything_below_it(ref: str, places: int, order: list[str], alice: User) -> None:
    move_item(alice, "small", ref, places)
    assert refs() == order


@pytest.mark.parametrize(
    "words", [ItemWords(" "), ItemWords("Good", horizon="soon"), ItemWords("Good", lead="x" * 201)]
)
def test_an_edit_that_makes_no_plan_is_refused_and_nothing_is_written(words: ItemWords, alice: User) -> None:
    with pytest.raises(Refused):
        revise_item(alice, "small", "o1", words)
    assert latest_document("small") == SMALL


def test_no_edit_is_open_to_an_officer_without_plan_rights(bob: User) -> None:
    for act in (
        lambda: revise_item(bob, "small", "o1", WORDS),
        lambda: add_item(bob, "small", "o1", "action", WORDS),
        lambda: remove_item(bob, "small", "o1"),
        lambda: move_item(bob, "small", "o1", 1),
        lambda: change_state(bob, "small", "consultation"),
        lambda: record_succession(bob, "small", Succession("o1", "")),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert latest_document("small") == SMALL


DECIDED = Decided("County Council", date(2026, 3, 26), "Minute 12")


@pytest.mark.parametrize(
    ("path", "decided", "refused"),
    [
        (["consultation", "adopted", "replaced"], DECIDED, ""),
        (["not_adopted", "closed"], None, ""),
        (["adopted"], None, "body that adopted it"),
        (["adopted"], Decided("County Council"), "body that adopted it"),
        (["closed"], None, "cannot be followed by closed"),
        (["adopted", "draft"], DECIDED, "cannot be followed by draft"),
        (["not_adopted", "closed", "adopted"], DECIDED, "start a new version"),
    ],
)
def test_which_state_may_follow_which(
    path: list[str], decided: Decided | None, refused: str, alice: User
) -> None:
    *before, last = path
    for state in before:
        change_state(alice, "small", state, decided)
    if refused:
        with pytest.raises(Refused, match=refused):
            change_state(alice, "small", last, decided)
    else:
        change_state(alice, "small", last, decided)
        view = plan_document("small", alice, timezone.now())
        assert view and (view.state, view.decided) == (last, decided)


def test_succession_is_read_from_both_its_ends_with_titles(alice: User) -> None:
    import_plan(alice, replace(SMALL, ref="next", title="The next plan"))
    record_succession(alice, "next", Succession("small/o1", "o2", "became", "council"))
    for plan, ref in (("small", "o1"), ("next", "o2")):
        view = item(plan, ref, alice, timezone.now())
        assert view
        (link,) = view.successions
        assert link.later
        assert (link.earlier.title, link.earlier.plan_title) == ("Children are safe", "A small plan")
        assert (link.later.title, link.later.plan_title) == ("Places are lively", "The next plan")
        assert (link.how, link.whose_reading) == ("became", "council")


@pytest.mark.parametrize(
    ("link", "column"),
    [
        (Succession("gone", ""), "earlier"),
        (Succession("small/gone", ""), "earlier"),
        (Succession("o1", "none/o1"), "later"),
    ],
)
def test_a_succession_of_what_is_not_there_is_refused(link: Succession, column: str, alice: User) -> None:
    with pytest.raises(Refused, match="nothing here is named") as refused:
        record_succession(alice, "small", link)
    assert [refusal.column for refusal in refused.value.refusals] == [column]
    assert latest_document("small") == SMALL


def test_a_link_into_a_plan_that_is_not_public_is_hidden_from_the_public(alice: User, charlie: User) -> None:
    import_plan(alice, replace(SMALL, ref="next", succession=(Succession("small/o1", "o2", "became"),)))
    publish_plan(alice, "next")
    hidden = plan_document("next", charlie, timezone.now())
    assert hidden and hidden.successions == ()
    publish_plan(alice, "small")
    shown = plan_document("next", charlie, timezone.now())
    assert shown and len(shown.successions) == 1
