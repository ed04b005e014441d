"""The engine's workload as an analyst does it: `python -m tests.bench.peer_pandas IN OUT [FORM]`.

`pandas` is the whole workload in one table, at 250 bytes a row. `statsmodels` is Wilson's interval of every
series' latest figure, a column at a time. `pymannkendall` asks a thousand series for their trend, one by one,
which is how that package works.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from pymannkendall import original_test
from statsmodels.stats.proportion import proportion_confint

from tests.bench.peer import COLUMNS, Material, Z, run

SERIES = ["m", "a"]
TRENDS = 1_000


def points(material: Material) -> pd.DataFrame:
    """Every figure that is not suppressed, in order."""
    columns = [*SERIES, "p", "v", "num", "den"]
    table = pd.read_parquet(material.path, columns=columns).dropna()
    return table.astype(dict.fromkeys(("v", "num", "den"), np.int64)).reset_index(drop=True)


def judge(material: Material, out: Path) -> None:
    """Write the columns of every series."""
    series = _series(points(material))
    series["way"] = series["m"].map(material.ways.to_pandas().set_index("m")["way"])
    _answered(series, _england(material)).to_parquet(out / "0.parquet", compression="zstd")


def _series(table: pd.DataFrame) -> pd.DataFrame:
    grouped = table.groupby(SERIES, sort=False)
    table["move"] = grouped["v"].diff().abs()
    table["newest"] = grouped["p"].transform("max")
    table["n"] = grouped["v"].transform("size")
    table["all_moved"] = grouped["move"].transform("sum")
    table["small"] = 1000 * table["move"] * (table["n"] - 1) < 3267 * table["all_moved"]
    series = table.loc[table["p"] == table["newest"], [*SERIES, "p", "n", "v", "num", "den"]]
    series = series.set_index(SERIES)
    series["total"] = grouped["v"].sum()
    kept = table.loc[table["small"]].groupby(SERIES, sort=False)["move"]
    series["moved"], series["kept"] = kept.sum(), kept.size()
    for years in (1, 2, 3):
        base = table.loc[table["p"] == table["newest"] - years].set_index(SERIES)
        series[f"v{years}"] = base["v"]
        if years == 1:
            series["num1"], series["den1"] = base["num"], base["den"]
    return series.reset_index()


def _england(material: Material) -> pd.DataFrame:
    """England's figure by measure and year, which is compared with nobody's."""
    columns = ["m", "a", "p", "v"]
    table = pd.read_parquet(material.path, columns=columns, filters=[("a", "==", material.england)]).dropna()
    return table.assign(england=table["v"] / 10, own=material.england)[["m", "p", "england", "own"]]


def _answered(series: pd.DataFrame, england: pd.DataFrame) -> pd.DataFrame:
    table = series.merge(england, on=["m", "p"], how="left")
    table["england"] = table["england"].where(table["a"] != table["own"])
    x, n, x1, n1 = table["num"], table["den"], table["num1"], table["den1"]
    v32 = table["v3"].fillna(table["v2"])
    reach, under = Z * np.sqrt(Z * Z + 4 * x * (1 - x / n)), 2 * (n + Z * Z)
    pooled = (x + x1) / (n + n1)
    spread = pooled * (1 - pooled) * (1 / n + 1 / n1)
    table["value"], table["base1"], table["base3"] = table["v"] / 10, table["v1"] / 10, v32 / 10
    table["span3"] = np.where(table["v3"].notna(), 3.0, np.where(table["v2"].notna(), 2.0, np.nan))
    table["direction1"] = _direction(table, table["v1"])
    table["direction3"] = _direction(table, v32)
    table["lower"] = 100 * (2 * x + Z * Z - reach) / under
    table["upper"] = 100 * (2 * x + Z * Z + reach) / under
    table["z1"] = (x / n - x1 / n1) / np.sqrt(spread.where(spread > 0))
    table["significant"] = (table["z1"].abs() > Z).where(table["z1"].notna())
    sides = [table["lower"] > table["england"], table["upper"] < table["england"]]
    table["compared"] = np.select(sides, [table["way"], -table["way"]], 0)
    table["compared"] = table["compared"].where(table["england"].notna())
    table["mean"] = table["total"] / table["n"] / 10
    table["moving_range"] = table["moved"] / table["kept"] / 10
    table["lower_limit"] = table["mean"] - 2.66 * table["moving_range"]
    table["upper_limit"] = table["mean"] + 2.66 * table["moving_range"]
    away = (table["v"] * table["n"] - table["total"]).abs()
    outside = 100 * table["kept"] * away > 266 * table["moved"] * table["n"]
    table["outside"] = outside.where(table["kept"] > 0)
    return table[list(COLUMNS)]


def _direction(table: pd.DataFrame, base: pd.Series) -> pd.Series:
    change = table["v"] - base
    still = 100 * change.abs() <= 5 * base.abs()
    return (np.sign(change) * table["way"]).mask(still, 0)


def intervals(material: Material, out: Path) -> None:
    """Wilson's interval of the latest figure of every series, by statsmodels."""
    latest = points(material).groupby(SERIES, sort=False).last()
    lower, upper = proportion_confint(latest["num"], latest["den"], 0.05, method="wilson")
    pd.DataFrame({"lower": lower * 100, "upper": upper * 100}).to_parquet(out / "intervals.parquet")


def trends(material: Material, out: Path) -> None:
    """The Mann-Kendall test of the first series, by pymannkendall."""
    rows = points(material).query(f"m < {TRENDS}")
    first = rows.groupby(SERIES, sort=False)["v"].apply(np.asarray)[:TRENDS]
    found = [original_test(values).trend for values in first]
    pd.DataFrame({"trend": found}, index=first.index).to_parquet(out / "trends.parquet")


if __name__ == "__main__":
    run({"pandas": judge, "statsmodels": intervals, "pymannkendall": trends})
