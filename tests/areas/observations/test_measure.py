"""Measures, targets and the shipped catalogues."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.engine.catalogue import read_catalogue, shipped_catalogues
from goldenthread.engine.measure import read_measures, read_targets, without_polarity
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refused


def table(folder: Path, *lines: str) -> Path:
    path = folder / "table.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_measure_is_read_with_everything_it_states(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "measure,title,unit,statistic,multiplier,polarity,decimals,kind,year_type,tolerance",
        "neet,Young people not in work,%,proportion,100,low_is_good,1,outcome,calendar,5%",
    )
    assert read_measures(path) == {
        "neet": Measure(
            ref="neet",
            title="Young people not in work",
            unit="%",
            statistic="proportion",
            multiplier=Decimal(100),
            polarity="low_is_good",
            decimals=1,
            kind="outcome",
            year_type="calendar",
            tolerance="5%",
        )
    }


def test_a_measure_without_polarity_is_reported_and_never_guessed(tmp_path: Path) -> None:
    measures = read_measures(
        table(tmp_path, "measure,title,polarity", "a,A,", "b,B,in_range", "c,C,no_judgement")
    )
    assert without_polarity(measures) == ("a",)
    assert measures["a"].polarity == ""


@pytest.mark.parametrize(
    ("header", "line", "column", "what"),
    [
        ("measure,title", ",A", "measure", "empty"),
        ("measure,title", "a,", "title", "empty"),
        ("measure,title,polarity", "a,A,up", "polarity", "up is none of"),
        ("measure,title,statistic", "a,A,share", "statistic", "share is none of"),
        ("measure,title,kind", "a,A,thing", "kind", "thing is none of"),
        ("measure,title,year_type", "a,A,lunar", "year_type", "lunar is none of"),
        ("measure,title,decimals", "a,A,9", "decimals", "9 is not between"),
        ("measure,title,decimals", "a,A,1.5", "decimals", "not a whole number"),
        ("measure,title,decimals", "a,A,one", "decimals", "not a number"),
        ("measure,title,multiplier", 'a,A,"1,000"', "multiplier", "commas"),
        ("measure,title,tolerance", "a,A,about 5", "tolerance", "neither an amount"),
    ],
)
def test_a_measure_that_is_not_right_is_refused(
    tmp_path: Path, header: str, line: str, column: str, what: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_measures(table(tmp_path, header, "good,Good" + "," * (header.count(",") - 1), line))
    assert [(each.row, each.column) for each in refused.value.refusals] == [(3, column)]
    assert what in refused.value.refusals[0].what
    assert refused.value.refusals[0].do


def test_a_measure_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="the measure a stands twice"):
        read_measures(table(tmp_path, "measure,title", "a,A", "a,B"))


TARGETS = "measure,area,period,target,floor,lower,upper,baseline_period,baseline"
ABSENCE = {"absence": Measure("absence", year_type="academic")}


def test_a_target_is_read_with_the_kind_of_year_of_its_measure(tmp_path: Path) -> None:
    path = table(tmp_path, TARGETS, "absence,E10000016,2016/17,4.5,5,,,2014/15,5.25")
    assert read_targets(path, ABSENCE) == (
        Target(
            "absence",
            "E10000016",
            read_period("2016-09-01/P1Y"),
            target=Decimal("4.5"),
            floor=Decimal(5),
            baseline_period=read_period("2014-09-01/P1Y"),
            baseline=Decimal("5.25"),
        ),
    )


@pytest.mark.parametrize(
    ("line", "column", "what"),
    [
        ("absence,E10000016,soon,4,,,,,", "period", "soon"),
        ("absence,E10000016,,4,,,,,", "period", "empty"),
        ("absence,,2016/17,4,,,,,", "area", "empty"),
        ("absent,E10000016,2016/17,4,,,,,", "measure", "'absent' is not among the measures"),
        ("absence,E10000016,2016/17,4%,,,,,", "target", "percentage sign"),
        ("absence,E10000016,2016/17,,,,,,", "target", "sets no target"),
        ("absence,E10000016,2016/17,,,5,1,,", "lower", "no figure is within them"),
        ("absence,E10000016,2016/17,4,,,,then,5", "baseline_period", "then"),
    ],
)
def test_a_target_that_is_not_right_is_refused(tmp_path: Path, line: str, column: str, what: str) -> None:
    with pytest.raises(Refused) as refused:
        read_targets(table(tmp_path, TARGETS, line), ABSENCE)
    (refusal,) = refused.value.refusals
    assert (refusal.row, refusal.column) == (2, column)
    assert what in refusal.what


def test_two_targets_that_disagree_are_refused_and_two_that_agree_are_one(tmp_path: Path) -> None:
    line = "absence,E10000016,2016/17,4,,,,,"
    assert len(read_targets(table(tmp_path, TARGETS, line, line))) == 1
    with pytest.raises(Refused, match="different target"):
        read_targets(table(tmp_path, TARGETS, line, line.replace(",4,", ",5,")))


def test_every_shipped_catalogue_is_dated_sourced_and_gives_a_reason_for_every_polarity() -> None:
    assert shipped_catalogues()
    for name in shipped_catalogues():
        catalogue = read_catalogue(name)
        assert catalogue.ref == name
        assert isinstance(catalogue.since, date) and catalogue.source.startswith("https://")
        for ref, measure in catalogue.measures.items():
            assert measure.title and measure.unit and measure.definition and "https://" in measure.source, ref
            assert measure.statistic and measure.kind and measure.decimals is not None, ref
            judged = measure.polarity not in ("", "no_judgement")
            assert judged == (ref in catalogue.polarity_reasons), ref


def test_an_unknown_catalogue_is_refused() -> None:
    with pytest.raises(Refused, match="ons-explore-local-statistics"):
        read_catalogue("none")
