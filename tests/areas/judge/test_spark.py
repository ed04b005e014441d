"""`goldenthread judge --engine spark`: a local Spark of two workers gives what the embedded engine gives."""

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldenthread.cli.main import outcome
from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.compact import Compact
from goldenthread.engine.compact_write import write_compact
from goldenthread.engine.judge import Judging, judge_table
from goldenthread.engine.policy import read_policy
from goldenthread.engine.spark import judge_on_spark, judge_table_on_spark
from goldenthread.engine.spark_session import check_spark
from goldenthread.engine.table import write_table
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import STATUSES
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refused

pytestmark = pytest.mark.spark
with_pyspark = pytest.mark.skipif(find_spec("pyspark") is None, reason="SPARK TESTS NOT RUN: no pyspark here")

AREAS = ("E06000035", "E06000036", "E10000011", "E10000014", "E10000016", "E92000001")
POLICY = read_policy("every-question")
COMPARATORS = Comparators(
    benchmarks={"": "E92000001"},
    levels={area: "county" for area in AREAS if area.startswith("E10")},
    groups={"near": {"E10000016": ("E10000011", "E10000014", "E06000035", "E06000036")}},
    model="near",
    rebased={("share", "E10000016", ""): (read_period("2012"),)},
)
MEASURES = {
    measure.ref: measure
    for measure in (
        Measure("share", "Share", "%", "proportion", Decimal(100), "high_is_good", 1),
        Measure("rate", "Rate", "per thousand", "rate", Decimal(1000), "low_is_good", 2),
        Measure("waits", "Waits", "days", "mean", None, "", None),
        Measure("calls", "Calls", "", "count", None, "no_judgement", 0, kind="activity"),
    )
}
TARGETS = [
    Target("share", "E10000016", read_period("2023"), Decimal(60), Decimal(50)),
    Target("rate", "E10000011", read_period("2030"), Decimal(3)),
    Target("calls", "E06000035", read_period("2023"), lower=Decimal(100), upper=Decimal(900)),
    Target("waits", "E10000099", read_period("2023"), Decimal(4)),
]
JUDGING = Judging(MEASURES, POLICY, TARGETS, date(2026, 6, 1), COMPARATORS)


def rows_of(measure: Measure, area: str, group: str, dice: Random) -> list[dict[str, Any]]:
    """One series: mostly years on end, with everything that can befall a series."""
    level, rows = dice.uniform(20, 70), []
    for year in range(dice.choice((2004, 2015, 2022)), dice.choice((2022, 2023, 2024))):
        whole = dice.randint(30, 4000)
        part = min(whole, max(0, round(whole * (level + dice.gauss(0, 3)) / 100)))
        exact = Decimal(part) / whole * (measure.multiplier or 100)
        status = dice.choice(STATUSES) if dice.random() < 0.1 else "normal"
        hidden = status in ("missing", "suppressed")
        rows.append(
            {
                "measure": measure.ref,
                "area": area,
                "period": str(read_period(str(year))),
                "group": group,
                "value": None if hidden else round(exact, dice.choice((1, 1, 4))),
                **({"numerator": Decimal(part), "denominator": Decimal(whole)} if measure.multiplier else {}),
                "status": status,
                "qualifier": "" if hidden or dice.random() > 0.03 else dice.choice("<>~"),
                "note": "",
            }
        )
    return rows


def random_table(seed: int = 4) -> pa.Table:
    """Every measure in every area, for everyone and for women, in no order; some figures beyond 64 bits."""
    dice = Random(seed)
    rows = [
        row
        for measure in MEASURES.values()
        for area in AREAS
        for group in ("", "sex=female")
        for row in rows_of(measure, area, group, dice)
    ]
    waits = [row for row in rows if row["measure"] == "waits"]
    waits[0]["value"] = Decimal("100000000000000000.000000000000000001")
    dice.shuffle(rows)
    return pa.Table.from_pylist(rows, schema=OBSERVATIONS)


def test_every_question_has_the_same_answer_on_spark(spark: Any, tmp_path: Path) -> None:
    table = random_table()
    path = tmp_path / "a folder [of] {all} kinds*" / "observations.parquet"
    path.parent.mkdir()
    write_compact(table, path)
    compact = Compact.open(path)
    assert compact.loose is not None
    theirs = judge_on_spark(compact, JUDGING, spark)
    assert theirs.to_pylist() == judge_table(table, JUDGING).to_pylist()
    assert set(theirs["question"].to_pylist()) == {question.name for question in POLICY.questions}


