"""What the public reads: one plain sentence, a reason where there is no verdict, a note for each mark."""

from decimal import Decimal

import pytest

from goldenthread.engine.policy import read_policy
from goldenthread.kit.verdict import REASONS as REASONS_ON_PAGES
from goldenthread.kit.verdict import notes
from goldenthread.rules.figure import figure
from goldenthread.rules.period import read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.sentence import MARK_WORDS, REASON_WORDS, in_words
from goldenthread.rules.sentence_basis import BASIS_WORDS, basis_sentences
from goldenthread.rules.sentence_fact import place
from goldenthread.rules.verdict import BASES, MARKS, REASONS, Verdict
from tests.spec.reading import ANNUAL, KENT, QUARTERLY, aim, ask, measure

PERCENT = measure("low_is_good")
EVERY = read_policy("every-question")


def answered(question: str, verdict: str, **facts: object) -> Verdict:
    """A verdict on 12.3% in 2017, with what stands beside it; figures are given as text."""
    numbers = {"base_value", "change", "lower_limit", "upper_limit"}
    given = {name: Decimal(str(fact)) if name in numbers else fact for name, fact in facts.items()}
    found: dict[str, object] = {
        "reason": "", "marks": (), "base_period": None, "base_value": None, "change": None,
        "lower_limit": None, "upper_limit": None, "rule": "p/r@1", **given,
    }  # fmt: skip
    period, value = read_period("2017"), Decimal("12.3")
    return Verdict("m", KENT, "", question, verdict, period=period, value=value, **found)  # type: ignore[arg-type]


def test_a_direction_says_from_what_to_what() -> None:
    days = measure("low_is_good", unit="days", decimals=1)
    verdict = ask("direction_1y", "2015 | 4.0\n2016 | 3.0", days)
    assert in_words(verdict, days, ANNUAL) == (
        "Improving: 3.0 days in 2016, down from 4.0 days in 2015. Lower is better."
    )


def test_marks_follow_as_sentences() -> None:
    verdict = ask("direction_1y", "2015 | 3.0\n2016 | 2.8 | provisional", PERCENT)
    assert in_words(verdict, PERCENT, ANNUAL).endswith(
        "Lower is better. Provisional: the figure may change. "
        "Counted the other way (as a share, or in percentage points) the answer would differ."
    )


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("2016 | 3", "Cannot judge: there is no figure for the earlier period to compare with."),
        ("2015 | 3\n2016 | ", "Cannot judge: the latest figure is missing."),
        ("2015 | \n2016 | 3", "Cannot judge: the earlier figure is missing."),
        (
            "2015 | 3\n2016 | | suppressed",
            "Cannot judge: the latest figure is withheld to protect people's privacy.",
        ),
    ],
)
def test_where_there_is_no_verdict_the_reason_is_said(table: str, sentence: str) -> None:
    assert in_words(ask("direction_1y", table), measure(), ANNUAL) == sentence


def test_a_target_is_named_with_its_floor() -> None:
    of = measure()
    verdict = ask("target", "2016/17 | 76.1", of, (aim("2016/17", target="80", floor="72"),))
    assert in_words(verdict, of, QUARTERLY) == (
        "Amber: 76.1% in 2016/17, against a target of 80.0% and a floor of 72.0%. Higher is better."
    )


def test_an_expected_range_is_never_better_or_worse() -> None:
    of = measure(unit="referrals", kind="activity")
    verdict = ask("expected_range", "2016/17 | 1250", of, (aim("2016/17", lower="1000", upper="1200"),))
    assert in_words(verdict, of, QUARTERLY) == (
        "Above expected range: 1,250 referrals in 2016/17, against a range of 1,000 to 1,200 referrals."
    )


def test_a_bound_is_said_as_a_bound_is_compared() -> None:
    verdict = ask("direction_1y", "2016 | 2\n2017 | <0.5", PERCENT)
    assert in_words(verdict, PERCENT, ANNUAL).startswith(
        "Improving: under 0.5% in 2017, compared with 2.0% in 2016."
    )


def test_every_reason_and_every_mark_has_words() -> None:
    assert set(REASON_WORDS) == set(REASONS)
    assert set(MARK_WORDS) == set(MARKS)


