"""How one part of a plan followed another is said in whole sentences."""

import pytest

from goldenthread.plan.succession import SuccessionEnd, SuccessionView
from goldenthread.publish.kinds.close_down_item import counted_in_words
from goldenthread.publish.kinds.followed import earlier_line, later_said, links_said
from goldenthread.rules.close_down import CONTINUED, UNKNOWN

OLD = SuccessionEnd("old", "The old plan", "1", "Jobs")
NEW = SuccessionEnd("new", "The new plan", "2", "Skills")


def link(how: str, later: SuccessionEnd | None = NEW, whose: str = "ours") -> SuccessionView:
    return SuccessionView(OLD, later, how, whose)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("Continued in", "It goes on in “Skills” in The new plan."),
        ("continued", "It goes on in “Skills” in The new plan."),
        ("Split into. Growth and work", "A part of it goes on in “Skills” in The new plan: Growth and work."),
        ("merged_into", "It is merged into “Skills” in The new plan."),
        ("Narrowed.", "It is narrowed to “Skills” in The new plan."),
        ("Renamed. By the Cabinet", "It goes on in “Skills” in The new plan: renamed: By the Cabinet."),
        ("", "It goes on in “Skills” in The new plan."),
    ],
)
def test_each_way_of_following_is_a_sentence(how: str, words: str) -> None:
    assert later_said(link(how)) == words


def test_what_stopped_says_so() -> None:
    assert (
        later_said(link("Stopped. The grant ended", None)) == "Nothing follows it: stopped: The grant ended."
    )
    assert later_said(link("", None)) == "Nothing follows it."


def test_a_whole_plan_is_named_alone() -> None:
    whole = SuccessionEnd("new", "The new plan", "", "")
    assert later_said(link("Continued in. It runs to 2025", whole)) == (
        "It goes on in The new plan. It runs to 2025."
    )


def test_what_came_before_leads_there() -> None:
    before, place, after = earlier_line(link("split_into. Growth"))
    assert (before.text, place.text, after.text) == (
        "It takes over a part of ",
        "“Jobs” in The old plan",
        ": Growth.",
    )
    assert place.href.endswith("/old/items/1/")


def test_whose_reading_it_is_is_said_once_for_all_links_of_one_reading() -> None:
    told = links_said((link("split_into. A"), link("split_into. B"), link("merged", whose="council")))
    assert told.count("This is a reading of the plans.") == 1
    assert told.endswith("This is the council's own statement.")


def test_counts_are_a_sentence() -> None:
    assert counted_in_words([CONTINUED, UNKNOWN, UNKNOWN]) == (
        "0 were delivered, 1 goes on in a later plan, 0 were stopped and 2 have no published evidence"
    )
