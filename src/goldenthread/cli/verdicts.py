"""What an installation holds, judged and kept, on the command line."""

from pathlib import Path

import click

from goldenthread.cli.engine import council_policy
from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.summary import JSON, print_summary

POLICY = click.option("--policy", default="", help="A policy's name; without it, the council's.")


@click.group("verdicts")
def verdicts() -> None:
    """Judge all that an installation holds, and keep it."""


@verdicts.command("refresh")
@POLICY
@AS
@JSON
def refresh(policy: str, username: str | None, as_json: bool) -> None:
    """Judge again what has changed since the last time.

    Only measures that a release, a definition, a target, a policy or a comparator touched are judged.
    """
    with opened_as(username) as who:
        from django.utils import timezone

        from goldenthread.measures.kept import refresh_verdicts

        done = refresh_verdicts(who, council_policy(policy), timezone.localdate())
    print_summary({"judged": done.judged, "kept": done.kept, "gone": done.gone}, as_json)


@verdicts.command("export")
@POLICY
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="A .csv, .csv.gz or .parquet file."
)
@AS
@JSON
def export(policy: str, out: Path, username: str | None, as_json: bool) -> None:
    """Write the verdicts that are kept, published or not, as the judge command writes them."""
    with opened_as(username) as who:
        from goldenthread.engine.table import write_table
        from goldenthread.measures.kept import kept_verdicts

        held = kept_verdicts(who, council_policy(policy))
        write_table(held, out)
    print_summary({"judgements": held.num_rows, "out": str(out)}, as_json)


commands: tuple[click.Command, ...] = (verdicts,)