def test_a_figure_that_is_about_right_says_so() -> None:
    verdict = ask("direction_1y", "2016 | 2\n2017 | ~3 | provisional", PERCENT)
    assert in_words(verdict, PERCENT, ANNUAL).startswith("Not improving: about 3% in 2017, up from 2%")


def test_a_provisional_bound_against_its_target_says_both() -> None:
    targets = (aim("2017", target="10"),)
    verdict = ask("target", "2017 | <0.5 | provisional", PERCENT, targets)
    assert in_words(verdict, PERCENT, QUARTERLY) == (
        "Green: under 0.5% in 2017, against a target of 10.0%. Lower is better. "
        "Provisional: the figure may change."
    )


def test_an_activity_without_a_range_is_not_said_to_lack_a_target() -> None:
    verdict = ask("expected_range", "2017 | 3", measure(kind="activity"))
    assert in_words(verdict, PERCENT, QUARTERLY) == "Cannot judge: no expected range has been set."


def test_the_pages_marks_say_what_the_sentences_say() -> None:
    assert REASONS_ON_PAGES == REASON_WORDS
    assert {mark: note for mark, (_, note) in notes().items()} == MARK_WORDS


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("9061", "", "9,061"),
        ("2.80", "%", "2.80%"),
        ("2.8", "per cent", "2.8%"),
        ("2.8", "Percentage", "2.8%"),
        ("2.8", "percent", "2.8%"),
        ("2.8", "percentage points", "2.8 percentage points"),
        ("80.3", "£m", "£80.3 million"),
        ("-1234.5", "£m", "\u2212£1,234.5 million"),
        ("1234567.89", "£", "£1,234,567.89"),
        ("90", "£ million a year", "£90 million a year"),
        ("-3", "£ per head", "\u2212£3 per head"),
        ("31", "% change", "31% change"),
        ("-0.5", "days", "\u22120.5 days"),
        ("12", "days", "12 days"),
    ],
)
def test_a_figure_carries_its_unit(value: str, unit: str, text: str) -> None:
    assert figure(Decimal(value), unit) == text


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (
            answered("benchmark", "better", base_value="13.1", basis=("area",)),
            "Better: 12.3% in 2017, against 13.1% for England. Lower is better.",
        ),
        (
            answered("neighbours", "worse", base_value="11.0", basis=("counts",), rank=4, ranked=21),
            "Worse: 12.3% in 2017, against 11.0% for similar areas taken together, 4th of 21 areas. "
            "Lower is better.",
        ),
        (
            answered("neighbours", "similar", base_value="12.0", basis=("median",), rank=11, ranked=18),
            "Similar: 12.3% in 2017, against 12.0% for similar areas (the median of 17 areas), "
            "11th of 18 areas. Lower is better.",
        ),
        (
            answered("benchmark", "similar", base_value="13.1", lower_limit="11.2", upper_limit="13.4",
                     basis=("area", "wilson")),
            "Similar: 12.3% in 2017, likely range 11.2% to 13.4%, against 13.1% for England. "
            "Lower is better.",
        ),
        (
            answered("regression", "worsening", base_period=read_period("2006")),
            "Worsening: 12.3% in 2017. The trend since 2006 is more than chance. Lower is better.",
        ),
        (
            answered("regression", "no_clear_trend", base_period=read_period("2006")),
            "No clear trend: 12.3% in 2017. Chance alone could have made the trend since 2006. "
            "Lower is better.",
        ),
        (
            answered("benchmark", "1", basis=("quintile",), rank=2, ranked=151),
            "Fifth 1 of 5: 12.3% in 2017, 2nd of 151 areas. Lower is better.",
        ),
        (
            answered("variation", "special_concern", lower_limit="8.01234", upper_limit="12.1",
                     basis=("outside_limits",)),
            "Unusual, a concern: 12.3% in 2017, against a usual range of 8.01% to 12.1%. Lower is better.",
        ),
        (
            answered("variation", "special_improvement", lower_limit="8", upper_limit="15", basis=("shift",)),
            "Unusual, for the better: 12.3% in 2017, against a usual range of 8.0% to 15.0%. Lower is "
            "better. It is one of seven or more in a row on one side of the average.",
        ),
        (
            answered("assurance", "consistently_misses", lower_limit="11", upper_limit="14"),
            "Consistently misses the target: 12.3% in 2017. The usual range is 11.0% to 14.0%, all of it "
            "on the wrong side of the target. Lower is better.",
        ),
        (
            answered("assurance", "hit_or_miss", lower_limit="11", upper_limit="14", marks=("trial_limits",)),
            "May meet or miss the target: 12.3% in 2017. The usual range is 11.0% to 14.0%, with the target "
            "inside it. Lower is better. The limits are on trial: there are few figures so far.",
        ),
        (
            answered("significance_1y", "higher", base_value="10.0", base_period=read_period("2016"),
                     change="2.3", basis=("proportions",)),
            "Higher: 12.3% in 2017, up from 10.0% in 2016. Lower is better.",
        ),
        (
            answered("recent_trend", "increasing_worse", base_value="9.0", base_period=read_period("2013"),
                     change="3.3", lower_limit="0.4", upper_limit="1.2", basis=("weighted",)),
            "Increasing, getting worse: 12.3% in 2017, up from 9.0% in 2013. Lower is better.",
        ),
        (
            answered("trajectory", "behind", base_value="14.0", base_period=read_period("2015"),
                     change="-1.7", upper_limit="12.0"),
            "Behind: 12.3% in 2017, down from 14.0% in 2015; by now the target asks for 12.0%. "
            "Lower is better.",
        ),
        (
            answered("trajectory", "achieved", base_value="14.0", base_period=read_period("2015"),
                     change="-1.7", upper_limit="12.5"),
            "Achieved: 12.3% in 2017, down from 14.0% in 2015; the target is 12.5%. Lower is better.",
        ),
    ],
)  # fmt: skip
def test_each_question_says_what_the_figure_was_set_against(verdict: Verdict, sentence: str) -> None:
    assert in_words(verdict, PERCENT, EVERY, "England") == sentence


