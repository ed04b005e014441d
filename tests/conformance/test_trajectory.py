"""Progress as Open SDG's own site tests expect it, through the command, from files alone."""

import csv
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no conformance material in {FOLDER}")

POLARITY = {"positive": "high_is_good", "negative": "low_is_good"}
WORD = {
    "target_achieved": "achieved",
    "substantial_progress": "on_track",
    "moderate_progress": "behind",
    "limited_progress": "off_track",
    "deterioration": "wrong_direction",
}


def cases() -> list[dict[str, str]]:
    path = FOLDER / "sdg_progress.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_the_command_gives_the_published_progress(case: dict[str, str], tmp_path: Path) -> None:
    tables = {
        "observations": f"measure,area,period,value\nm,E92000001,{case['base_year']},{case['base_value']}\n"
        f"m,E92000001,{case['current_year']},{case['current_value']}\n",
        "measures": f"measure,title,polarity\nm,A measure,{POLARITY[case['direction']]}\n",
        "targets": f"measure,area,period,target\nm,E92000001,{case['target_year']},{case['target']}\n",
    }
    options = []
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        options += [f"--{name}", str(tmp_path / f"{name}.csv")]
    out = tmp_path / "j.csv"
    assert outcome(["judge", *options, "--policy", "open-sdg", "--out", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        found = [row["verdict"] for row in csv.DictReader(file) if row["question"] == "trajectory"]
    assert found == [WORD[case["expected_status"].split()[0]]]
