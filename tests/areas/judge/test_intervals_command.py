"""`goldenthread intervals`: observations in, the same with their limits out, and what it refuses."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from goldenthread.cli.main import outcome
from goldenthread.rules.interval import interval_of
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period

MEASURES = """measure,title,unit,statistic,multiplier,polarity,decimals
neet,Not in education,%,proportion,,low_is_good,1
deaths,Deaths,per 100 000,rate,100000,low_is_good,1
crude,Rate of nobody knows what,,rate,,low_is_good,
fires,Fires,,count,,low_is_good,0
pay,Pay,£,money,,high_is_good,
share,A share,,proportion,,high_is_good,
"""
OBSERVATIONS = """measure,area,period,value,numerator,denominator,lower,upper,status,qualifier,note
neet,E10000016,2016,3.0,30,1000,,,,,
neet,E10000016,2017,2.8,28,1000,2.1,3.9,provisional,,as printed
neet,E10000016,2018,2.8,35,1000,2.1,3.9,,,
neet,E10000016,2019,,,,,,suppressed,,
neet,E10000016,2020,0.5,5,1000,,,,<,
deaths,E10000016,2016,4.0,4,100000,,,,,
deaths,E10000016,2017,20.0,20,100000,,,,,
crude,E10000016,2016,4.0,4,100000,,,,,
fires,E10000016,2016,0,,,,,,,
fires,E10000016,2017,123,,,,,,,
pay,E10000016,2016,350,,,340,360,,,
pay,E10000016,2017,355,,,,,,,
share,E10000016,2016,56,56,100,,,,,
share,E10000016,2017,0.56,56,100,,,,,
share,E10000016,2018,0,0,100,,,,,
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("o", OBSERVATIONS), ("m", MEASURES)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def intervals(*more: str, out: str = "i.csv") -> int:
    return outcome(["intervals", "--observations", "o.csv", "--measures", "m.csv", "--out", out, *more])


def rows(path: str = "i.csv") -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found(measure: str, period: str) -> dict[str, str]:
    return next(r for r in rows() if r["measure"] == measure and r["period"].startswith(period))


def limits(measure: str, period: str) -> tuple[float, float]:
    row = found(measure, period)
    return float(row["lower"]), float(row["upper"])


def test_every_row_comes_out_in_its_order_with_its_limits(files: Path) -> None:
    assert intervals() == 0
    assert [(r["measure"], r["period"][:4], r["value"]) for r in rows()] == [
        tuple(line.split(",")[at].replace(".0", "") for at in (0, 2, 3))
        for line in OBSERVATIONS.splitlines()[1:]
    ]
    assert list(rows()[0]) == [
        "measure", "area", "period", "group", "value", "numerator", "denominator", "lower", "upper",
        "status", "qualifier", "note", "method",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "period", "method"),
    [
        ("neet", "2016", "wilson"),
        ("neet", "2017", "wilson"),
        ("neet", "2018", "published"),
        ("neet", "2019", ""),
        ("neet", "2020", ""),
        ("deaths", "2016", "exact"),
        ("deaths", "2017", "byar"),
        ("crude", "2016", ""),
        ("fires", "2016", "exact"),
        ("fires", "2017", "byar"),
        ("pay", "2016", "published"),
        ("pay", "2017", ""),
        ("share", "2016", "wilson"),
        ("share", "2017", "wilson"),
        ("share", "2018", ""),
    ],
)
def test_the_formula_is_that_of_the_statistic(files: Path, measure: str, period: str, method: str) -> None:
    intervals()
    row = found(measure, period)
    assert row["method"] == method
    assert bool(row["lower"]) == bool(row["upper"]) == bool(method)


def test_the_limits_are_in_the_measures_unit(files: Path) -> None:
    intervals()
    assert limits("neet", "2016") == pytest.approx((2.10937388288347, 4.2503414147587115))
    assert limits("deaths", "2016") == pytest.approx((1.0898653736263249, 10.241588675403694))
    assert limits("share", "2016") == pytest.approx([100 * limit for limit in limits("share", "2017")])
    assert limits("pay", "2016") == (340, 360)
    assert limits("fires", "2016")[0] == 0


def test_the_columns_say_what_the_rule_says_of_each_row(files: Path) -> None:
    intervals("--confidence", "99.8")
    facts = {"neet": ("proportion", "%", None), "deaths": ("rate", "per 100 000", Decimal(100_000))}
    for row in rows():
        if row["measure"] in facts:
            statistic, unit, multiplier = facts[row["measure"]]
            measure = Measure(
                row["measure"], unit=unit, statistic=statistic, multiplier=multiplier, decimals=1
            )
            number = {n: Decimal(row[n]) if row[n] else None for n in ("value", "numerator", "denominator")}
            said = {name: row[name] for name in ("status", "qualifier")}
            seen = Observation(row["measure"], "", read_period(row["period"]), **number, **said)  # type: ignore[arg-type]
            made = interval_of(seen, measure, 0.998)
            assert row["method"] == (made.method if made else "")
            if made:
                assert (float(row["lower"]), float(row["upper"])) == (made.lower, made.upper)