@pytest.mark.parametrize(
    ("question", "reason", "sentence"),
    [
        (
            "benchmark",
            "no_comparator",
            "Cannot judge: no benchmark is set for this place, or it has no figure for the same period.",
        ),
        (
            "neighbours",
            "no_comparator",
            "Cannot judge: no similar areas are set for this place, or too few of them have a figure.",
        ),
        ("variation", "too_few_points", "Cannot judge: there are too few figures to tell what is usual."),
        (
            "significance_1y",
            "not_comparable",
            "Cannot judge: the two periods overlap, so the change cannot be told from chance.",
        ),
        ("trajectory", "no_target", "Cannot judge: no target has been set."),
    ],
)
def test_a_question_says_its_own_reason(question: str, reason: str, sentence: str) -> None:
    assert in_words(answered(question, "cannot_judge", reason=reason), PERCENT, EVERY) == sentence


def test_what_an_answer_rests_on_is_said() -> None:
    verdict = answered("neighbours", "similar", lower_limit="11.81234", upper_limit="12.8", base_value="12",
                       basis=("wilson", "median"))  # fmt: skip
    assert basis_sentences(verdict, PERCENT) == (
        "The likely range, 11.81% to 12.8%, is worked out from the counts.",
        "Similar areas have no counts that add up, so their median is taken.",
    )


def test_everything_that_an_answer_can_rest_on_has_words() -> None:
    assert set(BASIS_WORDS) == set(BASES)


@pytest.mark.parametrize(
    ("rank", "said"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_a_place_is_said_as_people_say_it(rank: int, said: str) -> None:
    assert place(rank) == said


def test_a_fallback_is_told_as_what_it_is() -> None:
    policy = Policy.from_mapping(
        {"ref": "p", "questions": {"direction_5y": {"parameters": {"years": [5, 4]}}}}
    )
    table = "2012 | 3.0\n2016 | 2.0"
    three = ask("direction_3y", "2014 | 3.0\n2016 | 2.0", PERCENT)
    assert "Compared with two years earlier, as there is no figure for three." in in_words(
        three, PERCENT, ANNUAL
    )
    five = ask("direction_5y", table, PERCENT, policy=policy)
    assert "Compared with a nearer year, as there is no figure for the one" in in_words(five, PERCENT, policy)
