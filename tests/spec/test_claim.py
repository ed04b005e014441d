"""The claim check: what a sentence states, held beside what is known."""

from decimal import Decimal

import pytest

from goldenthread.rules.claim import Known, Stated, check, known
from goldenthread.rules.claim_subject import moves_in, sentences_of
from goldenthread.rules.claim_words import figures_in

FACTS = (
    Stated(
        "neet",
        "16 and 17 year olds not in education, employment or training, Kent",
        "improving: 2.8% in 2017, down from 3.0% in 2016",
        Decimal("2.8"),
        "%",
        Decimal("-0.2"),
        "improving",
    ),
    Stated(
        "potholes",
        "Potholes filled within 28 calendar days, Kent",
        "green: 91% in 2016/17, over the target of 90%",
        Decimal("91"),
        "%",
    ),
    Stated(
        "homes", "Empty homes brought back into use, Kent", "520 homes in 2016/17", Decimal("520"), "homes"
    ),
    Stated("fund", "Business loan fund, Kent", "£10.4 million in 2016/17", Decimal("10.4"), "£ million"),
    Stated(
        "counted",
        "Supporting outcomes, how they are going over one year",
        "5 improving, 8 maintaining, 6 mixed and 1 not improving",
    ),
    Stated(
        "compliments", "Rise in compliments received, Kent", "31 % change in 2016/17", Decimal(31), "% change"
    ),
)
NEET = "The share of 16 and 17 year olds not in education, employment or training"


@pytest.fixture(scope="module")
def facts() -> Known:
    return known(FACTS)


@pytest.mark.parametrize(
    ("sentence", "answers"),
    [
        # What is said as it is known.
        (f"{NEET} fell to 2.8%.", ["agrees"]),
        (f"{NEET} fell from 3.0% in 2016 to 2.8% in January 2017.", ["agrees", "agrees"]),
        (f"{NEET} fell by 0.2 percentage points.", ["agrees"]),
        (f"{NEET} improved.", ["agrees"]),
        ("We filled 91% of potholes within 28 calendar days.", ["agrees"]),
        ("We brought 520 empty homes back into use.", ["agrees"]),
        ("We brought more than 500 empty homes back into use.", ["agrees"]),
        ("The business loan fund came to £10.4m.", ["agrees"]),
        ("The business loan fund came to about £10 million.", ["agrees"]),
        ("Of the supporting outcomes, five are improving.", ["agrees"]),
        ("Of the supporting outcomes, 13 are improving or maintaining.", ["agrees"]),
        # What is said otherwise.
        ("Of the supporting outcomes, 14 are improving or maintaining.", ["differs"]),
        (f"{NEET} fell to 2.3%.", ["differs"]),
        (f"{NEET} rose to 2.8%.", ["agrees", "differs"]),
        (f"{NEET} fell from 2.8% to 3.0%.", ["differs", "differs"]),
        (f"{NEET} was 2.8% in 2016.", ["differs"]),
        (f"{NEET} got worse.", ["differs"]),
        ("We filled 81% of potholes within 28 calendar days.", ["differs"]),
        ("We brought more than 600 empty homes back into use.", ["differs"]),
        ("The business loan fund came to £104m.", ["differs"]),
        ("Of the supporting outcomes, six are improving.", ["differs"]),
        # Numbers in words, with words between them and what they count, and with their unit.
        ("Five hundred and twenty long-term empty homes came back into use.", ["agrees"]),
        ("Five hundred and thirty long-term empty homes came back into use.", ["differs"]),
        ("Twelve long-term empty homes came back into use.", ["differs"]),
        (f"{NEET} fell by two percentage points.", ["differs"]),
        # A fact that is itself a rise.
        ("Compliments received rose by 31%.", ["agrees"]),
        ("Compliments received fell by 31%.", ["agrees", "differs"]),
        # What nothing is known of.
        ("The library lent 400 books.", ["not_found"]),
        ("We opened a nursery.", []),
    ],
)
def test_each_claim_agrees_differs_or_is_not_found(sentence: str, answers: list[str], facts: Known) -> None:
    assert [claim.answer for claim in check(sentence, facts)] == answers


def test_a_claim_that_differs_brings_the_fact(facts: Known) -> None:
    (claim,) = check(f"{NEET} fell to 2.3%.", facts)
    assert claim.fact is FACTS[0]
    assert (claim.said, claim.sentence[claim.start : claim.start + 4]) == ("2.3%", "2.3%")


def test_a_sentence_that_names_no_subject_goes_on_about_the_one_before(facts: Known) -> None:
    claims = check("We brought empty homes back into use. There were 502 of them.", facts)
    assert [claim.answer for claim in claims] == ["differs"]


@pytest.mark.parametrize(
    "text",
    [
        "On 12 March 2017 we met.",
        "In 2016/17 and 2017-18.",
        "People aged 16 to 24.",
        "Children at Key Stage 2, on page 14.",
        "Over 65s and 17 year olds.",
        "The 3rd report of Quarter 2.",
        "It is a third of what it was.",
    ],
)
def test_dates_ages_pages_and_stages_are_no_figures(text: str) -> None:
    assert figures_in(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("£1.2m", "1200000", "pounds"),
        ("£515 million", "515000000", "pounds"),
        ("£0.9bn", "900000000", "pounds"),
        ("11,500 people", "11500", "plain"),
        ("3.5 percentage points", "3.5", "points"),
        ("65 per cent", "65", "percent"),
        ("twelve schools", "12", "plain"),
        ("six thousand four hundred visitors", "6400", "plain"),
        ("a hundred and five homes", "105", "plain"),
        ("four percentage points", "4", "points"),
        ("sixty-two per cent", "62", "percent"),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, value: str, kind: str) -> None:
    (said,) = figures_in(text)
    assert (said.value, said.kind) == (Decimal(value), kind)


def test_not_better_is_not_better() -> None:
    assert moves_in("It has not improved.") == {"not_good"}


def test_sentences_end_at_stops_and_not_inside_figures() -> None:
    assert [said for _, said in sentences_of("It rose by 2.5 points. It is e.g. better.\nNext")] == [
        "It rose by 2.5 points.",
        "It is e.g. better.",
        "Next",
    ]
