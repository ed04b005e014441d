"""The trend markers of Fingertips: every published case through the command, from files alone.

One answer differs and is meant to: where the published points have counts and no limits, FingertipsNext
says that there was no change, because a comparison with nothing is false in its language. Here a proportion
is tested by its counts, as the guidance says; and where those are missing too there is no answer.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from goldenthread.rules.number import scaled
from goldenthread.rules.trend_test import proportions_trend, weighted_trend

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no conformance material in {FOLDER}")

AREA = "E92000001"
STATISTIC = {
    "Proportion": "proportion",
    "Crude rate": "rate",
    "Directly standardised rate": "standardised_rate",
    "Indirectly standardised proportion": "other",
}
POLARITY = {
    "No judgement": "no_judgement",
    "High is good": "high_is_good",
    "Low is good": "low_is_good",
    "": "",
}
VERDICT = {
    "Increasing": "increasing",
    "NoChange": "no_significant_change",
    "DecreasingAndGettingWorse": "decreasing_worse",
    "DecreasingAndGettingBetter": "decreasing_better",
    "IncreasingAndGettingWorse": "increasing_worse",
    "CannotBeCalculated": "cannot_judge",
}
MEANT_TO_DIFFER = "FTN_GpRegisteredPopulationOver65"
BY_LIMITS = "ref: by-limits\nquestions:\n  recent_trend:\n    parameters: {proportions: weighted}\n"


def table(name: str) -> list[dict[str, str]]:
    path = FOLDER / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


CASES = table("fingertips_trend_expected.csv")


def points_of(case: str) -> list[dict[str, str]]:
    """The points of a case, the latest first; two cases are another with something changed."""
    named = case.removesuffix("_skip_first").removesuffix("_3yr")
    points = [row for row in table("fingertips_trend_points.csv") if row["case_id"] == named]
    points.sort(key=lambda row: row["year"], reverse=True)
    return points[1:] if case.endswith("_skip_first") else points


def judged(case: dict[str, str], folder: Path, *, with_counts: bool = True) -> dict[str, str]:
    """What the command says of one case."""
    policy = "every-question"
    if case["method"] == "weighted_regression":
        (folder / "policy.yaml").write_text(BY_LIMITS, encoding="utf-8")
        policy = str(folder / "policy.yaml")
    length = case["year_range"] or "1"
    lines = ["measure,area,period,value,numerator,denominator,lower,upper"]
    for row in points_of(case["case_id"]):
        counts = f"{row['count']},{row['denominator']}" if with_counts else ","
        period = f"{row['year']}-01-01/P{length}Y"
        lines.append(f"m,{AREA},{period},{row['value']},{counts},{row['lower_ci95']},{row['upper_ci95']}")
    (folder / "o.csv").write_text("\n".join(lines), encoding="utf-8")
    facts = f"m,A measure,{STATISTIC[case['value_type']]},{POLARITY[case['polarity']]}"
    (folder / "m.csv").write_text(f"measure,title,statistic,polarity\n{facts}\n", encoding="utf-8")
    files = {"--observations": "o.csv", "--measures": "m.csv", "--out": "j.csv"}
    options = [part for name, file in files.items() for part in (name, str(folder / file))]
    assert outcome(["judge", *options, "--policy", policy]) == 0
    with (folder / "j.csv").open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["question"] == "recent_trend")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case_id"])
def test_the_command_gives_the_published_marker(case: dict[str, str], tmp_path: Path) -> None:
    found = judged(case, tmp_path)["verdict"]
    if case["case_id"] == MEANT_TO_DIFFER:
        assert found == "increasing"
    elif case["expected_marker"]:
        assert found == VERDICT[case["expected_marker"]]
    else:
        assert (found == "increasing") == (case["expected_significant"] == "true")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case_id"])
def test_every_case_that_cannot_be_calculated_says_why(case: dict[str, str], tmp_path: Path) -> None:
    reasons = {
        "FTN_EmergencyReadmissions": "not_applicable",
        "FTN_Under75CancerMortality_skip_first": "too_few_points",
        "FTO_prop2": "no_interval",
        "FTO_set1_3yr": "not_comparable",
    }
    assert judged(case, tmp_path)["reason"] == reasons.get(case["case_id"], "")


def test_where_there_are_neither_limits_nor_counts_there_is_no_answer(tmp_path: Path) -> None:
    case = next(case for case in CASES if case["case_id"] == MEANT_TO_DIFFER)
    found = judged(case, tmp_path, with_counts=False)
    assert (found["verdict"], found["reason"]) == ("cannot_judge", "no_interval")


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case["expected_chi2_2dp"] not in ("", "0")],
    ids=lambda case: case["case_id"],
)
def test_chi_squared_is_the_published_one(case: dict[str, str]) -> None:
    points = points_of(case["case_id"])[::-1]
    if case["method"] == "proportion_chi2":
        counts, out_of = ([float(row[name]) for row in points] for name in ("count", "denominator"))
        trend = proportions_trend(counts, out_of, 0.998)
    else:
        widths = [float(row["upper_ci95"]) - float(row["lower_ci95"]) for row in points]
        trend = weighted_trend([scaled(Decimal(row["value"]), 2) for row in points], widths, 2, 0.998)
    assert f"{trend.chi_squared:.2f}" == case["expected_chi2_2dp"]
    assert trend.sign == 1
