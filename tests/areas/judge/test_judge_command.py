"""`goldenthread judge` and `goldenthread roll-up`: files in, files out, and what they refuse."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from goldenthread.cli.judge import DEFAULT_POLICY
from goldenthread.cli.main import outcome
from goldenthread.engine import policy as engine_policy

OBSERVATIONS = """\ufeffarea,measure,value,period,status,qualifier
E10000016,neet,3.0,2016,,
E10000016,neet,3.0,2016,,
E10000016,neet,2.8,2017-01-01/P1Y,provisional,
E10000016,gcse,60.8,2014/15,,
E10000016,gcse,62.2,2015/16,break,
E10000016,landfill,2,2016,,
E10000016,landfill,0.5,2017,provisional,<
"""
MEASURES = """measure,title,unit,statistic,polarity,decimals,year_type
neet,Not in education,%,proportion,low_is_good,1,
gcse,Good GCSEs,%,proportion,high_is_good,1,academic
landfill,To landfill,%,proportion,low_is_good,,
"""
TARGETS = """measure,area,period,target,floor
neet,E10000016,2016,2.5,2.9
landfill,E10000016,2016,10,
neet,E06000035,2016,2,
"""
TREE = """ref,parent,measure
kent,,
young,kent,neet
young,kent,gcse
green,kent,landfill
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("o", OBSERVATIONS), ("m", MEASURES), ("t", TARGETS), ("tree", TREE)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def judge(*more: str, out: str = "j.csv", observations: str = "o.csv", measures: str = "m.csv") -> int:
    return outcome(["judge", "--observations", observations, "--measures", measures, "--out", out, *more])


def rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def verdicts(path: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    return {(r["measure"], r["area"], r["question"]): (r["verdict"], r["reason"]) for r in rows(path)}


def test_each_series_and_question_has_one_row_in_order(files: Path) -> None:
    assert judge("--targets", "t.csv") == 0
    keys = [(r["measure"], r["area"], r["group"], r["question"]) for r in rows("j.csv")]
    assert keys == sorted(set(keys)) and len(keys) == 8


def test_kents_own_figures_are_judged_with_their_marks(files: Path) -> None:
    judge()
    first = next(r for r in rows("j.csv") if (r["measure"], r["question"]) == ("neet", "direction_1y"))
    assert first == {
        "measure": "neet",
        "area": "E10000016",
        "group": "",
        "question": "direction_1y",
        "verdict": "improving",
        "reason": "",
        "marks": "provisional;other_reading",
        "period": "2017-01-01/P1Y",
        "value": "2.8",
        "base_period": "2016-01-01/P1Y",
        "base_value": "3.0",
        "change": "-0.2",
        "lower_limit": "2.85",
        "upper_limit": "3.15",
        "rule": "kent-annual-report-2017/variance@1",
        "qualifier": "",
        "base_qualifier": "",
        "basis": "",
        "rank": "",
        "ranked": "",
    }
    assert verdicts("j.csv")["gcse", "E10000016", "direction_1y"] == ("cannot_judge", "series_break")
    assert verdicts("j.csv")["landfill", "E10000016", "direction_1y"] == ("improving", "")


def test_a_target_without_an_observation_has_a_row_too(files: Path) -> None:
    judge("--targets", "t.csv", "--policy", "kent-quarterly-2020")
    said = verdicts("j.csv")
    assert said["neet", "E10000016", "target"] == ("amber", "")
    assert said["landfill", "E10000016", "target"] == ("green", "")
    assert said["neet", "E06000035", "target"] == ("cannot_judge", "no_observation")


def test_a_measure_with_a_policy_of_its_own_is_asked_its_questions(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = "ref: ours\nquestions: {direction_2y: {parameters: {tolerance: 1}}}\n"
    (files / "ours.yaml").write_text(own, encoding="utf-8")
    lines = MEASURES.splitlines()
    said = (",policy", ",", ",ours.yaml", ",kent-quarterly-2020")
    (files / "m.csv").write_text("\n".join(map("".join, zip(lines, said, strict=True))), encoding="utf-8")
    assert judge("--targets", "t.csv", "--json") == 0
    found = verdicts("j.csv")
    assert sorted((measure, question) for measure, area, question in found if area == "E10000016") == [
        ("gcse", "direction_2y"),
        ("landfill", "expected_range"),
        ("landfill", "regression"),
        ("landfill", "target"),
        ("neet", "direction_1y"),
        ("neet", "direction_3y"),
    ]
    assert found["landfill", "E10000016", "target"] == ("green", "")
    assert {row["rule"] for row in rows("j.csv") if row["measure"] == "gcse"} == {"ours/variance@1"}
    assert json.loads(capsys.readouterr().out)["series"] == 4


def test_a_policy_of_a_measures_own_that_is_not_there_is_named(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "m.csv").write_text("measure,title,policy\nneet,Not in education,none\n", encoding="utf-8")
    assert judge() == 1
    assert "m.csv:2:policy: 'none' cannot be used: there is no such policy" in capsys.readouterr().err


def test_parquet_carries_the_same_judgements_with_numbers(files: Path) -> None:
    judge()
    judge(out="j.parquet")
    table = pq.read_table("j.parquet").to_pylist()
    texts = [row["value"] for row in rows("j.csv")]
    assert [row["value"] for row in table] == [float(text) for text in texts]
    outcome(["roll-up", "--judgements", "j.csv", "--tree", "tree.csv", "--out", "r.csv"])
    outcome(["roll-up", "--judgements", "j.parquet", "--tree", "tree.csv", "--out", "r2.csv"])
    assert rows("r.csv") == rows("r2.csv")


def test_the_summary_counts_what_went_in_and_came_out(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judge("--json")
    summary = json.loads(capsys.readouterr().out)
    assert (summary["rows_read"], summary["kept"], summary["repeats"]) == (7, 6, 1)
    assert (summary["series"], summary["judgements"], summary["policy"]) == (3, 6, "kent-annual-report-2017")


def test_verdicts_roll_up_the_tree(files: Path) -> None:
    judge()
    assert outcome(["roll-up", "--judgements", "j.csv", "--tree", "tree.csv", "--out", "r.csv"]) == 0
    rolled = {(r["ref"], r["question"]): r for r in rows("r.csv")}
    young = rolled["young", "direction_1y"]
    assert (young["verdict"], young["cannot_judge"], young["single_measure"]) == ("improving", "1", "true")
    assert rolled["kent", "overall"]["verdict"] == "improving"


VINTAGES = """measure,area,period,value,known_from,known_to
neet,E10000016,2016,3.0,2017-01-01,2017-06-01
neet,E10000016,2016,3.1,2017-06-01,
neet,E10000016,2017,2.8,2017-06-01,
"""


@pytest.mark.parametrize(
    ("day", "value"), [("2017-05-31", "3.0"), ("2017-06-01", "2.8"), (None, "2.8"), ("2016-12-31", None)]
)
def test_only_what_was_known_on_the_day_is_judged(files: Path, day: str | None, value: str | None) -> None:
    Path("k.csv").write_text(VINTAGES)
    assert judge(*(["--known-by", day] if day else []), observations="k.csv") == 0
    assert {row["value"] for row in rows("j.csv")} == ({value} if value else set())


def test_a_figure_too_old_for_the_policy_is_stale_on_the_day(files: Path) -> None:
    Path("p.yaml").write_text(
        "ref: ours\nstale_after_months: 12\nquestions: {direction_1y: {rule: variance, version: 1}}\n"
    )
    judge("--policy", "p.yaml", "--as-of", "2019-01-02")
    assert {row["reason"] for row in rows("j.csv")} == {"stale"}
    judge("--policy", "p.yaml", "--as-of", "2018-12-31")
    assert verdicts("j.csv")["neet", "E10000016", "direction_1y"] == ("improving", "")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("E10000016,nope,1,2016,,", "'nope' is not among the measures"),
        ("E99999999,neet,1,2016,,", "'E99999999' is not in the area register"),
        ("E10000016,neet,inf,2016,,", "inf"),
        ("E10000016,neet,high,2016,,", "high"),
        ("E10000016,neet,1,2016/18,,", "18 is not the year after 2016"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(
    files: Path, capsys: pytest.CaptureFixture[str], line: str, what: str
) -> None:
    Path("o.csv").write_text(OBSERVATIONS + line + "\n", encoding="utf-8")
    assert judge() == 1
    said = capsys.readouterr().err
    assert what in said and "o.csv:9:" in said
    assert not Path("j.csv").exists()
    assert judge("--keep-good") == 0
    assert Path("j.csv").exists()


def test_rows_that_disagree_are_all_refused(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("o.csv").write_text(OBSERVATIONS + "E10000016,neet,3.3,2016,,\n", encoding="utf-8")
    assert judge("--keep-good") == 0
    said = capsys.readouterr().err
    assert all(f"o.csv:{line}:value" in said for line in (2, 3, 9))
    assert verdicts("j.csv")["neet", "E10000016", "direction_1y"] == ("cannot_judge", "no_earlier_period")


@pytest.mark.parametrize("content", [None, b"", b"\x00\xff\xfe\x01" * 50, "folder"])
@pytest.mark.parametrize("option", ["--observations", "--measures", "--targets", "--neighbours", "--policy"])
def test_a_file_that_is_none_is_refused_plainly(
    files: Path, capsys: pytest.CaptureFixture[str], option: str, content: bytes | str | None
) -> None:
    path = files / ("bad.yaml" if option == "--policy" else "bad.csv")
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    assert judge(option, str(path)) == 1
    said = capsys.readouterr().err
    assert path.name in said and "nothing was written" in said
    assert not Path("j.csv").exists()


@pytest.mark.parametrize(
    "more",
    [
        ("--known-by", "yesterday"),
        ("--as-of", "2017-02-30"),
        ("--benchmark", "Narnia"),
        ("--out", "j.docx"),
        ("--colour", "red"),
    ],
)
def test_misuse_is_told_from_refusal(files: Path, more: tuple[str, ...]) -> None:
    assert judge(*more) == 2


def test_a_question_that_is_not_known_is_refused_with_those_that_are(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("p.yaml").write_text("ref: ours\nquestions: {mood: {rule: mood, version: 1}}\n")
    assert judge("--policy", "p.yaml") == 1
    said = capsys.readouterr().err
    assert "questions.mood: the question is not known" in said
    assert "direction_1y, direction_3y, target, expected_range, regression" in said


def test_the_default_policy_is_the_engines() -> None:
    assert DEFAULT_POLICY == engine_policy.DEFAULT_POLICY


@pytest.mark.parametrize("over", ["o.csv", "m.csv", "t.csv", "./o.csv"])
def test_an_input_is_never_written_over(files: Path, capsys: pytest.CaptureFixture[str], over: str) -> None:
    before = (files / over).read_bytes()
    assert judge("--targets", "t.csv", out=over) == 1
    assert f"{Path(over)}: this is one of the files to read" in capsys.readouterr().err
    assert (files / over).read_bytes() == before


def test_a_rolled_up_tree_is_not_written_over_its_judgements(files: Path) -> None:
    assert judge() == 0
    before = (files / "j.csv").read_bytes()
    assert outcome(["roll-up", "--judgements", "j.csv", "--tree", "tree.csv", "--out", "j.csv"]) == 1
    assert (files / "j.csv").read_bytes() == before


def test_a_policy_of_the_councils_own_is_not_written_over(files: Path) -> None:
    (files / "p.csv").write_text("ref: ours\nquestions: {target: {rule: target, version: 1}}\n")
    assert judge("--policy", "p.csv", out="p.csv") == 1
    assert (files / "p.csv").read_text().startswith("ref: ours")


def test_a_refusal_ends_the_process_with_one_and_not_with_a_crash(files: Path) -> None:
    command = [sys.executable, "-m", "goldenthread", "judge", "--observations", "none.csv"]
    done = subprocess.run(
        [*command, "--measures", "m.csv", "--out", "j.csv"], cwd=files, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "refused: 1 fault; nothing was written"


def test_what_is_printed_reaches_a_pipe_whole(files: Path) -> None:
    command = [sys.executable, "-m", "goldenthread", "judge", "--observations", "o.csv", "--json"]
    done = subprocess.run(
        [*command, "--measures", "m.csv", "--out", "j.csv"], cwd=files, capture_output=True, text=True
    )
    assert (done.returncode, json.loads(done.stdout)["out"]) == (0, "j.csv")


def test_a_row_of_too_few_cells_is_refused_and_the_good_rows_are_judged(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "o.csv").write_text("measure,area,period,value\nneet,E10000016,2016,3\nneet,E10000016,2017\n")
    assert judge() == 1
    assert not (files / "j.csv").exists()
    capsys.readouterr()
    assert judge("--keep-good", "--json") == 0
    said = capsys.readouterr()
    summary = json.loads(said.out)
    assert (summary["rows_read"], summary["kept"], summary["refused"]) == (2, 1, 1)
    assert said.err.startswith("o.csv:3: the row has 3 cells and the header has 4")


def test_a_file_that_cannot_tell_what_was_known_when_says_so(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge("--known-by", "2017-05-25", "--json") == 0
    said = capsys.readouterr()
    assert "o.csv does not say since when its rows were known: all are judged" in said.err
    assert json.loads(said.out)["not_known"] == 0


def test_nodes_under_which_nothing_was_judged_are_counted(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge() == 0
    (files / "tree.csv").write_text("ref,parent,measure\nkent,,neet\nroads,kent,pothole\n")
    capsys.readouterr()
    arguments = ["--judgements", "j.csv", "--tree", "tree.csv", "--out", "r.csv", "--json"]
    assert outcome(["roll-up", *arguments]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["nodes"], summary["without_verdicts"]) == (2, 1)
