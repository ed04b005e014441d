"""Arranging an edition: parts in order, shown or left out, with the editor's words beside them."""

import pytest
from django.utils import timezone

from goldenthread.people.models import User
from goldenthread.publish.arrangement import joined
from goldenthread.publish.block import CallOut, Heading, Paragraph, Quotation, Run
from goldenthread.publish.commands.arranging import (
    add_chapter,
    move_chapter,
    move_part,
    remove_chapter,
    rename_chapter,
    show_chapter,
    show_part,
)
from goldenthread.publish.commands.wording import OwnPart, add_words, remove_part, write_words
from goldenthread.publish.document import Document
from goldenthread.publish.queries.draft import Draft, draft_of
from goldenthread.publish.words import runs_of
from goldenthread.rules.refusal import Refused
from tests.areas.publish.invented_kind import InventedKind

pytestmark = pytest.mark.django_db


def now(ref: str) -> Draft:
    return draft_of(ref, timezone.now())


def document(ref: str) -> Document:
    return now(ref).document


def titles(ref: str) -> list[str]:
    return [chapter.title for chapter in document(ref).chapters]


def headings(ref: str, chapter: str = "figures") -> list[str]:
    found = next(each for each in document(ref).chapters if each.ref == chapter)
    return [block.text for block in found.blocks if isinstance(block, Heading)]


def test_an_edition_that_nobody_touched_stands_as_its_kind_works_it_out(draft: str) -> None:
    assert titles(draft) == ["Figures", "Directions"]
    assert headings(draft) == ["Good GCSEs", "Young people out of work"]


def test_chapters_and_parts_move_up_and_down_and_stop_at_the_ends(draft: str, alice: User) -> None:
    move_chapter(alice, draft, "directions", "up")
    move_chapter(alice, draft, "directions", "up")
    assert titles(draft) == ["Directions", "Figures"]
    move_part(alice, draft, "figures", "figures/gcse", "down")
    assert headings(draft) == ["Young people out of work", "Good GCSEs"]


def test_what_is_left_out_is_not_in_the_document_and_neither_are_its_facts(draft: str, alice: User) -> None:
    show_part(alice, draft, "figures", "figures/neet", is_shown=False)
    show_chapter(alice, draft, "directions", is_shown=False)
    assert titles(draft) == ["Figures"]
    assert [fact.key.split("/")[1] for fact in document(draft).facts] == ["gcse"]
    show_part(alice, draft, "figures", "figures/neet", is_shown=True)
    assert len(document(draft).facts) == 2


def test_a_chapter_takes_another_name_and_gives_it_back(draft: str, alice: User) -> None:
    rename_chapter(alice, draft, "figures", "", "The year in figures")
    assert titles(draft)[0] == "The year in figures"
    with pytest.raises(Refused, match="renamed this chapter since"):
        rename_chapter(alice, draft, "figures", "", "Another name")
    rename_chapter(alice, draft, "figures", "The year in figures", "")
    assert titles(draft)[0] == "Figures"


def test_own_words_stand_before_or_after_a_part(draft: str, alice: User) -> None:
    add_words(alice, draft, "figures", "words", OwnPart("", "First of all."), side="before")
    add_words(alice, draft, "figures", "quotation", OwnPart("", "It helped.", "A parent"), "figures/gcse")
    add_words(alice, draft, "figures", "call_out", OwnPart("See also", "[the plan](/plans/small/)"))
    blocks = document(draft).chapters[0].blocks
    assert blocks[0] == Paragraph((Run("First of all."),))
    assert blocks[3] == Quotation("It helped.", "A parent")
    assert blocks[-1] == CallOut("See also", (Run("the plan", "/plans/small/"),))


@pytest.mark.parametrize("title", ["Easy Read", "Files", "Issues"])
def test_a_chapter_of_ones_own_never_takes_the_address_of_another_page(
    title: str, draft: str, alice: User
) -> None:
    assert add_chapter(alice, draft, title) == f"{title.lower().replace(' ', '-')}-2"


def test_the_words_of_a_link_hold_no_bracket() -> None:
    assert runs_of("See [1] [the plan [2](/plans/)") == (
        Run("See [1] [the plan "),
        Run("2", "/plans/"),
    )


def test_a_chapter_of_ones_own_is_shown_once_it_has_words(draft: str, alice: User) -> None:
    key = add_chapter(alice, draft, "Foreword")
    assert key == "foreword" and "Foreword" not in titles(draft)
    part = add_words(alice, draft, key, "words", OwnPart("", "Dear reader."))
    assert titles(draft)[-1] == "Foreword"
    remove_part(alice, draft, key, part)
    remove_chapter(alice, draft, key)
    assert [each.held.key for each in now(draft).chapters] == ["figures", "directions"]


def test_two_editors_never_write_over_each_other(draft: str, alice: User, bob: User) -> None:
    part = add_words(alice, draft, "figures", "words", OwnPart("", "A good year."))
    write_words(bob, draft, "figures", part, 1, OwnPart("", "A mixed year."))
    with pytest.raises(Refused, match="somebody else changed these words"):
        write_words(alice, draft, "figures", part, 1, OwnPart("", "A very good year."))
    assert Paragraph((Run("A mixed year."),)) in document(draft).chapters[0].blocks


def test_what_is_worked_out_is_left_out_and_never_removed(draft: str, alice: User) -> None:
    with pytest.raises(Refused, match="worked out from the facts"):
        remove_part(alice, draft, "figures", "figures/gcse")
    with pytest.raises(Refused, match="cannot be removed"):
        remove_chapter(alice, draft, "figures")


def test_a_part_that_is_new_since_joins_at_its_place_and_is_marked(
    draft: str, alice: User, invented: InventedKind
) -> None:
    invented.left_out = {"figures/neet"}
    add_words(alice, draft, "figures", "words", OwnPart("", "The end."))
    invented.left_out = set()
    parts = now(draft).chapters[0].parts
    assert [(each.held.key, each.is_new) for each in parts] == [
        ("figures/gcse", False),
        ("figures/neet", True),
        ("own-1", False),
    ]


def test_a_part_that_vanished_is_told_and_no_longer_in_the_document(
    draft: str, alice: User, invented: InventedKind
) -> None:
    move_part(alice, draft, "figures", "figures/gcse", "down")
    invented.left_out = {"figures/neet"}
    gone = [each.held.key for each in now(draft).chapters[0].parts if each.is_gone]
    assert gone == ["figures/neet"]
    assert headings(draft) == ["Good GCSEs"]
    remove_part(alice, draft, "figures", "figures/neet")
    assert len(now(draft).chapters[0].parts) == 1


@pytest.mark.parametrize(
    ("held", "worked", "order"),
    [
        ([], ["a", "b"], ["a", "b"]),
        (["b", "a"], ["a", "b"], ["b", "a"]),
        (["b", "a"], ["a", "new", "b"], ["b", "a", "new"]),
        (["a", "own", "b"], ["new", "a", "b"], ["new", "a", "own", "b"]),
        (["a", "gone"], ["a", "c"], ["a", "c", "gone"]),
    ],
)
def test_what_is_new_follows_what_it_follows_where_it_is_worked_out(
    held: list[str], worked: list[str], order: list[str]
) -> None:
    assert joined(held, worked) == order