def test_measures_stay_whole_however_they_are_spread(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldenthread.engine.spark.ROWS_AT_ONCE", 1)
    table = random_table(seed=5)
    write_compact(table, tmp_path / "o.parquet")
    theirs = judge_on_spark(Compact.open(tmp_path / "o.parquet"), JUDGING, spark)
    assert theirs.equals(judge_table(table, JUDGING))


def test_no_observation_is_a_target_without_one(spark: Any) -> None:
    table = OBSERVATIONS.empty_table()
    theirs = judge_table_on_spark(table, JUDGING)
    assert theirs.num_rows > 0
    assert theirs.equals(judge_table(table, JUDGING))


def test_it_has_two_workers_and_opens_no_port_to_others(spark: Any) -> None:
    told = dict(spark.sparkContext.getConf().getAll())
    assert told["spark.master"] == "local[2]"
    assert {told["spark.driver.host"], told["spark.driver.bindAddress"]} == {"127.0.0.1"}
    assert told["spark.ui.enabled"] == "false"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_table(random_table(), tmp_path / "o.csv")
    header = "measure,title,unit,statistic,multiplier,polarity,decimals,kind\n"
    lines = (
        f"{m.ref},{m.title},{m.unit},{m.statistic},{m.multiplier or ''},{m.polarity},"
        f"{'' if m.decimals is None else m.decimals},{m.kind}\n"
        for m in MEASURES.values()
    )
    (tmp_path / "m.csv").write_text(header + "".join(lines))
    (tmp_path / "t.csv").write_text("measure,area,period,target,floor\nshare,E10000016,2023,60,50\n")
    return tmp_path


def words(engine: str, out: str, observations: str = "o.csv") -> list[str]:
    return [
        *("judge", "--observations", observations, "--measures", "m.csv", "--targets", "t.csv"),
        *("--benchmark", "E92000001", "--policy", "every-question", "--engine", engine, "--out", out),
    ]


def judge(engine: str, out: str, observations: str = "o.csv") -> int:
    return outcome(words(engine, out, observations))


def command(said: list[str], environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The installed command, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "goldenthread", *said],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(environment or {})},
    )


def test_the_command_writes_the_same_file_byte_for_byte_and_says_no_more(spark: Any, files: Path) -> None:
    """The Spark of another process is not asked for: this one starts its own, as at an analyst's desk."""
    inside, on_spark = command(words("embedded", "embedded.csv")), command(words("spark", "spark.csv"))
    assert (inside.returncode, on_spark.returncode) == (0, 0), on_spark.stderr
    assert on_spark.stderr == inside.stderr
    assert on_spark.stdout == inside.stdout.replace("embedded", "spark")
    written = (files / "spark.csv").read_bytes()
    assert written == (files / "embedded.csv").read_bytes()
    assert written.count(b"\n") > 400


def test_parquet_in_and_out_holds_the_same_rows(spark: Any, files: Path) -> None:
    write_table(random_table(), files / "o.parquet")
    for engine in ("embedded", "spark"):
        assert judge(engine, f"{engine}.parquet", "o.parquet") == 0
    assert pq.read_table("spark.parquet").equals(pq.read_table("embedded.parquet"))


def test_a_bad_row_is_refused_on_spark_as_anywhere(
    spark: Any, files: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = []
    with (files / "o.csv").open("a", encoding="utf-8") as file:
        file.write("share,E10000016,twenty,,5,,,,,,,\n")
    for engine in ("embedded", "spark"):
        assert judge(engine, "out.csv") != 0
        said.append(capfd.readouterr().err)
        assert not (files / "out.csv").exists()
    assert said[0] == said[1] and "twenty" in said[0]


@with_pyspark
def test_without_java_it_says_what_to_install(files: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = command(words("spark", "j.csv"), {"PATH": str(tmp_path / "empty"), "JAVA_HOME": ""})
    assert done.returncode != 0 and "Traceback" not in done.stderr
    assert "Spark needs Java, and there is none: install Java 17" in done.stderr
    assert not (files / "j.csv").exists()


@with_pyspark
def test_an_old_java_is_told_from_a_new_one(files: Path, tmp_path: Path) -> None:
    java = tmp_path / "old" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    done = command(words("spark", "j.csv"), {"PATH": f"{java.parent}:/usr/bin:/bin", "JAVA_HOME": ""})
    assert done.returncode != 0
    assert "Spark needs Java 17 or later, and" in done.stderr and '"11.0.2"' in done.stderr


def test_without_pyspark_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldenthread.engine.spark_session.find_spec", lambda name: None)
    with pytest.raises(Refused, match=r"Spark is not installed: run: pip install 'goldenthread\[spark\]'"):
        check_spark()


def test_nobody_else_on_the_machine_reads_or_asks_what_spark_works_on(spark: Any) -> None:
    assert spark.conf.get("spark.authenticate") == "true"
    assert spark.conf.get("spark.driver.bindAddress") == "127.0.0.1"
    about = Path(f"/proc/{spark.sparkContext._gateway.proc.pid}/status")
    if about.exists():
        assert "Umask:\t0077" in about.read_text()
