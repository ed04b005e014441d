"""Actions of service plans in and out of an installation, on the command line."""

from pathlib import Path

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.refusal import Refused

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("actions")
def actions() -> None:
    """Bring the actions of service plans into an installation."""


@actions.command("import")
@click.argument("file", type=FILE)
@AS
@click.option("--rehearse", is_flag=True, help="Say what it would change, and write nothing.")
@JSON
def import_(file: Path, username: str | None, rehearse: bool, as_json: bool) -> None:
    """Bring a file of actions (.csv .xlsx .parquet) into the installation, all or nothing.

    One row is one action: service, ref and title, and what else is known. A row whose ref is known changes
    that action, in the columns that the file has.
    """
    with opened_as(username) as who:
        from goldenthread.delivery.action_file import action_rows
        from goldenthread.delivery.commands.action_import import import_actions, rehearse_actions

        rows = action_rows(file)
        if rehearse:
            found = rehearse_actions(who, rows)
            if found.refusals:
                raise Refused(found.refusals)
        else:
            found = import_actions(who, rows, file.name)
    counts = {"added": len(found.added), "changed": len(found.changed), "same": found.same}
    made = {"service_plans": len(found.plans), "priorities": len(found.priorities)}
    print_summary({**counts, **made}, as_json)


commands: tuple[click.Command, ...] = (actions,)
