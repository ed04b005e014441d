"""What every command that reads observations and writes a table does before and after."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.cli.summary import print_summary
from goldenthread.rules.refusal import Refused

if TYPE_CHECKING:
    from goldenthread.engine.observation import Reading

FILE = click.Path(path_type=Path)


def check_out(out: Path, *inputs: Path | None) -> None:
    """The output's name says how to write it, and it is none of the files to read."""
    from goldenthread.engine.table import ENDINGS, ending, refuse_over_input

    if not ending(out):
        raise click.BadParameter(f"end the name in one of {', '.join(ENDINGS)}", param_hint="--out")
    refuse_over_input(out, inputs)


def refuse_all(reading: "Reading", as_json: bool) -> None:
    """Nothing is written; the summary is still printed where a program reads it."""
    if as_json:
        print_summary({**counts(reading), "out": None}, as_json)
    raise Refused(reading.refusals)


def counts(reading: "Reading") -> dict[str, int | str | None]:
    """What went in, for the summary."""
    return {
        "rows_read": reading.rows_read,
        "kept": reading.table.num_rows,
        "refused": reading.refused,
        "repeats": reading.repeats,
    }
