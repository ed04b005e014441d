"""The pace towards a dated target: achieved, on track, behind, off track or in the wrong direction."""

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.engine.policy import read_policy
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.open_sdg import Progress, Way, progress, together
from goldenthread.rules.period import read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict
from tests.spec.reading import aim, ask, measure

EVERY, OPEN_SDG = read_policy("every-question"), read_policy("open-sdg")
STRICT = Policy.from_mapping(
    {"ref": "strict", "questions": {"trajectory": {"parameters": {"on_track": 1, "behind": 0.8}}}}
)


def from_baseline(period: str, value: str, target: Target) -> Target:
    return replace(target, baseline_period=read_period(period), baseline=Decimal(value))


def asked(table: str, *targets: Target, of: Measure | None = None, policy: Policy = EVERY) -> Verdict:
    return ask("trajectory", table, of or measure(decimals=1), targets, policy)


UP = from_baseline("2015", "60", aim("2025", target="80"))
"""From 60 in 2015 to 80 in 2025: two a year."""
DOWN = from_baseline("2015", "80", aim("2025", target="60"))


@pytest.mark.parametrize(
    ("year", "value", "verdict"),
    [
        ("2020", "80", "achieved"),
        ("2020", "70", "on_track"),
        ("2020", "69.5", "on_track"),
        ("2020", "69.4", "behind"),
        ("2020", "66", "behind"),
        ("2020", "65.9", "off_track"),
        ("2020", "60", "off_track"),
        ("2020", "59.9", "wrong_direction"),
        ("2016", "61.9", "on_track"),
        ("2016", "61.8", "behind"),
        ("2024", "77.1", "on_track"),
        ("2024", "77", "behind"),
    ],
)
def test_the_pace_so_far_is_held_to_the_pace_that_is_needed(year: str, value: str, verdict: str) -> None:
    """From 60 in 2015 to 80 in 2025. Exactly 0.95 of the pace is on track, exactly 0.6 behind."""
    assert asked(f"{year} | {value}", UP).verdict == verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("60", "achieved"),
        ("70.5", "on_track"),
        ("70.6", "behind"),
        ("74", "behind"),
        ("74.1", "off_track"),
        ("80.1", "wrong_direction"),
    ],
)
def test_where_low_is_good_the_way_leads_down(value: str, verdict: str) -> None:
    assert asked(f"2020 | {value}", DOWN, of=measure("low_is_good")).verdict == verdict


def test_a_policy_may_ask_for_the_whole_pace() -> None:
    assert asked("2020 | 69.9", UP, policy=STRICT).verdict == "behind"
    assert asked("2020 | 70", UP, policy=STRICT).verdict == "on_track"


@pytest.mark.parametrize(
    ("year", "value", "needed"),
    [("2020", "65", "70.0"), ("2018", "65", "66.0"), ("2024", "61", "78.0"), ("2020", "81", "80.0")],
)
def test_the_limit_shown_is_the_value_that_the_pace_needs_now(year: str, value: str, needed: str) -> None:
    found = asked(f"{year} | {value}", UP)
    assert (str(found.lower_limit), found.upper_limit) == (needed, None)
    assert (str(found.base_period), found.base_value) == ("2015-01-01/P1Y", 60)


def test_where_low_is_good_the_limit_is_an_upper_one() -> None:
    found = asked("2020 | 65", DOWN, of=measure("low_is_good"))
    assert (found.lower_limit, found.upper_limit, found.change) == (None, 70, -15)


def test_a_part_of_a_way_is_rounded_to_four_more_places() -> None:
    third = from_baseline("2015", "0", aim("2018", target="1"))
    assert str(asked("2016 | 0.1", third).lower_limit) == "0.33333"


TEN_YEARS = "2015 | 60\n2016 | 61\n2017 | 64\n2018 | 66\n2019 | 69\n2020 | 69.5"


