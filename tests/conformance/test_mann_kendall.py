"""What pyMannKendall publishes of its own tests: the series that its table states, judged as it judges them.

No question here is Mann and Kendall's test: on five points it can never claim the 99.8% of the recent trend.
The regression question is asked of the same series. Its other two rows are of 360 values that the table
does not hold.
"""

import csv
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no conformance material in {FOLDER}")

VALUES = {"360 equal values": [7] * 360, "0..359": list(range(360))}
VERDICT = {"no trend": "no_clear_trend", "increasing": "rising"}


def cases() -> list[dict[str, str]]:
    path = FOLDER / "mann_kendall.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["series"] in VALUES]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_regression_agrees_where_there_can_be_no_doubt(case: dict[str, str], tmp_path: Path) -> None:
    months = [f"{1990 + at // 12}-{at % 12 + 1:02}-01/P1M" for at in range(360)]
    rows = [
        f"m,E92000001,{month},{value}" for month, value in zip(months, VALUES[case["series"]], strict=True)
    ]
    tables = {
        "observations": ["measure,area,period,value", *rows],
        "measures": ["measure,title", "m,A measure"],
    }
    options = []
    for name, lines in tables.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
        options += [f"--{name}", str(tmp_path / f"{name}.csv")]
    out = tmp_path / "j.csv"
    assert outcome(["judge", *options, "--policy", "kent-quarterly-2020", "--out", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        found = [row["verdict"] for row in csv.DictReader(file) if row["question"] == "regression"]
    assert found == [VERDICT[case["trend"]]]
