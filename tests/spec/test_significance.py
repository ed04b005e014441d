"""Significance: is the change since a year earlier beyond chance?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict
from tests.spec.reading import measure, series


def policy(**parameters: object) -> Policy:
    question = {"rule": "significance", "version": 1, "parameters": parameters}
    return Policy.from_mapping({"ref": "spec", "questions": {"significance_1y": question}})


SHARE = measure("high_is_good", "%", statistic="proportion")
RATE = measure("low_is_good", "per 100,000", statistic="rate", multiplier=Decimal(100_000))
COUNT = measure("low_is_good", "fires", statistic="count", decimals=0)
INDEX = measure("high_is_good", "", statistic="index")


def rows(table: str, *columns: str) -> list[Observation]:
    """One line for each period: `period | figure | status | …`, then a number for each named column."""
    out = []
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        (row,) = series(" | ".join(cells[:3]))
        named = dict(zip(columns, cells[3:], strict=True))
        out.append(replace(row, **{name: Decimal(cell) if cell else None for name, cell in named.items()}))
    return out


def counted(table: str) -> list[Observation]:
    return rows(table, "numerator", "denominator")


def limited(table: str) -> list[Observation]:
    return rows(table, "lower", "upper")


def asked(observed: list[Observation], of: Measure = SHARE, **parameters: object) -> Verdict:
    (verdict,) = judge(observed, of, (), policy(**parameters))
    return verdict


def two(of: str, before: str, now: str) -> list[Observation]:
    """Two years' counts, each as `count/of`, and the figure that they make."""
    per = {"proportion": 100, "rate": 100_000}[of]
    lines = []
    for year, said in ((2015, before), (2016, now)):
        count, among = (Decimal(each) for each in said.split("/"))
        lines.append(f"{year} | {count * per / among:.6f} | | {count} | {among}")
    return counted("\n".join(lines))


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ("48/80", "56/70", "higher"),
        ("56/70", "48/80", "lower"),
        ("48/80", "52/80", "not_significant"),
        ("480/800", "520/800", "higher"),
        ("1/100", "5/100", "not_significant"),
        ("10/1000", "50/1000", "higher"),
        ("0/50", "0/60", "not_significant"),
        ("50/50", "60/60", "not_significant"),
        ("0/50", "20/60", "higher"),
    ],
)
def test_two_proportions_differ_beyond_chance_or_do_not(before: str, now: str, verdict: str) -> None:
    judged = asked(two("proportion", before, now))
    assert (judged.verdict, judged.basis) == (verdict, ("proportions",))


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ("40/5200", "60/5000", "higher"),
        ("40/5200", "50/5000", "not_significant"),
        ("60/5000", "40/5200", "lower"),
        ("3/10000", "9/10000", "not_significant"),
        ("2/10000", "9/10000", "higher"),
        ("0/10000", "3/10000", "not_significant"),
        ("0/10000", "4/10000", "higher"),
        ("0/10000", "0/10000", "not_significant"),
    ],
)
def test_two_rates_differ_beyond_chance_or_do_not(before: str, now: str, verdict: str) -> None:
    judged = asked(two("rate", before, now), RATE)
    assert (judged.verdict, judged.basis) == (verdict, ("poisson",))


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ("100", "128", "not_significant"),
        ("100", "130", "higher"),
        ("130", "100", "lower"),
        ("0", "0", "not_significant"),
    ],
)
def test_a_plain_count_is_its_own_count(before: str, now: str, verdict: str) -> None:
    judged = asked(series(f"2015 | {before}\n2016 | {now}"), COUNT)
    assert (judged.verdict, judged.basis) == (verdict, ("poisson",))


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ("100 | | 95 | 105", "107 | | 102 | 112", "not_significant"),
        ("100 | | 95 | 105", "108 | | 103 | 113", "higher"),
        ("100 | | 95 | 105", "92 | | 87 | 97", "lower"),
        ("100 | | 100 | 100", "107 | | 106 | 108", "higher"),
    ],
)
def test_without_counts_the_published_limits_are_taken(before: str, now: str, verdict: str) -> None:
    judged = asked(limited(f"2015 | {before}\n2016 | {now}"), INDEX)
    assert (judged.verdict, judged.basis) == (verdict, ("published", "intervals"))


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ("10 | | 9 | 11", "20 | | 19 | 21", "higher"),
        ("20 | | 19 | 21", "10 | | 9 | 11", "lower"),
        ("10 | | 9 | 11", "10.5 | | 9.5 | 11.5", "not_significant"),
        ("10 | | 9 | 11", "20 | | |", "cannot_judge"),
    ],
)
def test_by_overlap_two_points_are_told_apart_as_fingertips_does(before: str, now: str, verdict: str) -> None:
    judged = asked(limited(f"2015 | {before}\n2016 | {now}"), INDEX, method="overlap")
    assert (judged.verdict, judged.reason) == (verdict, "no_interval" if verdict == "cannot_judge" else "")


