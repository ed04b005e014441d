"""`goldenthread policy against`: two tables of judgements, and the answers that differ."""

import csv
import json
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome

OBSERVATIONS = """measure,area,period,value
a,E10000016,2016,100
a,E10000016,2017,104
b,E10000016,2016,100
b,E10000016,2017,120
c,E10000016,2017,1
"""
MEASURES = """measure,title,polarity
a,A little more,high_is_good
b,Much more,high_is_good
c,New,high_is_good
"""
STRICT = "ref: strict\nquestions: {direction_1y: {parameters: {tolerance: 2}}, target: {}}\n"


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("o.csv", OBSERVATIONS), ("m.csv", MEASURES), ("strict.yaml", STRICT)):
        Path(name).write_text(text)
    for policy, out in (("kent-annual-report-2017", "usual.csv"), ("strict.yaml", "strict.parquet")):
        files = ["--observations", "o.csv", "--measures", "m.csv", "--policy", policy, "--out", out]
        assert outcome(["judge", *files]) == 0
    return tmp_path


def test_the_answers_that_flip_are_written_with_both_rules(
    judged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert outcome(["policy", "against", "usual.csv", "strict.parquet", "--out", "f.csv", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["shared"], said["flips"], said["maintaining to improving"]) == (3, 1, 1)
    with Path("f.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["measure"], row["question"], row["period"]) == ("a", "direction_1y", "2017-01-01/P1Y")
    assert (row["verdict"], row["other_verdict"]) == ("maintaining", "improving")
    assert (row["rule"], row["other_rule"]) == ("kent-annual-report-2017/variance@1", "strict/variance@1")
    assert (row["upper_limit"], float(row["other_upper_limit"])) == ("105", 102)


def test_nothing_flips_between_a_table_and_itself(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert outcome(["policy", "against", "usual.csv", "usual.csv", "--out", "f.csv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["flips"] == 0


def test_a_table_that_is_no_judgements_is_refused(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["policy", "against", "usual.csv", "o.csv", "--out", "f.csv"]) == 1
    assert "o.csv" in capsys.readouterr().err


def test_a_question_that_is_answered_twice_is_refused(
    judged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = Path("usual.csv").read_text().splitlines(keepends=True)
    Path("twice.csv").write_text("".join([*lines, lines[1]]))
    assert outcome(["policy", "against", "usual.csv", "twice.csv", "--out", "f.csv"]) == 1
    assert "is answered twice" in capsys.readouterr().err


def test_an_input_is_never_written_over(judged: Path) -> None:
    assert outcome(["policy", "against", "usual.csv", "strict.parquet", "--out", "usual.csv"]) == 1
