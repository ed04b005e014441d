"""The compact form of observations: whole numbers for the engine, and not a digit lost."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.engine.columns import NUMBER, OBSERVATIONS
from goldenthread.engine.compact import Compact
from goldenthread.engine.compact_number import decimals, figures
from goldenthread.engine.compact_survey import Survey
from goldenthread.engine.compact_write import CompactWriter, write_compact
from goldenthread.rules.period import read_period

NUMBERS = st.one_of(
    st.none(),
    st.decimals(min_value=-(10**6), max_value=10**6, places=3),
    st.decimals(min_value=-(10**15), max_value=10**15, places=18),
    st.sampled_from([Decimal("0.000000000000000001"), Decimal("99999999999999999999"), Decimal("-0.5")]),
)
PERIODS = ["2014-04-01/P1Y", "2015-04-01/P1Y", "2014-04-01/P1M", "2014-04-01/P3Y", "2014-06-30"]
ROWS = st.dictionaries(
    st.tuples(
        st.sampled_from(["births", "deaths", "visits"]),
        st.sampled_from(["E06000035", "E10000016", "E92000001"]),
        st.sampled_from(PERIODS),
        st.sampled_from(["", "sex=female"]),
    ),
    st.tuples(
        NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["normal", "provisional"]), st.sampled_from(["", "?"])
    ),
    max_size=30,
)


def table_of(rows: dict) -> pa.Table:
    """OBSERVATIONS with these rows."""
    said = [
        {
            **dict(zip(("measure", "area", "period", "group"), key, strict=True)),
            "value": value,
            "numerator": count,
            "lower": limit,
            "status": status,
            "qualifier": "",
            "note": note,
        }
        for key, (value, count, limit, status, note) in rows.items()
    ]
    return pa.Table.from_pylist(said, schema=OBSERVATIONS)


def said_by(table: pa.Table) -> list[tuple]:
    return sorted(zip(*(column.to_pylist() for column in table.columns), strict=True), key=str)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_what_is_written_is_read_back_to_the_last_digit(rows: dict, tmp_path: Path) -> None:
    table, path = table_of(rows), tmp_path / f"{abs(hash(str(rows)))}.parquet"
    write_compact(table, path)
    assert said_by(Compact.open(path).one(None)) == said_by(table)


@settings(deadline=None, max_examples=60)
@given(column=st.lists(NUMBERS, min_size=1, max_size=20))
def test_a_figure_that_fits_64_bits_comes_back_and_one_that_does_not_is_told_of(column: list) -> None:
    taken = figures(pa.array(column, NUMBER))
    units, fits = taken.at(taken.places())
    back = decimals(pa.array(units, mask=~taken.valid), taken.places()).to_pylist()
    for given_, found, fit in zip(column, back, fits, strict=True):
        assert found == given_ if fit else abs(given_) > 1


def row(value: str = "1", count: str | None = None) -> tuple:
    return Decimal(value), None if count is None else Decimal(count), None, "normal", ""


def test_rows_stand_by_measure_area_group_and_then_by_period_not_by_its_text(tmp_path: Path) -> None:
    keys = [("births", "E06000035", period, group) for group in ("", "sex=female") for period in PERIODS]
    write_compact(table_of({key: row() for key in reversed(keys)}), tmp_path / "c.parquet")
    compact = Compact.open(tmp_path / "c.parquet")
    (block,) = compact.blocks()
    assert compact.legend.periods == tuple(sorted(PERIODS, key=read_period))
    assert block.column("g").to_pylist() == [0] * 5 + [1] * 5
    assert block.column("p").to_pylist() == [0, 1, 2, 3, 4] * 2


def test_a_column_that_says_nothing_is_left_out(tmp_path: Path) -> None:
    write_compact(table_of({("births", "E06000035", PERIODS[0], ""): row()}), tmp_path / "c.parquet")
    assert Compact.open(tmp_path / "c.parquet").columns == ("m", "a", "p", "v")


def test_the_scale_is_the_most_places_that_any_figure_of_the_measure_has(tmp_path: Path) -> None:
    rows = {
        ("births", "E06000035", PERIODS[0], ""): row("1.25", "3"),
        ("births", "E06000035", PERIODS[1], ""): row("7", "0.5"),
        ("deaths", "E06000035", PERIODS[1], ""): row("700"),
    }
    write_compact(table_of(rows), tmp_path / "c.parquet")
    compact = Compact.open(tmp_path / "c.parquet")
    (block,) = compact.blocks()
    assert compact.legend.value_scale == (2, 0) and compact.legend.count_scale == (1, 0)
    assert block.column("v").to_pylist() == [125, 700, 700]


def test_a_measure_that_does_not_fit_is_kept_beside_and_read_with_the_others(tmp_path: Path) -> None:
    rows = {
        ("births", "E06000035", PERIODS[0], ""): row("99999999999999999999"),
        ("deaths", "E06000035", PERIODS[0], ""): row("2"),
    }
    write_compact(table_of(rows), tmp_path / "c.parquet")
    compact = Compact.open(tmp_path / "c.parquet")
    assert compact.legend.refs == ("deaths",) and compact.rows == 1
    assert said_by(compact.one(["births"])) == said_by(table_of(dict([next(iter(rows.items()))])))


@pytest.mark.parametrize("rows", [1, 7, 40, 1000])
def test_blocks_hold_whole_measures_whatever_the_row_groups(rows: int, tmp_path: Path) -> None:
    areas = [f"E0600{at:04d}" for at in range(9)]
    keys = [(f"m{at}", area, period, "") for at in range(5) for area in areas[: at + 5] for period in PERIODS]
    table = table_of({key: row(str(at)) for at, key in enumerate(keys)})
    survey = Survey()
    survey.see(table)
    with CompactWriter(tmp_path / "c.parquet", survey, rows_in_group=16) as writer:
        writer.add(table)
    compact = Compact.open(tmp_path / "c.parquet")
    held = [np.unique(block.column("m")).tolist() for block in compact.blocks(rows)]
    assert [code for each in held for code in each] == [0, 1, 2, 3, 4]
    assert said_by(compact.one(["m3"], areas[2:4])) == [
        each for each in said_by(table) if each[0] == "m3" and each[1] in areas[2:4]
    ]
