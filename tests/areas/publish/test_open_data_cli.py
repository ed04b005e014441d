"""Small numbers with files alone, at the command line."""

import csv
import json
from pathlib import Path

from click.testing import CliRunner

from goldenthread.cli.main import goldenthread

KENT, PERIOD = "E10000016", "2016-04-01/P1Y"
DISTRICTS = tuple(f"E07000{number}" for number in range(105, 117))


def figures(path: Path, **counts: int) -> Path:
    """Twelve districts with 20 children each, but those named, and the county with all of them."""
    held = dict.fromkeys(DISTRICTS, 20) | counts
    rows = [f"care,{area},{PERIOD},{count}" for area, count in held.items()]
    lines = ["measure,area,period,value", *rows, f"care,{KENT},{PERIOD},{sum(held.values())}"]
    path.write_text("\n".join(lines) + "\n")
    return path


def protected(folder: Path, observations: Path, *more: str) -> tuple[dict[str, object], set[str]]:
    """The summary, and the areas without a figure."""
    measures = folder / "measures.csv"
    measures.write_text("measure,title,statistic,protection\ncare,Children in care,count,small-numbers\n")
    out = folder / f"out-{observations.name}"
    asked = ["protect", "--observations", str(observations), "--measures", str(measures), "--out", str(out)]
    answer = CliRunner().invoke(goldenthread, [*asked, "--json", *more])
    assert answer.exit_code == 0, answer.output
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    hidden = {row["area"] for row in rows if not row["value"]}
    assert {row["area"] for row in rows if row["status"] == "suppressed"} == hidden
    return json.loads(answer.stdout), hidden


def test_a_small_count_is_withheld_with_one_that_would_give_it_away(tmp_path: Path) -> None:
    said, hidden = protected(tmp_path, figures(tmp_path / "a.csv", E07000105=3))
    assert said["withheld"] == {"small": 1, "to_protect": 1}
    assert "E07000105" in hidden and len(hidden) == 2


def test_what_was_withheld_before_stays_withheld(tmp_path: Path) -> None:
    first = figures(tmp_path / "a.csv", E07000105=3)
    _, before = protected(tmp_path, first)
    second = figures(tmp_path / "b.csv", E07000105=30)
    _, after = protected(tmp_path, second, "--before", str(first), str(tmp_path / "out-a.csv"))
    assert before <= after


def test_a_table_without_small_counts_is_written_as_it_is(tmp_path: Path) -> None:
    said, hidden = protected(tmp_path, figures(tmp_path / "a.csv"))
    assert (said["withheld"], hidden) == ({}, set())
