"""Judging and rolling up on the command line: files in, files out, no installation."""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldenthread.cli.engine import ENGINE, engine_named, judge_installation
from goldenthread.cli.installation import AS
from goldenthread.cli.reading import FILE, check_out, counts, refuse_all
from goldenthread.cli.refusal import SHOWN, say, say_left_out
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.refusal import Refusal, Refused

if TYPE_CHECKING:
    import pyarrow as pa

    from goldenthread.engine.area import AreaRegister
    from goldenthread.engine.neighbours import NeighbourLists
    from goldenthread.rules.measure import Target
    from goldenthread.rules.policy import Policy

DEFAULT_POLICY = "kent-annual-report-2017"
"""A test holds this to the engine's, which takes longer to load than to name."""


class Day(click.ParamType[date]):
    """A date as 2017-05-25."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not a date: write it as 2017-05-25", param, ctx)


@click.command("judge")
@click.option(
    "--observations", type=FILE, help="The plain table of observations; without it, an installation's."
)
@click.option("--measures", type=FILE, help="The measures, with their polarity and decimals.")
@click.option("--targets", type=FILE, help="Targets, floor standards and ranges.")
@click.option("--neighbours", type=FILE, help="The areas that each area is compared with.")
@click.option(
    "--benchmark",
    "benchmarks",
    metavar="[LEVEL=]AREA",
    multiple=True,
    help="The area that others, or those of one level, are compared with.",
)
@click.option("--rebased", type=FILE, help="Decisions: measure, area, group, period, reason.")
@click.option("--areas", type=FILE, help="Areas of the council's own: YAML, or a table of code and name.")
@click.option(
    "--policy", default=DEFAULT_POLICY, help="A policy's name, or a policy in YAML.", show_default=True
)
@click.option("--known-by", type=Day(), help="Judge what was known on this day.")
@click.option("--as-of", type=Day(), help="The day from which a figure's age is counted.")
@click.option("--keep-good", is_flag=True, help="Judge the good rows even where others are refused.")
@ENGINE
@AS
@JSON
@click.option("--out", required=True, type=FILE, help="The judgements to write: .csv, .csv.gz or .parquet.")
def judge(
    observations: Path | None,
    measures: Path | None,
    targets: Path | None,
    neighbours: Path | None,
    benchmarks: tuple[str, ...],
    rebased: Path | None,
    areas: Path | None,
    policy: str,
    known_by: date | None,
    as_of: date | None,
    keep_good: bool,
    engine: str,
    username: str | None,
    as_json: bool,
    out: Path,
) -> None:
    """Ask a policy's questions of every series.

    Without files the installation's series are asked. A measure with a policy of its own, in the column
    policy of the measures, is asked that one's questions. Where any row is refused nothing is written, unless
    --keep-good is given.
    """
    from goldenthread.engine.area import area_register
    from goldenthread.engine.comparator import asked_by, comparators_of
    from goldenthread.engine.judge import Judging
    from goldenthread.engine.judgement_file import write_judgements
    from goldenthread.engine.measure import read_measures, read_targets, without_polarity
    from goldenthread.engine.own_policy import judge_each, own_policies
    from goldenthread.engine.policy import read_policy
    from goldenthread.engine.rebased import read_rebased
    from goldenthread.engine.vintage import read_known

    check_out(out, observations, measures, targets, neighbours, rebased, areas, Path(policy))
    ask = engine_named(engine)
    if observations is None and measures is None:
        _only_files(targets, neighbours, rebased, areas, benchmarks, known_by)
        print_summary(judge_installation(username, _chosen(policy), as_of, engine, out), as_json)
        return
    if observations is None or measures is None:
        raise click.UsageError("files are judged with both --observations and --measures")
    asked = read_policy(policy)
    known_areas = area_register(areas)
    known_benchmarks = _benchmarks(benchmarks, known_areas)
    defined = read_measures(measures)
    near = _neighbours(neighbours, known_areas, asked, keep_good)
    named = {ref: measure.comparator for ref, measure in defined.items()}
    beside = comparators_of(known_areas, known_benchmarks, near.groups, named)
    own = own_policies(measures)
    aims = read_targets(targets, defined) if targets else ()
    _check_target_areas(targets, aims, known_areas)
    reading, aside = read_known(observations, defined, known_areas, known_by)
    if known_by is not None and aside is None:
        say(f"{observations.name} does not say since when its rows were known: all are judged")
    if reading.refusals and not (keep_good and reading.rows_read):
        refuse_all(reading, as_json)
    decided = read_rebased(rebased, reading.table, defined) if rebased else {}
    beside = replace(beside, rebased=decided)
    judging = Judging(defined, asked, aims, as_of, asked_by(asked, beside))
    judged = judge_each(reading.table, judging, beside, own, ask)
    write_judgements(judged, out)
    say_left_out((*near.refusals, *reading.refusals))
    undeclared = without_polarity(defined)
    if undeclared and not as_json:
        say(f"no polarity is declared for: {', '.join(undeclared[:SHOWN])}")
    print_summary(
        {**counts(reading), "not_known": aside or 0, **_result(judged, asked.ref, out, len(undeclared))},
        as_json,
    )


@click.command("roll-up")
@click.option(
    "--judgements", required=True, type=FILE, help="The judgements, as the judge command writes them."
)
@click.option("--tree", required=True, type=FILE, help="The plan's tree: ref, parent, measure.")
@click.option(
    "--policy", default=DEFAULT_POLICY, help="A policy's name, or a policy in YAML.", show_default=True
)
@JSON
@click.option("--out", required=True, type=FILE, help="The table to write: .csv, .csv.gz or .parquet.")
def roll_up(judgements: Path, tree: Path, policy: str, as_json: bool, out: Path) -> None:
    """Gather verdicts up a plan's tree."""
    from goldenthread.engine.judgement_file import read_judgements, read_tree_file
    from goldenthread.engine.policy import read_policy
    from goldenthread.engine.roll_up import roll_up as roll_up_columns
    from goldenthread.engine.table import write_table

    check_out(out, judgements, tree, Path(policy))
    asked = read_policy(policy)
    branches = read_tree_file(tree)
    rolled = roll_up_columns(read_judgements(judgements, asked), branches, asked)
    write_table(rolled, out)
    nodes = len(branches.parents)
    print_summary(
        {
            "nodes": nodes,
            "without_verdicts": nodes - len(set(rolled["ref"].to_pylist())),
            "rows": rolled.num_rows,
            "policy": asked.ref,
            "out": str(out),
        },
        as_json,
    )


