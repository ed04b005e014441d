"""Open data and small numbers on the command line."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.cli.installation import opened_as
from goldenthread.cli.reading import FILE, check_out, counts, refuse_all
from goldenthread.cli.summary import JSON, print_summary

if TYPE_CHECKING:
    import pyarrow as pa

    from goldenthread.engine.area import AreaRegister
    from goldenthread.engine.disclosure.observation import Shown
    from goldenthread.engine.disclosure.policy import SmallNumbers
    from goldenthread.engine.disclosure.protect import Protected
    from goldenthread.rules.measure import Measure

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("open-data")
@click.option("--out", required=True, type=FOLDER, help="The folder to write, which is made.")
@JSON
def open_data(out: Path, as_json: bool) -> None:
    """Write every table that the public sees, and what is in it.

    Each as CSV with its CSVW metadata and as JSON, and one Data Package of them all.
    """
    with opened_as():
        from django.utils import timezone

        from goldenthread.publish.opendata.folder import write_folder
        from goldenthread.publish.public_reader import public_reader

        written = write_folder(public_reader(timezone.now()), out)
    print_summary({"tables": written, "out": str(out)}, as_json)


@click.command("protect")
@click.option("--observations", required=True, type=FILE, help="The plain table of observations.")
@click.option("--measures", required=True, type=FILE, help="The measures; `protection` names a policy.")
@click.option("--policy", help="The policy on small numbers for every measure: a name or a YAML file.")
@click.option("--areas", type=FILE, help="Areas of the council's own: YAML, or a table of code and name.")
@click.option(
    "--before",
    multiple=True,
    nargs=2,
    type=FILE,
    help="What was published before: the observations as they were, and the table that came out. Repeatable.",
)
@JSON
@click.option("--out", required=True, type=FILE, help="The table to write: .csv, .csv.gz or .parquet.")
def protect(
    observations: Path,
    measures: Path,
    policy: str | None,
    areas: Path | None,
    before: tuple[tuple[Path, Path], ...],
    as_json: bool,
    out: Path,
) -> None:
    """Withhold small counts, and what would give them away.

    Measures that name no policy are written as they are, unless --policy is given.
    """
    from goldenthread.engine.area import area_register
    from goldenthread.engine.disclosure.policy import read_protection
    from goldenthread.engine.measure import read_measures
    from goldenthread.engine.table import write_table
    from goldenthread.engine.vintage import read_known

    check_out(out, observations, measures, areas)
    defined, register = read_measures(measures), area_register(areas)
    reading, _ = read_known(observations, defined, register, counted=True)
    if reading.refusals:
        refuse_all(reading, as_json)
    earlier = [(_read(was, defined, register), _read(shown, defined, register)) for was, shown in before]
    table, why = reading.table, Counter[str]()
    for ref in sorted(set(table.column("measure").to_pylist())):
        named = policy or defined[ref].protection
        if named:
            known = [_shown(ref, *each) for each in earlier]
            chosen = read_protection(named)
            answer = _answer(table, defined[ref], chosen, register, known)
            why.update(answer.withheld.values())
            table = _masked(table, defined[ref], chosen, answer)
    write_table(table, out)
    print_summary({**counts(reading), "withheld": dict(sorted(why.items())), "out": str(out)}, as_json)


commands: tuple[click.Command, ...] = (open_data, protect)


def _read(path: Path, defined: "dict[str, Measure]", register: "AreaRegister") -> "pa.Table":
    from goldenthread.engine.vintage import read_known
    from goldenthread.rules.refusal import Refused

    reading, _ = read_known(path, defined, register, counted=True)
    if reading.refusals:
        raise Refused(reading.refusals)
    return reading.table


def _shown(ref: str, was: "pa.Table", shown: "pa.Table") -> "Shown":
    """What an earlier table said of a measure, and which of its rows came out without a figure."""
    from goldenthread.engine.disclosure.observation import Shown, key_of, observations_in

    hidden = (key_of(row) for row in observations_in(shown, ref) if row.status == "suppressed")
    rows = observations_in(was, ref)
    return Shown(rows, frozenset(hidden))


def _answer(
    table: "pa.Table",
    measure: "Measure",
    policy: "SmallNumbers",
    register: "AreaRegister",
    before: "Iterable[Shown]",
) -> "Protected":
    """Which rows of a measure are withheld. Raises Refused where something cannot be hidden."""
    from goldenthread.engine.disclosure.observation import cannot_hide, observations_in, withheld_of

    answer = withheld_of(observations_in(table, measure.ref), measure, policy, register, before)
    cannot_hide(measure.ref, answer)
    return answer


def _masked(table: "pa.Table", measure: "Measure", policy: "SmallNumbers", answer: "Protected") -> "pa.Table":
    from goldenthread.engine.disclosure.mask import Hidden, Mask

    return Mask({measure.ref: Hidden(answer.withheld, policy.rounding, measure)}).over(table)