@pytest.mark.parametrize(
    ("method", "verdict", "basis"),
    [
        ("test", "higher", ("published", "intervals")),
        ("overlap", "not_significant", ("published", "overlap")),
    ],
)
def test_overlap_is_stricter_than_a_test(method: str, verdict: str, basis: tuple[str, ...]) -> None:
    judged = asked(limited("2015 | 100 | | 95 | 105\n2016 | 108 | | 103 | 113"), INDEX, method=method)
    assert (judged.verdict, judged.basis) == (verdict, basis)


def test_intervals_that_touch_overlap() -> None:
    table = "2015 | 100 | | 95 | 105\n2016 | 110 | | 105 | 115"
    assert asked(limited(table), INDEX, method="overlap").verdict == "not_significant"


def test_the_limits_shown_are_newcombes_of_the_change() -> None:
    judged = asked(two("proportion", "48/80", "56/70"))
    assert (judged.base_value, judged.value) == (Decimal(60), Decimal(80))
    assert (judged.change, judged.lower_limit, judged.upper_limit) == (
        Decimal(20),
        Decimal("5.2431"),
        Decimal("33.3873"),
    )


def test_the_limits_of_a_change_of_rates_come_from_the_limits_of_each() -> None:
    """Of 60 events Byar's limits are 45.78 and 77.22, of 40 they are 28.57 and 54.47; each by 20 per 100,000.

    400 - 20 * √((60 - 45.78)² + (54.47 - 40)²) and 400 + 20 * √((77.22 - 60)² + (40 - 28.57)²)
    """
    judged = asked(two("rate", "40/5000", "60/5000"), replace(RATE, decimals=1))
    assert (judged.change, judged.verdict) == (Decimal("400.0"), "higher")
    assert (judged.lower_limit, judged.upper_limit) == (Decimal("-5.70199"), Decimal("813.54733"))


@pytest.mark.parametrize("polarity", ["high_is_good", "low_is_good", "no_judgement", ""])
def test_higher_is_higher_whichever_way_is_better(polarity: str) -> None:
    better = measure(polarity, "%", statistic="proportion")
    assert asked(two("proportion", "48/80", "56/70"), better).verdict == "higher"


@pytest.mark.parametrize(
    ("confidence", "verdict"), [(0.95, "higher"), (0.99, "higher"), (0.998, "not_significant")]
)
def test_the_policy_sets_the_confidence(confidence: float, verdict: str) -> None:
    assert asked(two("proportion", "48/80", "56/70"), confidence=confidence).verdict == verdict


def test_published_limits_are_at_95_per_cent_whatever_the_policy_asks() -> None:
    observed = limited("2015 | 100 | | 95 | 105\n2016 | 108 | | 103 | 113")
    assert asked(observed, INDEX, confidence=0.99).verdict == "not_significant"
    assert asked(observed, INDEX, confidence=0.99, method="overlap").reason == "no_interval"


def test_counts_win_over_published_limits() -> None:
    wide = {"lower": Decimal(0), "upper": Decimal(100)}
    observed = [replace(row, **wide) for row in two("proportion", "48/80", "56/70")]
    assert asked(observed).verdict == "higher"


def test_intervals_without_any_width_say_nothing_of_chance() -> None:
    """Limits cut to the places of the figure that they stand beside."""
    judged = asked(limited("2015 | 100 | | 100 | 100\n2016 | 101 | | 101 | 101"), INDEX)
    assert (judged.verdict, judged.reason) == ("cannot_judge", "no_interval")


