"""XmR charts on the command line: a file in, a row for each point out, no installation."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.cli.progress import progress
from goldenthread.cli.reading import FILE, check_out, counts, refuse_all
from goldenthread.cli.refusal import say_left_out
from goldenthread.cli.summary import JSON, print_summary

if TYPE_CHECKING:
    import pyarrow as pa


@click.command("spc")
@click.option("--observations", required=True, type=FILE, help="The plain table of observations.")
@click.option("--measures", type=FILE, help="The measures, with their polarity and decimals.")
@click.option("--rebased", type=FILE, help="Decisions: measure, area, group, period, reason.")
@click.option("--areas", type=FILE, help="Areas of the council's own: YAML, or a table of code and name.")
@click.option("--no-screen", is_flag=True, help="Keep every moving range, however large.")
@click.option("--keep-good", is_flag=True, help="Chart the good rows even where others are refused.")
@JSON
@click.option("--out", required=True, type=FILE, help="The chart to write: .csv, .csv.gz or .parquet.")
def spc(
    observations: Path,
    measures: Path | None,
    rebased: Path | None,
    areas: Path | None,
    no_screen: bool,
    keep_good: bool,
    as_json: bool,
    out: Path,
) -> None:
    """Chart each series with its natural limits and signals.

    Where any row is refused nothing is written, unless --keep-good is given.
    """
    import pyarrow as pa

    from goldenthread.engine.area import area_register
    from goldenthread.engine.judgement_file import write_exact
    from goldenthread.engine.measure import read_measures
    from goldenthread.engine.rebased import read_rebased
    from goldenthread.engine.spc import charts
    from goldenthread.engine.spc_single import CHART, NUMBERS
    from goldenthread.engine.vintage import read_known
    from goldenthread.rules.measure import Measure
    from goldenthread.rules.variation import question_of

    check_out(out, observations, measures, rebased, areas)
    defined = read_measures(measures) if measures else None
    reading, aside = read_known(observations, defined, area_register(areas))
    if reading.refusals and not (keep_good and reading.rows_read):
        refuse_all(reading, as_json)
    if defined is None:
        defined = {ref: Measure(ref) for ref in reading.table["measure"].unique().to_pylist()}
    decided = read_rebased(rebased, reading.table, defined) if rebased else {}
    parts = [CHART.empty_table()]
    with progress("Charting", reading.table.num_rows) as see:
        for part in charts(reading.table, defined, decided, question_of(screen=not no_screen)):
            parts.append(part)
            see(part.num_rows)
    drawn = pa.concat_tables(parts)
    write_exact(drawn, NUMBERS, out)
    say_left_out(reading.refusals)
    print_summary({**counts(reading), "not_known": aside or 0, **_result(drawn), "out": str(out)}, as_json)


commands: tuple[click.Command, ...] = (spc,)


def _result(drawn: "pa.Table") -> dict[str, int]:
    return {
        "points": drawn.num_rows,
        "with_limits": drawn.num_rows - drawn["mean"].null_count,
        "flagged": sum(1 for rules in drawn["rules"].to_pylist() if rules),
    }
