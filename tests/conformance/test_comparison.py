"""Fingertips' comparisons with a benchmark, its quintiles and its targets, as its own tests expect them."""

import csv
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from goldenthread.rules.case import Beside
from goldenthread.rules.compared import two_sides_of
from goldenthread.rules.comparison import word
from goldenthread.rules.interval import Interval
from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.quintile import bounds
from goldenthread.rules.verdict import Verdict

SHARED = Path(__file__).resolve().parents[3] / "shared"
FOLDER = SHARED / "conformance"
API = SHARED / "data" / "fingertips_metadata_and_areas" / "api_examples"
POLARITY = {"low": "low_is_good", "high": "high_is_good", "none": "no_judgement"}
METHOD = {
    "ci1": "interval",
    "ci1_next": "interval",
    "ci_double": "overlap",
    "spc_prop": "spc_proportion",
    "spc_dsr": "spc_rate",
}
CONFIDENCE = {"": 0.95, "1.96": 0.95, "0.025": 0.95, "3.0902": 0.998, "0.001": 0.998}
WORDS = {
    "better": "Better",
    "worse": "Worse",
    "much_better": "Best",
    "much_worse": "Worst",
    "higher": "Higher",
    "lower": "Lower",
    "similar": "Same",
    "cannot_judge": "None",
}
YEAR = read_period("2016/17")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no conformance material in {FOLDER}")


def table(name: str) -> list[dict[str, str]]:
    path = FOLDER / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(*methods: str) -> list[Any]:
    rows = [row for row in table("benchmark_comparators") if row["method"] in methods]
    return [pytest.param(row, id=row["case_id"]) for row in rows]


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def observed(area: str, value: str, lower: str = "", upper: str = "", denominator: str = "") -> Observation:
    figure = number(value)
    return Observation(
        "m", area, YEAR, figure, denominator=number(denominator), lower=number(lower), upper=number(upper)
    )


def asked(method: str, confidence: float = 0.95) -> Policy:
    parameters = {"method": method, "confidence": confidence}
    return Policy.from_mapping({"ref": "test", "questions": {"benchmark": {"parameters": parameters}}})


def compared(row: dict[str, str]) -> Verdict:
    measure = Measure("m", polarity=POLARITY[row["polarity"]], multiplier=number(row["unit"] or "100"))
    own = observed("own", row["value"], row["lo95"], row["hi95"], row["denominator"])
    other = observed("other", row["cmp_value"], row["cmp_lo95"], row["cmp_hi95"])
    policy = asked(METHOD[row["method"]], CONFIDENCE[row["confidence_variable"]])
    return judge([own], measure, (), policy, beside=Beside(benchmark=other))[0]


@pytest.mark.parametrize("row", rows_of(*METHOD))
def test_a_comparison_with_a_benchmark_is_that_of_fingertips(row: dict[str, str]) -> None:
    expected = row["expected"].replace("Similar", "Same")
    assert WORDS[compared(row).verdict] == expected


@pytest.mark.parametrize("row", rows_of("ci2"))
def test_a_comparison_by_two_intervals_is_that_of_fingertips(row: dict[str, str]) -> None:
    inner = Interval(float(row["lo95"]), float(row["hi95"]), "published")
    outer = Interval(float(row["lo998"]), float(row["hi998"]), "published")
    side, far = two_sides_of(inner, outer, Fraction(row["cmp_value"]))
    assert WORDS[word(side, POLARITY[row["polarity"]], far=bool(far))] == row["expected"]


def test_every_row_of_the_benchmark_table_is_asked() -> None:
    methods = [row["method"] for row in table("benchmark_comparators")]
    assert (len(methods), set(methods)) == (63, {*METHOD, "ci2"})


def test_the_bounds_of_quintiles_are_those_of_fingertips() -> None:
    (row,) = [row for row in table("quintiles_fingertips") if row["dataset"] == "bounds_1_to_50"]
    expected = [Fraction(bound) for bound in row["expected"].split("|")]
    assert list(bounds([Fraction(value) for value in range(1, 51)])) == expected


@pytest.mark.parametrize(
    "row", [row for row in table("quintiles_fingertips") if row["dataset"].startswith("category")]
)
def test_a_quintile_is_that_of_fingertips(row: dict[str, str]) -> None:
    last = int(row["dataset"].rsplit("_", 1)[1])
    level = tuple(observed(str(value), str(value)) for value in range(1, last + 1))
    measure = Measure("m", polarity=POLARITY[row["polarity"]])
    own = observed(row["value"], row["value"])
    judged = judge([own], measure, (), asked("quintiles"), beside=Beside(level=level))[0]
    found = "0" if judged.reason == "too_few_points" else judged.verdict
    assert found == row["expected"]


SINGLE = ("single_value", "previous_year_england")
COLOURS = {"Better": "green", "Same": "amber", "Worse": "red", "None": "cannot_judge"}


@pytest.mark.parametrize("row", table("targets_fingertips"))
def test_a_target_is_met_as_fingertips_meets_it(row: dict[str, str]) -> None:
    """England's figure of the year before ignores polarity: more is better."""
    rule, low = row["rule"], row["lower_limit"]
    method = "value" if rule in SINGLE else "interval" if rule == "single_value_ci" else "range"
    # A comparison by interval looks at no value: here it is one within the interval.
    value = row["value"] or row["lo95"] or low
    own = observed("own", value, row["lo95"], row["hi95"])
    sets = {"lower": number(low), "upper": number(row["upper_limit"])}
    aim = Target("m", "own", YEAR, **(sets if method == "range" else {"target": number(low)}))
    measure = Measure("m", polarity=POLARITY.get(row["polarity"], "high_is_good"))
    said = {"ref": "test", "questions": {"target": {"parameters": {"method": method}}}}
    judged = judge([own], measure, [aim], Policy.from_mapping(said))[0]
    assert judged.verdict == COLOURS[row["expected"]]


def test_every_row_of_the_table_of_targets_is_asked() -> None:
    assert len(table("targets_fingertips")) == 30


def api_points() -> list[Any]:
    """Every figure of the published answers that carries a comparison with an interval, and its benchmark."""
    found = []
    for path in sorted(API.glob("*rag*.json")):
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
        for area in answer["areaHealthData"]:
            for segment in area["indicatorSegments"]:
                found += [
                    pytest.param(
                        answer["polarity"],
                        point,
                        id=f"{path.stem}-{segment['sex']['value']}-{point['datePeriod']['from']}",
                    )
                    for point in segment["healthData"]
                    if (point.get("benchmarkComparison") or {}).get("benchmarkValue") is not None
                ]
    return found


@pytest.mark.skipif(not API.is_dir(), reason=f"there are no published answers in {API}")
@pytest.mark.parametrize(("polarity", "point"), api_points())
def test_a_published_answer_of_fingertips_is_given(polarity: str, point: dict[str, Any]) -> None:
    measure = Measure("m", polarity={"LowIsGood": "low_is_good", "HighIsGood": "high_is_good"}[polarity])
    own = observed("own", *(str(point[name]) for name in ("value", "lowerCi", "upperCi")))
    other = observed("other", str(point["benchmarkComparison"]["benchmarkValue"]))
    judged = judge([own], measure, (), asked("interval"), beside=Beside(benchmark=other))[0]
    expected = point["benchmarkComparison"]["outcome"].replace("Similar", "Same")
    assert WORDS[judged.verdict] == expected


def test_the_published_answers_are_all_asked() -> None:
    assert len(api_points()) in (0, 55)
