"""One series, five questions: each has its own right answer, and they stand together."""

import csv
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from tests.spec.charting import SAMPLE

ANSWERS = {
    "target": "amber",
    "regression": "improving",
    "direction_1y": "maintaining",
    "variation": "special_improvement",
    "assurance": "consistently_misses",
}


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Twelve quarters of a percentage, higher is better, with a target of 80 and a floor standard of 72."""
    folder = tmp_path_factory.mktemp("sample")
    points = enumerate(SAMPLE.split())
    lines = [
        f"sample,E10000016,{2014 + at // 4}/{15 + at // 4} Q{at % 4 + 1},{value}" for at, value in points
    ]
    tables = {
        "observations": ["measure,area,period,value", *lines],
        "measures": ["measure,title,unit,polarity,decimals", "sample,A sample,%,high_is_good,1"],
        "targets": ["measure,area,period,target,floor", "sample,E10000016,2016/17 Q4,80,72"],
    }
    command = ["judge", "--policy", "every-question", "--out", str(folder / "judged.csv")]
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        command += [f"--{name}", str(folder / f"{name}.csv")]
    assert outcome(command) == 0
    with Path(folder / "judged.csv").open(encoding="utf-8", newline="") as file:
        return {row["question"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("question", ANSWERS)
def test_each_question_has_its_own_answer(judged: dict[str, dict[str, str]], question: str) -> None:
    row = judged[question]
    assert (row["verdict"], row["reason"], row["period"]) == (ANSWERS[question], "", "2017-01-01/P3M")
