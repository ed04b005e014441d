"""All that an installation holds is judged at once; Spark reads the same store and says the same."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.contrib.auth.models import AnonymousUser

from goldenthread.cli.main import outcome
from goldenthread.engine.gap import Gap
from goldenthread.engine.policy import read_policy
from goldenthread.measures import held
from goldenthread.measures.commands import define_measure, import_release, rehearse_import, set_target
from goldenthread.measures.compacting import compact_observations
from goldenthread.measures.comparing import judge_measure_by, set_benchmark
from goldenthread.measures.held import judge_held
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period
from tests.areas.measures.conftest import ASHFORD, KENT, WriteFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("delivered")]

EVERY, TODAY = read_policy("every-question"), date(2018, 1, 1)


@pytest.fixture
def delivered(bob: User, measures: None, figures: WriteFile) -> None:
    """Two releases of which the second revises the first, a gap, a target, and a measure's own policy."""
    gap = Gap("gcse-gap", "gcse", "pupils=fsm", "pupils=others")
    define_measure(bob, Measure("gcse-gap", "The gap", "points", polarity="low_is_good", decimals=1), gap=gap)
    first = [
        f"neet,{area},{year},{year % 7}.{at}"
        for at, area in enumerate((KENT, ASHFORD))
        for year in range(2008, 2018)
    ]
    pupils = [
        f"gcse,{KENT},{year},{level + year % 5},{group}"
        for group, level in (("pupils=fsm", 30), ("pupils=others", 60))
        for year in range(2010, 2017)
    ]
    import_release(bob, rehearse_import(bob, [figures(*first, *pupils, name="first.csv")]))
    second = [f"neet,{KENT},2017,1.5", f"gcse,{KENT},2016,61.0", f"gcse,{KENT},2015,60.0"]
    import_release(bob, rehearse_import(bob, [figures(*second, name="second.csv")]))
    set_target(bob, Target("neet", ASHFORD, read_period("2017"), Decimal("0.5"), Decimal(3)))
    set_benchmark(bob, KENT)
    judge_measure_by(bob, "gcse", "kent-annual-report-2017", "As the report did")


def said(table: pa.Table) -> dict[tuple[str, str, str, str], str]:
    keys = ("measure", "area", "group", "question")
    return {tuple(row[key] for key in keys): row["verdict"] for row in table.to_pylist()}  # type: ignore[misc]


def test_every_measure_is_judged_by_its_own_policy_with_what_the_last_release_says() -> None:
    verdicts = said(judge_held(None, EVERY, TODAY))
    assert verdicts["neet", KENT, "", "direction_1y"] == "not_improving"
    assert verdicts["neet", ASHFORD, "", "target"] == "amber"
    assert {question for measure, _, _, question in verdicts if measure == "gcse"} == {
        "direction_1y",
        "direction_3y",
    }
    assert ("gcse-gap", KENT, "", "regression") in verdicts


def test_only_those_who_read_everything_may_ask(alice: User) -> None:
    with pytest.raises(NotAllowed):
        judge_held(AnonymousUser(), EVERY, TODAY)  # type: ignore[arg-type]


@pytest.mark.spark
@pytest.mark.parametrize("compacted", [False, True], ids=["as released", "compacted"])
def test_spark_says_the_same_of_the_same_store(
    spark: Any, bob: User, monkeypatch: pytest.MonkeyPatch, compacted: bool
) -> None:
    if compacted:
        compact_observations(bob)
        asked: list[list[str]] = []
        together = held.judged_together
        monkeypatch.setattr(
            held,
            "judged_together",
            lambda *given: asked.append([each.ref for each in given[2]]) or together(*given),
        )
    on_spark = judge_held(None, EVERY, TODAY, on_spark=True)
    if compacted:
        assert asked == [["gcse-gap"]]
        monkeypatch.undo()
    assert on_spark.to_pylist() == judge_held(None, EVERY, TODAY).to_pylist()


def test_the_command_judges_the_installation_where_no_file_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "j.csv"
    assert (
        outcome(["judge", "--policy", "every-question", "--as-of", "2018-01-01", "--json", "--out", str(out)])
        == 0
    )
    counts = json.loads(capsys.readouterr().out)
    assert counts["policy"] == "every-question"
    assert (
        counts["judgements"]
        == len(out.read_text().splitlines()) - 1
        == len(said(judge_held(None, EVERY, TODAY)))
    )


def test_files_come_together_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["judge", "--observations", "o.csv", "--out", str(tmp_path / "j.csv")]) != 0
    assert "both --observations and --measures" in capsys.readouterr().err
    assert outcome(["judge", "--benchmark", KENT, "--out", str(tmp_path / "j.csv")]) != 0
    assert "an installation has targets, comparators and areas of its own" in capsys.readouterr().err
