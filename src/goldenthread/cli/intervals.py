"""Confidence intervals on the command line: observations in, the same with their limits out."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldenthread.cli.progress import progress
from goldenthread.cli.reading import FILE, check_out, counts, refuse_all
from goldenthread.cli.refusal import say_left_out
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.number import UnknownNumber, read_number

if TYPE_CHECKING:
    import pyarrow as pa

    from goldenthread.rules.measure import Measure

ROWS_AT_ONCE = 200_000


class Confidence(click.ParamType[float]):
    """A share from 0.9 to 1, or the same as a percentage from 90 to 100."""

    name = "confidence"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            said = read_number(str(value).removesuffix("%"))
        except UnknownNumber:
            said = Decimal(0)
        share = said / 100 if said > 1 else said
        if not Decimal("0.9") <= share <= 1:
            self.fail(f"{value} is not a confidence: give 0.9 to 1, or 90 to 100 per cent", param, ctx)
        return float(share)


@click.command("intervals")
@click.option("--observations", required=True, type=FILE, help="The plain table of observations.")
@click.option("--measures", required=True, type=FILE, help="The measures, with statistic and multiplier.")
@click.option(
    "--confidence", type=Confidence(), default="0.95", help="0.95, or 95 per cent.", show_default=True
)
@click.option("--areas", type=FILE, help="Areas of the council's own: YAML, or a table of code and name.")
@click.option("--keep-good", is_flag=True, help="Write the good rows even where others are refused.")
@JSON
@click.option("--out", required=True, type=FILE, help="The table to write: .csv, .csv.gz or .parquet.")
def intervals(
    observations: Path,
    measures: Path,
    confidence: float,
    areas: Path | None,
    keep_good: bool,
    as_json: bool,
    out: Path,
) -> None:
    """Give each figure its confidence interval.

    From its counts where they are there; else, at 95%, as published with it. Where there is none the limits
    and the method are empty. Where any row is refused nothing is written, unless --keep-good is given.
    """
    from goldenthread.engine.area import area_register
    from goldenthread.engine.measure import read_measures
    from goldenthread.engine.table import write_table
    from goldenthread.engine.vintage import read_known

    check_out(out, observations, measures, areas)
    defined = read_measures(measures)
    reading, _ = read_known(observations, defined, area_register(areas), counted=True)
    refused = bool(reading.refusals) and not (keep_good and reading.rows_read)
    if refused:
        refuse_all(reading, as_json)
    made = _with_intervals(reading.table, defined, confidence)
    write_table(made, out)
    say_left_out(reading.refusals)
    print_summary({**counts(reading), **_methods(made), "confidence": confidence, "out": str(out)}, as_json)


commands: tuple[click.Command, ...] = (intervals,)


def _with_intervals(table: "pa.Table", measures: Mapping[str, "Measure"], confidence: float) -> "pa.Table":
    """The table with its intervals, a part at a time, so that a terminal sees how far it has come."""
    import pyarrow as pa

    from goldenthread.engine.interval import with_intervals

    parts = []
    with progress("Working out intervals", table.num_rows) as see:
        for start in range(0, max(1, table.num_rows), ROWS_AT_ONCE):
            part = table.slice(start, ROWS_AT_ONCE)
            parts.append(with_intervals(part, measures, confidence))
            see(part.num_rows)
    return pa.concat_tables(parts)


def _methods(made: "pa.Table") -> dict[str, int]:
    """How many limits came from each formula, and how many rows have none."""
    counted = Counter(made["method"].to_pylist())
    without = counted.pop("", 0)
    return {**{method: counted[method] for method in sorted(counted)}, "without_interval": without}
