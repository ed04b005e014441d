"""Observations on the command line."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from goldenthread.cli.progress import progress
from goldenthread.cli.refusal import say_left_out
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.refusal import Refused

ADAPTERS = (
    "plain",
    "ons-els",
    "fingertips",
    "wide",
    "xlsx-template",
    "dfe-ees",
    "mhclg-outturn",
    "tidy",
)
"""A test holds these to the registry of layouts, which takes longer to load than to list."""
YEAR_TYPES = ("calendar", "financial", "academic", "academic-august")

FILE = click.Path(dir_okay=False, path_type=Path)
OF_INSTALLATION = {
    "check": "measures",
    "compact": "compaction",
    "export": "measures",
    "fetch": "measures",
    "import": "measures",
    "withdraw": "measures",
}


class WithInstallation(click.Group):
    """Has what needs an installation besides, loaded when it is named, so that files alone start quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted((*super().list_commands(ctx), *OF_INSTALLATION))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in OF_INSTALLATION:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"goldenthread.cli.{OF_INSTALLATION[cmd_name]}")
        commands: Sequence[click.Command] = module.of_observations
        return next(command for command in commands if command.name == cmd_name)


@click.group("observations", cls=WithInstallation)
def observations() -> None:
    """Read observations from files of any layout."""


@observations.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--adapter", type=click.Choice(ADAPTERS), default="plain", help="How the files are laid out.")
@click.option("--out", required=True, type=FILE, help="The plain table to write: .csv, .csv.gz or .parquet.")
@click.option("--keep-good", is_flag=True, help="Write the good rows even where others are refused.")
@click.option("--areas", type=FILE, help="Areas of the council's own: YAML, or a table of code and name.")
@click.option("--measures", type=FILE, help="The measures that may appear, with their kind of year.")
@click.option("--year-type", type=click.Choice(YEAR_TYPES), help="What a bare 2016/17 means.")
@JSON
def read(
    files: tuple[Path, ...],
    adapter: str,
    out: Path,
    keep_good: bool,
    areas: Path | None,
    measures: Path | None,
    year_type: str | None,
    as_json: bool,
) -> None:
    """Turn FILES, or folders of files, of any layout into the plain table of observations.

    Where any row is refused nothing is written, unless --keep-good is given.
    """
    from goldenthread.engine.area import area_register
    from goldenthread.engine.measure import read_measures
    from goldenthread.engine.observation_stream import bytes_of, read_any
    from goldenthread.engine.table import ENDINGS, ending, refuse_over_input, write_tables

    if not ending(out):
        raise click.BadParameter(f"end the name in one of {', '.join(ENDINGS)}", param_hint="--out")
    refuse_over_input(out, (*files, areas, measures))
    known = read_measures(measures) if measures else None
    with progress("Reading", bytes_of(files, adapter)) as see:
        found = read_any(
            files, adapter, areas=area_register(areas), measures=known, year_type=year_type or "", see=see
        )
    reading = found.reading
    nothing = keep_good and reading.rows_read == 0
    refused = bool(reading.refusals) and (nothing or not keep_good)
    summary: dict[str, int | str | None] = {
        "files": reading.files,
        "files_refused": reading.unread,
        "rows_read": reading.rows_read,
        "kept": found.rows,
        "refused": reading.refused,
        "repeats": reading.repeats,
        "out": None if refused else str(out),
    }
    if refused:
        if as_json:
            print_summary(summary, as_json)
        raise Refused(reading.refusals, found.faults)
    write_tables(found.tables(), out)
    say_left_out(reading.refusals, found.faults)
    print_summary(summary, as_json)


commands: tuple[click.Command, ...] = (observations,)
