"""The peers that the engine is measured beside do the same work: every column of each is every other's."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from tests.bench import nation
from tests.bench.peer import COLUMNS, Material, material

pytest.importorskip("duckdb", reason="./run test and ./run bench set up DuckDB")
pytest.importorskip("polars", reason="./run test and ./run bench set up Polars")
pytest.importorskip("pymannkendall", reason="./run test and ./run bench set up pymannkendall")

from tests.bench import peer_duckdb, peer_pandas, peer_polars

EXACT = ("m", "a", "p", "n", "direction1", "span3", "direction3", "significant", "compared", "outside")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Material:
    path = tmp_path_factory.mktemp("nation") / "small.parquet"
    nation.nation(path, 12, councils=380, years=9, seed=5)
    return material(path)


@pytest.fixture(scope="module")
def by_pandas(small: Material, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return answers(peer_pandas.judge, small, tmp_path_factory.mktemp("pandas"))


def answers(judge: Callable[[Material, Path], None], small: Material, out: Path) -> pd.DataFrame:
    judge(small, out)
    return pd.read_parquet(out)[list(COLUMNS)].astype(float).sort_values(["m", "a"]).reset_index(drop=True)


@pytest.mark.parametrize(
    "judge",
    [
        pytest.param(partial(peer_duckdb.judge, peer_duckdb.WINDOWS), id="duckdb windows"),
        pytest.param(partial(peer_duckdb.judge, peer_duckdb.GROUPED), id="duckdb grouped"),
        pytest.param(partial(peer_polars.judge, peer_polars.windows), id="polars windows"),
        pytest.param(partial(peer_polars.judge, peer_polars.grouped), id="polars grouped"),
    ],
)
def test_a_peer_answers_as_pandas_does(
    judge: Callable[[Material, Path], None], small: Material, by_pandas: pd.DataFrame, tmp_path: Path
) -> None:
    theirs = answers(judge, small, tmp_path)
    pd.testing.assert_frame_equal(theirs[list(EXACT)], by_pandas[list(EXACT)], check_exact=True)
    pd.testing.assert_frame_equal(theirs, by_pandas, rtol=1e-9, atol=1e-9)


def test_every_answer_is_there_to_be_compared(by_pandas: pd.DataFrame) -> None:
    assert set(by_pandas["direction1"].dropna()) == {-1, 0, 1}
    assert set(by_pandas["compared"].dropna()) == {-1, 0, 1}
    assert set(by_pandas["span3"].dropna()) == {2, 3}
    assert set(by_pandas["outside"].dropna()) == {0, 1} == set(by_pandas["significant"].dropna())
    assert by_pandas[["direction1", "direction3", "z1"]].isna().any().all()
