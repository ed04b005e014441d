"""The engine's workload in DuckDB: `python -m tests.bench.peer_duckdb IN OUT [windows|grouped]`.

`windows` says with window functions what is asked of each series. `grouped` keeps one of them, for the moving
range, and is the quickest form found. Both take a thousand measures at a time: no slower than all at once,
in a tenth of the memory.
"""

from functools import partial
from pathlib import Path

import duckdb

from tests.bench.peer import COLUMNS, Material, Z, run

MEASURES_AT_ONCE = 1_000
MEMORY = "8GB"

POINTS = """
WITH points AS (
    SELECT m, a, p, v, num, den FROM read_parquet('{path}')
    WHERE m BETWEEN {first} AND {last} AND v IS NOT NULL
),
"""

WINDOWS = """
moving AS (
    SELECT *,
        abs(v - lag(v) OVER series) AS move,
        max(p) OVER whole AS newest,
        count(*) OVER whole AS n,
        sum(v) OVER whole AS total
    FROM points
    WINDOW series AS (PARTITION BY m, a ORDER BY p), whole AS (PARTITION BY m, a)
),
known AS (SELECT *, sum(move) OVER (PARTITION BY m, a) AS all_moved FROM moving),
"""

GROUPED = """
moving AS (SELECT *, abs(v - lag(v) OVER (PARTITION BY m, a ORDER BY p)) AS move FROM points),
sums AS (
    SELECT m, a, max(p) AS newest, count(*) AS n, sum(v)::BIGINT AS total, sum(move)::BIGINT AS all_moved
    FROM moving GROUP BY m, a
),
known AS (FROM moving JOIN sums USING (m, a)),
"""

SERIES = """
series AS (
    SELECT m, a, any_value(newest) AS p, any_value(n) AS n, any_value(total)::BIGINT AS total,
        sum(move) FILTER (1000 * move * (n - 1) < 3267 * all_moved)::BIGINT AS moved,
        count(*) FILTER (1000 * move * (n - 1) < 3267 * all_moved) AS kept,
        max(v) FILTER (p = newest) AS v,
        max(num) FILTER (p = newest) AS num, max(den) FILTER (p = newest) AS den,
        max(v) FILTER (p = newest - 1) AS v1,
        max(num) FILTER (p = newest - 1) AS num1, max(den) FILTER (p = newest - 1) AS den1,
        max(v) FILTER (p = newest - 2) AS v2, max(v) FILTER (p = newest - 3) AS v3
    FROM known GROUP BY m, a
),
england AS (SELECT m, p, v AS england FROM points WHERE a = {england}),
beside AS (
    SELECT * REPLACE (CASE WHEN a <> {england} THEN england / 10 END AS england),
        coalesce(v3, v2) AS v32,
        CASE WHEN v3 IS NOT NULL THEN 3 WHEN v2 IS NOT NULL THEN 2 END AS span3,
        num / den AS share, num1 / den1 AS share1, (num + num1) / (den + den1) AS pooled,
        {z} * sqrt({z} * {z} + 4 * num * (1 - num / den)) AS reach, 2 * (den + {z} * {z}) AS under
    FROM series JOIN ways USING (m) LEFT JOIN england USING (m, p)
),
tested AS (
    SELECT *,
        100 * (2 * num + {z} * {z} - reach) / under AS lower,
        100 * (2 * num + {z} * {z} + reach) / under AS upper,
        (share - share1) / sqrt(nullif(pooled * (1 - pooled) * (1 / den + 1 / den1), 0)) AS z1,
        total / n / 10 AS mean,
        moved / nullif(kept, 0) / 10 AS moving_range
    FROM beside
),
answered AS (
    SELECT * REPLACE (n::INTEGER AS n),
        v / 10 AS value, v1 / 10 AS base1, v32 / 10 AS base3,
        CASE WHEN 100 * abs(v - v1) <= 5 * abs(v1) THEN 0 ELSE sign(v - v1) * way END AS direction1,
        CASE WHEN 100 * abs(v - v32) <= 5 * abs(v32) THEN 0 ELSE sign(v - v32) * way END AS direction3,
        abs(z1) > {z} AS significant,
        CASE WHEN lower > england THEN way WHEN upper < england THEN -way
            WHEN england IS NOT NULL THEN 0 END AS compared,
        mean - 2.66 * moving_range AS lower_limit,
        mean + 2.66 * moving_range AS upper_limit,
        CASE WHEN kept > 0 THEN 100 * kept * abs(v * n - total) > 266 * moved * n END AS outside
    FROM tested
)
"""


def judge(known: str, material: Material, out: Path) -> None:
    """Write the columns of every series."""
    query = f"COPY ({POINTS}{known}{SERIES} SELECT {', '.join(COLUMNS)} FROM answered) TO '{{file}}'"
    with duckdb.connect() as base:
        base.execute(f"SET memory_limit = '{MEMORY}'; SET enable_progress_bar = false")
        base.execute(f"SET preserve_insertion_order = false; SET temp_directory = '{out}'")
        base.register("ways", material.ways)
        for first, last in material.spans(MEASURES_AT_ONCE):
            place = {"path": material.path, "first": first, "last": last, "england": material.england, "z": Z}
            file = out / f"{first:06}.parquet"
            base.execute(query.format(file=file, **place) + " (FORMAT parquet, COMPRESSION zstd)")


if __name__ == "__main__":
    run({"windows": partial(judge, WINDOWS), "grouped": partial(judge, GROUPED)})