def test_without_a_baseline_the_way_begins_where_the_series_does() -> None:
    found = asked(TEN_YEARS, aim("2025", target="80"))
    assert (found.verdict, str(found.base_period)) == ("on_track", "2015-01-01/P1Y")


def test_or_where_it_begins_anew_after_a_break() -> None:
    found = asked(TEN_YEARS.replace("64", "64 | break"), aim("2025", target="80"))
    assert (found.verdict, str(found.base_period)) == ("behind", "2017-01-01/P1Y")


def test_quarters_begin_with_the_first_of_the_same_quarter() -> None:
    table = "2019/20 Q1 | 60\n2019/20 Q2 | 50\n2019/20 Q3 | 60\n2020/21 Q1 | 60\n2020/21 Q2 | 52"
    found = asked(table, aim("2021/22 Q2", target="54"))
    assert (found.verdict, found.base_value) == ("on_track", 50)


def test_a_baseline_period_without_a_value_takes_the_series_own() -> None:
    stated = replace(aim("2025", target="80"), baseline_period=read_period("2017"))
    assert asked(TEN_YEARS, stated).base_value == 64


def test_the_next_target_is_the_one_on_the_way() -> None:
    targets = (aim("2018", target="70"), aim("2022", target="72"), aim("2030", target="95"))
    assert asked(TEN_YEARS, *targets).lower_limit == Decimal("68.57143")


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("80", "achieved"), ("79.9", "behind"), ("65", "off_track"), ("59", "wrong_direction")],
)
def test_once_the_date_has_come_an_unmet_target_is_at_best_behind(value: str, verdict: str) -> None:
    assert asked(f"2025 | {value}", UP).verdict == verdict
    assert asked(f"2027 | {value}", UP).verdict == verdict


def test_falling_below_a_target_that_the_baseline_met_is_the_wrong_direction() -> None:
    keep = from_baseline("2015", "82", aim("2025", target="80"))
    assert asked("2020 | 79", keep).verdict == "wrong_direction"
    assert asked("2020 | 81", keep).verdict == "achieved"


@pytest.mark.parametrize(
    ("table", "targets", "polarity", "reason"),
    [
        ("2020 | 70", (), "high_is_good", "no_target"),
        ("2020 | 70", (aim("2025", lower="60", upper="80"),), "high_is_good", "no_target"),
        ("2020 | 70", (UP,), "no_judgement", "no_polarity"),
        ("2020 | 70", (UP,), "in_range", "no_polarity"),
        ("2020 | 70", (aim("2025", target="80"),), "high_is_good", "no_earlier_period"),
        ("2015 | 60", (UP,), "high_is_good", "no_earlier_period"),
        ("2019 | 60\n2020 | 70 | break", (aim("2025", target="80"),), "high_is_good", "series_break"),
        ("2019 | 60\n2020 | 70 | break", (UP,), "high_is_good", "series_break"),
        ("2015 | <60\n2020 | 70", (aim("2025", target="80"),), "high_is_good", "censored"),
        ("2020 | >69", (UP,), "high_is_good", "censored"),
        ("2020 | | suppressed", (UP,), "high_is_good", "suppressed"),
        ("2020 |", (UP,), "high_is_good", "missing"),
    ],
)
def test_what_stands_in_the_way_is_said(
    table: str, targets: tuple[Target, ...], polarity: str, reason: str
) -> None:
    found = asked(table, *targets, of=measure(polarity))
    assert (found.verdict, found.reason) == ("cannot_judge", reason)


@pytest.mark.parametrize(
    ("figure", "polarity", "target", "verdict"),
    [
        (">80", "high_is_good", UP, "achieved"),
        ("<60", "low_is_good", DOWN, "achieved"),
        ("<60", "high_is_good", UP, "wrong_direction"),
        (">80", "low_is_good", DOWN, "wrong_direction"),
    ],
)
def test_a_bound_is_judged_where_every_value_it_could_be_says_the_same(
    figure: str, polarity: str, target: Target, verdict: str
) -> None:
    assert asked(f"2020 | {figure}", target, of=measure(polarity)).verdict == verdict


