"""Plans in and out of an installation, on the command line."""

from pathlib import Path

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.plan.file import read_plan, write_plan
from goldenthread.rules.plan import PlanDocument
from goldenthread.rules.refusal import refuse

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@AS
@click.option("--publish", is_flag=True, help="Make it public at once.")
@click.option("--rehearse", is_flag=True, help="Say what it would change, and write nothing.")
@JSON
def import_(file: Path, username: str | None, publish: bool, rehearse: bool, as_json: bool) -> None:
    """Bring a plan file into the installation as the plan's next version, all or nothing."""
    document = read_plan(file)
    with opened_as(username) as who:
        from django.db import transaction

        from goldenthread.plan.commands import import_plan, publish_plan, rehearse_plan

        if rehearse:
            found, summary = rehearse_plan(who, document), {"plan": document.ref}
        else:
            with transaction.atomic():
                done = import_plan(who, document)
                if publish:
                    publish_plan(who, done.ref)
            found, summary = done.rehearsal, {"plan": done.ref, "version": str(done.number)}
    counts = {name: len(getattr(found, name)) for name in ("added", "changed", "removed")}
    print_summary({**summary, **counts, "same": found.same, "public": publish and not rehearse}, as_json)


@click.command("export")
@click.argument("ref")
@click.option("--out", required=True, type=FILE, help="The file to write: .yaml, .xlsx or .csv.")
@JSON
def export(ref: str, out: Path, as_json: bool) -> None:
    """Write the latest version of a plan of the installation to a file."""
    with opened_as():
        from goldenthread.plan.queries import latest_document

        document = latest_document(ref)
    if document is None:
        raise refuse("there is no such plan", "look in the list of plans", file=ref)
    write_plan(document, out)
    print_written(document, ref, out, as_json)


of_plan: tuple[click.Command, ...] = (import_, export)
"""What the group `plan` has besides, for an installation."""


def print_written(written: PlanDocument, source: object, out: Path, as_json: bool) -> None:
    """Say that a plan, named as its source is, now stands in a file."""
    count = len(written.items)
    if as_json:
        print_summary({"plan": written.ref, "items": count, "out": str(out)}, as_json)
    else:
        click.echo(f"{source} written as {out}: {count} items")