def test_limits_in_another_unit_are_not_the_figures_own() -> None:
    judged = asked(limited("2015 | 3.5 | | 0.034 | 0.036\n2016 | 3.4 | | 0.033 | 0.035"), INDEX)
    assert (judged.verdict, judged.reason) == ("cannot_judge", "no_interval")


def test_an_interval_from_counts_is_tested_against_a_published_one() -> None:
    before, now = two("proportion", "480/800", "560/700")
    before = replace(before, numerator=None, denominator=None, lower=Decimal(57), upper=Decimal(63))
    judged = asked([before, now])
    assert (judged.verdict, judged.basis) == ("higher", ("published", "wilson", "intervals"))


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("the counts give another value", "2016 | 80 | | 56 | 75"),
        ("there is no denominator", "2016 | 80 | | 56 |"),
        ("there are no counts", "2016 | 80 | | |"),
        ("a part is larger than the whole", "2016 | 80 | | 560 | 70"),
    ],
)
def test_a_figure_without_counts_that_give_it_has_no_interval(what: str, line: str) -> None:
    judged = asked(counted(f"2015 | 60 | | 48 | 80\n{line}"))
    assert (judged.verdict, judged.reason, judged.base_value) == ("cannot_judge", "no_interval", 60)


def test_a_rates_multiplier_is_never_guessed() -> None:
    assert asked(two("rate", "40/5200", "60/5000"), replace(RATE, multiplier=None)).reason == "no_interval"


def test_a_figure_rounded_when_it_was_printed_keeps_its_counts() -> None:
    table = "2015 | 60 | | 481 | 801\n2016 | 80.1 | | 561 | 700"
    assert asked(counted(table)).basis == ("proportions",)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("2014 | 60 | | 48 | 80\n2016 | 80 | | 56 | 70", "no_earlier_period"),
        ("2016 | 80 | | 56 | 70", "no_earlier_period"),
        ("2015 | | suppressed | |\n2016 | 80 | | 56 | 70", "suppressed"),
        ("2015 | | | |\n2016 | 80 | | 56 | 70", "missing"),
        ("2015 | 60 | | 48 | 80\n2016 | 80 | break | 56 | 70", "series_break"),
        ("2015 | <60 | | 48 | 80\n2016 | 80 | | 56 | 70", "censored"),
        ("2015 | 60 | | 48 | 80\n2016 | >80 | | 56 | 70", "censored"),
        ("2013 - 15 | 60 | | 48 | 80\n2014 - 16 | 80 | | 56 | 70", "not_comparable"),
    ],
)
def test_it_cannot_be_judged(table: str, reason: str) -> None:
    judged = asked(counted(table))
    assert (judged.verdict, judged.reason) == ("cannot_judge", reason)


@pytest.mark.parametrize(
    ("before", "now"), [("2015/16 Q3", "2016/17 Q3"), ("Jun 2015", "Jun 2016"), ("2015/16", "2016/17")]
)
def test_the_same_season_of_a_year_earlier_is_compared(before: str, now: str) -> None:
    judged = asked(counted(f"{before} | 60 | | 48 | 80\n{now} | 80 | | 56 | 70"))
    assert judged.verdict == "higher"


def test_an_instant_is_compared_with_the_nearest_within_31_days() -> None:
    near, far = "2015-05-10 | 60 | | 48 | 80", "2015-06-20 | 60 | | 48 | 80"
    assert asked(counted(f"{near}\n2016-05-01 | 80 | | 56 | 70")).verdict == "higher"
    assert asked(counted(f"{far}\n2016-05-01 | 80 | | 56 | 70")).reason == "no_earlier_period"


def test_a_provisional_point_is_judged_and_marked() -> None:
    judged = asked(counted("2015 | 60 | provisional | 48 | 80\n2016 | 80 | | 56 | 70"))
    assert (judged.verdict, judged.marks) == ("higher", ("provisional",))


def test_the_counts_decide_even_where_the_rounded_values_agree() -> None:
    table = "2015 | 50 | | 499600 | 1000000\n2016 | 50 | | 503900 | 1000000"
    judged = asked(counted(table), measure("high_is_good", "%", statistic="proportion", decimals=0))
    assert (judged.change, judged.verdict) == (0, "higher")
