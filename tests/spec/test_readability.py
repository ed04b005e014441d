"""How hard a text is to read, and plain words for hard ones."""

import pytest

from goldenthread.engine.plain_words import read_plain_words
from goldenthread.rules.plain_words import swapped, swaps
from goldenthread.rules.readability import hard_to_read, reading, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("school", 1),
        ("houses", 2),
        ("table", 2),
        ("cake", 1),
        ("wanted", 2),
        ("helped", 1),
        ("education", 4),
        ("the", 1),
        ("council’s", 2),
    ],
)
def test_syllables_are_counted_as_they_are_said(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_age_follows_the_published_formula() -> None:
    # Ten words, two sentences, twelve syllables: 0.39 * 5 + 11.8 * 1.2 - 15.59 = 0.52, and five.
    measured = reading("The cat sat on the mat. We like happy people.")
    assert (measured.words, measured.sentences, measured.longest) == (10, 2, 6)
    assert measured.age == 5.5


def test_short_words_in_short_sentences_are_read_by_the_young() -> None:
    hard = "The council's transformation programme will facilitate integrated commissioning arrangements."
    easy, harder = reading("More children do well at school.").age, reading(hard).age
    assert easy is not None and harder is not None
    assert easy < 9 < 16 < harder


def test_a_text_without_words_has_no_age() -> None:
    assert reading("  12 £ … ").age is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("More children do well at school.", ""),
        ("Roads are better. Buses are late.", "more than one sentence"),
        ("There are three things: schools, roads and care.", "a bracket, colon or semicolon"),
        (
            "We will work with many people in many places so that each of you can live well at home.",
            "19 words",
        ),
    ],
)
def test_a_line_of_easy_read_is_one_short_idea(line: str, said: str) -> None:
    found = hard_to_read(line)
    assert found[0].startswith(said) if said else found == ()


def test_hard_words_are_found_where_they_stand_and_swapped_only_where_accepted() -> None:
    text = "Prior to this, we will implement it in order to help stakeholders."
    found = swaps(text, read_plain_words())
    assert [each.said for each in found] == ["Prior to", "implement", "in order to", "stakeholders"]
    assert swapped(text, found[:2]) == "Before this, we will carry out it in order to help stakeholders."


def test_a_word_inside_another_is_left_alone() -> None:
    assert swaps("The viaduct endures.", {"via": "through"}) == ()


def test_every_plain_word_is_shorter_to_say_or_better_known() -> None:
    plain = read_plain_words()
    assert not {word for word in plain.values() if word in plain}
    assert all(word == word.lower() for word in plain)
