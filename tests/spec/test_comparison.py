"""An area beside its benchmark, beside the areas it is compared with, and among those of its level."""

from decimal import Decimal

import pytest

from goldenthread.rules.case import Beside
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict

KENT, ENGLAND = "E10000016", "E92000001"
YEAR = read_period("2016/17")


def row(figure: str, area: str = KENT) -> Observation:
    """`71.0` or `71.0 = 710/1000` or `71.0 (69.5 to 72.5)`; `provisional` or `suppressed` may follow."""
    words = figure.replace("(", "").replace(")", "").split()
    qualifier = figure[:1] if figure[:1] in "<>~" else ""
    value = Decimal(words[0].removeprefix(qualifier))
    counts = [Decimal(each) for each in words[2].split("/")] if "=" in words else [None, None]
    limits = [Decimal(words[1]), Decimal(words[3])] if "to" in words else [None, None]
    status = words[-1] if words[-1] in ("provisional", "suppressed", "break") else "normal"
    return Observation("m", area, YEAR, value, "", *counts, *limits, status, qualifier)  # type: ignore[arg-type]


def measure(polarity: str = "high_is_good", statistic: str = "proportion", **facts: object) -> Measure:
    return Measure("m", unit="%", statistic=statistic, polarity=polarity, decimals=1, **facts)  # type: ignore[arg-type]


def asked(question: str, **parameters: object) -> Policy:
    return Policy.from_mapping({"ref": "test", "questions": {question: {"parameters": parameters}}})


def beside_england(own: str, england: str, of: Measure | None = None, **parameters: object) -> Verdict:
    beside = Beside(benchmark=row(england, ENGLAND))
    return judge([row(own)], of or measure(), (), asked("benchmark", **parameters), beside=beside)[0]


def beside_group(own: str, *others: str, of: Measure | None = None, **parameters: object) -> Verdict:
    rows = tuple(row(other, str(at)) for at, other in enumerate(others))
    beside = Beside(neighbours=rows, expected=len(rows))
    return judge([row(own)], of or measure(), (), asked("neighbours", **parameters), beside=beside)[0]


def among(own: str, others: str, polarity: str = "high_is_good") -> Verdict:
    rows = tuple(row(other, str(at)) for at, other in enumerate(others.split()))
    beside = Beside(level=(row(own), *rows))
    policy = asked("benchmark", method="quintiles")
    return judge([row(own)], measure(polarity), (), policy, beside=beside)[0]


@pytest.mark.parametrize(
    ("polarity", "own", "england", "verdict"),
    [
        ("high_is_good", "70.0 (68.0 to 72.0)", "67.9", "better"),
        ("high_is_good", "70.0 (68.0 to 72.0)", "68.0", "similar"),
        ("high_is_good", "70.0 (68.0 to 72.0)", "72.0", "similar"),
        ("high_is_good", "70.0 (68.0 to 72.0)", "72.1", "worse"),
        ("low_is_good", "70.0 (68.0 to 72.0)", "67.9", "worse"),
        ("low_is_good", "70.0 (68.0 to 72.0)", "72.1", "better"),
        ("no_judgement", "70.0 (68.0 to 72.0)", "67.9", "higher"),
        ("in_range", "70.0 (68.0 to 72.0)", "72.1", "lower"),
    ],
)
def test_an_area_whose_interval_holds_the_benchmark_is_similar_to_it(
    polarity: str, own: str, england: str, verdict: str
) -> None:
    assert beside_england(own, england, measure(polarity)).verdict == verdict


@pytest.mark.parametrize(
    ("own", "england", "verdict"),
    [
        ("70.0 = 700/1000", "72.0", "similar"),
        ("70.0 = 700/1000", "74.0", "worse"),
        ("70.0 = 700/1000", "76.0", "much_worse"),
        ("70.0 = 700/1000", "66.0", "better"),
        ("70.0 = 700/1000", "64.0", "much_better"),
    ],
)
def test_two_intervals_tell_worse_from_much_worse(own: str, england: str, verdict: str) -> None:
    """The inner interval is at 95%, here 67.1 to 72.8; the outer at 99.8%, here 65.4 to 74.3."""
    assert beside_england(own, england, method="two_intervals").verdict == verdict


@pytest.mark.parametrize(
    ("own", "england", "verdict"),
    [
        ("70.0 (68.0 to 72.0)", "73.0 (72.0 to 74.0)", "similar"),
        ("70.0 (68.0 to 72.0)", "73.0 (72.1 to 74.0)", "worse"),
    ],
)
def test_two_intervals_that_meet_are_similar(own: str, england: str, verdict: str) -> None:
    assert beside_england(own, england, method="overlap").verdict == verdict


@pytest.mark.parametrize(
    ("confidence", "verdict"),
    [(0.95, "worse"), (0.998, "similar")],
)
def test_control_limits_stand_around_the_benchmark_for_an_area_of_this_size(
    confidence: float, verdict: str
) -> None:
    """Of 1,000 people, chance alone takes 73% to between 70.2% and 75.7%, or 68.5% and 77.1% at 99.8%."""
    judged = beside_england("70.0 = 700/1000", "73.0", method="spc_proportion", confidence=confidence)
    assert judged.verdict == verdict


