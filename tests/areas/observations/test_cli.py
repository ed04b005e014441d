"""`goldenthread observations read`, as a person types it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome

GOOD = "m,E10000016,2016/17,1.5"
BAD = "m,na,2016/17,2"


def figures(folder: Path, *lines: str, name: str = "figures.csv") -> str:
    path = folder / name
    path.write_text("\n".join(["measure,area,period,value", *lines]) + "\n")
    return str(path)


def test_a_good_file_is_written_plain_and_summed_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    source = figures(tmp_path, GOOD, GOOD)
    assert outcome(["observations", "read", source, "--out", str(out), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "files": 1,
        "files_refused": 0,
        "rows_read": 2,
        "kept": 1,
        "refused": 0,
        "repeats": 1,
        "out": str(out),
    }
    assert said.err == ""
    assert out.read_text().splitlines() == [
        "measure,area,period,group,value,numerator,denominator,lower,upper,status,qualifier,note",
        "m,E10000016,2016-04-01/P1Y,,1.5,,,,,normal,,",
    ]


def test_any_refusal_exits_1_and_leaves_what_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before")
    assert outcome(["observations", "read", figures(tmp_path, GOOD, BAD), "--out", str(out), "--json"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("figures.csv:3:area: 'na' is not in the area register: ")
    assert "nothing was written" in said.err
    assert json.loads(said.out)["out"] is None
    assert out.read_text() == "before"


def test_keep_good_writes_the_good_rows_and_counts_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.parquet"
    source = figures(tmp_path, GOOD, BAD)
    assert outcome(["observations", "read", source, "--out", str(out), "--keep-good", "--json"]) == 0
    said = capsys.readouterr()
    summary = json.loads(said.out)
    assert (summary["rows_read"], summary["kept"], summary["refused"]) == (2, 1, 1)
    assert "figures.csv:3:area" in said.err
    assert out.exists()


@pytest.mark.parametrize("keep", [[], ["--keep-good"]])
def test_only_the_first_fifty_refusals_are_printed_and_all_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], keep: list[str]
) -> None:
    source = figures(tmp_path, GOOD, *[BAD] * 60)
    outcome(["observations", "read", source, "--out", str(tmp_path / "o.csv"), *keep])
    lines = capsys.readouterr().err.splitlines()
    assert len([line for line in lines if line.startswith("figures.csv:")]) == 50
    assert "60 faults" in lines[-1]


def test_where_no_file_can_be_read_keep_good_has_nothing_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "nowhere.csv")
    out = tmp_path / "o.csv"
    assert outcome(["observations", "read", nowhere, "--out", str(out), "--keep-good"]) == 1
    assert "no such file" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    "arguments",
    [[], ["x.csv"], ["x.csv", "--out", "o.doc"], ["x.csv", "--out", "o.csv", "--adapter", "magic"]],
)
def test_misuse_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["observations", "read", *arguments]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_councils_own_areas_measures_and_years_may_be_given(tmp_path: Path) -> None:
    (tmp_path / "areas.yaml").write_text(
        "areas:\n  - {code: east-kent, name: East Kent, kind: composite, members: [E07000106, E07000108]}\n"
    )
    (tmp_path / "measures.csv").write_text("measure,title,year_type\nm,A measure,academic\n")
    out = tmp_path / "o.csv"
    source = figures(tmp_path, "m,east-kent,2016/17,1")
    options = ["--areas", str(tmp_path / "areas.yaml"), "--measures", str(tmp_path / "measures.csv")]
    assert outcome(["observations", "read", source, "--out", str(out), *options]) == 0
    assert "m,east-kent,2016-09-01/P1Y,,1," in out.read_text()


def test_the_year_type_may_be_given_alone(tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    source = figures(tmp_path, GOOD)
    assert outcome(["observations", "read", source, "--out", str(out), "--year-type", "academic"]) == 0
    assert "2016-09-01/P1Y" in out.read_text()


def test_what_was_written_can_be_read_again_to_the_same_bytes(tmp_path: Path) -> None:
    first, second, third = tmp_path / "1.csv", tmp_path / "2.parquet", tmp_path / "3.csv"
    source = figures(tmp_path, GOOD, "m,E07000106,2017/18,", "m,E07000108,2017/18,0.10")
    for one, other in ((source, first), (first, second), (second, third)):
        assert outcome(["observations", "read", str(one), "--out", str(other)]) == 0
    assert first.read_bytes() == third.read_bytes()


@pytest.mark.parametrize("given", ["figures.csv", "."])
def test_a_file_that_is_read_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = Path(figures(tmp_path, GOOD)).read_text()
    assert outcome(["observations", "read", given, "--out", "figures.csv"]) == 1
    assert "this is one of the files to read" in capsys.readouterr().err
    assert (tmp_path / "figures.csv").read_text() == before


def test_a_command_on_files_does_not_load_pandas(tmp_path: Path) -> None:
    source, out = figures(tmp_path, GOOD), str(tmp_path / "out.csv")
    script = (
        "import os, sys; from goldenthread.cli import main;"
        "main.end = lambda code: os._exit(code or 'pandas' in sys.modules); main.run()"
    )
    done = subprocess.run([sys.executable, "-c", script, "observations", "read", source, "--out", out])
    assert done.returncode == 0
    assert Path(out).exists()
