"""Plans on the command line."""

from collections import Counter
from pathlib import Path

import click

from goldenthread.cli.plan_installation import of_plan, print_written
from goldenthread.cli.refusal import say
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.plan.file import read_plan, write_plan
from goldenthread.rules.plan import PlanDocument

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("plan")
def plan() -> None:
    """Read, check and convert plans."""


@plan.command("read")
@click.argument("document", type=FILE)
@click.option("--out", required=True, type=FILE, help="The plan file to write: .yaml or .xlsx.")
@JSON
def read(document: Path, out: Path, as_json: bool) -> None:
    """Read a published plan (.md .txt .docx .pdf .html) into a plan file.

    What could not be placed is listed in the file with its line. The plan does not count until a person has
    placed it or left it out, and deleted it from the list.
    """
    from goldenthread.plan.reading.document import read_document

    if out.suffix.lower() == ".csv":
        raise click.UsageError(
            "a .csv file cannot hold what was not placed: give --out a .yaml or .xlsx file"
        )
    reading = read_document(document)
    write_plan(reading.plan, out)
    summary = {**counts(reading.plan), "unplaced": len(reading.plan.unplaced)}
    if as_json:
        summary["warnings"] = reading.warnings
    _print(summary, as_json, f"{document} read into {out}")
    for line in () if as_json else reading.warnings:
        say(f"warning: {line}")


@plan.command("check")
@click.argument("file", type=FILE)
@JSON
def check(file: Path, as_json: bool) -> None:
    """Say what is wrong with a plan file, or what is in it."""
    _print(counts(read_plan(file)), as_json, f"{file} is a sound plan")


@plan.command("convert")
@click.argument("file", type=FILE)
@click.argument("out", type=FILE)
@JSON
def convert(file: Path, out: Path, as_json: bool) -> None:
    """Write a plan file in another form: .yaml and .xlsx carry all of it, .csv the items."""
    found = read_plan(file, with_unplaced=True)
    write_plan(found, out)
    print_written(found, file, out, as_json)


for command in of_plan:
    plan.add_command(command)
commands: tuple[click.Command, ...] = (plan,)


def counts(found: PlanDocument) -> dict[str, object]:
    """How many items of each kind there are, and how many objectives for each horizon."""
    kinds = Counter(item.kind for item in found.items)
    horizons = Counter(item.horizon for item in found.items if item.kind == "objective" and item.horizon)
    return {"items": dict(kinds), "horizons": dict(horizons)}


def _print(summary: dict[str, object], as_json: bool, headline: str) -> None:
    if not as_json:
        click.echo(headline)
    print_summary(summary, as_json)
