"""`goldenthread spc`: files in, a row for each point out, and what it refuses."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from goldenthread.cli.main import outcome

HEADING = "measure,area,period,value,group,status\n"
SAMPLE = "68.0 70.5 69.2 71.8 70.9 73.5 72.2 74.8 73.6 75.9 74.4 76.1"
MEASURES = """measure,title,unit,polarity,decimals,year_type
repairs,Repairs done in time,%,high_is_good,1,
days,Days to decide,days,low_is_good,0,
"""
FIRST = "measure,area,period,group,value,mean,lower_limit,upper_limit,moving_range,rules"


def quarters(values: str, measure: str = "repairs", group: str = "") -> str:
    return "".join(
        f"{measure},E10000016,{2014 + at // 4}/{15 + at // 4} Q{at % 4 + 1},{value},{group},\n"
        for at, value in enumerate(values.split())
    )


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "o.csv").write_text(HEADING + quarters(SAMPLE), encoding="utf-8")
    (tmp_path / "m.csv").write_text(MEASURES, encoding="utf-8")
    return tmp_path


def spc(*more: str, out: str = "s.csv", measures: bool = True) -> int:
    stated = ["--measures", "m.csv"] if measures else []
    return outcome(["spc", "--observations", "o.csv", *stated, "--out", out, *more])


def rows(path: str = "s.csv") -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def test_each_point_has_a_row_with_the_columns_of_the_contract_first(files: Path) -> None:
    assert spc() == 0
    drawn = rows()
    assert len(drawn) == 12
    assert ",".join(drawn[0]).startswith(FIRST)
    assert drawn[-1] == {
        "measure": "repairs",
        "area": "E10000016",
        "period": "2017-01-01/P3M",
        "group": "",
        "value": "76.1",
        "mean": "72.57500",
        "lower_limit": "67.61773",
        "upper_limit": "77.53227",
        "moving_range": "1.7",
        "rules": "two_of_three",
        "verdict": "special_improvement",
        "reason": "",
        "marks": "",
    }
    assert drawn[0]["moving_range"] == ""


def test_measures_need_not_be_stated(files: Path) -> None:
    assert spc(measures=False) == 0
    assert rows()[-1]["verdict"] == "special_high"
    assert rows()[-1]["upper_limit"] == "77.53227"


def test_what_goes_in_too_finely_for_judging_is_charted_as_it_was_delivered(files: Path) -> None:
    write("o.csv", HEADING + quarters("0.00000011 0.00000013 0.00000012 0.00000015 0.00000011"))
    spc(measures=False)
    assert (rows()[0]["value"], rows()[0]["mean"]) == ("0.00000011", "0.000000124000")
    spc()
    assert rows()[0]["reason"] == "not_applicable"


def test_the_latest_point_is_what_judge_says_of_the_series(files: Path) -> None:
    policy = ["--policy", "nhs-making-data-count"]
    assert spc() == outcome(
        ["judge", "--observations", "o.csv", "--measures", "m.csv", *policy, "--out", "j.csv"]
    )
    judged = next(row for row in rows("j.csv") if row["question"] == "variation")
    last = rows()[-1]
    for name in ("verdict", "lower_limit", "upper_limit", "marks", "period"):
        assert judged[name] == last[name]


def test_every_rule_that_flags_a_point_is_named(files: Path) -> None:
    write("o.csv", HEADING + quarters("10 12 10 12 10 12 10 12 10 12 10 12 12 13 14 15 16 17 25"))
    spc()
    flagged = {row["value"]: (row["rules"], row["verdict"]) for row in rows()}
    assert flagged["25.0"] == ("outside_limits;run", "special_improvement")
    assert flagged["17.0"] == ("run;two_of_three", "special_improvement")
    assert flagged["13.0"] == ("run", "special_improvement")
    assert flagged["10.0"] == ("two_of_three;shift", "special_concern")


def test_quarters_are_charted_apart_from_years_and_groups_apart_from_everyone(files: Path) -> None:
    years = "".join(f"repairs,E10000016,{2000 + at}/{at + 1:02},{40 + at % 3},,\n" for at in range(6))
    write("o.csv", HEADING + years + quarters(SAMPLE) + quarters("1 2 3 4", group="sex=female"))
    spc()
    drawn = rows()
    means = {(row["period"][-3:], row["group"]): row["mean"] for row in drawn}
    assert means == {("P1Y", ""): "41.00000", ("P3M", ""): "72.57500", ("P3M", "sex=female"): ""}
    assert [row["reason"] for row in drawn if row["group"]] == ["too_few_points"] * 4


def test_limits_begin_anew_at_a_break_and_at_a_recorded_decision(files: Path) -> None:
    values = "50 52 51 50 52 51 80 82 81 80 82 81"
    write("o.csv", HEADING + quarters(values))
    write("r.csv", "measure,area,period,reason\nrepairs,E10000016,2015/16 Q3,A new contractor from October\n")
    assert spc("--rebased", "r.csv") == 0
    decided = rows()
    assert [row["mean"] for row in decided] == ["51.00000"] * 6 + ["81.00000"] * 6
    assert decided[6]["moving_range"] == ""
    broken = quarters(values).replace("2015/16 Q3,80,,", "2015/16 Q3,80,,break")
    write("o.csv", HEADING + broken)
    spc()
    assert rows() == decided


def test_a_row_without_a_value_is_no_point(files: Path) -> None:
    gap = "repairs,E10000016,2017/18 Q1,,,suppressed\n"
    write("o.csv", HEADING + quarters(SAMPLE) + gap)
    spc()
    assert len(rows()) == 12


def test_one_bound_leaves_its_stretch_without_limits(files: Path) -> None:
    write("o.csv", "measure,area,period,value,qualifier\n" + "".join(
        f"repairs,E10000016,{2000 + at},{at % 4 + 1},{'<' if at == 3 else ''}\n" for at in range(8)
    ))  # fmt: skip
    spc()
    assert {row["reason"] for row in rows()} == {"censored"}
    assert [row["moving_range"] for row in rows()][2:6] == ["1.0", "", "", "1.0"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("repairs,E10000016,2020/21 Q1,Why", "r.csv:2:period: the series has no 2020-04-01/P3M"),
        ("repairs,E06000035,2015/16 Q3,Why", "r.csv:2:period: the series has no 2015-10-01/P3M"),
        ("nothing,E10000016,2015/16 Q3,Why", "r.csv:2:period: the series has no 2015-10-01/P3M"),
        ("repairs,E10000016,2015/16 Q3,", "r.csv:2:reason: the reason is empty"),
        ("repairs,E10000016,lately,Why", "r.csv:2:period: "),
        ("repairs,E10000016,2015/16 Q3,Why\nrepairs,E10000016,2015/16 Q3,Why", "r.csv:3:period: "),
    ],
)
def test_a_decision_that_cannot_be_about_this_series_is_refused(
    files: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    write("r.csv", f"measure,area,period,reason\n{line}\n")
    assert spc("--rebased", "r.csv") == 1
    assert said in capsys.readouterr().err
    assert not Path("s.csv").exists()


def test_judge_takes_the_same_decisions(files: Path) -> None:
    write("o.csv", HEADING + quarters("50 52 51 50 52 51 80 82 81 80 82 81"))
    write("r.csv", "measure,area,period,reason\nrepairs,E10000016,2015/16 Q3,A new contractor from October\n")
    asked = ["judge", "--observations", "o.csv", "--measures", "m.csv", "--policy", "nhs-making-data-count"]
    assert outcome([*asked, "--rebased", "r.csv", "--out", "j.csv"]) == 0
    variation = next(row for row in rows("j.csv") if row["question"] == "variation")
    assert (variation["verdict"], variation["lower_limit"]) == ("common_cause", "77.27600")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("repairs,Nowhere,2016,5,,", "o.csv:14:area: 'Nowhere' is not in the area register"),
        ("repairs,E10000016,sometime,5,,", "o.csv:14:period: "),
        ("repairs,E10000016,2016,many,,", "o.csv:14:value: "),
        ("repairs,E10000016,2014/15 Q1,5,,", "o.csv:14:value: the same measure"),
    ],
)
def test_a_bad_row_is_refused_by_its_line_and_nothing_is_written(
    files: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    write("o.csv", HEADING + quarters(SAMPLE) + line + "\n")
    assert spc() == 1
    assert said in capsys.readouterr().err
    assert not Path("s.csv").exists()


def test_the_good_rows_are_kept_where_that_is_asked(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("o.csv", HEADING + quarters(SAMPLE) + "repairs,Nowhere,2016,5,,\n")
    assert spc("--keep-good", "--json") == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["refused"], summary["points"], summary["with_limits"]) == (1, 12, 12)
    assert summary["flagged"] == sum(1 for row in rows() if row["rules"]) > 0


def test_parquet_carries_numbers(files: Path) -> None:
    spc(out="s.parquet")
    last = pq.read_table("s.parquet").to_pylist()[-1]
    assert float(last["upper_limit"]) == 77.53227
    assert pq.read_table("s.parquet").to_pylist()[0]["moving_range"] is None


@pytest.mark.parametrize("out", ["s.txt", "o.csv"])
def test_an_output_that_cannot_be_written_is_said_at_once(files: Path, out: str) -> None:
    before = Path("o.csv").read_bytes()
    assert spc(out=out) in (1, 2)
    assert Path("o.csv").read_bytes() == before


def test_a_file_without_rows_gives_a_chart_without_points(files: Path) -> None:
    write("o.csv", HEADING)
    assert spc() == 0
    assert rows() == []
