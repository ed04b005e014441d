"""Confidence intervals and standardised rates are those that PHEindicatormethods publishes with its tests.

Every row of `ci_*.csv`, `dsr_*.csv` and `isr_*.csv` at both levels; those that a table of observations can
carry are reproduced from files alone by `goldenthread intervals`.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from goldenthread.engine.table import read_table
from goldenthread.rules.interval import byar, poisson, poisson_method, wilson
from goldenthread.rules.sample_mean import mean_interval
from goldenthread.rules.standardised import (
    Band,
    directly_standardised,
    european_bands,
    expected_events,
    indirectly_standardised,
    reference_rate,
)

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no conformance material in {FOLDER}")

CLOSE = 1e-9
LEVELS = {0.95: "95_0cl", 0.998: "99_8cl"}
KENT = "E10000016"
EUROPEAN_1976 = (8000, *[7000] * 10, 6000, 5000, 4000, 3000, 2000, 1000, 1000)

Row = Mapping[str, str]


def table(name: str) -> list[dict[str, str]]:
    path = FOLDER / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def with_counts(*names: str) -> list[dict[str, str]]:
    return [row for name in names for row in table(name) if row["Numerator"] and row["Denominator"]]


def limits_said(row: Row) -> list[tuple[float, float, float]]:
    """Confidence, lower and upper of each level that a row publishes."""
    if "confidence" in row:
        return [(float(row["confidence"].rstrip("%")) / 100, float(row["lowercl"]), float(row["uppercl"]))]
    return [
        (level, float(row[f"lower{name}"]), float(row[f"upper{name}"]))
        for level, name in LEVELS.items()
        if row[f"lower{name}"]
    ]


def named(row: Row) -> str:
    return "-".join(row.get(name, "") for name in ("Area", "area", "Numerator", "multiplier", "statistic"))


PROPORTIONS = ("ci_proportion_wilson.csv", "ci_proportion_wilson_grouped.csv")
RATES = ("ci_rate_byars_exact.csv", "ci_rate_byars_exact_grouped.csv")


@pytest.mark.parametrize("row", with_counts(*PROPORTIONS), ids=named)
def test_a_proportions_limits_are_wilsons(row: Row) -> None:
    count, of, multiplier = (float(row[name]) for name in ("Numerator", "Denominator", "multiplier"))
    for confidence, *said in limits_said(row):
        ours = [limit * multiplier for limit in wilson(count, of, confidence)]
        assert ours == pytest.approx(said, rel=CLOSE)


@pytest.mark.parametrize("row", with_counts(*RATES), ids=named)
def test_a_rates_limits_are_exact_below_ten_events_and_byars_from_there(row: Row) -> None:
    count, of, multiplier = (float(row[name]) for name in ("Numerator", "Denominator", "multiplier"))
    assert poisson_method(count) == {"Exact": "exact", "Byars": "byar"}[row["method"]]
    for confidence, *said in limits_said(row):
        limits = poisson(count, confidence)
        assert limits is not None
        assert [limit / of * multiplier for limit in limits] == pytest.approx(said, rel=CLOSE)


def samples() -> dict[str, list[float]]:
    of: dict[str, list[float]] = defaultdict(list)
    for row in table("ci_mean_t_inputs.csv"):
        of[row["area"]].append(float(row["values"]))
        of["No grouping"].append(float(row["values"]))
    return of


@pytest.mark.parametrize("row", table("ci_mean_t_expected.csv"), ids=named)
def test_a_means_limits_are_students(row: Row) -> None:
    sample = samples()[row["area"]]
    assert len(sample) == int(row["value_count"])
    for confidence, *said in limits_said(row):
        assert mean_interval(sample, confidence) == pytest.approx(said, rel=CLOSE)


def bands(area: str) -> tuple[Band, ...]:
    rows = [row for row in table("dsr_inputs.csv") if row["area"] == area]
    counts = [float(row["count"]) if row["count"] else None for row in rows]
    return european_bands(counts, [float(row["pop"]) for row in rows])


def weighted_for(area: str) -> tuple[Band, ...]:
    """The bands of a published row. That of 1976 leaves out the oldest of the large area's."""
    if area != "testdata_1976":
        return bands(area)
    return tuple(
        replace(band, weight=weight)
        for band, weight in zip(bands("testdata_big")[:-1], EUROPEAN_1976, strict=True)
    )


def per(row: Row) -> float:
    return float(row["statistic"].rsplit(" ", 1)[1])


DIRECT = [row for row in table("dsr_expected.csv") if row["value"] and "nonind" not in row["area"]]
REPEATED = [row for row in table("dsr_expected.csv") if row["value"] and "nonind" in row["area"]]


@pytest.mark.parametrize("row", DIRECT, ids=named)
def test_a_directly_standardised_rate_is_dobsons(row: Row) -> None:
    for confidence, *said in limits_said(row):
        made = directly_standardised(weighted_for(row["area"]), per(row), confidence)
        assert made.value == pytest.approx(float(row["value"]), rel=CLOSE)
        # The published 99.8% limits of the 1976 rows are ten times too large: the lower is above the value.
        slip = 10 if row["area"] == "testdata_1976" and confidence == 0.998 else 1
        assert (made.lower, made.upper) == pytest.approx([limit / slip for limit in said], rel=CLOSE)