def test_published_limits_stand_at_95_per_cent_alone(files: Path) -> None:
    intervals("--confidence", "0.99")
    assert (found("pay", "2016")["lower"], found("pay", "2016")["method"]) == ("", "")


def test_at_full_confidence_only_a_proportion_has_limits(files: Path) -> None:
    assert intervals("--confidence", "100") == 0
    assert limits("neet", "2016") == (0, 100)
    assert found("deaths", "2016")["method"] == found("deaths", "2017")["method"] == ""


def test_a_value_too_large_for_the_columns_is_answered_all_the_same(files: Path) -> None:
    (files / "o.csv").write_text(
        "measure,area,period,value\nfires,E10000016,2016,90000000000000\nfires,E10000016,2017,100\n"
    )
    intervals()
    assert [row["method"] for row in rows()] == ["byar", "byar"]
    assert float(rows()[0]["lower"]) == pytest.approx(9e13, rel=1e-6)


def test_parquet_carries_the_limits_as_numbers(files: Path) -> None:
    assert intervals(out="i.parquet") == 0
    made = pq.read_table("i.parquet")
    assert str(made.schema.field("lower").type) == "double" and made["lower"].null_count == 5


def test_the_summary_counts_each_formula(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    intervals("--json")
    said = json.loads(capsys.readouterr().out)
    counts = ("rows_read", "byar", "exact", "published", "wilson", "without_interval", "refused")
    assert [said[name] for name in counts] == [15, 2, 2, 2, 4, 5, 0]


@pytest.mark.parametrize("said", ["0.5", "0.89", "89", "101", "much", "nan", "-1", ""])
def test_a_confidence_is_between_90_and_100_per_cent(files: Path, said: str) -> None:
    assert intervals("--confidence", said) == 2
    assert not Path("i.csv").exists()


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("neet,E10000016,2016,3.0,-30,1000", "o.csv:3:numerator: the numerator -30 is below zero"),
        ("neet,E10000016,2016,3.0,30,0", "o.csv:3:numerator: the numerator 30 is more than"),
        ("neet,E10000016,2016,3.0,0,0", "o.csv:3:denominator: the denominator is zero"),
        ("deaths,E10000016,2016,3.0,30,0", "o.csv:3:denominator: the denominator is zero"),
        ("neet,E10000016,2016,3.0,1001,1000", "o.csv:3:numerator: the numerator 1001 is more than"),
        ("neet,E10000016,2016,3.0,many,1000", "o.csv:3:numerator: 'many' is not a number"),
        ("neet,Kent,2016,3.0,30,1000", "o.csv:3:area: 'Kent' is not in the area register"),
    ],
)
def test_counts_that_no_figure_is_made_of_are_refused_with_their_place(
    files: Path, capsys: pytest.CaptureFixture[str], row: str, place: str
) -> None:
    head = "measure,area,period,value,numerator,denominator\nneet,E10000016,2010,3.0,30,1000\n"
    (files / "o.csv").write_text(head + row + "\n", encoding="utf-8")
    assert intervals() == 1
    assert place in capsys.readouterr().err and not Path("i.csv").exists()
    assert intervals("--keep-good") == 0
    assert [r["period"][:4] for r in rows()] == ["2010"]


def test_an_empty_table_gives_an_empty_table(files: Path) -> None:
    (files / "o.csv").write_text("measure,area,period,value\n", encoding="utf-8")
    assert intervals() == 0
    assert rows() == []


@pytest.mark.parametrize("out", ["o.csv", "m.csv"])
def test_no_input_is_written_over(files: Path, out: str) -> None:
    assert intervals(out=out) == 1
    assert Path("o.csv").read_text(encoding="utf-8") == OBSERVATIONS


def test_a_name_that_does_not_say_how_to_write_is_misuse(files: Path) -> None:
    assert intervals(out="i.txt") == 2


def test_a_long_table_is_worked_out_in_parts_that_nobody_sees(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intervals(out="whole.csv")
    monkeypatch.setattr("goldenthread.cli.intervals.ROWS_AT_ONCE", 4)
    intervals(out="parts.csv")
    assert Path("parts.csv").read_bytes() == Path("whole.csv").read_bytes()
