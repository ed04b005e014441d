"""Whom areas are compared with, on the command line of an installation."""

from pathlib import Path

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.refusal import say_left_out
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.refusal import Refused

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("neighbours")
def neighbours() -> None:
    """Bring in lists of the areas that each area is compared with."""


@neighbours.command("import")
@click.argument("file", type=FILE)
@click.option("--model", default="", help="The list's name, where the file does not say it.")
@click.option("--source", default="", help="Who published the list, and under which licence.")
@click.option("--keep-good", is_flag=True, help="Bring in the good rows though others are refused.")
@AS
@JSON
def import_(
    file: Path, model: str, source: str, keep_good: bool, username: str | None, as_json: bool
) -> None:
    """Bring in the lists in FILE, each in place of the one of that name.

    FILE has the columns area, neighbour, rank and model, or is a list that the Office for National Statistics
    publishes, as it is.
    """
    with opened_as(username) as who:
        from goldenthread.engine.neighbours import read_neighbours
        from goldenthread.measures.comparing import import_neighbours
        from goldenthread.measures.queries import register

        lists = read_neighbours(file, register(), model)
        if lists.refusals and not keep_good:
            raise Refused(lists.refusals)
        from django.db import transaction

        with transaction.atomic():
            rows = [import_neighbours(who, name, held, source) for name, held in lists.groups.items()]
        say_left_out(lists.refusals)
        print_summary(
            {"models": list(lists.groups), "neighbours": sum(rows), "refused": len(lists.refusals)}, as_json
        )


@click.group("benchmark")
def benchmark() -> None:
    """Say which area others are compared with."""


@benchmark.command("set")
@click.argument("level")
@click.argument("area")
@AS
@JSON
def set_(level: str, area: str, username: str | None, as_json: bool) -> None:
    """Compare the areas of LEVEL, such as county or district, with AREA; LEVEL is `every` for all others."""
    with opened_as(username) as who:
        from goldenthread.measures.comparing import set_benchmark

        set_benchmark(who, area, "" if level == "every" else level)
        print_summary({"level": level, "benchmark": area}, as_json)


@benchmark.command("remove")
@click.argument("level")
@AS
@JSON
def remove(level: str, username: str | None, as_json: bool) -> None:
    """Compare the areas of LEVEL with none of their own."""
    with opened_as(username) as who:
        from goldenthread.measures.comparing import remove_benchmark

        removed = remove_benchmark(who, "" if level == "every" else level)
        print_summary({"level": level, "removed": removed}, as_json)


commands: tuple[click.Command, ...] = (neighbours, benchmark)