@pytest.mark.parametrize("row", [row for row in table("dsr_expected.csv") if not row["value"]], ids=named)
def test_under_ten_events_there_is_no_directly_standardised_rate(row: Row) -> None:
    area = row["area"].replace("nonind_", "")
    assert sum(band.events for band in bands(area)) == int(row["total_count"])
    made = directly_standardised(bands(area), 100_000, 0.95)
    assert (made.value, made.lower, made.upper, made.method) == (None, None, None, "")


@pytest.mark.parametrize("row", REPEATED, ids=named)
def test_events_that_repeat_in_one_person_widen_all_four_limits_alike(row: Row) -> None:
    """Who had how many events is not published: the first limit says it, and gives the other three."""
    events, value = int(row["total_count"]), float(row["value"])
    (_, first, _), *_ = limits_said(row)
    stretch = (first - value) / (byar_limits(events, 0.95)[0] - events)
    for confidence, *said in limits_said(row):
        ours = [value + stretch * (limit - events) for limit in byar_limits(events, confidence)]
        assert ours == pytest.approx(said, rel=CLOSE)


def byar_limits(events: int, confidence: float) -> tuple[float, float]:
    limits = byar(events, confidence)
    assert limits is not None
    return limits


def reference(area: str) -> tuple[list[float], list[float | None], list[float]]:
    """People, reference counts and reference people by band; they are the same for every area.

    Where one area's rows leave a cell empty the others' say it. Area1 lacks its second reference count.
    """
    rows = [row for row in table("isr_inputs.csv") if row["area"] == "testdata_big"]
    counts: list[float | None] = [float(row["refcount"]) for row in rows]
    if area == "Area1":
        counts[1] = None
    return [float(row["pop"]) for row in rows], counts, [float(row["refpop"]) for row in rows]


@pytest.mark.parametrize("row", table("isr_expected.csv"), ids=named)
def test_an_indirectly_standardised_rate_or_ratio_is_observed_over_expected(row: Row) -> None:
    people, counts, of = reference(row["area"])
    expected = expected_events(people, counts, of)
    assert expected == pytest.approx(float(row["expected"]), rel=CLOSE)
    multiplier = per(row)
    if row["ref_rate"]:
        whole = reference("testdata_big")
        multiplier = reference_rate(whole[1], whole[2], per(row))
        assert multiplier == pytest.approx(float(row["ref_rate"]), rel=CLOSE)
    for confidence, *said in limits_said(row):
        made = indirectly_standardised(float(row["observed"]), expected, multiplier, confidence)
        assert made.value == pytest.approx(float(row["value"]), rel=CLOSE)
        assert made.method == {"Exact": "exact", "Byars": "byar"}[row["method"]]
        assert (made.lower, made.upper) == pytest.approx(said, rel=CLOSE)


def carried(names: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of tables that a table of observations can carry: those with a value and both counts."""
    return [row for row in with_counts(*names) if row["value"]]


MEASURES = """measure,title,statistic,unit,multiplier,polarity
proportion-1,Of one,proportion,,1,high_is_good
proportion-100,Of a hundred,proportion,%,100,high_is_good
rate-100,Per hundred,rate,,100,low_is_good
rate-100000,Per hundred thousand,rate,,100000,low_is_good
"""


@pytest.mark.parametrize("confidence", ["0.95", "0.998", "95", "99.8"])
@pytest.mark.parametrize("ending", ["csv", "csv.gz", "parquet"])
def test_the_command_reproduces_them_from_files_alone(tmp_path: Path, confidence: str, ending: str) -> None:
    (tmp_path / "m.csv").write_text(MEASURES, encoding="utf-8")
    expected = []
    with (tmp_path / "o.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["measure", "area", "period", "value", "numerator", "denominator"])
        for names, statistic in ((PROPORTIONS, "proportion"), (RATES, "rate")):
            for at, row in enumerate(carried(names)):
                counts = (row["value"], row["Numerator"], row["Denominator"])
                writer.writerow([f"{statistic}-{row['multiplier']}", KENT, 1990 + at, *counts])
                expected.append(row)
    out = tmp_path / f"i.{ending}"
    files = ["--observations", str(tmp_path / "o.csv"), "--measures", str(tmp_path / "m.csv")]
    assert outcome(["intervals", *files, "--confidence", confidence, "--out", str(out)]) == 0
    made = read_table(out, ("measure", "lower", "upper", "method")).data.to_pylist()
    level = float(confidence) if float(confidence) < 1 else float(confidence) / 100
    compared = 0
    for ours, row in zip(made, expected, strict=True):
        for said, *limits in limits_said(row):
            if said == level:
                assert [float(ours["lower"]), float(ours["upper"])] == pytest.approx(limits, rel=CLOSE)
                assert (
                    ours["method"] == {"Exact": "exact", "Byars": "byar", "Wilson": "wilson"}[row["method"]]
                )
                compared += 1
    assert compared == (len(expected) if level == 0.95 else 33)
