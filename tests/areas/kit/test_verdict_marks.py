"""Every verdict has a shape, a word and a colour, and is told apart without the colour."""

import re
from xml.etree import ElementTree

import pytest

from goldenthread.kit.verdict import (
    MARKS,
    UnknownVerdict,
    mark_of,
    notes,
    reason_in_words,
    shape,
    verdict_svg,
)

WORDS = """
improving maintaining not_improving increasing unchanged decreasing mixed green amber red within above below
worsening no_clear_trend rising falling increasing_better increasing_worse decreasing_better decreasing_worse
no_significant_change higher lower not_significant special_improvement special_concern special_high
special_low common_cause consistently_meets consistently_misses hit_or_miss better similar worse much_better
much_worse 1 2 3 4 5 achieved on_track behind off_track wrong_direction cannot_judge
"""
CONTRACT = WORDS.split()
QUESTIONS = """
improving maintaining mixed not_improving cannot_judge
green amber red cannot_judge
better similar worse much_better much_worse higher lower
special_improvement special_concern special_high special_low common_cause
consistently_meets consistently_misses hit_or_miss
increasing unchanged decreasing
within above below
1 2 3 4 5
achieved on_track behind off_track wrong_direction
improving worsening no_clear_trend rising falling
"""


def test_no_verdict_of_the_contract_is_without_its_mark() -> None:
    assert set(MARKS) == set(CONTRACT)


@pytest.mark.parametrize("verdict", CONTRACT)
def test_a_mark_is_well_formed_without_inline_style(verdict: str) -> None:
    root = ElementTree.fromstring(verdict_svg(verdict))
    assert root.get("viewBox") == "0 0 16 16"
    assert root.get("aria-hidden") == "true"
    assert not [name for part in root.iter() for name in part.attrib if name == "style"]


def test_a_mark_alone_is_read_out() -> None:
    root = ElementTree.fromstring(verdict_svg("red", "Red <target>"))
    assert (root.get("role"), root.get("aria-label"), root.get("aria-hidden")) == (
        "img",
        "Red <target>",
        None,
    )


@pytest.mark.parametrize("verdicts", QUESTIONS.strip().splitlines())
def test_answers_to_one_question_are_told_apart_in_black_and_white(verdicts: str) -> None:
    drawn = [shape(mark_of(verdict).shape, "#000000") for verdict in verdicts.split()]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("verdict", CONTRACT)
def test_every_colour_can_be_read_as_text_on_white(verdict: str) -> None:
    assert contrast(mark_of(verdict).colour) >= 4.5


def contrast(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    light = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)


def test_a_policy_may_say_its_own_word() -> None:
    assert mark_of("green", "On target").word == "On target"
    assert mark_of("green", "On target").shape == mark_of("green").shape


def test_an_unknown_verdict_is_refused_by_name() -> None:
    with pytest.raises(UnknownVerdict, match="splendid"):
        mark_of("splendid")


def test_a_reason_is_words_even_when_it_is_new() -> None:
    assert reason_in_words("series_break").startswith("the way of counting changed")
    assert reason_in_words("some_new_reason") == "some new reason"


def test_each_mark_has_a_letter_of_its_own() -> None:
    letters = [letter for letter, _ in notes().values()]
    assert len(set(letters)) == len(letters)
    assert all(re.fullmatch("[a-z]", letter) for letter in letters)
