"""Fingertips' comparisons, quintiles and targets through the command, as an analyst would ask them of files.

What the tables cannot carry is asked of the rules, in `test_comparison.py`: limits at two levels at once. A
denominator below zero is refused when it is read.
"""

import csv
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no conformance material in {FOLDER}")

OWN, BENCHMARK = "E10000016", "E92000001"
COUNTIES = ("03", "06", "07", "08", "11", "12", "13", "14", "15", "16")
POLARITY = {"low": "low_is_good", "high": "high_is_good", "none": "no_judgement", "ignored": "high_is_good"}
METHOD = {
    "ci1": "interval",
    "ci1_next": "interval",
    "ci_double": "overlap",
    "spc_prop": "spc_proportion",
    "spc_dsr": "spc_rate",
}
CONFIDENCE = {"": 95, "1.96": 95, "0.025": 95, "3.0902": 99.8, "0.001": 99.8}
SAID = {
    **{"better": "Better", "worse": "Worse", "higher": "Higher", "lower": "Lower", "similar": "Same"},
    **{"green": "Better", "amber": "Same", "red": "Worse", "cannot_judge": "None"},
}
HEADINGS = {
    "observations": "measure,area,period,value,denominator,lower,upper",
    "measures": "measure,title,statistic,polarity,multiplier",
    "targets": "measure,area,period,target,lower,upper",
}


def table(name: str) -> list[dict[str, str]]:
    path = FOLDER / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def judged(folder: Path, question: str, *more: str, **tables: list[str]) -> dict[str, dict[str, str]]:
    """What the command says, by area. `question` is a line of a policy, each table its lines."""
    (folder / "policy.yaml").write_text(f"ref: ours\nquestions:\n  {question}\n", encoding="utf-8")
    options = ["--policy", str(folder / "policy.yaml"), *more]
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join([HEADINGS[name], *lines, ""]), encoding="utf-8")
        options += [f"--{name}", str(folder / f"{name}.csv")]
    out = folder / "judged.csv"
    assert outcome(["judge", *options, "--out", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        return {row["area"]: row for row in csv.DictReader(file)}


COMPARISONS = [
    pytest.param(row, id=row["case_id"])
    for row in table("benchmark_comparators")
    if row["method"] in METHOD and not row["denominator"].startswith("-")
]


@pytest.mark.parametrize("row", COMPARISONS)
def test_the_command_compares_with_a_benchmark_as_fingertips_does(
    row: dict[str, str], tmp_path: Path
) -> None:
    method, confidence = METHOD[row["method"]], CONFIDENCE[row["confidence_variable"]]
    statistic = "rate" if method == "spc_rate" else "proportion"
    found = judged(
        tmp_path,
        f"benchmark: {{rule: {method}, parameters: {{confidence: {confidence}}}}}",
        *("--benchmark", BENCHMARK),
        observations=[
            f"m,{OWN},2016/17,{row['value']},{row['denominator']},{row['lo95']},{row['hi95']}",
            f"m,{BENCHMARK},2016/17,{row['cmp_value']},,{row['cmp_lo95']},{row['cmp_hi95']}",
        ],
        measures=[f"m,A measure,{statistic},{POLARITY[row['polarity']]},{row['unit']}"],
    )
    assert SAID[found[OWN]["verdict"]] == row["expected"].replace("Similar", "Same")


@pytest.mark.parametrize(
    "row", [row for row in table("quintiles_fingertips") if row["dataset"].startswith("category")]
)
def test_the_command_gives_fingertips_quintiles(row: dict[str, str], tmp_path: Path) -> None:
    last = int(row["dataset"].rsplit("_", 1)[1])
    observations = [f"m,E100000{code},2016/17,{at + 1},,," for at, code in enumerate(COUNTIES[:last])]
    measures = [f"m,A measure,,{POLARITY[row['polarity']]},"]
    found = judged(tmp_path, "benchmark: quintiles", observations=observations, measures=measures)
    own = found[f"E100000{COUNTIES[int(row['value']) - 1]}"]
    assert ("0" if own["reason"] == "too_few_points" else own["verdict"]) == row["expected"]


@pytest.mark.parametrize("row", table("targets_fingertips"))
def test_the_command_meets_a_target_as_fingertips_does(row: dict[str, str], tmp_path: Path) -> None:
    """A figure that is compared by its interval alone is put at the interval's lower end."""
    single = row["rule"] in ("single_value", "previous_year_england")
    method = "value" if single else "interval" if row["rule"] == "single_value_ci" else "range"
    value, low, high = row["value"] or row["lo95"] or "10", row["lower_limit"], row["upper_limit"]
    aim = f",{low},{high}" if method == "range" else f"{low},,"
    found = judged(
        tmp_path,
        f"target: {method}",
        observations=[f"m,{OWN},2016/17,{value},,{row['lo95']},{row['hi95']}"],
        measures=[f"m,A measure,,{POLARITY[row['polarity']]},"],
        targets=[f"m,{OWN},2016/17,{aim}"],
    )
    assert SAID[found[OWN]["verdict"]] == row["expected"]
