"""Risks and commitments on the command line: in from a table, out to one, and asks taken from a plan."""

from dataclasses import asdict
from pathlib import Path

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.refusal import say_left_out
from goldenthread.cli.summary import JSON, print_summary

FILE = click.Path(dir_okay=False, path_type=Path)
OUT = click.option("--out", required=True, type=FILE, help="The CSV file to write.")


@click.group("risks")
def risks() -> None:
    """Bring risks and opportunities in, or write them out."""


@risks.command("import")
@click.argument("file", type=FILE)
@AS
@JSON
def import_(file: Path, username: str | None, as_json: bool) -> None:
    """Raise or change every risk of a table (.csv or .parquet), all or nothing."""
    with opened_as(username) as who:
        from goldenthread.delivery.commands.risk_import import import_risks

        print_summary(asdict(import_risks(who, file)), as_json)


@risks.command("export")
@OUT
@JSON
def export(out: Path, as_json: bool) -> None:
    """Write the whole register, closed risks with it, in the columns that an import takes."""
    with opened_as():
        from django.utils import timezone

        from goldenthread.delivery.queries.risk import every_risk
        from goldenthread.delivery.risk_file import risks_as_csv
        from goldenthread.people.queries.service import services

        found = every_risk(services(timezone.localdate()))
        out.write_text(risks_as_csv(found), encoding="utf-8", newline="")
        print_summary({"risks": len(found), "out": str(out)}, as_json)


@click.group("commitments")
def commitments() -> None:
    """Bring commitments and asks in, or write them out."""


@commitments.command("import")
@click.argument("file", type=FILE)
@AS
@JSON
def import_commitments(file: Path, username: str | None, as_json: bool) -> None:
    """Make or change every commitment of a table (.csv or .parquet), all or nothing."""
    with opened_as(username) as who:
        from goldenthread.delivery.commands import commitment_import

        print_summary(asdict(commitment_import.import_commitments(who, file)), as_json)


@commitments.command("export")
@OUT
@JSON
def export_commitments(out: Path, as_json: bool) -> None:
    """Write every commitment and ask, in the columns that an import takes."""
    with opened_as():
        from django.utils import timezone

        from goldenthread.delivery.commitment_file import commitments_as_csv
        from goldenthread.delivery.queries.commitment import every_commitment
        from goldenthread.people.queries.service import services

        found = every_commitment(services(timezone.localdate()), timezone.now())
        out.write_text(commitments_as_csv(found), encoding="utf-8", newline="")
        print_summary({"commitments": len(found), "out": str(out)}, as_json)


@commitments.command("from-plan")
@click.argument("plan")
@click.option("--add-partners", is_flag=True, help="Add whoever the plan names and nobody has added yet.")
@AS
@JSON
def from_plan(plan: str, add_partners: bool, username: str | None, as_json: bool) -> None:
    """Make commitments from the asks and collaborations of PLAN that have none.

    What names nobody, or somebody unknown, is left out and told.
    """
    with opened_as(username) as who:
        from goldenthread.delivery.commands.plan_ask import take_asks_from_plan

        taken = take_asks_from_plan(who, plan, add_partners)
    say_left_out(taken.left_out)
    counts = {name: len(getattr(taken, name)) for name in ("made", "added", "left_out")}
    print_summary(counts, as_json)


commands: tuple[click.Command, ...] = (risks, commitments)