def test_control_limits_of_a_rate_are_of_the_events_expected_there() -> None:
    rate = Measure("m", statistic="rate", multiplier=Decimal(100000), polarity="low_is_good", decimals=1)
    judged = beside_england("4.0 = 20/500000", "2.0", rate, method="spc_rate")
    # 10 events are expected: from 4.8 to 18.4 by chance, 1.0 to 3.7 per 100,000.
    assert (judged.verdict, judged.lower_limit, judged.upper_limit) == (
        "worse",
        Decimal("0.95908"),
        Decimal("3.67807"),
    )


def test_the_limits_and_what_they_rest_on_are_shown() -> None:
    judged = beside_england("70.0 = 700/1000", "74.0")
    assert (judged.base_value, judged.change) == (Decimal("74.0"), Decimal("-4.0"))
    assert (judged.lower_limit, judged.upper_limit) == (Decimal("67.08761"), Decimal("72.75932"))
    assert judged.basis == ("wilson", "area")


@pytest.mark.parametrize(
    ("own", "others", "together", "basis", "place"),
    [
        ("60.0 = 600/1000", "50.0 = 500/1000; 55.0 = 1100/2000; 62.0 = 620/1000", "55.5", "counts", "2 of 4"),
        ("60.0 = 600/1000", "50.0 = 500/1000; 55.0 = 1100/2000; 62.0", "55.0", "median", "2 of 4"),
        ("60.0 = 600/1000", "50.0; 55.0; 62.0; 64.0", "58.5", "median", "3 of 5"),
        ("60.0 = 600/1000", "60.0; 60.0; 62.0", "60.0", "median", "2 of 4"),
    ],
)
def test_a_group_is_added_up_from_its_counts_or_is_its_median(
    own: str, others: str, together: str, basis: str, place: str
) -> None:
    judged = beside_group(own, *others.split("; "))
    assert (judged.base_value, judged.basis[-1]) == (Decimal(together), basis)
    assert f"{judged.rank} of {judged.ranked}" == place


@pytest.mark.parametrize(
    ("statistic", "basis"),
    [("proportion", "counts"), ("ratio", "counts"), ("standardised_rate", "median"), ("index", "median")],
)
def test_only_one_count_over_another_is_added_up(statistic: str, basis: str) -> None:
    of = measure(statistic=statistic, multiplier=Decimal(100))
    judged = beside_group("60.0 = 600/1000", "50.0 = 500/1000", "55.0 = 550/1000", "62.0 = 620/1000", of=of)
    assert judged.base_value == (Decimal("55.7") if basis == "counts" else Decimal("55.0"))


def test_the_place_in_the_group_is_told_where_no_interval_is_there() -> None:
    judged = beside_group("60.0", "50.0", "55.0", "62.0")
    assert (judged.verdict, judged.reason, judged.rank, judged.ranked) == (
        "cannot_judge",
        "no_interval",
        2,
        4,
    )


@pytest.mark.parametrize(
    ("polarity", "own", "others", "fifth"),
    [
        ("high_is_good", "10.0", "1.0 2.0 3.0 4.0 5.0 6.0 7.0 8.0 9.0", "1"),
        ("high_is_good", "1.0", "2.0 3.0 4.0 5.0 6.0 7.0 8.0 9.0 10.0", "5"),
        ("low_is_good", "1.0", "2.0 3.0 4.0 5.0 6.0 7.0 8.0 9.0 10.0", "1"),
        ("no_judgement", "1.0", "2.0 3.0 4.0 5.0 6.0 7.0 8.0 9.0 10.0", "1"),
        ("low_is_good", "5.0", "5.0 5.0 5.0 5.0", "1"),
    ],
)
def test_the_first_fifth_is_the_best_or_the_lowest_where_nobody_says_which_is(
    polarity: str, own: str, others: str, fifth: str
) -> None:
    assert among(own, others, polarity).verdict == fifth


@pytest.mark.parametrize(
    ("own", "england", "reason"),
    [
        ("70.0 (68.0 to 72.0)", "72.0 suppressed", "no_comparator"),
        ("70.0", "72.0", "no_interval"),
        ("<70.0 (68.0 to 72.0)", "72.0", "censored"),
        ("70.0 (68.0 to 72.0)", "<72.0", "censored"),
    ],
)
def test_what_cannot_be_compared_says_why(own: str, england: str, reason: str) -> None:
    assert beside_england(own, england).reason == reason


def test_plain_counts_are_not_compared() -> None:
    """More people live in England than in Kent: that is neither better nor worse."""
    assert beside_england("70", "7000", measure(statistic="count")).reason == "not_comparable"


def test_two_of_a_group_are_too_few_and_three_are_not() -> None:
    own, others = "60.0 = 600/1000", ("50.0", "55.0", "62.0 suppressed")
    assert beside_group(own, *others).reason == "no_comparator"
    assert beside_group(own, *others, at_least=2).verdict == "better"


def test_four_areas_cannot_be_cut_into_fifths() -> None:
    assert among("1.0", "2.0 3.0 4.0").reason == "too_few_points"


def test_a_provisional_figure_on_either_side_is_marked() -> None:
    assert beside_england("70.0 (68.0 to 72.0)", "74.0 provisional").marks == ("provisional",)


def test_a_benchmark_counted_anew_this_year_is_still_this_years() -> None:
    assert beside_england("70.0 (68.0 to 72.0)", "74.0 break").verdict == "worse"


def test_an_area_is_never_compared_with_itself() -> None:
    comparators = Comparators(
        benchmarks={"": ENGLAND, "district": KENT}, levels={"E07000105": "district", KENT: "county"}
    )
    assert [comparators.benchmark_of(each) for each in (KENT, "E07000105", ENGLAND)] == [ENGLAND, KENT, ""]