def test_a_provisional_figure_or_baseline_is_marked() -> None:
    assert asked("2020 | 70 | provisional", UP).marks == ("provisional",)
    assert asked("2015 | 60 | provisional\n2020 | 70", aim("2025", target="80")).marks == ("provisional",)


@pytest.mark.parametrize(
    ("polarity", "values", "target", "verdict"),
    [
        ("high_is_good", "2015 | 5\n2016 | 6", "9", "on_track"),
        ("low_is_good", "2015 | 10\n2016 | 30", "1", "wrong_direction"),
        ("high_is_good", "2015 | 50\n2020 | 60", "70", "on_track"),
        ("high_is_good", "2015 | 50\n2020 | 54", "70", "behind"),
        ("high_is_good", "2015 | 50\n2020 | 51", "70", "off_track"),
        ("high_is_good", "2015 | 50\n2020 | 70", "70", "achieved"),
        ("low_is_good", "2015 | 8\n2020 | 0.001", "0", "achieved"),
        ("high_is_good", "2015 | 0\n2020 | 1", "10", "on_track"),
        ("high_is_good", "2014 | 40\n2016 | 50\n2020 | 54", "70", "behind"),
        ("high_is_good", "2015 | 70\n2020 | 69", "70", "wrong_direction"),
    ],
)
def test_growth_is_measured_as_open_sdg_measures_it(
    polarity: str, values: str, target: str, verdict: str
) -> None:
    """Growth a year since 2015, or the first year after, over the growth a year that reaches it by 2030."""
    found = asked(values, aim("2030", target=target), of=measure(polarity), policy=OPEN_SDG)
    assert (found.verdict, found.basis) == (verdict, ("growth",))


@pytest.mark.parametrize(
    ("values", "target", "reason"),
    [
        ("2015 | -5\n2020 | 5", "9", "not_comparable"),
        ("2015 | -5\n2020 | -4", "9", "not_comparable"),
        ("2020 | 5", "9", "no_earlier_period"),
        ("2012 | 5\n2014 | 6", "9", "no_earlier_period"),
        ("2015 | 5\n2016 | 6", None, "no_target"),
    ],
)
def test_where_growth_has_no_meaning_it_is_not_available(
    values: str, target: str | None, reason: str
) -> None:
    targets = (aim("2030", target=target),) if target else ()
    assert asked(values, *targets, policy=OPEN_SDG).reason == reason


def way(base: float, value: float, **facts: object) -> Way:
    return Way(2015, base, 2020, value, "high_is_good", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "limit", "word", "score"),
    [
        (110.0, None, "on_track", 4.6217),
        (105.0, None, "behind", 1.2005),
        (101.0, None, "off_track", -1.5040),
        (99.0, None, "wrong_direction", -2.7508),
        (101.0, 101.0, "on_track", 5.0),
        (101.0, 110.0, "behind", 0.1934),
        (101.0, 100.0, "on_track", 5.0),
    ],
)
def test_without_a_target_growth_itself_is_judged_and_less_is_asked_near_a_natural_limit(
    value: float, limit: float | None, word: str, score: float
) -> None:
    """From 100 in 2015 to 2020. At least 1.5% a year is on track, 0.5% behind; the score is of -5 to 5."""
    told = progress(way(100.0, value, limit=limit))
    assert told is not None
    assert (told.word, told.score) == (word, pytest.approx(score, abs=1e-3))


def test_several_series_together_have_their_mean_score() -> None:
    parts = [Progress(None, "achieved", 5.0), Progress(0.5, "off_track", -1.0)]
    assert together(parts) == (2.0, "behind")
    assert together(parts[:1]) == (5.0, "achieved")
    assert together([]) is None