commands: tuple[click.Command, ...] = (judge, roll_up)


def _only_files(*given: object) -> None:
    if any(given):
        do = "leave them out, or give --observations and --measures"
        raise click.UsageError(f"an installation has targets, comparators and areas of its own: {do}")


def _chosen(policy: str) -> str:
    """The policy that was asked for; empty where none was, and the council's own judges."""
    source = click.get_current_context().get_parameter_source("policy")
    return "" if source is click.core.ParameterSource.DEFAULT else policy


def _benchmarks(said: Sequence[str], areas: "AreaRegister") -> dict[str, str]:
    """The benchmark area by level; a level that is given twice is misuse."""
    from goldenthread.engine.comparator import read_benchmark

    found: dict[str, str] = {}
    for each in said:
        try:
            level, area = read_benchmark(each, areas)
        except Refused as refused:
            raise click.BadParameter(refused.refusals[0].what, param_hint="--benchmark") from refused
        if level in found:
            raise click.BadParameter(f"{each}: that level has a benchmark already", param_hint="--benchmark")
        found[level] = area
    return found


def _neighbours(
    path: Path | None, areas: "AreaRegister", policy: "Policy", keep_good: bool
) -> "NeighbourLists":
    """Whom each area is compared with, whether or not the policy asks."""
    from goldenthread.engine.comparator import check_model
    from goldenthread.engine.neighbours import NeighbourLists, read_neighbours

    if path is None:
        return NeighbourLists({})
    lists = read_neighbours(path, areas)
    if lists.refusals and not keep_good:
        raise Refused(lists.refusals)
    check_model(policy, lists.groups, path.name)
    return lists


def _check_target_areas(path: Path | None, targets: Sequence["Target"], areas: Container[str]) -> None:
    strays = sorted({target.area for target in targets if target.area not in areas})
    do = "use the area's GSS or ITL code, or declare it as a composite and pass it with --areas"
    if strays and path:
        raise Refused(
            Refusal(path.name, None, "area", f"'{area}' is not in the area register", do) for area in strays
        )


def _result(judged: "pa.Table", policy: str, out: Path, undeclared: int) -> dict[str, int | str | None]:
    verdicts = judged["verdict"].to_pylist()
    series = judged.group_by(["measure", "area", "group"]).aggregate([])
    return {
        "without_polarity": undeclared,
        "series": series.num_rows,
        "judgements": len(verdicts),
        "cannot_judge": verdicts.count("cannot_judge"),
        "policy": policy,
        "out": str(out),
    }
