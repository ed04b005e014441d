"""Correcting a frozen edition, and withdrawing one: numbered, with reasons, and nothing lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from goldenthread.people.commands.council import hold_publication
from goldenthread.people.commands.policy import use_policy
from goldenthread.people.models import TrailEntry, User
from goldenthread.publish.commands.arranging import add_chapter, move_chapter, rename_chapter, show_chapter
from goldenthread.publish.commands.edition import discard_edition, name_edition
from goldenthread.publish.commands.freezing import correct_edition, freeze_edition
from goldenthread.publish.commands.publishing import withdraw_edition
from goldenthread.publish.commands.wording import OwnPart, add_words, write_words
from goldenthread.publish.document import Document
from goldenthread.publish.queries.issue import read_issue
from goldenthread.publish.queries.public import published_edition, published_editions
from goldenthread.rules.refusal import Refused
from tests.areas.publish.conftest import Deliver
from tests.areas.publish.test_editions_freezing import facts_of, files_of

pytestmark = pytest.mark.django_db


def document(ref: str, issue: int) -> Document:
    return read_issue(facts_of(ref).issues[issue - 1]).document


def test_a_correction_is_the_next_issue_and_says_why_and_what_changed(
    draft: str, alice: User, deliver: Deliver
) -> None:
    freeze_edition(alice, draft)
    deliver("neet,2023-04-01/P1Y,4")
    assert correct_edition(alice, draft, "A figure was revised.") == 2
    corrected = document(draft, 2)
    assert corrected.issue == 2
    today = timezone.localdate()
    assert corrected.corrections == (
        f"Issue 2, {today:%-d %B %Y}: A figure was revised.",
        "Young people out of work, 2023/24: 4%. It was 6%.",
        "Young people out of work, over one year: Improving. It was Not improving.",
    )


def test_the_earlier_issue_stays_as_it_was(draft: str, alice: User, deliver: Deliver) -> None:
    freeze_edition(alice, draft)
    before = files_of(draft, 1)
    deliver("neet,2023-04-01/P1Y,4")
    correct_edition(alice, draft, "A figure was revised.")
    assert files_of(draft, 1) == before
    assert [issue.reason for issue in facts_of(draft).issues] == ["", "A figure was revised."]


def test_a_correction_of_words_alone_keeps_every_fact_and_the_day_it_was_known(
    draft: str, alice: User, deliver: Deliver
) -> None:
    part = add_words(alice, draft, "figures", "words", OwnPart("", "A bad year."))
    freeze_edition(alice, draft)
    deliver("neet,2023-04-01/P1Y,4")
    write_words(alice, draft, "figures", part, 1, OwnPart("", "A good year."))
    correct_edition(alice, draft, "We wrote bad for good.", words_only=True)
    one, two = document(draft, 1), document(draft, 2)
    assert two.facts == one.facts
    assert (two.known_at, two.as_of) == (one.known_at, one.as_of)
    assert two.corrections[1:] == ("Figures: words were changed. They were: “A bad year.”",)


def test_facts_that_another_rule_judges_the_same_are_counted_together(
    draft: str, alice: User, adele: User
) -> None:
    show_chapter(alice, draft, "figures", is_shown=False)
    freeze_edition(alice, draft)
    use_policy(adele, "every-question")
    correct_edition(alice, draft, "The policy is another")
    (said,) = document(draft, 2).corrections[1:]
    assert said.startswith("2 facts read as before, and are judged by every-question/")
    assert said.endswith("in place of kent-annual-report-2017/variance@1.")


def test_corrections_follow_each_other_and_each_is_told(draft: str, alice: User, deliver: Deliver) -> None:
    freeze_edition(alice, draft)
    for number, value in enumerate((4, 3), start=2):
        deliver(f"gcse,2023-04-01/P1Y,{value}")
        assert correct_edition(alice, draft, f"Revised to {value}.") == number
    told = [line.partition(": ")[2] for line in document(draft, 3).corrections if line.startswith("Issue")]
    assert told == ["Revised to 4.", "Revised to 3."]


def test_a_correction_needs_a_reason_and_something_that_changed(draft: str, alice: User) -> None:
    with pytest.raises(Refused, match="is draft: freeze it first"):
        correct_edition(alice, draft, "Too soon")
    freeze_edition(alice, draft)
    with pytest.raises(Refused, match="no reason"):
        correct_edition(alice, draft, "  ")
    with pytest.raises(Refused, match="says already"):
        correct_edition(alice, draft, "Nothing at all")
    move_chapter(alice, draft, "directions", "up")
    assert correct_edition(alice, draft, "The order was wrong") == 2
    assert document(draft, 2).corrections[1:] == ("The chapters stand in another order.",)


def test_a_correction_says_which_chapters_came_went_and_were_renamed(draft: str, alice: User) -> None:
    freeze_edition(alice, draft)
    show_chapter(alice, draft, "directions", is_shown=False)
    rename_chapter(alice, draft, "figures", "", "The year in figures")
    add_words(alice, draft, add_chapter(alice, draft, "Foreword"), "words", OwnPart("", "Dear reader."))
    correct_edition(alice, draft, "It was too long", words_only=True)
    assert document(draft, 2).corrections[1:4] == (
        "The chapter “The year in figures” was called “Figures”.",
        "The chapter “Directions” was left out.",
        "The chapter “Foreword” was added.",
    )


def test_another_title_after_freezing_is_seen_with_the_next_issue(draft: str, alice: User) -> None:
    freeze_edition(alice, draft)
    name_edition(alice, draft, facts_of(draft).version, "A better title", "")
    assert document(draft, 1).title == "Invented report"
    correct_edition(alice, draft, "The title was wrong")
    assert document(draft, 2).title == "A better title"
    assert document(draft, 2).corrections[1:] == ("The title was “Invented report”.",)


def test_a_public_edition_is_not_corrected_during_a_hold(
    draft: str, alice: User, adele: User, deliver: Deliver
) -> None:
    freeze_edition(alice, draft, timezone.now())
    deliver("neet,2023-04-01/P1Y,4")
    today = timezone.localdate()
    hold_publication(adele, "An election", today, today + timedelta(days=30))
    with pytest.raises(Refused, match="An election"):
        correct_edition(alice, draft, "A figure was revised.")


def test_an_edition_is_withdrawn_by_order_and_its_manifest_stays(draft: str, alice: User) -> None:
    freeze_edition(alice, draft, timezone.now())
    before = files_of(draft)
    with pytest.raises(Refused, match="the order is empty"):
        withdraw_edition(alice, draft, "", "It names a person")
    withdraw_edition(alice, draft, "Information Commissioner, 3 May 2026", "It names a person")
    found = facts_of(draft)
    assert (found.state, found.is_public) == ("withdrawn", True), "the notice is public"
    assert found.withdrawn_order.startswith("Information Commissioner")
    assert files_of(draft) == before
    assert TrailEntry.objects.filter(act="withdraw_edition", subject_ref=draft).count() == 1


@pytest.mark.parametrize("days", [None, 1])
def test_an_edition_withdrawn_before_it_was_public_never_is_not_even_as_a_notice(
    days: int | None, draft: str, alice: User
) -> None:
    freeze_edition(alice, draft, timezone.now() + timedelta(days=days) if days else None)
    withdraw_edition(alice, draft, "A court", "It names a person")
    later = timezone.now() + timedelta(days=2)
    assert published_edition(draft, later) is None
    assert published_editions(later) == ()


def test_a_withdrawn_edition_is_neither_corrected_nor_arranged_nor_frozen_again(
    draft: str, alice: User
) -> None:
    freeze_edition(alice, draft)
    withdraw_edition(alice, draft, "A court", "It was ordered")
    for again in (
        lambda: correct_edition(alice, draft, "Why"),
        lambda: freeze_edition(alice, draft),
        lambda: move_chapter(alice, draft, "directions", "up"),
        lambda: withdraw_edition(alice, draft, "A court", "Twice"),
    ):
        with pytest.raises(Refused, match="withdrawn"):
            again()


def test_only_a_draft_is_discarded(draft: str, alice: User) -> None:
    freeze_edition(alice, draft)
    with pytest.raises(Refused, match="was frozen"):
        discard_edition(alice, draft)
