"""The engine's workload in Polars: `python -m tests.bench.peer_polars IN OUT [windows|grouped]`.

`windows` says with window expressions what is asked of each series. `grouped` keeps one of them, for the
moving range, and is the quickest form found that does not lean on the order of the rows. Both are lazy, and
stream a thousand measures at a time.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl

from tests.bench.peer import COLUMNS, Material, Z, run

MEASURES_AT_ONCE = 1_000
SERIES = ("m", "a")
MOVE = (pl.col("v") - pl.col("v").shift(1).over(SERIES, order_by="p")).abs().alias("move")
SMALL = 1000 * pl.col("move") * (pl.col("n") - 1) < 3267 * pl.col("all_moved")
ZZ = Z * Z


def windows(points: pl.LazyFrame) -> pl.LazyFrame:
    """Every point with what its whole series adds up to."""
    own = points.with_columns(
        MOVE,
        newest=pl.col("p").max().over(SERIES),
        n=pl.len().over(SERIES).cast(pl.Int64),
        total=pl.col("v").sum().over(SERIES),
    )
    return own.with_columns(all_moved=pl.col("move").sum().over(SERIES))


def grouped(points: pl.LazyFrame) -> pl.LazyFrame:
    """The same by grouping and joining back."""
    moving = points.with_columns(MOVE)
    sums = moving.group_by(SERIES).agg(
        newest=pl.col("p").max(),
        n=pl.len().cast(pl.Int64),
        total=pl.col("v").sum(),
        all_moved=pl.col("move").sum(),
    )
    return moving.join(sums, on=SERIES)


def judge(known: Callable[[pl.LazyFrame], pl.LazyFrame], material: Material, out: Path) -> None:
    """Write the columns of every series."""
    ways = pl.from_arrow(material.ways).lazy()
    whole = pl.scan_parquet(material.path).select("m", "a", "p", "v", "num", "den")
    for first, last in material.spans(MEASURES_AT_ONCE):
        points = whole.filter(pl.col("m").is_between(first, last) & pl.col("v").is_not_null())
        england = points.filter(pl.col("a") == material.england).select("m", "p", england=pl.col("v") / 10)
        series = _series(known(points)).join(ways, on="m").join(england, on=("m", "p"), how="left")
        answered = _answered(series, material.england).select(COLUMNS)
        answered.sink_parquet(out / f"{first:06}.parquet", compression="zstd", engine="streaming")


def _series(known: pl.LazyFrame) -> pl.LazyFrame:
    return known.group_by(SERIES).agg(
        pl.col("n").first(),
        pl.col("total").first(),
        _years_back("v", 0),
        _years_back("num", 0),
        _years_back("den", 0),
        p=pl.col("newest").first(),
        v1=_years_back("v", 1),
        num1=_years_back("num", 1),
        den1=_years_back("den", 1),
        v2=_years_back("v", 2),
        v3=_years_back("v", 3),
        moved=pl.when(SMALL).then("move").sum(),
        kept=SMALL.sum().cast(pl.Int64),
    )


def _years_back(name: str, years: int) -> pl.Expr:
    """A figure so many years before the latest; null where there is none."""
    return pl.when(pl.col("p") == pl.col("newest") - years).then(name).max().alias(name)


def _answered(series: pl.LazyFrame, england: int) -> pl.LazyFrame:
    x, n = pl.col("num"), pl.col("den")
    reach, under = Z * (ZZ + 4 * x * (1 - x / n)).sqrt(), 2 * (n + ZZ)
    pooled = (x + pl.col("num1")) / (n + pl.col("den1"))
    spread = pooled * (1 - pooled) * (1 / n + 1 / pl.col("den1"))
    away = (pl.col("v") * pl.col("n") - pl.col("total")).abs()
    beside = series.with_columns(
        england=pl.when(pl.col("a") != england).then("england"),
        v32=pl.coalesce("v3", "v2"),
        span3=pl.when(pl.col("v3").is_not_null()).then(3).when(pl.col("v2").is_not_null()).then(2),
        lower=100 * (2 * x + ZZ - reach) / under,
        upper=100 * (2 * x + ZZ + reach) / under,
        z1=pl.when(spread > 0).then((x / n - pl.col("num1") / pl.col("den1")) / spread.sqrt()),
        mean=pl.col("total") / pl.col("n") / 10,
        moving_range=pl.when(pl.col("kept") > 0).then(pl.col("moved") / pl.col("kept") / 10),
    )
    return beside.with_columns(
        pl.col("n").cast(pl.Int32),
        value=pl.col("v") / 10,
        base1=pl.col("v1") / 10,
        base3=pl.col("v32") / 10,
        direction1=_direction("v1"),
        direction3=_direction("v32"),
        significant=pl.col("z1").abs() > Z,
        compared=_compared(),
        lower_limit=pl.col("mean") - 2.66 * pl.col("moving_range"),
        upper_limit=pl.col("mean") + 2.66 * pl.col("moving_range"),
        outside=pl.when(pl.col("kept") > 0).then(
            100 * pl.col("kept") * away > 266 * pl.col("moved") * pl.col("n")
        ),
    )


def _direction(base: str) -> pl.Expr:
    change = pl.col("v") - pl.col(base)
    still = 100 * change.abs() <= 5 * pl.col(base).abs()
    return pl.when(still).then(0).otherwise(change.sign() * pl.col("way"))


def _compared() -> pl.Expr:
    england, way = pl.col("england"), pl.col("way")
    beyond = pl.when(pl.col("lower") > england).then(way).when(pl.col("upper") < england).then(-way)
    return beyond.when(england.is_not_null()).then(0)


if __name__ == "__main__":
    run({"windows": partial(judge, windows), "grouped": partial(judge, grouped)})
