"""Fingertips' comparisons with a benchmark, reproduced from files alone by `goldenthread judge`."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from tests.conformance.test_comparison import CONFIDENCE, FOLDER, METHOD, POLARITY, WORDS, table

OWN, OTHER = "E10000016", "E92000001"
LEFT = ("B045",)
"""A denominator below zero: the row is refused before anything is judged."""

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no conformance material in {FOLDER}")

Row = dict[str, str]


def asked() -> dict[tuple[str, float], list[Row]]:
    """The rows that a table of observations can carry, by method and confidence."""
    found: dict[tuple[str, float], list[Row]] = {}
    for row in table("benchmark_comparators"):
        if row["method"] in METHOD and row["case_id"] not in LEFT:
            key = METHOD[row["method"]], CONFIDENCE[row["confidence_variable"]]
            found.setdefault(key, []).append(row)
    return found


def measures(rows: Sequence[Row]) -> Iterator[str]:
    yield "measure,title,statistic,multiplier,polarity"
    for row in rows:
        statistic = "proportion" if row["method"] == "spc_prop" else "standardised_rate"
        yield f"{row['case_id']},A case,{statistic},{row['unit']},{POLARITY[row['polarity']]}"


def observations(rows: Sequence[Row]) -> Iterator[str]:
    yield "measure,area,period,value,lower,upper,denominator"
    for row in rows:
        own = ",".join(row[name] for name in ("value", "lo95", "hi95", "denominator"))
        other = ",".join(row[name] for name in ("cmp_value", "cmp_lo95", "cmp_hi95"))
        yield f"{row['case_id']},{OWN},2016/17,{own}"
        yield f"{row['case_id']},{OTHER},2016/17,{other},"


@pytest.mark.parametrize(("key", "rows"), asked().items(), ids=lambda each: "-".join(map(str, each))[:24])
def test_judge_gives_what_fingertips_expects(
    key: tuple[str, float], rows: list[Row], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    method, confidence = key
    Path("m.csv").write_text("\n".join(measures(rows)) + "\n", encoding="utf-8")
    Path("o.csv").write_text("\n".join(observations(rows)) + "\n", encoding="utf-8")
    said = f"{{parameters: {{method: {method}, confidence: {confidence}}}}}"
    Path("p.yaml").write_text(f"ref: p\nquestions: {{benchmark: {said}}}\n", encoding="utf-8")
    given = ["--observations", "o.csv", "--measures", "m.csv", "--policy", "p.yaml", "--benchmark", OTHER]
    assert outcome(["judge", *given, "--out", "j.csv"]) == 0
    with Path("j.csv").open(encoding="utf-8", newline="") as file:
        found = {row["measure"]: row["verdict"] for row in csv.DictReader(file) if row["area"] == OWN}
    expected = {row["case_id"]: row["expected"].replace("Similar", "Same") for row in rows}
    assert {case: WORDS[verdict] for case, verdict in found.items()} == expected


def test_all_but_the_second_level_and_one_refused_row_are_asked() -> None:
    assert sum(len(rows) for rows in asked().values()) == 63 - 10 - len(LEFT)
