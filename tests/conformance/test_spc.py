"""What NHSRplotthedots publishes of its own tests: limits through the command, signals on the rules."""

import csv
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from goldenthread.rules.limits import limits_of
from goldenthread.rules.number import scaled
from goldenthread.rules.signal import (
    part_of_seven,
    run_ends,
    shift_ends,
    two_in_three,
    two_of_three,
)

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no conformance material in {FOLDER}")

HEADING = "measure,area,period,value\n"
LIMITS = {"mean": "mean", "lower_limit": "lpl", "upper_limit": "upl"}


def table(name: str) -> list[dict[str, str]]:
    path = FOLDER / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_printed(figure: str, published: str) -> Decimal:
    """The figure rounded to as many places as the published one has."""
    return Decimal(figure).quantize(Decimal(published), ROUND_HALF_EVEN)


@pytest.mark.parametrize("case", table("spc_xmr_limits.csv"), ids=lambda case: case["case"])
def test_the_command_draws_the_published_limits(case: dict[str, str], tmp_path: Path) -> None:
    observations, out = tmp_path / "o.csv", tmp_path / "s.csv"
    points = enumerate(case["values"].split("|"))
    lines = [f"m,E10000016,{2000 + at}-01-01/P1Y,{value}\n" for at, value in points]
    observations.write_text(HEADING + "".join(lines), encoding="utf-8")
    screening = [] if case["screen_outliers"] == "true" else ["--no-screen"]
    assert outcome(["spc", "--observations", str(observations), "--out", str(out), *screening]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(lines)
    for row in rows:
        for ours, theirs in LIMITS.items():
            assert as_printed(row[ours], case[theirs]) == Decimal(case[theirs]), ours


@pytest.mark.parametrize("case", table("spc_xmr_limits.csv"), ids=lambda case: case["case"])
def test_the_rules_draw_the_published_limits(case: dict[str, str]) -> None:
    units = [scaled(Decimal(value), 8) for value in case["values"].split("|")]
    limits = limits_of(units, screen=case["screen_outliers"] == "true")
    assert limits is not None
    for ours, theirs in ((limits.mean, "mean"), (limits.lower, "lpl"), (limits.upper, "upl")):
        shown = Decimal(round(ours * 10**6)).scaleb(-14)
        assert as_printed(str(shown), case[theirs]) == Decimal(case[theirs])


@pytest.mark.parametrize("case", table("spc_rules.csv"), ids=lambda case: f"{case['rule']} {case['input']}")
def test_the_rules_flag_the_published_points(case: dict[str, str]) -> None:
    rule, _, told = case["rule"].partition(";rtm=")
    given, expected = (numbers(case[name]) for name in ("input", "expected"))
    sides = numbers(told) if told else []
    near = [each == 1 for each in given]
    flagged = {
        "seven_one_side": lambda: [abs(each) for each in shift_ends(given)],
        "part_of_seven": lambda: part_of_seven(given),
        "seven_trend": lambda: run_ends(given),
        "two_in_three": lambda: two_in_three(near, sides),
        "part_of_two_in_three": lambda: two_of_three(near, sides),
    }[rule]()
    assert [int(each) for each in flagged] == expected


def numbers(said: str) -> list[int]:
    return [int(each) for each in said.split("|")]
