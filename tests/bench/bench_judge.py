"""Judging a nation's figures: direction of travel over one and three years, beside merely reading them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goldenthread.engine.judge import judge
from goldenthread.engine.observation import read_observations
from goldenthread.engine.policy import read_policy
from goldenthread.engine.store import ObservationStore
from goldenthread.rules.measure import Measure
from tests.bench.material import folder, measures
from tests.bench.measuring import Result, interleaved

POLICY = "kent-annual-report-2017"
SERIES = ["measure", "area", "group"]
WINDOWS = {"direction_1y": (1,), "direction_3y": (3, 2)}


def peer(path: Path, facts: dict[str, Measure]) -> pd.DataFrame:
    """The same judgement in pandas, as an analyst would write it: floating point, merges, no reasons."""
    table = pd.read_parquet(path)
    starts, durations = table["period"].str.split("/").str[0], table["period"].str.split("/").str[1]
    table["start"] = pd.to_datetime(starts)
    table["duration"] = durations.fillna("")
    places = table["measure"].astype(str).map({ref: each.decimals or 0 for ref, each in facts.items()})
    scale = 10.0**places
    table["value"] = np.rint(table["value"] * scale) / scale
    table["end"] = table["start"] + table["duration"].map(_length)
    latest = table.sort_values(["end", "start"]).groupby(SERIES, observed=True).tail(1)
    judged = [_window(table, latest, name, years, facts) for name, years in WINDOWS.items()]
    return pd.concat(judged, ignore_index=True)


def _length(duration: str) -> pd.Timedelta:
    days = {"Y": 365.25, "M": 30.44, "": 0.0}
    return pd.Timedelta(days=days[duration[-1:]] * int(duration[1:-1] or 0) if duration else 1)


def _window(
    table: pd.DataFrame, latest: pd.DataFrame, name: str, years: tuple[int, ...], facts: dict[str, Measure]
) -> pd.DataFrame:
    base = pd.Series(np.nan, index=latest.index)
    found = pd.Series(False, index=latest.index)
    for back in years:
        wanted = latest.assign(sought=latest["start"] - pd.DateOffset(years=back), row=latest.index)
        keys = [*SERIES, "duration"]
        near = pd.merge_asof(
            wanted.sort_values("sought")[[*keys, "sought", "row"]],
            table.sort_values("start")[[*keys, "start", "value"]],
            left_on="sought",
            right_on="start",
            by=keys,
            direction="nearest",
            tolerance=pd.Timedelta(days=31),
        ).set_index("row")
        exact = (near["start"] == near["sought"]) | (near["duration"] == "")
        hit = (near["value"].notna() & exact).reindex(latest.index)
        base = base.where(found, near["value"].where(exact).reindex(latest.index))
        found |= hit
    change = latest["value"] - base
    moved = change.abs() * 100 > 5 * base.abs()
    way = latest["measure"].astype(str).map({ref: _way(each) for ref, each in facts.items()})
    words = {1: "improving", 0: "maintaining", -1: "not_improving"}
    plain = {1: "increasing", 0: "unchanged", -1: "decreasing"}
    sign = np.sign(change.where(moved | change.isna(), 0.0))
    verdict = (sign * way).map(words).where(way != 0, sign.map(plain)).fillna("cannot_judge")
    return latest[SERIES].assign(question=name, verdict=verdict)


def _way(measure: Measure) -> int:
    return {"high_is_good": 1, "low_is_good": -1}.get(measure.polarity, 0)


def agreement(ours: pa.Table, theirs: pd.DataFrame) -> tuple[int, int]:
    """How many verdicts both give, and how many of them differ."""
    own = ours.select([*SERIES, "question", "verdict"]).to_pandas().astype(str)
    both = own.merge(theirs.astype(str), on=[*SERIES, "question"], suffixes=("", "_theirs"))
    return len(both), int((both["verdict"] != both["verdict_theirs"]).sum())


def result() -> Result:
    """The contest, and how far pandas' verdicts are the same."""
    facts, policy = measures(), read_policy(POLICY)
    table = read_observations([folder()], "ons-els", measures=facts).table
    with TemporaryDirectory() as place:
        store = ObservationStore(Path(place))
        name = store.write_segment(table)
        columns = ["measure", "area", "period", "group", "value", "status", "qualifier"]
        floats = Path(place) / "floats.parquet"
        as_floats = table.select(columns).set_column(4, "value", pc.cast(table.column("value"), pa.float64()))
        pq.write_table(as_floats, floats, compression="zstd")
        both, other = agreement(judge(store.read([name]), facts, (), policy), peer(floats, facts))
        seconds = interleaved(
            {
                "golden thread": lambda: judge(store.read([name]), facts, (), policy),
                "floor: pyarrow reads the columns": lambda: pq.read_table(store.path(name), columns=columns),
                "peer: pandas, in floating point": lambda: peer(floats, facts),
            }
        )
    remark = (
        f"of {both:,} verdicts pandas gives {other:,} otherwise: exactly 5% is not exact in floating point"
    )
    return Result("Judge two directions of travel", f"{table.num_rows:,} rows", seconds, remark)
